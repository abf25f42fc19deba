"""The action plan's report: tables 1 and 2 with targets, outcomes and deviations, and the goals of the telephones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handlag.followup.disclosure.model import FEWEST_PERSONS
from handlag.followup.domain.codes import REPORTED
from handlag.followup.domain.indicators import ACTION_PLAN, PAID_ON_TIME, PENDING, PROCESSING_TIME, Text
from handlag.followup.domain.indicators import Unit as IndicatorUnit
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.numbers import DECIMALS
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import persons_behind
from handlag.followup.domain.targets import NO, PENDING_CASES, PROCESSING_TIMES, TITLES, YES, Target, published
from handlag.followup.report.model import Place, PrintedCell, PrintedColumn, PrintedRow, PrintedTable, Report, Unit

SECTION = Text("Handlingsplan", "Action plan")
NAMES = {
    "arbetsskadelivranta": Text("Arbetsskadelivränta", "Occupational injury annuity"),
    "aterkrav": Text("Återkrav", "Recovery claims"),
    "eu_familjeformaner": Text("EU-familjeförmåner", "EU family benefits"),
    "internationell_vard": Text("Internationell vård", "International care"),
    "merkostnadsersattning": Text("Merkostnadsersättning", "Additional cost allowance"),
    "omprovning": Text("Omprövning", "Reconsideration"),
    "sjukpenninggrundande_inkomst": Text("Sjukpenninggrundande inkomst", "Income qualifying for sickness benefit"),
}
TOGETHER = {"internationell_vard": ("internationell_vard", "intyg_s1")}
"""Rows of the plan that are several kinds of cases here."""
UNITS = {
    IndicatorUnit.DAYS: Unit.DAYS,
    IndicatorUnit.PERCENT: Unit.PERCENT,
    IndicatorUnit.COUNT: Unit.COUNT,
}

METRICS = {
    PROCESSING_TIME.code: "processing_time_mean_days",
    PENDING.code: "pending_cases_mean_count",
    PAID_ON_TIME.code: "paid_on_time_share_percent",
}
"""What the published figures call these indicators."""

Outcomes = Mapping[tuple[str, str, str], Figure]
"""Figures by row of the plan (a benefit's code), indicator's code and period label."""
Supplied = Mapping[Place, Fraction]


@dataclass(frozen=True)
class Line:
    """A row of the first table: the target, or the mean days printed beside a share of international care."""

    target: Target
    days_beside: bool = False

    @property
    def name(self) -> Text:
        """What the row is called."""
        named = name_of(self.target.benefit)
        if not self.days_beside:
            return named
        return Text(f"{named.sv}, antal dagar", f"{named.en}, number of days")


def name_of(benefit: str) -> Text:
    """A row's name as the plan prints it."""
    kept = REPORTED.get(benefit)
    return NAMES.get(benefit) or (Text(kept.name_sv, kept.name_en) if kept else Text(benefit, benefit))


def lines() -> list[Line]:
    """The rows of the first table in the plan's order."""
    found: list[Line] = []
    for target in published()[PROCESSING_TIMES]:
        found.append(Line(target))
        if target.benefit in TOGETHER:
            found.append(Line(target, days_beside=True))
    return found


def build(periods: Sequence[Period], outcomes: Outcomes, supplied: Supplied, vintage: int, known_on: date) -> Report:
    """The plan's report of three years and a month. A row without outcomes is one the system holds no events of."""
    tables = (
        _times(periods, outcomes, vintage),
        _pending(periods, outcomes, vintage),
        telephones(periods, supplied, vintage),
    )
    return Report(
        "plan", periods[-1].last.year, vintage, known_on,
        Text("Uppföljning av handlingsplanen", "Follow-up of the action plan"), tables,
    )  # fmt: skip


def _times(periods: Sequence[Period], outcomes: Outcomes, vintage: int) -> PrintedTable:
    heads = [_column("target", Text("Riktvärde", "Target")), *_periods(periods)]
    rows = tuple(_line(line, periods, outcomes) for line in lines())
    return PrintedTable(
        "plan_1", TITLES[PROCESSING_TIMES], SECTION,
        columns=(*heads, _column("deviation", Text("Avvikelse", "Deviation"), periods[-1].label)),
        rows=rows, notes=tuple(_notes(rows, _DEVIATION)),
        explanation=PROCESSING_TIME.counts, source=f"{ACTION_PLAN}, tabell 1", vintage=vintage,
    )  # fmt: skip


def _pending(periods: Sequence[Period], outcomes: Outcomes, vintage: int) -> PrintedTable:
    rows = [
        PrintedRow(target.benefit, name_of(target.benefit), tuple(_outcomes(Line(target), periods, outcomes)))
        for target in published()[PENDING_CASES]
    ]
    return PrintedTable(
        "plan_2", TITLES[PENDING_CASES], SECTION, columns=tuple(_periods(periods)), rows=tuple(rows),
        notes=tuple(_notes(rows, _MEAN)),
        explanation=PENDING.counts, source=f"{ACTION_PLAN}, tabell 2", vintage=vintage,
    )  # fmt: skip


_DEVIATION = Text(
    "Avvikelse: utfallet för den sista perioden når inte riktvärdet.",
    "Deviation: the outcome of the last period misses the target.",
)
_MEAN = Text(
    "Årsvärden är genomsnitt av månadsvärden av antalet ärenden som väntar på beslut. Riktvärde saknas.",
    "Values of a year are means of monthly numbers of cases waiting for a decision. There is no target.",
)
_PARTS = Text(
    "Rader för en del av en förmån (varav) saknas: händelserna skiljer inte grunderna åt.",
    "Rows for a part of a benefit are missing: the events do not tell the grounds apart.",
)


def _notes(rows: Sequence[PrintedRow], first: Text) -> Iterator[Text]:
    yield first
    yield _PARTS
    absent = [row.name for row in rows if all(cell is None or cell.value is None for cell in row.cells)]
    if absent:
        sv, en = (", ".join(names) for names in zip(*absent, strict=True))
        yield Text(f"Utfall finns inte i systemets händelser för: {sv}.", f"The events hold no outcome for: {en}.")


def _column(group: str, head: Text, period: str = "") -> PrintedColumn:
    return PrintedColumn(group, head, Text("", ""), period)


def _periods(periods: Sequence[Period]) -> list[PrintedColumn]:
    over = Text("Utfall", "Outcome")
    return [PrintedColumn("outcome", over, Text(each.label, each.label), each.label) for each in periods]


def _line(line: Line, periods: Sequence[Period], outcomes: Outcomes) -> PrintedRow:
    cells = list(_outcomes(line, periods, outcomes))
    target = line.target
    place = cells[-1].place._replace(other_dimension="column=target", year="")
    words = None if line.days_beside else target.text
    aim = PrintedCell(place, cells[-1].unit, None, words=words)
    verdict = PrintedCell(
        place._replace(other_dimension="column=deviation", year=periods[-1].label), cells[-1].unit, None,
        words=None if line.days_beside else _deviation(target, cells[-1]),
    )  # fmt: skip
    code = f"{target.benefit}_days" if line.days_beside else target.benefit
    return PrintedRow(code, line.name, (aim, *cells, verdict))


def _deviation(target: Target, latest: PrintedCell) -> Text | None:
    """Yes or no; said only where the outcome itself may be shown."""
    if latest.hidden or latest.value is None or target.value is None:
        return None
    return YES if target.misses(latest.value) else NO


def _outcomes(line: Line, periods: Sequence[Period], outcomes: Outcomes) -> Iterator[PrintedCell]:
    target = line.target
    indicator = PROCESSING_TIME if line.days_beside else target.indicator
    for period in periods:
        figure = outcomes.get((target.benefit, indicator.code, period.label), Figure())
        persons = persons_behind(figure, indicator)
        yield PrintedCell(
            Place(METRICS.get(indicator.code, indicator.code), target.benefit, "total", period.label),
            UNITS[indicator.unit], figure.value(indicator.unit), DECIMALS[indicator.unit],
            Fraction(figure.numerator), Fraction(figure.denominator), persons,
            hidden=0 < persons < FEWEST_PERSONS,
        )  # fmt: skip


# telephones


ANSWERED, REJECTED = "telephone_answered_in_time_percent", "telephone_rejected_percent"
TELEPHONE_ROWS: Sequence[tuple[str, str, Unit, Text]] = (
    ("answered_percent", "telephone_answered_goal_percent", Unit.PERCENT,
     Text("Ambition: minst så många besvarade, procent", "Goal: at least answered, per cent")),
    ("minutes", "telephone_answered_goal_minutes", Unit.MINUTES,
     Text("Ambition: inom så många minuter", "Goal: within minutes")),
    ("rejected_percent", "telephone_rejected_goal_percent", Unit.PERCENT,
     Text("Ambition: högst så många avvisade, procent", "Goal: at most rejected, per cent")),
    ("", ANSWERED, Unit.PERCENT, Text("Besvarade inom den tiden, procent", "Answered within that time, per cent")),
    ("", REJECTED, Unit.PERCENT, Text("Avvisade, procent", "Rejected, per cent")),
)  # fmt: skip


@cache
def _levels() -> list[dict[str, Any]]:
    kept = yaml.safe_load(files("handlag.followup").joinpath("data/telephony.yaml").read_text("utf-8"))
    levels: list[dict[str, Any]] = kept["levels"]
    return levels


def level_on(day: date) -> Mapping[str, Any]:
    """The ambition level of a day."""
    return next(each for each in _levels() if each.get("from", date.min) <= day < each.get("to", date.max))


def telephones(periods: Sequence[Period], supplied: Supplied, vintage: int) -> PrintedTable:
    """The goal in force at each period's end, and the outcome as supplied."""
    lacking = [each.label for each in periods if Place(ANSWERED, "", "", each.label) not in supplied]
    notes = [Text(
        "Ambitionen är den som gällde vid periodens slut, under en normalvecka.",
        "The goal is the one in force at the period's end, in a normal week.",
    )]  # fmt: skip
    if lacking:
        named = ", ".join(lacking)
        notes.append(Text(f"Utfall är inte lämnat för {named}.", f"No outcome is supplied for {named}."))
    return PrintedTable(
        "plan_telephony", Text("Telefoni, ambition och utfall", "Telephones, goal and outcome"), SECTION,
        columns=tuple(_periods(periods)),
        rows=tuple(_telephone_row(each, periods, supplied) for each in TELEPHONE_ROWS),
        notes=tuple(notes), source=f"{ACTION_PLAN}, not 3", vintage=vintage,
    )  # fmt: skip


def _telephone_row(
    row: tuple[str, str, Unit, Text], periods: Sequence[Period], supplied: Supplied
) -> PrintedRow:  # fmt: skip
    key, metric, unit, name = row
    cells = []
    for period in periods:
        place = Place(metric, "", "", period.label)
        goal = level_on(period.last).get(key)
        value = supplied.get(place) if not key else None if goal is None else Fraction(goal)
        cells.append(PrintedCell(place, unit, value, 0 if key else 1))
    return PrintedRow(metric, name, tuple(cells))
