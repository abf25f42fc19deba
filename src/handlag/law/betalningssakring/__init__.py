"""Seizure orders for repayments: SFB 108 kap. 26–31 §§, from 1 March 2025."""
