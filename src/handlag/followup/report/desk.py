"""Reports as the pages read them: made, protected and checked once for each state of the data, and those published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, NoReturn

from handlag.core.errors import NotFound
from handlag.followup.domain.indicators import Text
from handlag.followup.queries import view
from handlag.followup.report.annual import KIND, Sources, annual_report, installation_sources
from handlag.followup.report.comments import commented
from handlag.followup.report.from_facts import plan_report, s1_report
from handlag.followup.report.model import Place, PrintedTable, Report
from handlag.followup.report.protect import Why, protect
from handlag.followup.report.publish import Ready, ready
from handlag.followup.report.published import Published

KINDS = (KIND, "s1", "plan")
KEPT = 6
"""How many reports are kept made; a whole one takes some seconds."""
FIRST_YEAR = 2000


class HiddenFigure(NamedTuple):
    """A hidden figure by where it stands, and why. Inside the agency only."""

    row: Text
    column: Text
    why: Why


@dataclass(frozen=True)
class Standing:
    """One table of a report: errors and notices about it, and how many of its figures are hidden for what reason."""

    table: PrintedTable
    errors: int
    notices: int
    hidden: Mapping[Why, int]
    figures: tuple[HiddenFigure, ...] = ()

    @property
    def state(self) -> str:
        """Ready, wrong (the checks find errors) or missing (the system holds no figures)."""
        if self.table.missing is not None:
            return "missing"
        return "wrong" if self.errors else "ready"

    @property
    def hidden_in_all(self) -> int:
        """How many of its figures are hidden."""
        return sum(self.hidden.values())


def ready_report(kind: str, year: int, vintage: int | None = None) -> Ready:
    """A report as it stands, or as it stood at an earlier vintage.

    Raises FOLLOWUP_NO_REPORT for an unknown kind, and what making it raises.
    """
    if kind not in KINDS:
        _no_report(kind)
    sources = installation_sources()
    made_from = sources.store.vintage(vintage).vintage
    return _ready(str(sources.store.root), kind, year, made_from, len(sources.supplied.deliveries()))


@lru_cache(maxsize=KEPT)
def _ready(root: str, kind: str, year: int, vintage: int, deliveries: int) -> Ready:
    """The arguments are all a report depends on, so that a new export or delivery makes it anew."""
    del root
    sources = installation_sources()
    if kind == KIND:
        made = annual_report(year, sources, vintage=vintage, supplied=deliveries)
        return ready(made, _printed_before(sources, made))
    seen = view(sources.store, vintage)
    supplied = sources.supplied.values(deliveries)
    return ready(s1_report(seen, supplied) if kind == "s1" else plan_report(seen, year, supplied=supplied))


def _printed_before(sources: Sources, made: Report) -> Mapping[Place, str]:
    before = sources.publications.before(made.kind, made.year, made.vintage)
    return before.printed if before else {}


def standings(found: Ready) -> list[Standing]:
    """Every table of the report with what is to be known of it."""
    told = {severity: Counter(each.table for each in found.outcome.of(severity)) for severity in ("error", "notice")}
    return [
        _standing(table, told["error"][number], told["notice"][number], found.protected.why)
        for number, table in found.report.by_number.items()
    ]


def _standing(table: PrintedTable, errors: int, notices: int, why: Mapping[Place, Why]) -> Standing:
    figures = tuple(_hidden(table, why))
    return Standing(table, errors, notices, Counter(each.why for each in figures), figures)


def _hidden(table: PrintedTable, why: Mapping[Place, Why]) -> Iterator[HiddenFigure]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell is not None and cell.place in why:
                head = (f"{column.over.of(each)} {column.head.of(each)}".strip() for each in ("sv", "en"))
                yield HiddenFigure(row.name, Text(*head), why[cell.place])


def published() -> list[Published]:
    """The annual reports published here, the newest first."""
    publications = installation_sources().publications
    years = {int(path.stem.rpartition("-")[2]) for path in publications.root.glob(f"{KIND}-*.json")}
    return [found for year in sorted(years, reverse=True) if (found := publications.get(KIND, year)) is not None]


def published_report(year: int) -> tuple[Published, Report]:
    """A published report made again as it was printed. Raises FOLLOWUP_NOT_PUBLISHED where that year's hasn't been."""
    found = installation_sources().publications.get(KIND, year)
    if found is None:
        _not_published(year)
    return found, _again(found.record.sha256, year, found.record.vintage, found.record.supplied)


@lru_cache(maxsize=KEPT)
def _again(sha256: str, year: int, vintage: int, supplied: int) -> Report:
    """From the vintage and the deliveries it was printed from; the hash makes another print another report."""
    del sha256
    sources = installation_sources()
    made = annual_report(year, sources, vintage=vintage, supplied=supplied)
    return commented(protect(made, _printed_before(sources, made)).report)


def made_at(report: Report) -> datetime:
    """The instant its vintage was exported, which a report's files carry."""
    return installation_sources().store.vintage(report.vintage).made_at


def _no_report(kind: str) -> NoReturn:
    known = ", ".join(KINDS)
    raise NotFound(
        "FOLLOWUP_NO_REPORT", "kind",
        sv=f"Rapporten {kind} finns inte.", en=f"There is no report {kind}.",
        remedy_sv=f"Välj bland {known}.", remedy_en=f"Choose among {known}.",
    )  # fmt: skip


def _not_published(year: int) -> NoReturn:
    raise NotFound(
        "FOLLOWUP_NOT_PUBLISHED", "year",
        sv=f"Rapporten för {year} är inte publicerad.", en=f"The report of {year} has not been published.",
        remedy_sv="Välj ett av de publicerade åren.", remedy_en="Choose one of the published years.",
    )  # fmt: skip
