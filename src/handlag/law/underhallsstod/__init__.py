"""Underhållsstöd (SFB 17–18 kap.) and what the liable parent pays the agency (19 kap.)."""
