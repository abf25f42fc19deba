"""The rules of the room, without a framework."""
