"""What may be read of quality follow-up, and by whom."""
