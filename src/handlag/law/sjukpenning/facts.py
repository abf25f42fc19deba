"""What has to be known to apply SFB 27–28 kap. to a claimed period."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import Assessed, ClaimedPeriod, Facts, Judged, LegalDay, Percent, Span
from handlag.law.sgi import SgiFacts

Ground = Literal[
    "own_work",
    "other_work_at_employer",
    "normal_labour_market",
    "likely_return_before_day_366",
    "special_reasons_before_day_550",
    "unreasonable_otherwise",
]
"""What the work capacity was assessed against (27 kap. 46–49 §§), the exceptions of 48–49 §§ included."""


class EarlierDays(Span):
    """Days of an earlier or the present sickness period, for chain, frame and recurrence."""

    kind: Literal["sjukpenning", "rehabiliteringspenning", "sick_pay", "deduction", "waiting", "sick_unpaid"]


class Capacity(Span):
    """How much the work capacity is reduced, in per cent: as certified, or as stated for the first days."""

    reduction: Percent


class Assessment(Span, Assessed):
    """An officer's assessment of the work capacity against one ground; it overrides the certificate."""

    ground: Ground
    reduction: Percent


class Hours(Facts):
    """Scheduled work lost on one day, for the hour-based benefit of the first fourteen days."""

    day: LegalDay
    minutes: Annotated[int, Field(strict=True, ge=0, le=24 * 60)]


class Wage(Span):
    """Wage the employer pays beside the benefit, in öre a calendar day (28 kap. 19 §)."""

    per_day: Annotated[int, Field(strict=True, ge=0, le=100_000_000)]


class HighRisk(Assessed):
    """A decision on special high-risk protection (27 kap. 40–44 §§)."""

    applied_on: LegalDay | None = None
    """It holds from the month of the application, unless it is for one period of a donor (42–43 §§)."""
    until: LegalDay | None = None
    """The last day it holds; until further notice when not given."""


class Treatment(Span, Assessed):
    """Medical treatment or rehabilitation to prevent or shorten illness (27 kap. 6 §)."""

    reduction: Percent
    """How much of the work the treatment makes impossible, in per cent (7 §)."""
    prescribed: bool = True
    """A doctor has prescribed it."""
    plan_approved: bool | None = None
    """It is part of a plan that has been approved; null when nobody has decided."""


class Travel(Span, Assessed):
    """Extra cost of travelling to work that is paid in place of the benefit (27 kap. 5 §), in öre a day."""

    per_day: Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
    usual_way_possible: bool = False
    """Health allows the usual way of travelling, so that nothing is paid for another."""


class SjukpenningFacts(Facts):
    """Facts of a sjukpenning claim."""

    period: ClaimedPeriod
    sgi: SgiFacts
    work: Literal["employee", "self_employed", "combined", "unemployed"] = "employee"
    by_the_hour: bool = False
    """Employed by the hour, for whom 27 kap. 16 a and 49 b §§ govern the first 90 days."""
    birth_date: LegalDay
    first_sick_day: LegalDay | None = None
    """First day of the present sickness period, sick pay days included; first claimed day if not given."""
    notified_on: LegalDay | None = None
    late_notice_excused: bool = False
    """There was hindrance or there are special reasons (27 kap. 17 §)."""
    sick_pay: Span | None = None
    """The sick pay period of the present sickness period, at most fourteen days."""
    certificate: Span | None = None
    capacity: tuple[Capacity, ...] = Field(default=(), max_length=400)
    assessments: tuple[Assessment, ...] = Field(default=(), max_length=100)
    history: tuple[EarlierDays, ...] = Field(default=(), max_length=2000)
    waiting_days: Literal[1, 7, 14, 30, 60, 90] = 7
    """The self-employed's qualifying days: 7, or the chosen number (27 kap. 27 a, 29 §§)."""
    deductions_last_twelve_months: Annotated[int, Field(strict=True, ge=0, le=366)] = 0
    """Times benefit on employment income was lost to a deduction (27 kap. 39 § first paragraph)."""
    waiting_periods_last_twelve_months: Annotated[int, Field(strict=True, ge=0, le=366)] = 0
    """Sickness periods in which benefit on business income was lost to qualifying days (39 §)."""
    waiting_days_lost: Annotated[int, Field(strict=True, ge=0, le=366)] = 0
    """The qualifying days of those periods together."""
    special_high_risk_protection: HighRisk | None = None
    serious_illness: Assessed | None = None
    past_age: Judged | None = None
    """Whether benefit goes on beyond 180 days after the age limit was reached (27 kap. 36 §)."""
    treatments: tuple[Treatment, ...] = Field(default=(), max_length=100)
    travel: tuple[Travel, ...] = Field(default=(), max_length=100)
    first_fourteen_days: Literal["calendar", "hours"] = "calendar"
    """How the period's first fourteen days are reckoned where no sick pay is given (28 kap. 5–6 §§)."""
    hours: tuple[Hours, ...] = Field(default=(), max_length=14)
    wage: tuple[Wage, ...] = Field(default=(), max_length=100)
    work_trials: tuple[Span, ...] = Field(default=(), max_length=50)
    """Work tried at the employer with whole benefit kept (27 kap. 8 a §), earlier trials included."""
    work_trials_announced: tuple[LegalDay, ...] = Field(default=(), max_length=50)
    """First days of the trials that were agreed with the employer and announced before they began."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        no_overlap("capacity", self.capacity)
        no_overlap("wage", self.wage)
        no_overlap("work_trials", self.work_trials)
        no_overlap("treatments", self.treatments)
        no_overlap("travel", self.travel)
        if self.sick_pay and (self.sick_pay.end - self.sick_pay.start).days >= 14:
            raise Wrong(
                "är längre än sjuklöneperiodens fjorton dagar",
                "is longer than the fourteen days of a sick pay period",
                "sick_pay",
            )
        if self.first_sick_day and self.first_sick_day > self.period.start:
            raise Wrong("är efter den första dagen i perioden", "is after the first claimed day", "first_sick_day")
        if self.sick_pay and self.sick_pay.start > self.period.end:
            raise Wrong("börjar efter perioden", "begins after the claimed period", "sick_pay")
        return self

    @property
    def work_fits_incomes(self) -> bool:
        """Whether the incomes are of the stated kind: somebody with both kinds is ``combined``."""
        employed = bool(self.sgi.employment_income or self.sgi.employers)
        if self.work == "self_employed":
            return not employed
        return self.work != "employee" or not self.sgi.business_income


class ForebyggandeFacts(SjukpenningFacts):
    """Facts of sickness benefit for preventive treatment: there is at least one treatment (27 kap. 6 §)."""

    treatments: tuple[Treatment, ...] = Field(min_length=1, max_length=100)


def no_overlap(name: str, spans: Sequence[Span]) -> None:
    """Raise naming the first day that two of the spans hold."""
    ordered = sorted(spans, key=lambda span: span.start)
    for one, next_one in pairwise(ordered):
        if next_one.start <= one.end:
            raise Wrong(
                f"har {next_one.start.isoformat()} i två av perioderna",
                f"has {next_one.start.isoformat()} in two of the periods",
                name,
            )
