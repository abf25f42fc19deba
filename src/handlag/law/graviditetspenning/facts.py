"""What has to be known to apply SFB 10 kap. to a pregnant person's days."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay, Span
from handlag.law.sgi import SgiFacts


class Reduced(Span):
    """Days with so many quarters of the work not done because of the pregnancy (2, 4 §§)."""

    quarters: Literal[1, 2, 3, 4]


class GraviditetspenningFacts(Facts):
    """Facts of one claim."""

    period: ClaimedPeriod
    expected_birth: LegalDay
    ground: Literal["strenuous", "prohibited", "risk_in_business"]
    """Work capacity reduced by a quarter (2 §), prohibited at work (3 §), or a risk in one's own business (3 a §)."""
    days: tuple[Reduced, ...] = Field(min_length=1, max_length=100)
    condition: Judged | None = None
    """Whether the ground is there: capacity reduced by the work's strain, or a prohibition or risk."""
    can_be_moved: bool | None = False
    """Whether the employer can move her to other work (2–3 §§); null where the employer has not said."""
    sgi: SgiFacts = SgiFacts()
    sick: tuple[Span, ...] = Field(default=(), max_length=100)
    """Days with sick pay or sjukpenning (5 §)."""
    insured: bool | None = True
