"""Rules and value types of people: pure, the clock passed in."""
