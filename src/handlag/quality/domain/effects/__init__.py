"""What a measure did: by lot, beside people alike, or asked before and after; told by the strength of the design."""
