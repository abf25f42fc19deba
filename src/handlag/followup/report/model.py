"""A whole report as plain values: tables, cells, diagrams. What the checks, disclosure control and printers read.

A figure's identity is its ``Place``, in the vocabulary of the published figures, and the same in whichever table it
is printed: tables that print one figure twice share it. A cell keeps the exact value and what it was made from;
nothing is rounded before it is printed. A cell that must not be shown is marked ``hidden`` (``PrintedTable.hiding``)
and still holds its value: printers use ``number`` and ``printed`` and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from handlag.followup.domain.indicators import Role, Text
from handlag.followup.domain.numbers import HIDDEN, MISSING, Rounded, rounded


class Unit(StrEnum):
    """What a printed value is counted in, by the published figures' own codes."""

    COUNT = "count"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    DAYS = "days"
    MINUTES = "minutes"
    HOURS = "hours"
    YEARS = "years"
    MSEK = "msek"
    KSEK = "ksek"
    SEK_PER_DECISION = "sek_per_decision"
    SEK_PER_SEK = "sek_per_sek"
    DECISIONS_PER_FTE = "decisions_per_fte"
    DAYS_PER_INSURED = "days_per_insured"
    PER_THOUSAND = "per_thousand"


class Place(NamedTuple):
    """Which figure it is. ``sex`` is women, men, unknown, total or nothing; ``year`` as in ``2024``, ``2023-2024``."""

    metric: str
    benefit: str = ""
    sex: str = ""
    year: str = ""
    other_dimension: str = ""


@dataclass(frozen=True)
class PrintedCell:
    """A figure. ``value`` is exact in its unit (None: not available); it is ``numerator`` over ``denominator`` where
    it is a quotient, and for a sum the numerator alone.

    ``persons`` are those the figure rests on; None where it is not about insured persons (costs, staff). ``marks`` are
    the numbers of the table's notes at the cell. ``words`` stand in place of a number where the cell is none (a target,
    a yes or no). ``squares`` is the sum of squares behind a mean, which says how sure it is.
    """

    place: Place
    unit: Unit
    value: Fraction | None
    decimals: int = 0
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    persons: int | None = None
    hidden: bool = False
    marks: tuple[int, ...] = ()
    words: Text | None = None
    squares: int | None = None

    @property
    def number(self) -> Rounded | None:
        """The number a reader may see, rounded once; None where there is none or it is hidden."""
        return None if self.hidden or self.value is None else rounded(self.value, self.decimals)

    @property
    def printed(self) -> Text:
        """What stands in the cell, in both languages."""
        number = self.number
        if number is not None:
            return number.printed()
        return HIDDEN if self.hidden else self.words or MISSING


@dataclass(frozen=True)
class PrintedColumn:
    """A column: ``group`` (women, men, total, change, share, or nothing), the heading over it, its own, its period."""

    group: str
    over: Text
    head: Text
    period: str


@dataclass(frozen=True)
class PrintedRow:
    """A row: code (its metric, benefit and dimensions), name, the heading it stands under, marks, one cell a column.

    A cell is None where the table prints an empty place, as under a change that is not made for that row.
    """

    code: str
    name: Text
    cells: tuple[PrintedCell | None, ...]
    group: Text | None = None
    marks: tuple[int, ...] = ()


class Sum(NamedTuple):
    """Figures that add up exactly to a total. ``disjoint`` where no person can be in two of the parts."""

    total: Place
    parts: tuple[Place, ...]
    disjoint: bool


NO_TEXT = Text("", "")


@dataclass(frozen=True)
class PrintedTable:
    """A finished table. ``missing`` says why where the system holds none of its figures; it then has no rows.

    ``unprinted`` are figures a reader knows to exist and does not see, as persons of unknown sex; ``sums`` hold on the
    exact values, over printed and unprinted places, of this table or another. ``comments`` are sentences on
    what differs between years and sexes.
    """

    number: str
    title: Text
    section: Text
    columns: tuple[PrintedColumn, ...] = ()
    rows: tuple[PrintedRow, ...] = ()
    notes: tuple[Text, ...] = ()
    explanation: Text = NO_TEXT
    source: str = ""
    vintage: int = 0
    role: Role = Role.EXTERNAL
    title_marks: tuple[int, ...] = ()
    missing: Text | None = None
    unprinted: tuple[PrintedCell, ...] = ()
    sums: tuple[Sum, ...] = ()
    comments: tuple[Text, ...] = ()

    @property
    def cells(self) -> Iterator[PrintedCell]:
        """Every cell that is printed, row by row."""
        return (cell for row in self.rows for cell in row.cells if cell is not None)

    @property
    def any_hidden(self) -> bool:
        """Whether an asterisk needs its explanation."""
        return any(cell.hidden for cell in self.cells)

    def hiding(self, places: Collection[Place]) -> PrintedTable:
        """The table with these figures hidden, wherever it prints them."""
        rows = tuple(
            replace(
                row,
                cells=tuple(cell and replace(cell, hidden=cell.hidden or cell.place in places) for cell in row.cells),
            )
            for row in self.rows
        )
        return replace(self, rows=rows)

    def spans(self) -> list[tuple[Text, int]]:
        """The headings over the columns, each with how many it stands over."""
        spans: list[tuple[Text, int]] = []
        for column in self.columns:
            if spans and spans[-1][0] == column.over:
                spans[-1] = (column.over, spans[-1][1] + 1)
            else:
                spans.append((column.over, 1))
        return spans


SEX, YEAR = Text("Kön", "Sex"), Text("År", "Year")


@dataclass(frozen=True)
class Diagram:
    """A diagram of lines by group over time, drawn from the table of figures behind it and from nothing else.

    ``alt`` is the text for who can't see it, ``axis`` what the upright axis counts. Where there are no figures,
    ``table`` says what is missing.
    """

    number: str
    title: Text
    alt: Text
    axis: Text
    table: PrintedTable
    groups: Text = SEX
    periods: Text = YEAR

    @property
    def missing(self) -> Text | None:
        """Why there is no diagram; None where there is one."""
        return self.table.missing

    def points(self, language: str) -> list[dict[str, Any]]:
        """What is drawn: the figures a reader may see, as printed; None where there is none, which breaks the line."""
        return [
            {
                "group": column.over.of(language),
                "period": column.head.of(language) or row.name.of(language),
                "value": None if cell.number is None else float(cell.number.plain()),
            }
            for row in self.table.rows
            for column, cell in zip(self.table.columns, row.cells, strict=True)
            if cell is not None
        ]

    def spec(self, language: str) -> dict[str, Any]:
        """The diagram as a Vega-Lite specification with its figures inside."""
        period, group = self.periods.of(language), self.groups.of(language)
        many = len({point["period"] for point in self.points(language)}) > FEW_PERIODS
        x = {"field": "period", "type": "ordinal", "title": period, "axis": {"labelAngle": -90 if many else 0}}
        return {
            "$schema": VEGA_LITE,
            "description": self.alt.of(language),
            "width": "container",
            "height": 260,
            "data": {"values": self.points(language)},
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": x,
                "y": {"field": "value", "type": "quantitative", "title": self.axis.of(language)},
                "color": {"field": "group", "type": "nominal", "title": group, "sort": None},
                "strokeDash": {"field": "group", "type": "nominal", "title": group, "sort": None},
            },
        }


FEW_PERIODS = 8
"""More names of periods than these stand upright under a diagram."""
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True)
class Report:
    """A report of a year from one vintage; ``known_on`` is the last legal day its events tell of."""

    kind: str
    year: int
    vintage: int
    known_on: date
    title: Text
    tables: Sequence[PrintedTable]
    diagrams: Sequence[Diagram] = ()
    findings: Sequence[Text] = field(default_factory=tuple)
    """What the reader of the report must know of its data: late rows, missing months, unknown kinds."""

    @cached_property
    def by_number(self) -> Mapping[str, PrintedTable]:
        """The tables by their numbers, those behind the diagrams among them."""
        return {each.number: each for each in (*self.tables, *(diagram.table for diagram in self.diagrams))}

    def hiding(self, places: Collection[Place]) -> Report:
        """The report with these figures hidden in every table that prints them."""
        tables = tuple(each.hiding(places) for each in self.tables)
        diagrams = tuple(replace(each, table=each.table.hiding(places)) for each in self.diagrams)
        return replace(self, tables=tables, diagrams=diagrams)
