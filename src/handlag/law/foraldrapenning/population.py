"""Parental benefit over a month: days at sickness or base level at one income, and whole days at the lowest level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.foraldrapenning.provisions import del_av_dag, hel_pa_sjukpenningniva, over_grundnivan
from handlag.law.parameters import Amounts
from handlag.law.population import Column, Population
from handlag.law.sgi import nar_minsta_inkomst, sgi_av_anstallning

EIGHTHS = (8, 6, 4, 2, 1)
FIRST_180 = 8 * 180
"""A row with days at the lowest level is of a parent whose child's first 180 days are used (12 kap. 19 §)."""


@arithmetic
def foraldrapenning_row(p: Amounts, income: int, days: int, eighths: int, lowest_days: int) -> Ore:
    """The month's days of a parent who has had the income for 240 days before the birth."""
    whole = p.foraldrapenning_grundniva
    if nar_minsta_inkomst(income, 0, p):
        at_sickness_level = hel_pa_sjukpenningniva(sgi_av_anstallning(income, p), p)
        if over_grundnivan(at_sickness_level, p):
            whole = at_sickness_level
    return days * del_av_dag(whole, eighths) + lowest_days * del_av_dag(p.foraldrapenning_lagstaniva, 8)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A claim for the month's first days, with a one-year-old; None where nothing is claimed or no level is."""
    high, lowest, eighths = row["parental_days"], row["parental_lowest_days"], row["parental_eighths"]
    if high + lowest == 0 or eighths not in EIGHTHS:
        return None
    between, end = month + timedelta(days=high), month + timedelta(days=high + lowest - 1)
    days = [{"start": month, "end": between - timedelta(days=1), "eighths": eighths}] if high else []
    if lowest:
        days.append({"start": between, "end": end, "eighths": 8, "kind": "lagstaniva"})
    return {
        "period": {"start": month, "end": end},
        "days": days,
        "child": {"birth_date": month - timedelta(days=365)},
        "sgi": {"employment_income": row["income"]},
        "qualifying_days": 240,
        "working_weekdays": [1, 2, 3, 4, 5, 6, 7],
        "account": {"other_used_high": FIRST_180} if lowest else {},
    }


POPULATIONS = (
    Population(
        "foraldrapenning",
        columns=(
            Column("income", "SEK/year from employment", 0, 100_000_000),
            Column("parental_days", "days at sickness or base level in the month", 0, 14),
            Column("parental_eighths", "eighths of a day: 8, 6, 4, 2 or 1", 0, 8),
            Column("parental_lowest_days", "whole days at the lowest level in the month", 0, 14),
        ),
        amounts=(Amounts,),
        row=foraldrapenning_row,
        facts=facts_of,
        needed=("prisbasbelopp", "foraldrapenning_grundniva", "foraldrapenning_lagstaniva"),
    ),
)
