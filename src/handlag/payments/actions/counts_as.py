"""What one payment counts as in the statistics."""

COUNTS_AS = """
'parts', (e.basis->>'children')::int * greatest(1, {paid}.amount_ore / nullif(e.amount_ore, 0)),
'gross_days', CASE WHEN e.basis->>'eighths' IS NULL THEN NULL WHEN e.covered_ore > 0 THEN 0
    ELSE {paid}.amount_ore / nullif(e.amount_ore, 0) END,
'net_eighths', round({paid}.amount_ore::numeric * (e.basis->>'eighths')::int / nullif(e.amount_ore, 0))::int,
'level', e.basis->>'level'
"""
"""Members of an event's detail; those that are null are to be left out. ``e`` is the entitlement, ``{paid}`` the money.

A payment of child allowance is one for each child and month, as the annual report counts it (table 5): its amount is
the entitlement's times its months. A payment of a day benefit tells its days, the net ones in eighths of a day. Where
an earlier entitlement has paid part of the days, it pays the rest: no more days, and as much of the net days as of the
money. Entitlements from before days were told tell none.
"""


def counts_as(paid: str) -> str:
    """The members for a payment that stands under a name in the statement."""
    return COUNTS_AS.replace("{paid}", paid)
