"""Rules and value types of cases: pure, the clock passed in."""
