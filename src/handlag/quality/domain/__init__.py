"""Rules and arithmetic of quality follow-up; no database, the clock and the seed passed in."""
