"""Sjukersättning and aktivitetsersättning: SFB 33–37 kap., for months from January 2022."""
