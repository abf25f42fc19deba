"""Where a scenario may begin: what follow-up counts of a benefit now, or what was printed where it counts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from handlag.core.errors import NotFound
from handlag.followup import queries
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.periods import Period, month_number
from handlag.followup.domain.targets import PENDING_CASES, published
from handlag.followup.store import Store
from handlag.planning.domain.forecast import LEAST, Series, forecast
from handlag.planning.inflow import inflow_series
from handlag.planning.published import published_years

YEARS_BACK = 6
Z80 = 1.2816
"""Standard deviations from the mean to the edge of an 80 per cent interval."""


@dataclass(frozen=True)
class Start:
    """A benefit's figures to begin from. ``inflow`` by month from the plan's first; ``spread`` of its logarithm.

    ``decisions`` a month and ``automatic`` (share) are the last year's; ``opening`` is the stock by age in days, or
    empty where only its size and mean age are known.
    """

    benefit: str
    inflow: tuple[float, ...]
    spread: float
    automatic: float
    decisions: float
    opening: tuple[int, ...]
    opening_cases: int
    opening_mean_days: float
    source: str


def start_figures(benefit: str, first: int, months: int, today: date, store: Store | None = None) -> Start:
    """A benefit's start figures for a plan from month ``first``; ``PLAN_NO_FIGURES`` where nothing is known of it.

    Follow-up's own come first: inflow forecast from its series (or the last year's mean where it is too short), stock
    by age on the last day the export knows. Else the printed: decisions and days of 2024, pending in December 2024.
    """
    return _counted(benefit, first, months, today, store) or _printed(benefit, months)


def _counted(benefit: str, first: int, months: int, today: date, store: Store | None) -> Start | None:
    if not queries.vintages(store, 1):
        return None
    seen = queries.view(store)
    ahead = max(first + months - month_number(today), 1)
    found = {one.name: one for one in inflow_series(today.year - YEARS_BACK, today, ahead, store)}
    if benefit not in found:
        return None
    ages = queries.waiting_by_age(seen, benefit)
    expected, spread = _ahead(found[benefit], ahead)
    last = Period(month_number(today) - 12, month_number(today))
    automatic, decisions = (_figure(code, benefit, last, store) for code in ("automation_share", "decisions_count"))
    whole = sum(ages)
    return Start(
        benefit, tuple(expected[-months:]), spread, float(automatic) / 100, float(decisions) / 12, ages, whole,
        sum(age * n for age, n in enumerate(ages)) / whole if whole else 0.0,
        f"uppföljningen, uttag {seen.vintage}, till och med {seen.known_on}",
    )  # fmt: skip


def _figure(code: str, benefit: str, period: Period, store: Store | None) -> Fraction:
    found = queries.figure(code, period, by=("benefit",), store=store).get((BENEFITS[benefit],))
    return Fraction(0) if found is None else found


def _ahead(series: Series, months: int) -> tuple[list[float], float]:
    """Expected inflow of so many months after the last known, and how much a month's level strays from it."""
    if len(series.values) < LEAST:
        rate = series.values[-12:].sum() / series.work[max(len(series.values) - 12, 0) : len(series.values)].sum()
        return [round(float(rate * work), 1) for work in series.work[len(series.values) :][:months]], 0.1
    made = forecast(series)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.log(np.maximum(made.high80, 1) / np.maximum(made.low80, 1)) / (2 * Z80)
    return [round(float(mean), 1) for mean in made.mean], round(float(np.clip(spread.mean(), 0, 1)), 3)


def _printed(benefit: str, months: int) -> Start:
    years = published_years().get(benefit)
    rows = [row for row in published()[PENDING_CASES] if row.benefit == benefit]
    if years is None or not rows:
        raise NotFound(
            "PLAN_NO_FIGURES", "benefit",
            sv="Uppföljningen har inga ärenden i förmånen och inga tryckta uppgifter finns.",
            en="Follow-up has no cases of the benefit, and nothing is printed of it.",
            remedy_sv="Skriv startvärdena själv.", remedy_en="Write the start figures yourself.",
        )  # fmt: skip
    last = years.years[-1]
    pending = int(rows[0].outcomes.get("2024-12", last.pending))
    return Start(
        benefit, (round(last.decisions / 12, 1),) * months, 0.1, 0.0, last.decisions / 12, (), pending,
        years.december_days or last.mean_days,
        "årsredovisningen 2024, tabell 6, 99 och 100; handlingsplanen 17 februari 2025, tabell 1 och 2",
    )  # fmt: skip
