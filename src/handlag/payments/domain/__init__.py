"""Rules and value types of payments: pure, the clock passed in."""
