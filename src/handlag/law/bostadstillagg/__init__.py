"""Bostadstillägg before the riktålder: SFB 99–103 kap., for months from January 2022."""
