"""Targets (riktvärden): what the agency aims at, what it published, and what our events say, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handlag.followup.domain.codes import HANDLED, REPORTED
from handlag.followup.domain.indicators import (
    PAID_ON_TIME,
    PENDING,
    PROCESSING_TIME,
    Indicator,
    Text,
    Unit,
    reconsidered_within,
    share_within,
)
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.numbers import MISSING
from handlag.followup.domain.periods import Period
from handlag.followup.domain.steering_door import for_steering
from handlag.followup.domain.tables import Cell, Column, ReportTable, Row, in_order, show, show_alone

PROCESSING_TIMES = "processing_times"
PENDING_CASES = "pending_cases"
RECONSIDERATION = "omprovning"
"""What the plan calls requests for reconsideration of any benefit."""


@dataclass(frozen=True)
class Target:
    """One row of the plan: what is measured for a benefit, the value aimed at, and the published outcomes.

    ``value`` is days for ``mean_days`` and per cent for shares; None where the plan has none. ``outcomes`` are by
    period as printed (``2024``, ``2024-12``).
    """

    benefit: str
    measure: str
    value: int | None
    within_days: int | None
    outcomes: Mapping[str, Fraction]
    deviation: bool
    line: int

    @property
    def indicator(self) -> Indicator:
        """The indicator that measures the row from our events."""
        match self.measure:
            case "pending_cases":
                return PENDING
            case "share_within_days" if self.benefit == RECONSIDERATION:
                return reconsidered_within(self.within_days or 0)
            case "share_within_days":
                return share_within(self.within_days or 0)
            case "share_paid_on_time":
                return PAID_ON_TIME
            case _:
                return PROCESSING_TIME

    @property
    def text(self) -> Text:
        """The target in words, as the plan prints it."""
        match self.measure, self.value:
            case _, None:
                return MISSING
            case "mean_days", value:
                return Text(f"Medel {value} dagar", f"Mean {value} days")
            case "share_within_days", value:
                return Text(f"{value} % inom {self.within_days} dagar", f"{value}% within {self.within_days} days")
            case _, value:
                return Text(f"{value} % utbetalat i tid", f"{value}% paid on time")

    def misses(self, outcome: Fraction | None) -> bool:
        """Whether an outcome is on the wrong side of the target; never where either is missing."""
        if outcome is None or self.value is None:
            return False
        return outcome > self.value if self.measure == "mean_days" else outcome < self.value


@cache
def published() -> Mapping[str, Sequence[Target]]:
    """The plan's two tables by ``processing_times`` and ``pending_cases``."""
    kept = yaml.safe_load(files("handlag.followup").joinpath("data/targets.yaml").read_text("utf-8"))
    return {table: tuple(_target(row) for row in kept[table]) for table in (PROCESSING_TIMES, PENDING_CASES)}


def _target(row: Mapping[str, Any]) -> Target:
    return Target(
        benefit=row["benefit"],
        measure=row.get("measure", "pending_cases"),
        value=row.get("target"),
        within_days=row.get("within_days"),
        outcomes={period: Fraction(str(value)) for period, value in row["outcomes"].items()},
        deviation=row["deviation"],
        line=row["line"],
    )


def handled(table: str, held: Iterable[str] = ()) -> list[Target]:
    """The rows of a table for the benefits this system handles and others it is told of, as reports list them.

    Reconsideration, which the plan counts for all benefits together, has its time measured and not its pending cases.
    Raises FOLLOWUP_STEERING_ROLE for a row whose measure is for analysis only.
    """
    rows = [target for target in published()[table] if target.benefit in HANDLED | (set(held) & set(REPORTED))]
    again = [row for row in published()[table] if table == PROCESSING_TIMES and row.benefit == RECONSIDERATION]
    for row in (*rows, *again):
        for_steering(row.indicator)
    return [row for code in in_order({row.benefit for row in rows}) for row in rows if row.benefit == code] + again


def name_of(target: Target) -> Text:
    """What a row is called."""
    if target.benefit == RECONSIDERATION:
        return Text("Omprövning", "Reconsideration")
    name = REPORTED[target.benefit]
    return Text(name.name_sv, name.name_en)


Outcomes = Mapping[tuple[str, str], Figure]
"""Our figures by benefit and period label."""

OURS, PUBLISHED = Text("Utfall", "Outcome"), Text("Publicerat", "Published")
YES, NO = Text("Ja", "Yes"), Text("Nej", "No")


def build(table: str, periods: Sequence[Period], outcomes: Outcomes, vintage: int) -> ReportTable:
    """The plan's table: target, our outcomes for the periods, whether the last one misses, and the published ones."""
    rows = tuple(_row(target, periods, outcomes) for target in handled(table, {benefit for benefit, _ in outcomes}))
    times = table == PROCESSING_TIMES
    return ReportTable(
        number="plan2025_1" if times else "plan2025_2",
        title=TITLES[table],
        title_marks=(),
        columns=tuple(_columns(table, periods)),
        rows=rows,
        notes=NOTES[table],
        explanation=(PROCESSING_TIME if times else PENDING).counts,
        metric=f"{(PROCESSING_TIME if times else PENDING).code}.v1",
        source="Försäkringskassans handlingsplan 17 februari 2025, tabell 1 och 2",
        vintage=vintage,
        any_hidden=any(cell.sv == "*" for row in rows for cell in row.cells),
    )


TITLES = {
    PROCESSING_TIMES: Text(
        "Handläggningstider per förmån, riktvärde och avvikelse", "Processing times per benefit, target and deviation"
    ),
    PENDING_CASES: Text("Antal pågående ärenden per förmån", "Number of pending cases per benefit"),
}
NOTES = {
    PROCESSING_TIMES: (
        Text(
            "Avvikelse: utfallet för den sista perioden når inte riktvärdet. Publicerat: Försäkringskassans utfall.",
            "Deviation: the outcome of the last period misses the target. Published: the agency's own outcome.",
        ),
    ),
    PENDING_CASES: (
        Text(
            "Årsvärden är genomsnitt av månadsvärden av antalet ärenden som väntar på beslut. Riktvärde saknas.",
            "Values of a year are means of monthly numbers of cases waiting for a decision. There is no target.",
        ),
    ),
}


def _columns(table: str, periods: Sequence[Period]) -> list[Column]:
    unit = Unit.DAYS if table == PROCESSING_TIMES else Unit.COUNT
    first = [Column("target", Text("Riktvärde", "Target"), Text("", ""), "", unit)]
    last = [Column("deviation", Text("Avvikelse", "Deviation"), Text("", ""), periods[-1].label, unit)]
    ours = [Column("outcome", OURS, Text(period.label, period.label), period.label, unit) for period in periods]
    theirs = [
        Column("published", PUBLISHED, Text(period.label, period.label), period.label, unit) for period in periods
    ]
    return [*first, *ours, *last, *theirs] if table == PROCESSING_TIMES else [*ours, *theirs]


def _row(target: Target, periods: Sequence[Period], outcomes: Outcomes) -> Row:
    unit = target.indicator.unit
    ours = [show_alone(outcomes[target.benefit, period.label], target.indicator) for period in periods]
    theirs = [show(target.outcomes.get(period.label), unit) for period in periods]
    if target.measure == "pending_cases":
        cells = [*ours, *theirs]
    else:
        latest = outcomes[target.benefit, periods[-1].label]
        cells = [Cell(None, target.text), *ours, _deviation(target, latest, ours[-1]), *theirs]
    return Row(target.benefit, name_of(target), (), tuple(cells))


def _deviation(target: Target, figure: Figure, shown: Cell) -> Cell:
    """Yes or no; said only where the outcome itself may be shown."""
    if shown.number is None or target.value is None:
        return Cell(None, shown.printed if target.value is not None else MISSING)
    return Cell(None, YES if target.misses(figure.value(target.indicator.unit)) else NO)
