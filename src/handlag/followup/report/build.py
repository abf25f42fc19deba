"""From figures to printed tables: the report's columns, rows, notes and sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from handlag.core.benefits import Benefit
from handlag.core.errors import Conflict
from handlag.followup.disclosure.model import FEWEST_PERSONS
from handlag.followup.domain.indicators import ANNUAL_REPORT, Additivity, Role, Text
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import GROUPS, TOTAL, UNKNOWN_SEX
from handlag.followup.report import notes as say
from handlag.followup.report.counted import INDICATOR_OF, unprinted
from handlag.followup.report.figures import SHARE_BY_SEX, Figures, Held
from handlag.followup.report.model import (
    NO_TEXT,
    Place,
    PrintedCell,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    Sum,
    Unit,
)
from handlag.followup.report.notes import Notes
from handlag.followup.report.registry import (
    AS_ROWS,
    DERIVED,
    EVENTS,
    NO_SEX,
    Metric,
    Registry,
    RowSpec,
    TableSpec,
    budget,
)

BESIDE_THE_TOTAL = ("scope=net", "scope=paid_in_by_municipalities", "scope=paid_in_by_liable_parents")
"""Rows that tell what a row above holds in another way; they are in no total."""
MADE_OF = {
    "unit_cost_sek_per_decision": "finance", "decisions_per_fte": "staff",
    "persons_with_payment_share_by_sex_percent": EVENTS, "decisions_share_by_sex_percent": EVENTS,
    "parental_days_share_percent": EVENTS, "temporary_parental_days_share_percent": EVENTS,
    "ill_health_days_per_insured": "insured", "sickness_benefit_days_per_insured": "insured",
}  # fmt: skip
"""Where what a made figure lacks would come from."""
EXPLAINED = {
    "insurance_expenditure_msek": Text(
        "Belopp på utbetalningar med utbetalningsdag i perioden, med avdrag för avvisade och returer.",
        "Amounts of payments with their pay day in the period, less those rejected or returned.",
    )
}
"""What a figure counts where its indicator says it in another unit."""
OF_DECISIONS = ("decisions_count", "decisions_share_by_sex_percent", "unit_cost_sek_per_decision")
PER_CENT = Metric("", NO_TEXT, Unit.PERCENT, 1, DERIVED)
POINTS = Metric("", NO_TEXT, Unit.PERCENTAGE_POINTS, 0, DERIVED)


@dataclass(frozen=True)
class Told:
    """What a report is made from: figures, where the supplied ones come from, and what must be said of them.

    ``restated`` are notes at figures that an earlier report printed otherwise; ``empty`` the years without events.
    """

    registry: Registry
    figures: Figures
    year: int
    vintage: int
    known_on: date
    empty: Sequence[int] = ()
    sources: Mapping[Place, Text] = field(default_factory=dict)
    labels: Mapping[Place, Text] = field(default_factory=dict)
    restated: Mapping[Place, Text] = field(default_factory=dict)


class Builder:
    """One table being made."""

    def __init__(self, told: Told, spec: TableSpec) -> None:
        self.told, self.spec = told, spec
        self.notes = Notes()
        self.years = [str(year) for year in range(told.year - spec.years + 1, told.year + 1)]
        self.sexes = ("",) if spec.sexes[0] in {NO_SEX, AS_ROWS} else spec.sexes

    def table(self) -> PrintedTable:
        """The finished table; one that says why it is missing where no figure of it is held."""
        specs = [*self._open_rows(), *self.spec.rows] if self.spec.open else list(self.spec.rows)
        frame = PrintedTable(
            self.spec.number, self.spec.title, self.spec.section, vintage=self.told.vintage,
            explanation=self._explanation(), source=self._source(), role=self._role(),
        )  # fmt: skip
        if not any(self.told.figures.at(place) for row in specs for place in self._places(row)):
            return replace(frame, missing=self._why_missing())
        title_marks = tuple(self.notes.mark(text) for text in self._title_notes())
        names = _names(self.told.registry, specs)
        rows = tuple(self._row(spec, *name) for spec, name in zip(specs, names, strict=True))
        made = replace(frame, columns=tuple(self._columns()), rows=rows, title_marks=title_marks)
        hidden = tuple(self._unprinted())
        sums = tuple(self._sums(specs, hidden))
        return replace(made, unprinted=hidden, sums=sums, notes=tuple(self.notes.texts))

    def _places(self, row: RowSpec) -> Iterator[Place]:
        return (row.place(sex, year) for sex in self.sexes for year in self.years)

    def _open_rows(self) -> Iterator[RowSpec]:
        """The rows that came with the supplied figures, beside those every report has."""
        for spec in self.spec.rows:
            ours = spec.dimensions.split(";")[0]
            for place in self.told.figures.supplied_rows(spec.metric.code):
                if (
                    place.year in self.years
                    and ours in place.other_dimension.split(";")
                    and place.other_dimension != spec.dimensions
                ):
                    yield RowSpec(spec.metric, place.benefit, place.other_dimension)

    def _columns(self) -> Iterator[PrintedColumn]:
        for sex in self.sexes:
            for year in self.years:
                yield PrintedColumn(sex, GROUPS.get(sex, NO_TEXT), Text(year, year), year)
        if self.spec.change is not None:
            before, after = self.years[-2:]
            points = self.spec.change is Unit.PERCENTAGE_POINTS
            sv, en = ("procentenheter", "percentage points") if points else ("procent", "per cent")
            over = Text(f"Förändring {before}–{after}, {sv}", f"Change {before}–{after}, {en}")
            yield PrintedColumn("change", over, NO_TEXT, f"{before}-{after}")
        if self.spec.share_of_total:
            yield PrintedColumn(
                "share", Text("Andel av totalen, procent", "Share of the total, per cent"), NO_TEXT, self.years[-1]
            )
        if self.spec.beside is not None:
            name = self.spec.beside.name
            over = Text(f"{name.sv}, miljoner kronor", f"{name.en}, SEK million")
            yield PrintedColumn("beside", over, Text(self.years[-1], self.years[-1]), self.years[-1])
        if self.spec.budget:
            yield PrintedColumn(
                "budget", Text("Budget", "Budget"), Text(self.years[-1], self.years[-1]), self.years[-1]
            )

    def _row(self, spec: RowSpec, name: Text, group: Text | None) -> PrintedRow:
        if self.spec.open and spec not in self.spec.rows:
            name = self.told.labels.get(spec.place("", self.years[-1]), _as_supplied(spec.dimensions))
        cells = (*(self._cell(spec, place) for place in self._places(spec)), *self._further(spec))
        marks = tuple(self.notes.mark(text) for text in self._row_notes(spec))
        code = "|".join(filter(None, (spec.metric.code, spec.benefit, spec.dimensions, spec.sex)))
        return PrintedRow(code, name, cells, group, marks)

    def _cell(self, spec: RowSpec, place: Place) -> PrintedCell:
        held = self.told.figures.at(place)
        if held is not None and place.sex in ("women", "men") and self._of_nobody_known(place):
            held = None
        return self._printed(place, spec.metric, held)

    def _of_nobody_known(self, place: Place) -> bool:
        """Whether it is known of nobody behind the figure whether she is a woman or a man."""
        both = [self.told.figures.at(place._replace(sex=sex)) for sex in ("women", "men")]
        without = self.told.figures.at(unprinted(place))
        return bool(without and without.persons) and not any(each and each.persons for each in both)

    def _printed(self, place: Place, metric: Metric, held: Held | None) -> PrintedCell:
        if held is None:
            return PrintedCell(place, metric.unit, None, metric.decimals)
        notes = [self.told.restated[place]] if place in self.told.restated else []
        marks = tuple(self.notes.mark(text) for text in notes)
        return PrintedCell(
            place, metric.unit, held.value, metric.decimals, held.numerator, held.denominator, held.persons,
            held.hidden, marks, squares=held.squares,
        )  # fmt: skip

    def _further(self, spec: RowSpec) -> Iterator[PrintedCell | None]:
        """The cells beside those of years and sexes: change, share of the total, another metric, budget."""
        figures, last = self.told.figures, self.years[-1]
        beside_total = spec.dimensions in BESIDE_THE_TOTAL
        at = spec.place(TOTAL if TOTAL in self.sexes else "", last)
        if self.spec.change is not None:
            unit, before = self.spec.change, self.years[-2]
            ended = Period.year(self.told.year).last <= self.told.known_on
            made = (ended or not self._counted(spec)) and not beside_total
            held = figures.change(at, before, unit) if made else None
            metric = _changes(spec.metric, unit)
            yield self._printed(at._replace(metric=metric.code, year=f"{before}-{last}"), metric, held)
        if self.spec.share_of_total:
            metric = replace(PER_CENT, code=_stem(spec.metric) + "_share_of_total_percent")
            whole = at._replace(benefit=TOTAL, other_dimension="")
            held = None if beside_total else figures.share(at, whole)
            yield self._printed(at._replace(metric=metric.code), metric, held)
        if self.spec.beside is not None:
            place = Place(self.spec.beside.code, spec.benefit, TOTAL, last)
            yield self._printed(place, self.spec.beside, figures.at(place))
        if self.spec.budget:
            place = spec.place("", last)._replace(other_dimension=budget(spec.dimensions))
            yield self._printed(place, spec.metric, figures.at(place))

    def _counted(self, spec: RowSpec) -> bool:
        held = self.told.figures.at(spec.place(self.sexes[-1], self.years[-1]))
        return held is not None and held.origin == EVENTS

    def _title_notes(self) -> Iterator[Text]:
        told = self.told
        metrics = {row.metric.code for row in self.spec.rows}
        origins = {row.metric.origin for row in self.spec.rows}
        if told.known_on < Period.year(told.year).last and EVENTS in origins:
            yield say.unfinished(told.year, told.known_on.isoformat())
        shown = [year for year in told.empty if str(year) in self.years]
        if shown and EVENTS in origins:
            yield say.without_data(shown)
        if any(cell.persons for cell in self._unprinted()):
            yield say.UNKNOWN_SEX
        if "insurance_expenditure_msek" in metrics:
            yield say.PAID_OUT
        if "unit_cost_sek_per_decision" in metrics:
            yield say.AMOUNT_BASIS
        if any(metric.endswith(SHARE_BY_SEX) for metric in metrics):
            yield say.DERIVED_SHARE
        if "closed_sickness_cases_count" in metrics:
            yield from self._other_closings()

    def _other_closings(self) -> Iterator[Text]:
        rows = [row for row in self.spec.rows if row.metric.code == "closed_sickness_cases_share_percent"]
        for year in self.years:
            parts = [self.told.figures.at(row.place(TOTAL, year)) for row in rows]
            known = [each for each in parts if each is not None and each.numerator is not None]
            whole = known[0].denominator if known else None
            left = int((whole or 0) - sum((each.numerator or Fraction() for each in known), Fraction()))
            if left:
                yield say.other_reasons(left if self._tells_of_nobody(rows, year, left) else None, int(year))

    def _tells_of_nobody(self, rows: Sequence[RowSpec], year: str, left: int) -> bool:
        """Whether the number closed for other reasons may stand in a note, which can't be hidden.

        With it a reader has the sum of all reasons, so none of them may be one that is hidden or covers one.
        """
        at = [row.place(sex, year) for row in rows for sex in (*GROUPS, UNKNOWN_SEX)]
        counts = [figure.numerator for place in at if (figure := self.told.figures.at(place)) is not None]
        return all(not 0 < (count or 0) < FEWEST_PERSONS for count in (*counts, Fraction(left)))

    def _row_notes(self, spec: RowSpec) -> Iterator[Text]:
        if spec.metric.code in OF_DECISIONS and spec.benefit == Benefit.SJUKPENNING:
            yield say.CLOSED_CASES
        places = list(self._places(spec))
        yield from dict.fromkeys(self.told.sources[place] for place in places if place in self.told.sources)
        if not any(self.told.figures.at(place) for place in places):
            registry = self.told.registry
            register = registry.registers.get(spec.metric.origin)
            yield say.not_held(register.name if register else NO_TEXT, events=register is None)

    def _unprinted(self) -> Iterator[PrintedCell]:
        for spec in self.spec.rows:
            for year in self.years:
                place = unprinted(spec.place("", year))
                held = self.told.figures.at(place)
                if held is not None and held.persons and TOTAL in self.sexes:
                    yield self._printed(place, spec.metric, held)

    def _sums(self, specs: Sequence[RowSpec], hidden: Sequence[PrintedCell]) -> Iterator[Sum]:
        """The sums of the table that hold exactly; persons, means and shares don't add up."""
        adding = [spec for spec in specs if spec.metric.unit in (Unit.COUNT, Unit.MSEK, Unit.KSEK)]
        without_sex = {cell.place for cell in hidden}
        for spec in adding if TOTAL in self.sexes and len(self.sexes) > 1 else ():
            for year in self.years:
                unknown = unprinted(spec.place("", year))
                parts = [spec.place(sex, year) for sex in ("women", "men")]
                parts += [unknown] if unknown in without_sex else []
                yield from self._if_true(Sum(spec.place(TOTAL, year), tuple(parts), disjoint=True))
        yield from self._row_sums(adding)

    def _row_sums(self, adding: Sequence[RowSpec]) -> Iterator[Sum]:
        for metric in dict.fromkeys(spec.metric.code for spec in adding):
            rows = [spec for spec in adding if spec.metric.code == metric and spec.dimensions not in BESIDE_THE_TOTAL]
            totals = [spec for spec in rows if spec.benefit == TOTAL]
            indicator = INDICATOR_OF.get(metric)
            if len(totals) != 1 or (indicator and indicator.additivity is Additivity.DISTINCT):
                continue
            for sex in self.sexes:
                for year in self.years:
                    parts = tuple(spec.place(sex, year) for spec in rows if spec.benefit != TOTAL)
                    yield from self._if_true(Sum(totals[0].place(sex, year), parts, disjoint=False))

    def _if_true(self, each: Sum) -> Iterator[Sum]:
        """A part that isn't held counts as nothing, as long as the rest make the total."""
        figures = self.told.figures
        total = figures.at(each.total)
        held = [(place, figure) for place in each.parts if (figure := figures.at(place)) is not None]
        values = [figure.value for _, figure in held]
        whole = sum((value or Fraction() for value in values), Fraction())
        if total is not None and held and None not in values and whole == total.value:
            yield each._replace(parts=tuple(place for place, _ in held))

    def _why_missing(self) -> Text:
        registry = self.told.registry
        origins = dict.fromkeys(MADE_OF.get(row.metric.code, row.metric.origin) for row in self.spec.rows)
        names = [registry.registers[origin].name for origin in origins if origin in registry.registers]
        if EVENTS not in origins:
            return say.missing(names, self.told.year)
        counted = dict.fromkeys(row.metric.name for row in self.spec.rows if row.metric.origin in (EVENTS, DERIVED))
        return say.no_events(list(counted), self.told.year)

    def _explanation(self) -> Text:
        metrics = dict.fromkeys(row.metric.code for row in self.spec.rows if row.metric.code in INDICATOR_OF)
        found = dict.fromkeys(EXPLAINED.get(code, INDICATOR_OF[code].counts) for code in metrics)
        return Text(" ".join(each.sv for each in found), " ".join(each.en for each in found))

    def _source(self) -> str:
        kind, number = "tabell", self.spec.number
        if number.startswith("D"):
            kind, number = "diagram", number.removeprefix("D")
        return f"{ANNUAL_REPORT}, {kind} {number}"

    def _role(self) -> Role:
        """External; FOLLOWUP_REPORT_ROLE for a table with a measure that is for analysis only."""
        for row in self.spec.rows:
            indicator = INDICATOR_OF.get(row.metric.code)
            if indicator is not None and indicator.role is Role.ANALYSIS:
                raise _only_analysis(self.spec.number, indicator.code)
        return Role.EXTERNAL


def _names(registry: Registry, rows: Sequence[RowSpec]) -> list[tuple[Text, Text | None]]:
    """What each row is called, and the heading it stands under: the benefit, where several have several measures."""
    benefits = {row.benefit for row in rows}
    metrics = Counter(row.metric.code for row in rows)
    of_each = Counter(row.benefit for row in rows)
    grouped = len(benefits) > 1 and min(of_each.values()) > 1
    usual = metrics.most_common(1)[0][0] if len(benefits) > 1 and not grouped else ""
    return [
        _name(
            registry, row, named=len(metrics) > 1 and row.metric.code != usual, many=len(benefits) > 1, grouped=grouped
        )
        for row in rows
    ]


def _name(registry: Registry, row: RowSpec, *, named: bool, many: bool, grouped: bool) -> tuple[Text, Text | None]:
    benefit = registry.benefit(row.benefit) if row.benefit else NO_TEXT
    words = registry.words(row.dimensions)
    sex = GROUPS[row.sex] if row.sex and not row.dimensions else NO_TEXT
    parts = [
        benefit if many and not grouped else NO_TEXT,
        row.metric.name if named or not (many or words.sv) else NO_TEXT,
        words,
        sex,
    ]
    shown = [part for part in parts if part.sv]
    name = Text(_listed([part.sv for part in shown]), _listed([part.en for part in shown]))
    if not shown:
        name = row.metric.name
    return Text(_capital(name.sv), _capital(name.en)), benefit if grouped else None


def _as_supplied(dimensions: str) -> Text:
    words = ", ".join(each.partition("=")[2] for each in dimensions.split(";")[1:])
    return Text(words, words)


def _listed(parts: Sequence[str]) -> str:
    """Words after one another, only the first with a capital."""
    first, *rest = parts or [""]
    return ", ".join([first, *(part[:1].lower() + part[1:] for part in rest)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stem(metric: Metric) -> str:
    return metric.code.removesuffix(f"_{metric.unit.value}").removesuffix("_mean").removesuffix("_share")


def _changes(metric: Metric, unit: Unit) -> Metric:
    base = POINTS if unit is Unit.PERCENTAGE_POINTS else PER_CENT
    return replace(base, code=f"{_stem(metric)}_change_{unit.value}")


def catalogue(told: Told) -> PrintedTable:
    """Table 1: the benefits and in which of the two ways the report tells of them."""
    registry = told.registry
    rows = tuple(PrintedRow(name.sv, name, (), group) for group, name in registry.catalogue)
    title = Text("Förmånsförteckning", "List of benefits")
    section = Text("Förmåner som redovisas", "Benefits reported")
    return PrintedTable("1", title, section, (), rows, vintage=told.vintage, source=f"{ANNUAL_REPORT}, tabell 1")


def _only_analysis(table: str, code: str) -> Conflict:
    return Conflict(
        "FOLLOWUP_REPORT_ROLE", "table",
        sv=f"Tabell {table} visar {code}, som bara är för analys.",
        en=f"Table {table} shows {code}, which is for analysis only.",
        remedy_sv="Ta bort måttet ur rapporten eller ändra dess roll med en ny version.",
        remedy_en="Take the measure out of the report, or give it another role in a new version.",
    )  # fmt: skip
