"""The monthly indicators of international care: certificates and reimbursements apart, from January 2023.

The government asked in March 2024 (S2024/00639) for productivity and processing times a month with every forecast.
What they count is written here; the report of 2025 names them without a definition. Productivity is decisions per
annual work unit, so it needs the months' work units as supplied figures; where there are none the table says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from handlag.followup.disclosure.model import FEWEST_PERSONS
from handlag.followup.domain.indicators import (
    DECISIONS_COUNT,
    INFLOW,
    PENDING,
    PROCESSING_TIME,
    Indicator,
    Text,
    share_within,
)
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.numbers import DECIMALS, change, rounded
from handlag.followup.domain.periods import Period, month_number
from handlag.followup.report.model import (
    Diagram,
    Place,
    PrintedCell,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    Report,
    Unit,
)

FIRST_MONTH = 2023 * 12
STATUTORY_DAYS = 90
"""A decision on reimbursement is due within ninety days (lag 2013:513)."""
SOURCE = "Svar på regeringsuppdrag, redovisning av indikatorer, internationell vård (S2024/00639)"
SECTION = Text("Internationell vård", "International care")
WITHIN = share_within(STATUTORY_DAYS)
MEASURED: Sequence[tuple[Indicator, str, Unit, Text]] = (
    (INFLOW, "applications_received_count", Unit.COUNT, Text("Inkomna", "Received")),
    (DECISIONS_COUNT, "decisions_count", Unit.COUNT, Text("Beslutade", "Decided")),
    (PENDING, "pending_cases_count", Unit.COUNT, Text("Pågående vid månadens slut", "Pending at the month's end")),
    (PROCESSING_TIME, "processing_time_mean_days", Unit.DAYS, Text("Dagar i medel", "Mean days")),
    (
        WITHIN,
        "decided_within_90_days_percent",
        Unit.PERCENT,
        Text("Inom 90 dagar, procent", "Within 90 days, per cent"),
    ),
)
WORK_UNITS = "full_time_equivalents_count"
PER_UNIT = "decisions_per_mean_full_time_equivalent_count"


@dataclass(frozen=True)
class Area:
    """One of the two kinds of cases."""

    code: str
    number: str
    title: Text
    name: Text


AREAS = (
    Area(
        "intyg_s1", "s1_1",
        Text("Intyg, indikatorer per månad", "Certificates, indicators per month"),
        Text("Intyg", "Certificates"),
    ),
    Area(
        "internationell_vard", "s1_2",
        Text("Ersättning för vård utomlands, indikatorer per månad", "Reimbursement of care abroad, per month"),
        Text("Vård", "Reimbursements"),
    ),
)  # fmt: skip

Measured = Mapping[tuple[str, str, str], Figure]
"""Figures by benefit, the indicator's code and the month's label."""
Supplied = Mapping[Place, Fraction]
"""Figures from outside the case system."""


def months(known_on: date, until: date | None = None) -> list[Period]:
    """January 2023 up to the last month that was over by the end of ``known_on`` (or ``until``, if earlier)."""
    end = Period(FIRST_MONTH, month_number(date.max)).ended_by(min(known_on, until or known_on))
    return list(end.months())


def build(over: Sequence[Period], measured: Measured, supplied: Supplied, vintage: int, known_on: date) -> Report:
    """The report of these months. A month without a single case received or decided is named, never shown as nought."""
    tables = [_table(_Area(area, over, measured, supplied), vintage) for area in AREAS]
    return Report(
        kind="s1",
        year=over[-1].last.year if over else known_on.year,
        vintage=vintage,
        known_on=known_on,
        title=Text("Internationell vård, indikatorer per månad", "International care, indicators per month"),
        tables=tables,
        diagrams=[_diagram(tables, vintage)],
        findings=[each for area in AREAS for each in _said(_Area(area, over, measured, supplied))],
    )


@dataclass(frozen=True)
class _Area:
    """One kind of cases with its figures."""

    area: Area
    over: Sequence[Period]
    measured: Measured
    supplied: Supplied

    def figure(self, indicator: Indicator, month: Period) -> Figure:
        return self.measured.get((self.area.code, indicator.code, month.label), Figure())

    def units(self, month: Period) -> Fraction | None:
        """Annual work units of the month; none where they aren't supplied or are none."""
        return self.supplied.get(Place(WORK_UNITS, self.area.code, "", month.label)) or None

    def is_missing(self, month: Period) -> bool:
        """Whether nothing at all is told of the month: figures that have not come, not cases that did not."""
        return not any(self.figure(each, month).persons for each in (INFLOW, DECISIONS_COUNT))

    def productivity(self, month: Period) -> Fraction | None:
        units = self.units(month)
        return None if units is None or self.is_missing(month) else self.decided(month) / units

    def decided(self, month: Period) -> Fraction:
        return Fraction(self.figure(DECISIONS_COUNT, month).numerator)

    @property
    def missing(self) -> list[Period]:
        return [month for month in self.over if self.is_missing(month)]

    @property
    def lacks_units(self) -> bool:
        return any(self.units(month) is None for month in self.over if month not in self.missing)


def _table(held: _Area, vintage: int) -> PrintedTable:
    area = held.area
    empty = len(held.missing) == len(held.over)
    if empty:
        return PrintedTable(area.number, area.title, SECTION, vintage=vintage, source=SOURCE, missing=_NO_CASES)
    heads = [head for *_, head in MEASURED] + [Text("Beslut per årsarbetskraft", "Decisions per work unit")]
    return PrintedTable(
        number=area.number,
        title=area.title,
        section=SECTION,
        columns=tuple(PrintedColumn("", area.name, head, "") for head in heads),
        rows=tuple(_row(held, month) for month in held.over),
        notes=tuple(_notes(held)),
        explanation=_EXPLANATION,
        source=SOURCE,
        vintage=vintage,
        title_marks=tuple(range(1, len(list(_notes(held))) + 1)),
    )


def _row(held: _Area, month: Period) -> PrintedRow:
    label = Text(month.label, month.label)
    code = held.area.code
    if held.is_missing(month):
        places = [Place(metric, code, "total", month.label) for _, metric, *_ in MEASURED] + [_per_unit(code, month)]
        return PrintedRow(month.label, label, tuple(PrintedCell(place, Unit.COUNT, None) for place in places))
    cells = [_cell(held, month, *each[:3]) for each in MEASURED]
    few = any(cell.persons is not None and 0 < cell.persons < FEWEST_PERSONS for cell in cells)
    made = held.productivity(month)
    last = PrintedCell(_per_unit(code, month), Unit.COUNT, made, 1, held.decided(month), held.units(month))
    return PrintedRow(month.label, label, tuple(_hidden(cell, few) for cell in (*cells, last)))


def _hidden(cell: PrintedCell, few: bool) -> PrintedCell:
    """A month with any figure on one to three persons is hidden whole: its figures follow from each other.

    A share is hidden for itself where it says that one to three were, or were not, in time.
    """
    parts: tuple[Fraction, ...] = ()
    if cell.unit is Unit.PERCENT and cell.numerator is not None and cell.denominator is not None:
        parts = cell.numerator, cell.denominator - cell.numerator
    tells = few or any(0 < part < FEWEST_PERSONS for part in parts)
    return replace(cell, hidden=tells and cell.value is not None)


def _cell(held: _Area, month: Period, indicator: Indicator, metric: str, unit: Unit) -> PrintedCell:
    figure = held.figure(indicator, month)
    value = figure.value(indicator.unit)
    denominator = None if unit is Unit.COUNT else Fraction(figure.denominator)
    return PrintedCell(
        Place(metric, held.area.code, "total", month.label), unit, value, DECIMALS[indicator.unit],
        Fraction(figure.numerator), denominator, figure.persons,
    )  # fmt: skip


def _per_unit(code: str, month: Period) -> Place:
    return Place(PER_UNIT, code, "", month.label)


_NO_CASES = Text(
    "Systemet håller inga ärenden av detta slag från och med januari 2023.",
    "The system holds no cases of this kind from January 2023 on.",
)
_EXPLANATION = Text(
    "Beslutade: ärenden med beslut i månaden. Dagar: kalenderdagar från ansökan till första beslut, medel för de "
    "ärenden som beslutats i månaden. Pågående: ärenden som väntar på beslut månadens sista dag.",
    "Decided: cases with a decision in the month. Days: calendar days from application to first decision, mean of the "
    "cases decided in the month. Pending: cases waiting for a decision on the month's last day.",
)


def _notes(held: _Area) -> Iterator[Text]:
    if held.missing:
        named = ", ".join(month.label for month in held.missing)
        yield Text(
            f"Uppgifter saknas för {named}: inget ärende är inkommet eller beslutat enligt händelserna.",
            f"Figures are missing for {named}: by the events no case was received or decided.",
        )
    if held.lacks_units:
        yield Text(
            "Årsarbetskrafter är inte lämnade för alla månader; där saknas beslut per årsarbetskraft.",
            "Work units are not supplied for all months; decisions per work unit are missing there.",
        )


def _said(held: _Area) -> Iterator[Text]:
    """How the year so far compares with the last: productivity with its monthly mean, inflow with the same months."""
    now = [month for month in held.over if month.last.year == held.over[-1].last.year]
    before = [month for month in held.over if month.last.year == held.over[-1].last.year - 1]
    name = held.area.name
    made = [[held.productivity(month) for month in each] for each in (before, now)]
    moved = change(*map(_mean, made))
    if moved is not None and len(before) == 12:
        yield _moved(name, Text("beslut per årsarbetskraft", "decisions per work unit"), moved, _LAST_MEAN)
    same = before[: len(now)]
    if same and len(before) == 12 and not set(held.missing) & {*now, *same}:
        came = [Fraction(sum(held.figure(INFLOW, month).numerator for month in each)) for each in (same, now)]
        moved = change(*came)
        if moved is not None:
            yield _moved(name, Text("inflödet", "the inflow"), moved, _SAME_MONTHS)


_LAST_MEAN = Text("snittet per månad året före", "the monthly mean of the year before")
_SAME_MONTHS = Text("samma månader året före", "the same months of the year before")


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(values) else None


def _moved(name: Text, what: Text, by: Fraction, beside: Text) -> Text:
    size = rounded(abs(by), 0).printed()
    sv, en = ("högre", "higher") if by >= 0 else ("lägre", "lower")
    return Text(
        f"{name.sv}: {what.sv} är hittills i år {size.sv} procent {sv} än {beside.sv}.",
        f"{name.en}: {what.en} so far this year is {size.en} per cent {en} than {beside.en}.",
    )


def _diagram(tables: Sequence[PrintedTable], vintage: int) -> Diagram:
    """Mean days month by month, both kinds, from the tables' own cells."""
    title = Text("Handläggningstid, dagar i medel per månad", "Processing time, mean days per month")
    shown = [(area, table) for area, table in zip(AREAS, tables, strict=True) if table.missing is None]
    at = next(place for place, (indicator, *_) in enumerate(MEASURED) if indicator is PROCESSING_TIME)
    rows = [
        PrintedRow(each[0].code, each[0].name, tuple(row.cells[at] for row in each))
        for each in zip(*(table.rows for _, table in shown), strict=True)
    ]
    behind = PrintedTable(
        "s1_d1", title, SECTION,
        columns=tuple(PrintedColumn("", area.name, Text("", ""), "") for area, _ in shown),
        rows=tuple(rows), explanation=_EXPLANATION, source=SOURCE, vintage=vintage,
        missing=None if shown else _NO_CASES,
    )  # fmt: skip
    alt = Text(
        "Linjer för intyg och vård: dagar i medel från ansökan till beslut, månad för månad. "
        "Siffrorna står i tabellen.",
        "Lines for certificates and reimbursements: mean days from application to decision, month by month. "
        "The table has the figures.",
    )
    return Diagram(
        "s1_d1", title, alt, Text("Dagar", "Days"), behind, Text("Ärendeslag", "Kind of case"), Text("Månad", "Month")
    )
