"""The annual report of a year: figures counted from a vintage, figures supplied, and the tables made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

import narwhals as nw

from handlag.core.errors import NotFound
from handlag.followup.domain.indicators import Additivity, Fact, Text
from handlag.followup.domain.tables import TOTAL
from handlag.followup.queries import View, installation_store, view
from handlag.followup.report import findings
from handlag.followup.report import notes as say
from handlag.followup.report.build import Builder, Told, catalogue
from handlag.followup.report.counted import INDICATOR_OF, Known, counted, what_is_known
from handlag.followup.report.figures import Figures, Held
from handlag.followup.report.files import report_csv
from handlag.followup.report.model import Diagram, Place, Report
from handlag.followup.report.published import Publications, Published, Record, digest
from handlag.followup.report.registry import Registry, TableSpec, annual
from handlag.followup.report.supplied import Delivery, Row, Supplied
from handlag.followup.store import Store

YEARS = 3
KIND = "annual"


@dataclass(frozen=True)
class Sources:
    """Where an installation keeps what its reports are made from."""

    store: Store

    @property
    def supplied(self) -> Supplied:
        """What registers have supplied."""
        return Supplied(self.store.root / "supplied")

    @property
    def publications(self) -> Publications:
        """The reports printed so far."""
        return Publications(self.store.root / "published")

    def publish(self, report: Report, supplied: int | None, *, by: str, now: datetime, reason: str = "") -> Record:
        """Keep a report as printed, as its reader sees it. Raises what ``Publications.add`` raises."""
        text = report_csv(report)
        version = len(self.supplied.deliveries()) if supplied is None else supplied
        record = Record(report.kind, report.year, report.vintage, version, now, by.strip(), digest(text), reason)
        self.publications.add(record, text)
        return record


def installation_sources() -> Sources:
    """Those of this installation."""
    return Sources(installation_store())


def annual_report(year: int, sources: Sources, *, vintage: int | None = None, supplied: int | None = None) -> Report:
    """The annual report of ``year``, nothing hidden yet: whoever shows it hides small cells first.

    ``vintage`` and ``supplied`` ask for it as made from an earlier export and earlier deliveries. Raises
    FOLLOWUP_REPORT_NO_YEAR where nothing is held of the year, and what ``view`` and ``Supplied.figures`` raise.
    """
    seen = view(sources.store, vintage)
    years = range(year - YEARS + 1, year + 1)
    known = what_is_known(seen.facts, seen.known_on, years, seen.cube)
    rows_by = sources.supplied.figures(supplied)
    if year not in known.years and not any(place.year == str(year) for place in rows_by[0]):
        raise _no_year(year, _years(seen))
    figures, contradicted = merged(dict(counted(known, years)), rows_by[0])
    told = _told(year, seen, known, figures, rows_by)
    told = replace(told, restated=_restated(told, sources.publications.before(KIND, year, seen.vintage), sources))
    found = [*findings.of_store(sources.store, seen.vintage), *findings.of_months(known, years)]
    found += [*findings.of_days(known), *contradicted]
    return assembled(told, found)


def assembled(told: Told, found: Sequence[Text] = ()) -> Report:
    """The report's tables and diagrams from its figures."""
    registry = told.registry
    tables = (catalogue(told), *(Builder(told, spec).table() for spec in registry.tables))
    tables = tuple(sorted(tables, key=lambda table: int(table.number)))
    extra = tuple(Builder(told, spec).table() for spec in registry.extra)
    title = Text(f"Årsredovisning {told.year}", f"Annual report {told.year}")
    return Report(
        KIND, told.year, told.vintage, told.known_on, title, (*tables, *extra),
        tuple(_diagram(told, spec) for spec in registry.diagrams), tuple(found),
    )  # fmt: skip


def _diagram(told: Told, spec: TableSpec) -> Diagram:
    table = Builder(told, spec).table()
    metric = spec.rows[0].metric
    alt = Text(
        f"Linjer för {_groups(spec, 'sv')} år för år. Siffrorna står i tabellen under diagrammet.",
        f"Lines for {_groups(spec, 'en')} year by year. The figures stand in the table below the diagram.",
    )
    return Diagram(spec.number, spec.title, alt, metric.name, table)


def _groups(spec: TableSpec, language: str) -> str:
    words = {"women": ("kvinnor", "women"), "men": ("män", "men"), "total": ("båda tillsammans", "both together")}
    return ", ".join(words[sex][language == "en"] for sex in spec.sexes)


def _years(seen: View) -> Iterable[int]:
    """The years there are cases or payments of."""
    days = ((Fact.CASES, "received"), (Fact.PAYMENTS, "day"))
    for fact, column in days:
        years = seen.facts[fact].select(nw.col(column).dt.year().alias("year")).unique().collect()
        yield from (row["year"] for row in years.rows(named=True) if row["year"] is not None)


def merged(events: dict[Place, Held], supplied: Mapping[Place, Row]) -> tuple[Figures, list[Text]]:
    """Counted and supplied figures together, and what contradicts: where both are there the count stands.

    The total of a measure some of whose benefits are supplied is their sum with the counted ones; a mean or a share
    of such a total can't be made, so it is the supplied one or none.
    """
    figures, contradicted = dict(events), []
    for place, row in supplied.items():
        if place in events and place.benefit != TOTAL:
            if row.held.value != events[place].value:
                contradicted.append(_contradicted(place))
        elif place not in events:
            figures[place] = row.held
    figures.update(_totals(events, supplied))
    return Figures({place: held for place, held in figures.items() if held is not NOTHING}), contradicted


NOTHING = Held(None, "")


def _totals(events: Mapping[Place, Held], supplied: Mapping[Place, Row]) -> Iterator[tuple[Place, Held]]:
    """The counted totals that supplied benefits belong to as well."""
    for place, total in events.items():
        if place.benefit != TOTAL:
            continue
        beside = [row.held for other, row in supplied.items() if _part_of(other, place) and other not in events]
        if not beside:
            continue
        indicator = INDICATOR_OF[place.metric]
        if indicator.additivity in {Additivity.FLOW, Additivity.STOCK} and None not in [each.value for each in beside]:
            value = sum((each.value or Fraction() for each in beside), total.value or Fraction())
            persons = sum((each.persons or 0 for each in beside), total.persons or 0)
            yield place, Held(value, total.origin, value, None, persons)
        else:
            yield place, supplied[place].held if place in supplied else NOTHING


def _part_of(other: Place, total: Place) -> bool:
    return (other.metric, other.sex, other.year) == (total.metric, total.sex, total.year) and other.benefit != TOTAL


def _told(
    year: int, seen: View, known: Known, figures: Figures, rows_by: tuple[dict[Place, Row], dict[Place, Delivery]]
) -> Told:  # fmt: skip
    rows, by = rows_by
    registry = annual()
    used = {place: held for place, held in figures.held.items() if place in rows and held == rows[place].held}
    empty = [each for each in range(year - YEARS + 1, year) if each not in known.years]
    return Told(
        registry, figures, year, seen.vintage, seen.known_on, empty,
        {place: _source(registry, place, by[place]) for place in used},
        {place: label for place in used if (label := rows[place].label) is not None},
    )  # fmt: skip


def _source(registry: Registry, place: Place, delivery: Delivery) -> Text:
    register = registry.registers.get(registry.metrics[place.metric].origin)
    name = register.name if register else registry.registers["other_systems"].name
    return say.supplied(name, delivery.source, delivery.supplied_at.date().isoformat())


def _restated(told: Told, printed: Published | None, sources: Sources) -> dict[Place, Text]:
    """Notes at the figures of earlier years that the last report printed otherwise."""
    if printed is None:
        return {}
    reason = findings.why_restated(sources.store, printed.vintage, told.vintage)
    notes: dict[Place, Text] = {}
    for place, value in printed.values.items():
        held = told.figures.at(place)
        metric = told.registry.metrics.get(place.metric)
        if metric and held and held.value is not None and findings.differs(held.value, metric.decimals, value):
            notes[place] = findings.restated(printed, reason)
    return notes


def _contradicted(place: Place) -> Text:
    told = " ".join(filter(None, place))
    return Text(
        f"Lämnad uppgift skiljer sig från den räknade, som gäller: {told}.",
        f"A supplied figure differs from the counted one, which stands: {told}.",
    )


def _no_year(year: int, held: Iterable[int]) -> NotFound:
    years = ", ".join(map(str, sorted(set(held)))) or "–"
    return NotFound(
        "FOLLOWUP_REPORT_NO_YEAR", "year",
        sv=f"Det finns inga uppgifter för {year}; uttaget har {years}.",
        en=f"There is no data of {year}; the vintage holds {years}.",
        remedy_sv="Välj ett av de åren, gör ett nytt uttag eller lämna uppgifter för året.",
        remedy_en="Choose one of those years, make a new export, or supply figures of the year.",
    )  # fmt: skip
