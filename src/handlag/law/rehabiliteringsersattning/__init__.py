"""Rehabiliteringspenning: SFB 31 kap., for days from January 2022."""
