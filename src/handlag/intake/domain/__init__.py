"""Rules and value types of intake: pure, the clock passed in."""
