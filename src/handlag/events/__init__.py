"""Everything that happened, once and for good: the only thing follow-up reads."""
