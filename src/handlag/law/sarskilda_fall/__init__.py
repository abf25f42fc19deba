"""Sjukpenning and rehabiliteringspenning i särskilda fall: SFB 28 a and 31 a kap., for days from January 2022."""
