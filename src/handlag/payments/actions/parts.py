"""What one payment counts as in the statistics."""

PARTS = "((e.basis->>'children')::int * greatest(1, {paid}.amount_ore / nullif(e.amount_ore, 0)))"
"""A payment of child allowance is one for each child and month, as the annual report counts it (table 5); else null.

``e`` is the entitlement and ``{paid}`` the payment, whose amount is the entitlement's times its months.
"""
