"""Which tables and diagrams the annual report has, read from ``annual.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from handlag.followup.domain.codes import REPORTED
from handlag.followup.domain.indicators import Text
from handlag.followup.report.model import Place, Unit

EVENTS, DERIVED = "events", "derived"
NO_SEX, AS_ROWS = "none", "rows"
SEXES = ("women", "men", "total")


@dataclass(frozen=True)
class Metric:
    """A measure: its name, unit, printed decimals, and where it comes from: events, other figures, or a register."""

    code: str
    name: Text
    unit: Unit
    decimals: int
    origin: str


@dataclass(frozen=True)
class Register:
    """What supplies figures the events don't give; ``people`` where they are about insured persons."""

    code: str
    name: Text
    people: bool


@dataclass(frozen=True)
class RowSpec:
    """A row: metric, benefit (empty where it is not about one), further dimensions as in the published figures."""

    metric: Metric
    benefit: str
    dimensions: str
    sex: str = ""

    def place(self, sex: str, year: str) -> Place:
        """The figure of this row for a sex and a year."""
        return Place(self.metric.code, self.benefit, self.sex or sex, year, self.dimensions)


@dataclass(frozen=True)
class TableSpec:
    """A table's form. ``beside`` is a metric of the last year in a column of its own, ``budget`` a budget column,
    ``open`` that further rows come with what is supplied; ``catalogue`` lists benefits and holds no figures.
    """

    number: str
    title: Text
    section: Text
    sexes: tuple[str, ...]
    rows: tuple[RowSpec, ...]
    years: int = 3
    change: Unit | None = None
    share_of_total: bool = False
    beside: Metric | None = None
    budget: bool = False
    open: bool = False


@dataclass(frozen=True)
class Input:
    """Figures that others are made of and no table prints; ``months`` where they may be told by month."""

    sexes: tuple[str, ...]
    rows: tuple[RowSpec, ...]
    months: bool


@dataclass(frozen=True)
class Registry:
    """Everything the annual report may print."""

    metrics: Mapping[str, Metric]
    registers: Mapping[str, Register]
    tables: tuple[TableSpec, ...]
    extra: tuple[TableSpec, ...]
    diagrams: tuple[TableSpec, ...]
    inputs: tuple[Input, ...]
    catalogue: tuple[tuple[Text, Text], ...]
    _words: Mapping[str, Text]
    _benefits: Mapping[str, Text]

    def benefit(self, code: str) -> Text:
        """A benefit as the rows name it."""
        known = REPORTED.get(code)
        return Text(known.name_sv, known.name_en) if known else self._benefits[code]

    def words(self, dimensions: str) -> Text:
        """Dimensions in words, those that only tell tables apart left out."""
        found = [self._words[each] for each in dimensions.split(";") if each in self._words]
        return Text(", ".join(each.sv for each in found), ", ".join(each.en for each in found))

    def knows(self, place: Place) -> bool:
        """Whether any table prints the figure or any is made of it, whatever its year; by month if told so."""
        at = place._replace(year="")
        if len(place.year) > len("2024"):
            return at in self._monthly
        return at in self._places or self._open(place)

    def printed_in(self, year: str) -> frozenset[Place]:
        """The figures of a year that any table prints or any is made of."""
        return frozenset(place._replace(year=year) for place in self._places)

    def _open(self, place: Place) -> bool:
        return place.metric in {row.metric.code for table in self.tables if table.open for row in table.rows}

    @cached_property
    def _places(self) -> frozenset[Place]:
        printed: tuple[TableSpec | Input, ...] = (*self.tables, *self.extra, *self.diagrams, *self.inputs)
        return frozenset(place for each in printed for row in each.rows for place in _of_row(each, row))

    @cached_property
    def _monthly(self) -> frozenset[Place]:
        return frozenset(
            place for each in self.inputs if each.months for row in each.rows for place in _of_row(each, row)
        )


def _text(given: Mapping[str, Any]) -> Text:
    return Text(given["sv"], given["en"])


@cache
def annual() -> Registry:
    """The annual report's registry."""
    raw = yaml.load((files("handlag.followup.report") / "annual.yaml").read_text("utf-8"), yaml.CSafeLoader)
    metrics = {
        code: Metric(code, _text(each), Unit(each["unit"]), each["decimals"], each["from"])
        for code, each in raw["metrics"].items()
    }
    registers = {
        code: Register(code, _text(each), each.get("people", False)) for code, each in raw["registers"].items()
    }
    sections = {code: _text(each) for code, each in raw["sections"].items()}
    reader = _Reader(metrics, sections, raw["lists"])
    groups = zip(("separately_reported", "others"), CATALOGUE, strict=True)
    return Registry(
        metrics, registers,
        tuple(reader.table(each) for each in raw["tables"]), tuple(reader.table(each) for each in raw["extra"]),
        tuple(reader.table(each) for each in raw["diagrams"]),
        tuple(reader.input(each) for each in raw["inputs"]),
        tuple((group, _text(each)) for key, group in groups for each in raw["catalogue"][key]),
        {code: _text(each) for code, each in raw["dimensions"].items()},
        {code: _text(each) for code, each in raw["benefits"].items()},
    )  # fmt: skip


CATALOGUE = (
    Text("Särredovisade förmåner", "Benefits reported separately"),
    Text("Övriga förmåner", "Other benefits"),
)


def _of_row(table: TableSpec | Input, row: RowSpec) -> Iterator[Place]:
    for sex in table.sexes:
        yield row.place("" if sex in {NO_SEX, AS_ROWS} else sex, "")
    if isinstance(table, Input):
        return
    if table.beside is not None:
        yield Place(table.beside.code, row.benefit, "total")
    if table.budget:
        yield row.place("", "")._replace(other_dimension=budget(row.dimensions))


def budget(dimensions: str) -> str:
    """The dimensions of a row's budget figure."""
    return ";".join(filter(None, (dimensions, "version=budget")))


@dataclass(frozen=True)
class _Reader:
    metrics: Mapping[str, Metric]
    sections: Mapping[str, Text]
    lists: Mapping[str, list[str]]

    def table(self, raw: Mapping[str, Any]) -> TableSpec:
        """A table's form from its lines of YAML."""
        sexes = tuple(raw["sexes"])
        rows = tuple(row for line in raw["rows"] for row in self._rows(line))
        return TableSpec(
            number=str(raw["number"]),
            title=_text(raw["title"]),
            section=self.sections[raw["section"]],
            sexes=sexes,
            rows=_by_sex(rows) if sexes == (AS_ROWS,) else rows,
            years=raw.get("years", 3),
            change=Unit(raw["change"]) if "change" in raw else None,
            share_of_total=raw.get("share_of_total", False),
            beside=self.metrics[raw["beside"]] if "beside" in raw else None,
            budget=raw.get("budget", False),
            open=raw.get("open", False),
        )

    def input(self, raw: Mapping[str, Any]) -> Input:
        """Figures others are made of, from their lines of YAML."""
        rows = tuple(row for line in raw["rows"] for row in self._rows(line))
        return Input(tuple(raw["sexes"]), rows, raw.get("months", False))

    def _rows(self, line: str) -> Iterator[RowSpec]:
        """``metric; metric | benefit, benefit or @list | dimensions``: every metric of every benefit."""
        metrics, benefits, dimensions = (*(part.strip() for part in line.split("|")), "", "")[:3]
        named = self.lists[benefits[1:]] if benefits.startswith("@") else benefits.split(", ")
        for benefit in named:
            for metric in metrics.split("; "):
                yield RowSpec(self.metrics[metric], "" if benefit == "-" else benefit, dimensions)


def _by_sex(rows: tuple[RowSpec, ...]) -> tuple[RowSpec, ...]:
    """Rows for the total, women and men where a table prints the sexes below one another."""
    split = {"sickness_absence_percent", "sickness_absence_60_days_or_more_share_percent"}
    return tuple(
        RowSpec(row.metric, row.benefit, row.dimensions, sex)
        for row in rows
        for sex in (("total", "women", "men") if row.metric.code in split and not row.dimensions else ("total",))
    )
