"""Graviditetspenning (SFB 10 kap.)."""
