"""What the law's batch needs to compute an entitlement's amount again, read off the decision's own receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handlag.core.benefits import Benefit
from handlag.payments.domain.plan import Span

LAST_STEP = {Benefit.BARNBIDRAG: "barnbidrag_for_manad"}
"""The step of a receipt that gave the amount, for the benefits every run computes again."""


def basis_of(benefit: str, receipt: dict[str, Any], span: Span) -> dict[str, Any]:
    """The inputs the law was last given for the span's first month; empty for benefits not computed again."""
    return next(_inputs(benefit, receipt, span), {})


def _inputs(benefit: str, receipt: dict[str, Any], span: Span) -> Iterator[dict[str, Any]]:
    for step in receipt.get("steps", []):
        first, last = step.get("days") or ("", "")
        if step.get("name") == LAST_STEP.get(Benefit(benefit)) and first <= span.start.isoformat() <= last:
            yield step["inputs"]
