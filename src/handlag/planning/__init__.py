"""Planning: when the backlog will be gone, and what it would take. Reads follow-up's figures only."""
