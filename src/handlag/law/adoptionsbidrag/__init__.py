"""Adoptionsbidrag (SFB 21 kap.)."""
