"""Rules of the pages themselves: pure."""
