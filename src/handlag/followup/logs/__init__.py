"""Event logs from anywhere: XES and CSV read into sorted coded columns, measured, and given out again."""
