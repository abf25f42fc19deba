"""Recovery of what was paid wrongly, and interest on it: SFB 108 kap."""
