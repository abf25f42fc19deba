"""What can be done in legal steering; each leaves an event."""
