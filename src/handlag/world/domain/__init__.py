"""The world in columns: everything drawn from a seed, nothing read from the database or the clock."""
