"""Boendetillägg: SFB 103 a–e kap., for months from January 2022."""
