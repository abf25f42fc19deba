"""The exchange's messages, answers and rules, without database or network."""
