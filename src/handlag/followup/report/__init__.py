"""Whole reports: tables and diagrams as plain values, put together from measured and supplied figures."""
