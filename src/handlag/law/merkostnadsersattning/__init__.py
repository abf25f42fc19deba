"""Merkostnadsersättning (SFB 50 kap.), and handikappersättning of older decisions while it runs off."""
