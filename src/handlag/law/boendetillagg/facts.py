"""What has to be known to apply SFB 103 a–e kap. to a person's months."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import Facts, LegalDay, Months, Span, YearlyKronor
from handlag.law.sjukpenning.facts import no_overlap


class Ground(Span):
    """Days with sickness or rehabilitation benefit, ordinary or in special cases (103 c kap. 4 §)."""

    quarters: Literal[1, 2, 3, 4] = 4
    """The level; that of the special benefit where both are given (103 d kap. 8 §)."""
    yearly_income: YearlyKronor
    """The benefit a year as if it were whole, with activity support and annuities under 41 or 43 kap. (5–6 §§)."""


class BoendetillaggFacts(Facts):
    """Facts of one person's boendetillägg."""

    period: Months
    birth_date: LegalDay
    earlier_benefit: Literal["time_limited_sjukersattning", "aktivitetsersattning_to_30", "none"]
    earlier_benefit_ended: LegalDay | None = None
    grounds: tuple[Ground, ...] = Field(default=(), max_length=50)
    applied_on: LegalDay | None = None
    spouse: bool = False
    """Married, or living together as if married (103 b kap. 3–4 §§)."""
    spouse_has_it_too: bool = False
    children: Annotated[int, Field(strict=True, ge=0, le=20)] = 0
    """Children that give a right to housing allowance (96 kap.)."""
    right_to_bostadstillagg: bool = False
    housing_allowance: Annotated[int, Field(strict=True, ge=0, le=20_000)] = 0
    """Preliminary bostadsbidrag of the household, kronor a month (103 d kap. 9 §)."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        no_overlap("grounds", self.grounds)
        if self.earlier_benefit != "none" and self.earlier_benefit_ended is None:
            raise Wrong(
                "behövs: dagen då den tidigare förmånen upphörde",
                "is needed: the day the earlier benefit ended",
                "earlier_benefit_ended",
            )
        if self.spouse_has_it_too and not self.spouse:
            raise Wrong("kan inte vara sant utan make", "cannot be true without a spouse", "spouse_has_it_too")
        return self
