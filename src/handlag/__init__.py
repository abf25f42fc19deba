"""Handlag: an open system for administering a national social insurance."""
