"""Sjukpenninggrundande inkomst: SFB 25 kap., and its protection in 26 kap. Yearly amounts in whole kronor."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from handlag.law.engine import Key, Kronor, provision
from handlag.law.facts import Assessed, Facts, LegalDay, YearlyKronor
from handlag.law.parameters import Amounts, amounts_on
from handlag.law.results import Question
from handlag.law.rounding import down_to

Minutes = Annotated[int, Field(strict=True, ge=1, le=60 * 24 * 366)]
Protecting = Literal[
    "studies",
    "jobseeking",
    "labour_market_programme",
    "child_under_one",
    "pregnancy",
    "military_training",
    "care_of_relative",
    "sickness_or_rehabilitation",
    "benefit_period",
    "other",
]


class Employer(Facts):
    """What one payer gives in a year; ``holiday_pay_above_normal`` is part of ``yearly``."""

    payer: str = Field(min_length=1, max_length=200)
    yearly: YearlyKronor
    holiday_pay_above_normal: YearlyKronor = 0


class Build(Facts):
    """A business in its first 36 months (25 kap. 9 §), and the wage for similar work when assessed."""

    started: LegalDay
    comparable_wage: YearlyKronor | None = None


class Protection(Facts):
    """A time during which an earlier SGI is kept (26 kap. 11–18 a §§, 22 a §)."""

    start: LegalDay
    end: LegalDay | None = None
    reason: Protecting
    employment_income: YearlyKronor = 0
    business_income: YearlyKronor = 0
    indexed: bool | None = None
    """Whether the incomes are already recalculated for whole years in the protected time (26 kap. 31 §)."""


class SgiFacts(Facts):
    """Yearly incomes from own work; ``employers`` add to ``employment_income``."""

    employment_income: YearlyKronor = 0
    employers: tuple[Employer, ...] = Field(default=(), max_length=50)
    business_income: YearlyKronor = 0
    business_build_up: Build | None = None
    lasting: bool | None = True
    """Expected to last six months or to return every year (25 kap. 2 §); null when nobody has assessed it."""
    work_in_sweden: bool = True
    yearly_working_minutes: Minutes | None = None
    """Årsarbetstid (25 kap. 25–30 §§), in minutes so that half hours stay exact."""
    protection: tuple[Protection, ...] = Field(default=(), max_length=50)
    assessed: Assessed | None = None


class Incomes(NamedTuple):
    """Employment and business income of a year, before rounding and ceiling."""

    employment: Kronor
    business: Kronor


@provision("SFB 25 kap. 16–17 §§", key=Key.INCOME_DAY)
def raknas_fran_arbetsgivare(yearly: Kronor, holiday_pay_above_normal: Kronor) -> Kronor:
    """What one payer's pay counts for: nothing under 1,000 a year, never holiday pay above the normal."""
    if yearly < 1000:
        return 0
    return max(yearly - holiday_pay_above_normal, 0)


@provision("SFB 25 kap. 9 §", key=Key.INCOME_DAY)
def inkomst_i_uppbyggnadsskede(business_income: Kronor, comparable_wage: Kronor) -> Kronor:
    """Business income during the build-up: at least the wage for similar work."""
    return max(business_income, comparable_wage)


@provision("SFB 25 kap. 3 §", key=Key.INCOME_DAY, uses=("prisbasbelopp", "sgi_golv_procent"))
def nar_minsta_inkomst(employment: Kronor, business: Kronor, p: Amounts) -> bool:
    """Whether the incomes, before any rounding, come to at least 24 per cent of the prisbasbelopp."""
    return (employment + business) * 100 >= p.prisbasbelopp * p.sgi_golv_procent


@provision("SFB 25 kap. 5 §", uses=("prisbasbelopp", "sgi_tak_tiondelar"), sfs="2021:1240")
def sgi_av_anstallning(employment: Kronor, p: Amounts) -> Kronor:
    """Employment income down to a hundred, cut at the ceiling of 10 prisbasbelopp."""
    return min(down_to(employment, 100), p.prisbasbelopp * p.sgi_tak_tiondelar // 10)


@provision("SFB 25 kap. 5 §", uses=("prisbasbelopp", "sgi_tak_tiondelar"), sfs="2021:1240")
def sgi_av_annat_forvarvsarbete(employment: Kronor, business: Kronor, p: Amounts) -> Kronor:
    """Business income down to a hundred; where the two pass the ceiling together it is cut first."""
    room = p.prisbasbelopp * p.sgi_tak_tiondelar // 10 - sgi_av_anstallning(employment, p)
    return min(down_to(business, 100), room)


@provision("SFB 25 kap. 29 §", key=Key.INCOME_DAY)
def arsarbetstid(minutes: int) -> int:
    """Yearly working time in whole hours, half an hour upwards."""
    return (minutes + 30) // 60


@provision("SFB 26 kap. 11–18 a §§", key=Key.INCOME_DAY)
def skyddad_inkomst(employment: Kronor, business: Kronor, kept_employment: Kronor, kept_business: Kronor) -> bool:
    """Whether the protected incomes are the ones to use: the SGI may not sink during protected time."""
    return kept_employment + kept_business > employment + business


def incomes(facts: SgiFacts, day: date) -> Incomes:
    """The incomes the SGI is determined from on a day, with build-up and protection applied."""
    employment = facts.employment_income + sum(
        raknas_fran_arbetsgivare(payer.yearly, payer.holiday_pay_above_normal) for payer in facts.employers
    )
    business = facts.business_income
    build = facts.business_build_up
    if build and in_build_up(build, day) and build.comparable_wage is not None:
        business = inkomst_i_uppbyggnadsskede(business, build.comparable_wage)
    kept = protection_on(facts, day)
    if kept and skyddad_inkomst(employment, business, kept.employment_income, kept.business_income):
        return Incomes(kept.employment_income, kept.business_income)
    return Incomes(employment, business)


def has_right(facts: SgiFacts, found: Incomes, day: date) -> bool:
    """Whether there is an SGI at all: work in Sweden, lasting, and above the lowest income on the day."""
    kept = protection_on(facts, day) is not None
    lasting = kept or (facts.work_in_sweden and facts.lasting is not False)
    amounts = amounts_on(day, "prisbasbelopp")
    return nar_minsta_inkomst(found.employment, found.business, amounts) and lasting


def protection_on(facts: SgiFacts, day: date) -> Protection | None:
    """The protection that covers a day, the one with the highest incomes where several do."""
    covering = [p for p in facts.protection if p.start <= day and (p.end is None or day <= p.end)]
    return max(covering, key=lambda p: p.employment_income + p.business_income, default=None)


def in_build_up(build: Build, day: date) -> bool:
    """Within 36 months of the start of the business (25 kap. 9 §)."""
    months = 12 * (day.year - build.started.year) + day.month - build.started.month
    return months < 36 or (months == 36 and day.day < build.started.day)


def questions(facts: SgiFacts, day: date) -> list[Question]:
    """What a person must assess before the SGI can be determined on a day."""
    asked: list[Question] = []
    kept = protection_on(facts, day)
    if facts.lasting is None and kept is None:
        asked.append(LASTING)
    build = facts.business_build_up
    if build and in_build_up(build, day) and build.comparable_wage is None:
        asked.append(COMPARABLE_WAGE)
    if kept and _index_asked(kept, day):
        asked.append(INDEX)
    return asked


def _index_asked(kept: Protection, day: date) -> bool:
    whole_year = (day - kept.start).days >= 365
    return kept.reason == "benefit_period" and whole_year and kept.indexed is not True


LASTING = Question(
    "SGI_LASTING",
    "SFB 25 kap. 2 §",
    "Kan inkomsten antas vara i minst sex månader eller återkomma varje år?",
    "Can the income be expected to last at least six months or to return every year?",
)
COMPARABLE_WAGE = Question(
    "SGI_COMPARABLE_WAGE",
    "SFB 25 kap. 9 §",
    "Vilken lön skulle en anställd få för liknande arbete under uppbyggnadsskedet?",
    "What wage would an employee get for similar work during the build-up?",
)
INDEX = Question(
    "SGI_INDEX",
    "SFB 26 kap. 22 a och 31 §§",
    "Vilken är den tidigare inkomsten omräknad för varje helt år av ersättningsperioden?",
    "What is the earlier income recalculated for each whole year of the benefit period?",
)
