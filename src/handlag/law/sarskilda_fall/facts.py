"""What has to be known to apply SFB 28 a and 31 a kap. to a person's days."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.daily import Work
from handlag.law.facts import Assessed, ClaimedPeriod, Facts, LegalDay, Percent, Span, YearlyKronor
from handlag.law.sgi import SgiFacts
from handlag.law.sjukpenning.facts import no_overlap


class Capacity(Span, Assessed):
    """How much the capacity for full-time work is reduced, in per cent (28 a kap. 8 §, 31 a kap. 6 §)."""

    reduction: Percent


class SarskildaFallFacts(Facts):
    """Facts of sickness or rehabilitation benefit in special cases."""

    period: ClaimedPeriod
    birth_date: LegalDay
    kind: Literal["sjukpenning", "rehabiliteringspenning"] = "sjukpenning"
    earlier_benefit: Literal["time_limited_sjukersattning", "aktivitetsersattning_to_30", "none"]
    """Time-limited sjukersättning to its last month, or aktivitetsersättning that ended at 30 (3 §)."""
    earlier_benefit_ended: LegalDay | None = None
    capacity: tuple[Capacity, ...] = Field(default=(), max_length=100)
    sgi: SgiFacts | None = None
    """The incomes of an SGI; null for somebody for whom none can be determined."""
    highest_sgi_since: YearlyKronor = 0
    """The highest SGI that has been or could have been determined since the right arose (19 §)."""
    work: Work = "employee"
    sickness_level: Literal["normal", "continued"] = "normal"
    """The level of the ordinary benefit beside it."""
    sjukersattning_quarters: Literal[0, 1, 2, 3] = 0
    annuity: YearlyKronor = 0
    """Livränta under 41 or 43 kap. a year (14 §)."""
    studies: tuple[Span, ...] = Field(default=(), max_length=50)
    """Studies with study aid, or a labour market programme with or without activity support (6 §)."""
    begins_period: bool = False
    """The sickness period begins with this benefit, so that a deduction or qualifying days are made (16 §)."""
    preventive: bool = False
    """Given for medical treatment or rehabilitation under 27 kap. 6 §, without deduction (17 §)."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        no_overlap("capacity", self.capacity)
        if self.earlier_benefit != "none" and self.earlier_benefit_ended is None:
            raise Wrong(
                "behövs: dagen då den tidigare förmånen upphörde",
                "is needed: the day the earlier benefit ended",
                "earlier_benefit_ended",
            )
        return self
