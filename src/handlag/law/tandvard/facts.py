"""What has to be known of a patient's year at the dentist."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay
from handlag.law.working_days import months_after

Kronor = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Kind = Literal["examination", "prevention", "treatment", "repair", "prosthetics_front", "prosthetics_back"]
"""Fixed prosthetics are ``front`` up to position 5 and ``back`` behind it."""


class Measure(Facts):
    """One dental measure that gives a right to support."""

    completed_on: LegalDay
    kind: Kind
    price: Kronor
    """The clinic's price."""
    reference_price: Kronor
    reported_on: LegalDay | None = None
    """The day the clinic reported it, where that was not the same day."""
    late_for_reason: bool = False
    """Special reasons to pay although the report was late (4 kap. 8 §)."""


class TandvardFacts(Facts):
    """A patient's measures in one compensation period, and her allowances."""

    period: ClaimedPeriod
    """The compensation period: from the day the first measure is completed, at most a year."""
    birth_date: LegalDay
    measures: tuple[Measure, ...] = Field(min_length=1, max_length=500)
    insured: bool | None = True
    """Insured by residence, or with rights by EU regulation 883/2004; null when not assessed."""
    use_allowance: bool = True
    """Whether the general allowance is used, at the first measure it is enough to pay."""
    saved_allowance: Kronor = 0
    """General allowance of earlier years that can still be used."""
    allowance_used: bool = False
    """Whether the present year's allowance is already used."""
    special_need: Judged | None = None
    """Whether an illness or disability gives a right to the special allowance; None reads as not claimed."""
    special_used: Kronor = 0
    """How much of the first half-year's special allowance is used before the period."""

    @model_validator(mode="after")
    def _within_the_period(self) -> Self:
        if self.period.end >= months_after(self.period.start, 12):
            raise Wrong("är längre än ett år", "is longer than a year", "period")
        if any(not self.period.holds(one.completed_on) for one in self.measures):
            raise Wrong("är slutförd utanför perioden", "is completed outside the period", "measures")
        return self
