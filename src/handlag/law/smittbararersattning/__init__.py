"""Smittbärarersättning: SFB 46 kap., for days from January 2022."""
