"""What has to be known to apply SFB 33–37 kap. to a person's months."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import Assessed, Facts, LegalDay, Months, Span, YearlyKronor

Twelfths = Literal[3, 6, 8, 9, 12]
Years = Annotated[int, Field(strict=True, ge=0, le=60)]
MonthCount = Annotated[int, Field(strict=True, ge=0, le=900)]


class WorkCapacity(Assessed):
    """A judgement of the capacity (33 kap. 6–11 §§), from the month it is for until the next one applies."""

    from_day: LegalDay
    """When the reduction, or the change of it, arose."""
    twelfths: Literal[0, 3, 6, 8, 9, 12]
    """The level it gives a right to; eight twelfths only for grants from before July 2008."""
    lasting: bool | None = True
    """For good and beyond treatment (sjukersättning), or for at least a year (aktivitetsersättning)."""


class YearIncome(Facts):
    """A year's gross income (34 kap. 6 §): pensionable income, pension contributions, pensionable amounts."""

    year: Annotated[int, Field(strict=True, ge=1990, le=2100)]
    income: YearlyKronor


class Determined(Facts):
    """An assumed income that is determined already, in the prices of a year."""

    income: YearlyKronor
    year: Annotated[int, Field(strict=True, ge=2022, le=2100)]


class InsuranceTime(Facts):
    """Time with residence from the year of 16 to the year before the event (35 kap. 6–11 §§), in whole months."""

    actual_months: MonthCount | None = None
    """None for somebody resident in Sweden all that time."""
    home_country_months: MonthCount = 0
    """A refugee's months in the earlier home country from the year of 16 (35 kap. 8–10 §§)."""
    months_since_arrival: MonthCount = 0
    """From the first arrival to the year before the event; needed where there are months in a home country."""
    determined_years: Years | None = None
    """The whole years together, where they are determined already."""


class Rest(Span, Assessed):
    """Months in which a part of the benefit rests (36 kap. 10–18 §§)."""

    twelfths: Twelfths
    ground: Literal["work", "studies"] = "work"


class Trial(Span, Assessed):
    """Months of study on trial with aktivitetsersättning kept (36 kap. 9 a §)."""


class Work(Span):
    """Months of work with a capacity assumed to be lacking, without rest (36 kap. 9 §)."""

    twelfths: Twelfths


class Steglos(Facts):
    """Work beside a benefit granted for good before July 2008, applied for in time (37 kap. 2–3 §§)."""

    income: YearlyKronor
    """The year's reduction income: estimated beforehand, or as finally determined (37 kap. 8–9, 11 §§)."""


class SjukersattningFacts(Facts):
    """Facts of sjukersättning."""

    period: Months
    birth_date: LegalDay
    insured_event: LegalDay
    """When the work capacity became reduced so far that the benefit can be given (försäkringsfallet)."""
    insured_at_event: bool = True
    applied_on: LegalDay | None = None
    granted_without_application_on: LegalDay | None = None
    """The day of the decision that replaced sickness benefit without an application (36 kap. 25 §)."""
    first_paid: LegalDay | None = None
    """The first month the benefit was paid for, where that was before the claimed period."""
    assessments: tuple[WorkCapacity, ...] = Field(default=(), max_length=50)
    incomes: tuple[YearIncome, ...] = Field(default=(), max_length=40)
    sgi_at_event: YearlyKronor = 0
    determined: Determined | None = None
    insurance: InsuranceTime = InsuranceTime()
    foreign_pension: YearlyKronor = 0
    """Foreign benefit of the same kind a year, not one like garantiersättning (34 kap. 14 §, 35 kap. 22 §)."""
    annuities: tuple[YearlyKronor, ...] = Field(default=(), max_length=20)
    """Annuities of older law a year (36 kap. 3 §); those of 41–44 kap. do not count."""
    survivor_support: YearlyKronor = 0
    """Efterlevandestöd a year for the same months (36 kap. 2 §)."""
    rest: tuple[Rest, ...] = Field(default=(), max_length=20)
    work: tuple[Work, ...] = Field(default=(), max_length=50)
    steglos: Steglos | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        days = [given.from_day for given in self.assessments]
        if any(one == other for one, other in pairwise(sorted(days))):
            raise Wrong("har två från samma dag", "has two from the same day", "assessments")
        if self.insured_event <= self.birth_date:
            raise Wrong("är före födelsen", "is before the birth", "insured_event")
        if self.insurance.home_country_months and not self.insurance.months_since_arrival:
            raise Wrong(
                "behöver months_since_arrival vid home_country_months",
                "needs months_since_arrival beside home_country_months",
                "insurance",
            )
        if self.applied_on and self.granted_without_application_on:
            raise Wrong(
                "ska vara tom: ersättningen beviljades utan ansökan",
                "must be empty: it was granted without an application",
                "applied_on",
            )
        return self


class AktivitetsersattningFacts(SjukersattningFacts):
    """Facts of aktivitetsersättning: those of sjukersättning, and schooling, studies and the decision's time."""

    schooling: tuple[Span, ...] = Field(default=(), max_length=20)
    """Schooling prolonged because of a disability, from the July of the year of 19 (33 kap. 8 and 20 §§)."""
    decision_from: LegalDay | None = None
    """The first month of the decision the months belong to; the first claimed month if not given (33 kap. 19 §)."""
    trial: tuple[Trial, ...] = Field(default=(), max_length=20)
