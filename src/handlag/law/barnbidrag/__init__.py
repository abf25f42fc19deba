"""Barnbidrag and flerbarnstillägg: SFB 15 and 16 kap., for months from January 2022."""
