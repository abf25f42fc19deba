"""Omvårdnadsbidrag (SFB 22 kap.), and vårdbidrag of older decisions while it runs off."""
