"""Handlag: an open system for administering a national social insurance."""

__version__ = "0.1.0"
