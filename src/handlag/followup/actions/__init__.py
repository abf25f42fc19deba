"""What follow-up does: take out the events as facts."""
