"""Tillfällig föräldrapenning (SFB 13 kap.), all kinds, for benefit days from 2022."""
