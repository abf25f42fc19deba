"""What steers, what doesn't, and how a question or an alarm may go on. Pure."""
