"""Entitlements, plans, pay-day runs, the ledger and the bank."""
