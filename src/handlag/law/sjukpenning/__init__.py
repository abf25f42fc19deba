"""Sjukpenning: SFB 27 and 28 kap., for benefit days from 2022."""
