"""From measured groups to the rows and groups of a table: benefits, sexes, and their totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.measure import Facts, Figure, Group, measure_each
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import SEX_GROUPS, TOTAL, Place

LEVELS = (("benefit", "sex"), ("benefit",), ("sex",), ())


def by_benefit_and_sex(
    facts: Facts, indicator: Indicator, periods: Sequence[Period], known_on: date
) -> Mapping[Period, Mapping[Place, Figure]]:
    """An indicator for every period, benefit and sex, with totals.

    Totals are counted from the rows and not added up: a person who appears in two groups is one person in the total.
    """
    found = measure_each(facts, indicator, periods, LEVELS, known_on)
    return {period: _cells(*(found[period, level] for level in LEVELS)) for period in periods}


def _cells(
    both: Mapping[Group, Figure],
    benefits: Mapping[Group, Figure],
    sexes: Mapping[Group, Figure],
    whole: Mapping[Group, Figure],
) -> Mapping[Place, Figure]:
    cells: dict[Place, Figure] = {(TOTAL, TOTAL): whole[()]}
    cells.update({(TOTAL, group): sexes[sex,] for sex, group in SEX_GROUPS.items()})
    for code, number in BENEFITS.items():
        cells[code, TOTAL] = benefits[number,]
        cells.update({(code, group): both[number, sex] for sex, group in SEX_GROUPS.items()})
    return cells


def by_benefit(
    facts: Facts, indicator: Indicator, periods: Sequence[Period], known_on: date
) -> Mapping[tuple[str, Period], Figure]:
    """An indicator for every benefit and period."""
    found = measure_each(facts, indicator, periods, [("benefit",)], known_on)
    return {
        (code, period): found[period, ("benefit",)][number,] for code, number in BENEFITS.items() for period in periods
    }
