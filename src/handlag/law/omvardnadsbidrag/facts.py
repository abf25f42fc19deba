"""What has to be known to apply SFB 22 kap. to one parent's months, or to an older decision on vårdbidrag."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import Assessed, Facts, Judged, LegalDay, Months, Percent, Span, YearlyKronor

Quarters = Annotated[int, Field(strict=True, ge=0, le=4)]


class Need(Assessed):
    """The children's need of care and supervision together, from a day on (4–6 §§): quarters of a whole benefit.

    1 is more than moderate needs, 2 large, 3 very large, 4 especially large, 0 less than that.
    """

    from_day: LegalDay
    quarters: Quarters
    lasting: bool | None = True
    """Whether the need can be assumed to last at least six months (3 §)."""


class Interruption(Span):
    """Time when the parent can't give the child care (10 §); past six months there must be special reasons."""

    special_reasons: Judged | None = None


class Earlier(Span):
    """Benefit already paid for the child, kronor a month: for past months only an increase is given (8 §)."""

    monthly: YearlyKronor


class OmvardnadsbidragFacts(Facts):
    """Facts of one parent's omvårdnadsbidrag."""

    period: Months
    birth_date: LegalDay
    """The child's; the youngest of children assessed together."""
    needs: tuple[Need, ...] = Field(default=(), max_length=50)
    right_from: LegalDay | None = None
    """The day the right arose, when not with the first assessment."""
    right_until: LegalDay | None = None
    applied_on: LegalDay | None = None
    other_parent_applied: bool = False
    requested_percent: Percent | None = None
    """This parent's part as both have asked for it (7 §)."""
    quarters_by_residence: Quarters | None = None
    """This parent's part where they disagree: quarters by where the child lives (7 §)."""
    interruptions: tuple[Interruption, ...] = Field(default=(), max_length=20)
    earlier: tuple[Earlier, ...] = Field(default=(), max_length=50)
    died_on: LegalDay | None = None
    insured: bool | None = True


class VardbidragFacts(Facts):
    """Facts of a decision on vårdbidrag under the older 22 kap., which runs off (SFS 2018:1265 p. 2–3)."""

    period: Months
    quarters: Literal[1, 2, 3, 4] | None = None
    """Null where the decision was for extra costs only."""
    extra_costs: Literal["lower", "higher"] | None = None
    """The level of a decision for extra costs only: 36 or 62.5 per cent of the prisbasbelopp a year."""
    decided_on: LegalDay
    applied_on: LegalDay
    ends: LegalDay
    """The last day of the decision, or the day it would have been reviewed under the older rules."""
    prolonged: bool = False
    """Prolonged while an application for the new benefits is tried, to 1 July 2022 at the latest."""
    percent: Percent = 100
    """This parent's part of the benefit."""

    @model_validator(mode="after")
    def _one_level(self) -> Self:
        if (self.quarters is None) == (self.extra_costs is None):
            raise Wrong("ange den ena nivån av de två", "give one of the two levels", "quarters")
        return self
