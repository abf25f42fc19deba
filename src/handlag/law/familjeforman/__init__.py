"""Tilläggsbelopp vid familjeförmån within the EU (Regulation (EC) No 883/2004 article 68)."""
