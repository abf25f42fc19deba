"""What has to be known to apply SFB 47 kap. to a carer's days."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.daily import Work
from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay, Percent, Span
from handlag.law.sgi import SgiFacts
from handlag.law.sjukpenning.facts import Hours, no_overlap

QuarterDays = Annotated[int, Field(strict=True, ge=0, le=4 * 240)]


class Care(Span):
    """Days on which the carer abstains from work in connection with the care."""

    worked_percent: Percent = 0
    """How much of the time is worked that otherwise would have been (11 §)."""


class OtherBenefit(Span):
    """Another benefit for the same time and its extent in quarters (17 §)."""

    kind: Literal["foraldrapenningsforman", "sjuklon", "sjukpenning", "rehabiliteringspenning", "other"]
    quarters: Literal[1, 2, 3, 4] = 4


class NarstaendepenningFacts(Facts):
    """Facts of one carer's närståendepenning for one ill person."""

    period: ClaimedPeriod
    care: tuple[Care, ...] = Field(min_length=1, max_length=400)
    sgi: SgiFacts
    work: Work = "employee"
    hours: tuple[Hours, ...] = Field(default=(), max_length=1100)
    """Scheduled work lost each day, for the hour-based benefit of employees (15 §)."""
    seriously_ill: Judged | None = None
    consent: bool | None = True
    """The ill person has consented, or is in no state to (3 §); null when not known."""
    cared_for_in_sweden: bool = True
    ill_person_insured: bool = True
    doctors_statement: bool = True
    """There is a statement of the responsible doctor, or enough known already (110 kap. 25 §)."""
    infected_by_treatment: bool = False
    """The ill person has hiv by Swedish health care or by somebody so infected (4 §)."""
    used_quarter_days: QuarterDays = 0
    """Days used before for the same person, by any carer, in quarters of a day (10 §)."""
    other_carers: tuple[Span, ...] = Field(default=(), max_length=400)
    other_benefits: tuple[OtherBenefit, ...] = Field(default=(), max_length=100)
    applied_on: LegalDay | None = None
    late_application_excused: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        no_overlap("care", self.care)
        no_overlap("other_benefits", self.other_benefits)
        if len({row.day for row in self.hours}) < len(self.hours):
            raise Wrong("har en dag två gånger", "has a day twice", "hours")
        return self
