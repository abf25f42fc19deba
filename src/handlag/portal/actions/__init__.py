"""What the portal itself can do."""
