"""Assistansersättning (SFB 51 kap.): the right, the payment of a month, and the municipality's part."""
