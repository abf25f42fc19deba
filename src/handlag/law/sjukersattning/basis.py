"""What a year's benefit is reckoned on: the assumed income (34 kap.) and the insurance time (35 kap.)."""

from __future__ import annotations

from datetime import date

from handlag.law.ages import RIKTALDER, day_reached
from handlag.law.engine import Kronor, Ore
from handlag.law.parameters import amounts_on, value_on
from handlag.law.sjukersattning.amounts import EarlierBase, SjukersattningAmounts
from handlag.law.sjukersattning.facts import SjukersattningFacts, YearIncome
from handlag.law.sjukersattning.provisions import (
    antagandeinkomst,
    antagandeinkomst_for_unga,
    framtida_forsakringstid,
    hemlandstid,
    inkomst_aret_fore_for_unga,
    omraknad_bruttoinkomst,
    ramtid,
    sammanlagd_forsakringstid,
)

FUTURE_TO_65_FROM, FUTURE_TO_RIKTALDER_FROM = 2023, 2026
"""The event year from which future time ends with the year of 65, and with the year before the riktålder."""


def base_of(year: int) -> Kronor:
    """The prisbasbelopp of a year; ``LAW_PARAMETER`` for years before 2012."""
    first = date(year, 1, 1)
    if year < 2022:
        return amounts_on(first, "prisbasbelopp_fore_2022", of=EarlierBase).prisbasbelopp_fore_2022
    return value_on("prisbasbelopp", first)


def started(facts: SjukersattningFacts) -> date:
    """The first day the benefit is given for: that of the period, or of the payments before it."""
    return min(facts.first_paid or facts.period.start, facts.period.start)


def assumed_income(facts: SjukersattningFacts, young: bool) -> tuple[Ore, Kronor]:
    """The assumed income in öre, and the prisbasbelopp of the year it is in the prices of."""
    if facts.determined:
        return facts.determined.income * 100, base_of(facts.determined.year)
    start = base_of(started(facts).year)
    event = facts.insured_event.year
    frame = ramtid(event - facts.birth_date.year)
    usual = _highest(facts.incomes, event, frame, start)
    income = antagandeinkomst(*([*usual, 0, 0, 0])[:3])
    if young:
        best = _highest(_with_sgi(facts, event), event, 3, start)
        income = antagandeinkomst_for_unga(income, *([*best, 0, 0])[:2])
    return income, start


def _highest(incomes: tuple[YearIncome, ...], event: int, frame: int, start: Kronor) -> list[Ore]:
    counted = [one for one in incomes if event - frame <= one.year < event]
    return sorted((omraknad_bruttoinkomst(one.income, base_of(one.year), start) for one in counted), reverse=True)


def _with_sgi(facts: SjukersattningFacts, event: int) -> tuple[YearIncome, ...]:
    """Incomes where that of the year before the event, if there is one, may be the SGI instead (34 kap. 11 §)."""
    return tuple(
        one.model_copy(update={"income": inkomst_aret_fore_for_unga(one.income, facts.sgi_at_event, base_of(one.year))})
        if one.year == event - 1 and one.income > 0
        else one
        for one in facts.incomes
    )


def insurance_years(facts: SjukersattningFacts) -> int | None:
    """Whole years of insurance time, at most those there are; None where a person must determine them."""
    given = facts.insurance
    if given.determined_years is not None:
        return given.determined_years
    event, sixteen = facts.insured_event.year, facts.birth_date.year + 16
    if event - facts.birth_date.year < 18:
        return None if given.actual_months is not None else _early_years(facts, sixteen)
    possible = 12 * (event - sixteen)
    actual = possible if given.actual_months is None else min(given.actual_months, possible)
    if given.home_country_months:
        actual += hemlandstid(given.home_country_months, given.actual_months or 0, given.months_since_arrival)
    ahead = 12 * (_last_future_year(facts.birth_date, event) - event + 1)
    return sammanlagd_forsakringstid(actual, framtida_forsakringstid(actual, possible, ahead))


def _early_years(facts: SjukersattningFacts, sixteen: int) -> int:
    """All years from that of 16 for somebody ill before the year of 18 who has lived in Sweden all the time."""
    last = _last_future_year(facts.birth_date, max(facts.insured_event.year, sixteen))
    return sammanlagd_forsakringstid(12 * (last - sixteen + 1), 0)


def _last_future_year(born: date, event: int) -> int:
    if event < FUTURE_TO_65_FROM:
        return born.year + 64
    if event < FUTURE_TO_RIKTALDER_FROM:
        return born.year + 65
    return born.year + riktalder_in(event) - 1


def riktalder_in(year: int) -> int:
    """The riktålder that held in a year."""
    return value_on(RIKTALDER, date(year, 1, 1))


def age_limit(born: date) -> date:
    """The first day of the month the benefit no longer is given for (33 kap. 16 §)."""
    return day_reached(born, RIKTALDER).replace(day=1)


def amounts(day: date) -> SjukersattningAmounts:
    """The amounts on a day."""
    return amounts_on(day, "prisbasbelopp", of=SjukersattningAmounts)
