"""What can be done in the room, one module each."""
