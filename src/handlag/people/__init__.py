"""Persons, organisations, relations, identity numbers, protected identities, access rules and the read log."""
