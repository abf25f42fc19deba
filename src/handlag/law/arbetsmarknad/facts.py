"""What has to be known of a participant, her programme and her days."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import ClaimedPeriod, Facts, LegalDay, Span

MonthlyKronor = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
DailyKronor = Annotated[int, Field(strict=True, ge=0, le=50_000)]
Ore = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
Days = Annotated[int, Field(strict=True, ge=0, le=5_000)]
Extent = Literal[25, 50, 75, 100]
"""How much of full time the programme is, in per cent."""
Reason = Literal["sick", "child", "relative", "private", "course_break", "break", "suspended", "unapproved"]


class Absence(Span):
    """Days the participant was away from the programme, and why."""

    reason: Reason
    reported_first_day: bool = True
    """Illness was reported on its first day, or there were special reasons not to (4 kap. 2 §)."""
    certificate: bool = False
    """A medical certificate covers the days after the seventh."""


class Attendance(Facts):
    """The programme and the days in it."""

    period: ClaimedPeriod
    applied_on: LegalDay
    extent: Extent = 100
    absences: tuple[Absence, ...] = Field(default=(), max_length=200)
    sick_period_ended: LegalDay | None = None
    """The last day of the latest sick period before the period, where there is one."""
    waiting_days_before: Annotated[int, Field(strict=True, ge=0, le=10)] = 0
    """Waiting days in the twelve months before the period."""
    break_days_before: Annotated[int, Field(strict=True, ge=0, le=20)] = 0
    """Days of break from the job and development guarantee in the twelve months before the period."""
    special_reasons: bool = False
    """Special reasons to pay for longer back than the month before the application (10 kap. 5 §)."""

    @model_validator(mode="after")
    def _apart(self) -> Self:
        days = sorted(self.absences, key=lambda one: one.start)
        if any(later.start <= earlier.end for earlier, later in pairwise(days)):
            raise Wrong("har dagar som överlappar varandra", "has days that overlap", "absences")
        return self


class Income(Facts):
    """What an income-based amount is reckoned on, from 1 October 2025."""

    monthly_income: MonthlyKronor
    """Ersättningsgrundande inkomst, kronor a month (lagen 2024:506 5 kap. 2–3 §§)."""
    level: Literal[80, 75, 60, 55, 50, 45]
    """The first level in per cent: by membership 80, 60 or 50, and five lower for a used-up period (5 kap. 4–7 §§)."""


class OlderBasis(Facts):
    """What an income-based amount was reckoned on before 1 October 2025."""

    daily_earnings: DailyKronor
    """Dagsförtjänst, kronor a day."""
    unemployment_benefit: DailyKronor | None = None
    """What unemployment benefit would have been a day; None where its days are used up."""
    parent: bool = False
    """Parent of a child under 18 when the programme began, or since."""


class AktivitetsstodFacts(Attendance):
    """Facts of one participant's activity support."""

    birth_date: LegalDay
    income: Income | None = None
    """For days from 1 October 2025; None gives the basic amount."""
    older: OlderBasis | None = None
    """For days before 1 October 2025; None gives the basic amount."""
    days_before: Days = 0
    """Days with unemployment benefit or activity support before the period, since the income condition was met."""
    transition: bool = False
    """Had income-based support on 1 October 2025 by the transition rules, which set a higher least amount."""
    sanctioned_to_basic: bool = False
    """Had so many sanctions that only the basic amount is paid (2 kap. 6 §)."""
    guarantee: bool = False
    """In the job and development guarantee, where the basic amount lasts 450 days (2 kap. 8 §)."""
    basic_days_before: Days = 0
    """Of those 450, how many are used before the period."""


class UtvecklingsersattningFacts(Attendance):
    """Facts of one young participant's development compensation."""

    birth_date: LegalDay
    upper_secondary: bool
    """Has an upper secondary degree, or an equal Swedish or foreign education."""
    folk_high_school: bool = False
    """Takes part in study motivation at a folk high school."""
    could_get_income_based: bool = False


class EtableringsersattningFacts(Attendance):
    """Facts of one newcomer's establishment compensation."""

    mapping: Span | None = None
    """Days of mapping and of making the individual plan, paid lower and never cut for part time."""


class ChildAtHome(Facts):
    """A child who lives and is registered with the newcomer, is in her custody and doesn't support itself."""

    birth_date: LegalDay
    other_guardian_in_sweden: bool = True


class EtableringstillaggFacts(Facts):
    """Facts of one household's supplement for children; from September 2026 it is called barntillägg."""

    period: ClaimedPeriod
    applied_on: LegalDay
    children: tuple[ChildAtHome, ...] = Field(max_length=30)
    maintenance_children: Annotated[int, Field(strict=True, ge=0, le=30)] = 0
    """For how many children maintenance support is paid."""
    special_reasons: bool = False


class BostadsersattningFacts(Facts):
    """Facts of one newcomer's housing compensation."""

    period: ClaimedPeriod
    applied_on: LegalDay
    cost: MonthlyKronor
    """Cost of the dwelling, kronor a month."""
    alone: bool = True
    """Single without children at home, and doesn't live with anybody."""
    own_dwelling: bool = True
    """Lives and is registered there, and owns it, rents it, or sublets with leave; not a room or several."""
    housing_allowance: Ore = 0
    """Preliminary bostadsbidrag or bostadstillägg for the month, öre."""
    special_reasons: bool = False


class EtableringsjobbFacts(Facts):
    """Facts of one employee in an establishment job."""

    period: ClaimedPeriod
    full_amount: Ore | None = None
    """The month's compensation for full work, öre, as the officer finds it in the ordinance; it wasn't found here."""
    source: str = Field(default="", max_length=500)
    worked: Annotated[int, Field(strict=True, ge=0, le=100)] = 100
    """Per cent of full time with pay from the employer."""
    months_before: Annotated[int, Field(strict=True, ge=0, le=24)] = 0
