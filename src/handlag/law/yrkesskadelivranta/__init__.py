"""Annuities of injuries before July 1977: laws 1967:919 and 1977:268, for months from January 2022."""
