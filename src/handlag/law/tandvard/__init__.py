"""State dental support: general and special allowance, high-cost protection, and from 2026 the rule from 67."""
