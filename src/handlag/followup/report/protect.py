"""Disclosure control of a whole report: what is hidden in it, why, and the proof that a reader can't find it.

Each system of linked figures gets the pattern that loses least (HiGHS, ``followup.disclosure``); what is made from a
hidden figure is hidden with it. Then the audit, which shares no code with that, reads what is printed and tries to
bound every hidden count. Where the time is out, more cells are hidden, and where the audit finds one, nothing is given.
"""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from handlag.core.errors import Conflict, HandlagError
from handlag.followup.disclosure.audit import Audit, Bound, audit
from handlag.followup.disclosure.suppress import Effort, suppress
from handlag.followup.domain.tables import TOTAL
from handlag.followup.report.model import Place, PrintedCell, Report
from handlag.followup.report.reader import reader_files
from handlag.followup.report.restated import Earlier, name
from handlag.followup.report.whole import (
    MADE,
    OF_DECISIONS,
    System,
    counted_beside,
    counts_below,
    few_in,
    figures,
    is_made,
    systems,
)

SECONDS = 5.0
"""What choosing may take of the processor; the audit and the checks have what is left of ten seconds."""


class Why(StrEnum):
    """Why a figure is hidden. Inside the agency only: to a reader an asterisk has one meaning."""

    FEW = "few"
    COVER = "cover"
    MADE = "made"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Protected:
    """A report fit for readers, why each figure is hidden, whether less could not have been lost, and the audit."""

    report: Report
    why: Mapping[Place, Why]
    least: bool
    audited: int

    def count(self, why: Why) -> int:
        """How many figures are hidden for this reason."""
        return sum(each is why for each in self.why.values())


def protect(report: Report, earlier: Earlier | None = None, seconds: float = SECONDS) -> Protected:
    """Hide what must be and the least more, and prove it. The same report gives the same pattern.

    ``earlier`` is what was printed before: a figure printed then can't be hidden now. Raises FOLLOWUP_EXPOSED where the
    audit finds a hidden figure after all, and DISCLOSURE_CANNOT_PROTECT where an earlier report gives one away.
    """
    until = time.thread_time() + seconds
    why: dict[Place, Why] = {cell.place: Why.WITHHELD for cell in _cells(report) if cell.hidden}
    held, unprinted = figures(report)
    why |= dict.fromkeys(few_in(held) - unprinted, Why.FEW)
    least = True
    for system in systems(report):
        if system.few or system.before(earlier or {}).kept:
            found, best = _pattern(system, earlier or {}, until)
            least &= best
            why |= {place: Why.COVER for place in found if place not in why}
    why |= dict.fromkeys([place for place in _made_from(report, why) if place not in why], Why.MADE)
    hidden = report.hiding(why.keys())
    return Protected(hidden, why, least, _audited(hidden, earlier or {}))


def _cells(report: Report) -> Iterator[PrintedCell]:
    return (cell for table in report.by_number.values() for cell in table.cells)


def _pattern(system: System, earlier: Earlier, until: float) -> tuple[set[Place], bool]:
    printed = set(system.cells) - system.unprinted
    if system.signed:
        return {place for place in printed if system.amounts[place]}, False
    effort = Effort(seconds=max(until - time.thread_time(), 0.0))
    try:
        found = suppress(system.tables(earlier), effort)
    except HandlagError:
        # What was corrected covers little, but where nothing else is left it covers more than an open figure.
        found = suppress(system.tables(earlier, corrected_too=True), effort)
    return {place for place in printed if name(place) in found.hidden}, found.least


# what is made from hidden figures


def _made_from(report: Report, hidden: Collection[Place]) -> Iterator[Place]:
    """Changes, parts, unit costs and shares of hidden figures, from which those would follow."""
    held = figures(report)[0]
    beside, below = counted_beside(held), counts_below(held)
    told: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for place in hidden:
        told[_stem(place.metric), place.benefit, place.other_dimension].add((place.sex, place.year))
    for cell in _cells(report):
        if cell.place not in hidden and (beside.get(cell.place) in hidden or below.get(cell.place) in hidden):
            yield cell.place
        if is_made(cell.place) and any(_of(cell.place) & told[key] for key in _sources(cell.place) if key in told):
            yield cell.place


def _sources(place: Place) -> list[tuple[str, str, str]]:
    """What a made figure is about: its own figure, and for a part of a total the total."""
    if place.metric in OF_DECISIONS:
        return [("decisions", place.benefit, place.other_dimension)]
    own = _stem(place.metric), place.benefit, place.other_dimension
    return [own, (own[0], TOTAL, "")] if place.metric.endswith("_share_of_total_percent") else [own]


def _of(place: Place) -> set[tuple[str, str]]:
    """Sexes and years a made figure rests on; a part of a total or of both sexes rests on each of them."""
    sexes = {"women", "men"} if place.metric.endswith("_share_by_sex_percent") else {place.sex}
    first, _, last = place.year.partition("-")
    years = {first, last} if last and len(last) == len(first) else {place.year}
    return {(sex, year) for sex in sexes for year in years}


_COUNTED = ("_share_percent", "_mean_count", "_mean_days", "_count", "_msek", "_ksek")


def _stem(metric: str) -> str:
    """What a metric is about, whatever is told of it."""
    return next((metric.removesuffix(each) for each in (*MADE, *_COUNTED) if metric.endswith(each)), metric)


# the reader


def _audited(report: Report, earlier: Earlier) -> int:
    """Let the audit try every hidden count; gives how many it bounded."""
    few = {name(place) for system in systems(report) for place in system.few}
    tried = 0
    for text in reader_files(report, earlier):
        found = audit(text, few=few)
        _refuse(found)
        tried += len(found.bounds)
    return tried


def _refuse(found: Audit) -> None:
    if found.exposed:
        raise _exposed(found.exposed)


# earlier reports


def read_earlier(paths: Sequence[Path]) -> dict[Place, str]:
    """What earlier reports printed, from their CSV files; of two the later in the list. Raises FOLLOWUP_EARLIER."""
    found: dict[Place, str] = {}
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file, strict=True):
                    found[Place(*(row[column] or "" for column in _PLACE))] = row["value"] or row["printed"] or ""
        except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
            raise _unreadable(path, error) from error
    return found


_PLACE = ("metric", "benefit", "sex", "year", "other_dimension")


def _unreadable(path: Path, error: Exception) -> HandlagError:
    return HandlagError(
        "FOLLOWUP_EARLIER", "earlier",
        sv=f"Den tidigare rapporten {path} kan inte läsas: {error}.",
        en=f"The earlier report {path} can't be read: {error}.",
        remedy_sv="Ge rapportens CSV-fil, som handlag report skrev den.",
        remedy_en="Give the report's CSV file, as handlag report wrote it.",
    )  # fmt: skip


def _exposed(found: Sequence[Bound]) -> Conflict:
    named = ", ".join(each.cell for each in found[:5])
    return Conflict(
        "FOLLOWUP_EXPOSED", "report",
        sv=f"Granskningen kan räkna ut {len(found)} dolda uppgifter: {named}.",
        en=f"The audit can work out {len(found)} hidden figures: {named}.",
        remedy_sv="Rapporten publiceras inte. Ta bort de tabeller som röjer dem.",
        remedy_en="The report is not published. Take out the tables that give them away.",
    )  # fmt: skip
