"""Report tables: an indicator by benefit, sex and three years, as the annual report prints it, small cells hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlag.core.benefits import Benefit
from handlag.followup.disclosure.model import tells_of_few
from handlag.followup.domain.codes import HANDLED, REPORTED, SEXES
from handlag.followup.domain.indicators import (
    DECISIONS_COUNT,
    PAYMENTS_COUNT,
    PENDING,
    PROCESSING_TIME,
    Indicator,
    Text,
    Unit,
)
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.numbers import DECIMALS, HIDDEN, MISSING, Rounded, change, rounded
from handlag.followup.domain.periods import Period

LIVE = 0
"""The vintage of what is counted on the log itself."""
TOTAL = "total"
GROUPS: Mapping[str, Text] = {
    "women": Text("Kvinnor", "Women"),
    "men": Text("Män", "Men"),
    TOTAL: Text("Totalt", "Total"),
}
"""The printed groups. Persons whose sex is not known are in the total only."""

UNKNOWN_SEX = "unknown"
Place = tuple[str, str]
"""A row (a benefit or ``total``) and a group."""
SEX_GROUPS = {SEXES["F"]: "women", SEXES["M"]: "men", 0: UNKNOWN_SEX}


def made_from(vintage: int) -> Text:
    """A vintage by its number, or that no export stands between the log and the table."""
    if vintage == LIVE:
        return Text("Räknat direkt i händelseloggen", "Counted on the event log itself")
    return Text(f"Uttag {vintage}", f"Vintage {vintage}")


YearFigures = Mapping[Place, Figure]
"""One year's figures by row (a benefit or ``total``) and group (``unknown`` among them)."""


@dataclass(frozen=True)
class Note:
    """A footnote; ``rows`` it stands at, none for the title."""

    text: Text
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A numbered table of the annual report."""

    number: int
    title: Text
    indicator: Indicator
    with_change: bool = False
    with_total_row: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Cell:
    """What a reader may see of a cell. A hidden or missing cell holds no number at all."""

    number: Rounded | None
    printed: Text

    @property
    def sv(self) -> str:
        """As printed in Swedish."""
        return self.printed.sv

    @property
    def en(self) -> str:
        """As printed in English."""
        return self.printed.en


@dataclass(frozen=True)
class Column:
    """A column: its group's heading, its own, and the period it is for (``2024``, ``2023-2024`` for a change)."""

    group: str
    over: Text
    head: Text
    period: str
    unit: Unit


@dataclass(frozen=True)
class Row:
    """A row: code, name, the numbers of the notes at its name, one cell per column."""

    code: str
    name: Text
    marks: tuple[int, ...]
    cells: tuple[Cell, ...]
    group: Text | None = None


@dataclass(frozen=True)
class ReportTable:
    """A finished table as plain values, nothing in it that may not be printed."""

    number: str
    title: Text
    title_marks: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...]
    explanation: Text
    metric: str
    source: str
    vintage: int
    any_hidden: bool
    missing: Text | None = None

    @property
    def made_from(self) -> Text:
        """What it was counted from."""
        return made_from(self.vintage)

    def spans(self) -> list[tuple[Text, int]]:
        """The headings over the columns, each with how many it stands over."""
        spans: list[tuple[Text, int]] = []
        for column in self.columns:
            if spans and spans[-1][0] == column.over:
                spans[-1] = (column.over, spans[-1][1] + 1)
            else:
                spans.append((column.over, 1))
        return spans


ASTERISK = Text(
    "* Uppgiften bygger på en till tre personer, eller skulle röja en sådan uppgift.",
    "* The figure rests on one to three persons, or would disclose such a figure.",
)
UNKNOWN_IN_TOTAL = Note(
    Text("I totalen ingår personer vars kön inte är känt.", "The total includes persons whose sex is not known.")
)

TABLES: Mapping[int, Definition] = {
    5: Definition(
        5, Text("Volymer, antal utbetalningar", "Volumes, number of payments"), PAYMENTS_COUNT, True, True,
    ),
    6: Definition(
        6, Text("Volymer, antal beslut", "Volumes, number of decisions"), DECISIONS_COUNT, True, True,
        (
            Note(
                Text(
                    "För sjukpenning redovisas antalet avslutade ärenden som fått ett beslut.",
                    "For sickness benefit the number of closed cases that had a decision is reported.",
                ),
                (Benefit.SJUKPENNING,),
            ),
        ),
    ),
    99: Definition(
        99, Text("Handläggningstider, antal dagar i genomsnitt", "Processing times, mean number of days"),
        PROCESSING_TIME,
    ),
    100: Definition(100, Text("Pågående ärenden, antal", "Pending cases, number"), PENDING),
}  # fmt: skip


def row_codes(definition: Definition, years: Iterable[YearFigures] = ()) -> list[str]:
    """The rows in the order of their Swedish names, the total last: the benefits handled here, and others told of."""
    held = {code for figures in years for (code, _), figure in figures.items() if figure.persons}
    benefits = in_order(held & set(REPORTED) | HANDLED)
    return [*benefits, TOTAL] if definition.with_total_row else benefits


def in_order(codes: Iterable[str]) -> list[str]:
    """Benefits as reports list them: by their Swedish names, other benefits last."""
    return sorted(codes, key=lambda code: (code == "ovriga", REPORTED[code].name_sv))


def build(
    definition: Definition,
    years: Sequence[int],
    figures: Mapping[int, YearFigures],
    vintage: int,
    known_on: date,
    hidden: Mapping[int, frozenset[Place]],
) -> ReportTable:
    """The table of ``years`` from measured figures that go up to ``known_on``; the last year is the reported one.

    ``hidden`` are the cells of each year to print as ``*`` (``followup.report.single`` finds them).
    """
    codes = row_codes(definition, figures.values())
    notes = [*definition.notes, *_needed(figures.values()), *_unfinished(years[-1], known_on)]
    measured = _Measured(definition, years, figures, hidden, known_on)
    return ReportTable(
        number=str(definition.number),
        title=definition.title,
        title_marks=_marks(notes, ""),
        columns=tuple(_columns(definition, years)),
        rows=tuple(Row(code, _row_name(code), _marks(notes, code), tuple(measured.cells(code))) for code in codes),
        notes=tuple(note.text for note in notes),
        explanation=definition.indicator.counts,
        metric=f"{definition.indicator.code}.v{definition.indicator.version}",
        source=definition.indicator.source,
        vintage=vintage,
        any_hidden=any(hidden.values()),
    )


@dataclass(frozen=True)
class _Measured:
    """A table's figures, and which of them are hidden."""

    definition: Definition
    years: Sequence[int]
    figures: Mapping[int, YearFigures]
    hidden: Mapping[int, frozenset[Place]]
    known_on: date

    def cells(self, code: str) -> Iterator[Cell]:
        """A row's cells in the order of the columns."""
        for group in GROUPS:
            for year in self.years:
                hide = (code, group) in self.hidden[year]
                yield show(self._value(year, code, group), self.definition.indicator.unit, hide=hide)
        if self.definition.with_change:
            yield self._change(code)

    def _value(self, year: int, code: str, group: str) -> Fraction | None:
        if is_dash(self.figures[year], code, group):
            return None
        return self.figures[year][code, group].value(self.definition.indicator.unit)

    def _change(self, code: str) -> Cell:
        """From the year before, between totals; part of a year is not compared with a whole one."""
        before, after = self.years[-2:]
        if Period.year(after).last > self.known_on:
            return show(None, Unit.PERCENT)
        hide = any((code, TOTAL) in self.hidden[year] for year in (before, after))
        return show(change(self._value(before, code, TOTAL), self._value(after, code, TOTAL)), Unit.PERCENT, hide=hide)


def _unfinished(year: int, known_on: date) -> Iterator[Note]:
    if known_on < Period.year(year).last:
        day = known_on.isoformat()
        yield Note(
            Text(
                f"Uppgifterna för {year} gäller till och med {day}.",
                f"The figures for {year} go up to and including {day}.",
            )
        )


def _needed(years: Iterable[YearFigures]) -> Iterator[Note]:
    if any(group == UNKNOWN_SEX and figure.persons for year in years for (_, group), figure in year.items()):
        yield UNKNOWN_IN_TOTAL


def _marks(notes: Sequence[Note], code: str) -> tuple[int, ...]:
    return tuple(number for number, note in enumerate(notes, 1) if (code in note.rows if code else not note.rows))


def _row_name(code: str) -> Text:
    if code == TOTAL:
        return GROUPS[TOTAL]
    return Text(REPORTED[code].name_sv, REPORTED[code].name_en)


def _columns(definition: Definition, years: Sequence[int]) -> Iterator[Column]:
    for group, name in GROUPS.items():
        for year in years:
            yield Column(group, name, Text(str(year), str(year)), str(year), definition.indicator.unit)
    if definition.with_change:
        before, after = years[-2:]
        name = Text(f"Förändring {before}–{after}, procent", f"Change {before}–{after}, per cent")
        yield Column("change", name, Text("", ""), f"{before}-{after}", Unit.PERCENT)


def show(value: Fraction | None, unit: Unit, *, hide: bool = False) -> Cell:
    """A value as a reader may see it."""
    if hide:
        return Cell(None, HIDDEN)
    if value is None:
        return Cell(None, MISSING)
    number = rounded(value, DECIMALS[unit])
    return Cell(number, number.printed())


def show_alone(figure: Figure, indicator: Indicator) -> Cell:
    """A figure that is in no sum on its page: hidden where it tells of few by itself."""
    of_share = indicator.unit is Unit.PERCENT and figure.denominator
    share = (Fraction(figure.numerator), Fraction(figure.denominator)) if of_share else None
    few = tells_of_few(persons_behind(figure, indicator), share)
    return show(figure.value(indicator.unit), indicator.unit, hide=few)


def is_dash(figures: YearFigures, code: str, group: str) -> bool:
    """Whether women and men have no figure, since it is known of nobody which of them she is."""
    women, men, unknown = (figures[code, each].persons for each in ("women", "men", UNKNOWN_SEX))
    return group in ("women", "men") and bool(unknown) and not women + men


def persons_behind(figure: Figure, indicator: Indicator) -> int:
    """How many persons a figure rests on: its persons, and no more than its count where it is one of a flow."""
    if indicator.unit is Unit.COUNT and figure.denominator == 1:
        return min(figure.persons, abs(figure.numerator))
    return figure.persons
