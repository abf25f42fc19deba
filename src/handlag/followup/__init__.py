"""Indicators and report tables, computed from exported events."""
