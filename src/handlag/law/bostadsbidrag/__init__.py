"""Bostadsbidrag (SFB 93–98 kap.), preliminary and final, and the supplement to families of 2022 to 2025."""
