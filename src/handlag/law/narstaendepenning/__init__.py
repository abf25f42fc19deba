"""Närståendepenning: SFB 47 kap., for days from January 2022."""
