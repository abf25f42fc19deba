"""Föräldrapenning at a child's birth: SFB 12 kap., for benefit days from 2022."""
