"""What follow-up counts and how it prints it: pure, no database, the clock passed in."""
