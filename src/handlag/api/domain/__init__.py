"""Rules of the API's door: pure, the clock passed in."""
