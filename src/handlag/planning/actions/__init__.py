"""What can be done in planning."""
