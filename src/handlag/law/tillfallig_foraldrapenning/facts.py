"""What has to be known to apply SFB 13 kap. to one parent's days with one child."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.daily import Work
from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay, Span
from handlag.law.sgi import SgiFacts

Eighths = Annotated[int, Field(strict=True, ge=0, le=8 * 400)]
Minutes = Annotated[int, Field(strict=True, ge=0, le=24 * 60)]
Kind = Literal[
    "care", "treatment", "meeting", "investigation", "special_need", "lss", "contact", "serious", "birth", "death",
    "parent_ill",
]  # fmt: skip
"""16 §, 20 § first and second paragraph, 24 a §, 22 §, 27 §, 26 §, 30 §, 10–15 §§, 31 e §, 31 a §."""


class CareDays(Span):
    """Days asked for: eighths of the day without work (5 §), and for the employed the minutes lost a day."""

    eighths: Literal[8, 6, 4, 2, 1]
    minutes: Minutes = 0


class YearUsed(Facts):
    """Eighths used for the child in a calendar year, by everybody: of the first 60 days, the further 60, and others."""

    year: Annotated[int, Field(strict=True, ge=2021, le=2100)]
    first: Eighths = 0
    further: Eighths = 0
    contact: Eighths = 0
    parent_ill: Eighths = 0


class CaredFor(Facts):
    """The child."""

    birth_date: LegalDay
    adopted_on: LegalDay | None = None
    """When an adopted child came into the parents' care."""
    came_home_on: LegalDay | None = None
    """After the birth (14 §)."""
    died_on: LegalDay | None = None
    lss: bool = False
    """Covered by 1 § of the act (1993:387)."""
    special_school_until: LegalDay | None = None
    """End of the spring term of the year of 23 at the latest, in such a school as 27 § names."""
    supervision_arranged: bool = False
    """The child's day care is arranged for good (17 §)."""
    hospital: tuple[Span, ...] = Field(default=(), max_length=100)
    """In hospital, or cared for as there at home (17–19 §§)."""


class TillfalligFacts(Facts):
    """Facts of one parent's claim."""

    period: ClaimedPeriod
    kind: Kind
    reason: Literal["child_ill", "carer_ill", "health_check", "sibling_at_doctor"] = "child_ill"
    """16 § 1–4: when the usual carer is ill there are no further days (21 §)."""
    days: tuple[CareDays, ...] = Field(min_length=1, max_length=400)
    child: CaredFor
    condition: Judged | None = None
    """A special need from 12 (22 §), a serious illness (30 §), or that a sick parent can't care (31 a §)."""
    work: Work = "employee"
    sgi: SgiFacts = SgiFacts()
    used: tuple[YearUsed, ...] = Field(default=(), max_length=10)
    used_at_birth: Eighths = 0
    """Of the ten days at the child's birth, by everybody."""
    used_at_death: Eighths = 0
    """Of this parent's ten days."""
    share_of_birth: Annotated[int, Field(strict=True, ge=0, le=10)] = 10
    """Of the ten days this parent's: five each of two adopters unless they agree otherwise (15 §)."""
    business_days_before: tuple[LegalDay, ...] = Field(default=(), max_length=6)
    """Days paid for by business income in the six days before the period (35 §)."""
    minutes_before: Annotated[int, Field(strict=True, ge=0, le=60 * 24 * 400)] = 0
    """Minutes paid for before in the same unbroken time, for the rounding to hours."""
    vacation: tuple[Span, ...] = Field(default=(), max_length=100)
    other_benefit: tuple[Span, ...] = Field(default=(), max_length=100)
    """Sick pay, sjukpenning or the like (11 kap. 14 §)."""
    parental_benefit: tuple[Span, ...] = Field(default=(), max_length=100)
    """Days for which föräldrapenning would otherwise have been given (18, 24, 36 §§)."""
    other_parent: tuple[Span, ...] = Field(default=(), max_length=100)
    together: bool = False
    """Both take part in treatment, visits to the doctor or a course (3 §)."""
    covered_by_omvardnadsbidrag: bool = False
    """The need has given a right to omvårdnadsbidrag (11 kap. 16 §)."""
    applied_on: LegalDay | None = None
    late_application_excused: bool = False
    insured: bool | None = True

    @model_validator(mode="after")
    def _one_at_a_time(self) -> Self:
        ordered = sorted(self.days, key=lambda span: span.start)
        for one, following in pairwise(ordered):
            if following.start <= one.end:
                raise Wrong("har samma dag två gånger", "has a day twice", "days")
        if ordered[0].start < self.period.start or ordered[-1].end > self.period.end:
            raise Wrong("ligger utanför den begärda tiden", "lie outside the claimed period", "days")
        return self
