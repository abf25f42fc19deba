"""What every room leans on: errors, identities, the clock and money."""
