"""Web pages per role."""
