"""Bilstöd (SFB 52 kap.) and its repayment."""
