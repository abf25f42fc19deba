"""What a reader sees of a report's figures, written down as files for ``handlag disclosure audit``.

Only what is printed goes in: numbers as rounded, asterisks, blanks for persons whose sex isn't printed, and which
figures add up, now and, where figures have been corrected, in the earlier report. A mean or share is tied to what it is
made of: its sum of days and its number of cases, which is the printed count where a count says the same everywhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from handlag.followup.report.model import Place, PrintedCell, Report, Unit
from handlag.followup.report.restated import Before, Earlier, name
from handlag.followup.report.whole import System, counts_below, figures, systems

COLUMNS = ("table", "row", "column", "value", "row_parent", "cell", "kind", "numerator", "denominator")
HIDDEN, UNSEEN = "*", ""
Line = tuple[str, ...]


def reader_files(report: Report, earlier: Earlier | None = None) -> Iterator[str]:
    """One file of all counts, and one for each system of other figures; nothing of systems where none is hidden.

    Systems with figures below nought are hidden whole where one must be, and have nothing to be tried.
    """
    shown = [system for system in systems(report) if not system.signed]
    below = counts_below(figures(report)[0])
    tried = [(number, system) for number, system in enumerate(shown) if system.sums and _any_hidden(system)]
    counts = [
        line
        for number, system in tried
        if system.is_counts
        for line in _counts(f"{number}", system, system.before(earlier or {}))
    ]
    if counts:
        yield _file(counts)
    for number, system in tried:
        if not system.is_counts:
            yield _file(list(_of_quotients(f"{number}", system, below, shown)))


def _file(lines: Sequence[Line]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *lines])
    return out.getvalue()


def _any_hidden(system: System) -> bool:
    return any(cell.hidden for cell in system.cells.values())


def _counts(table: str, system: System, was: Before) -> Iterator[Line]:
    seen = {name(place): _seen(system, place) for place in system.cells}
    seen |= {each: str(count) for each, count in was.printed.items()}
    told = [(name(total), [name(part) for part in parts]) for total, parts in system.sums]
    told += [(each.total, list(each.parts)) for each in sorted(was.sums, key=lambda one: one.text)]
    for number, (total, parts) in enumerate(told):
        yield from _sum(f"{table}.{number}", total, parts, seen, "count")


def _sum(table: str, total: str, parts: Sequence[str], seen: Mapping[str, str], kind: str) -> Iterator[Line]:
    for cell in (total, *parts):
        yield table, cell, "n", seen.get(cell, UNSEEN), "" if cell == total else total, cell, kind, "", ""


def _seen(system: System, place: Place) -> str:
    if place in system.unprinted:
        return UNSEEN
    printed = system.cells[place].number
    return HIDDEN if printed is None else printed.plain()


# amounts, means and shares


def _of_quotients(
    table: str, system: System, below: Mapping[Place, Place], shown: Sequence[System]
) -> Iterator[Line]:  # fmt: skip
    own = {place: name(place) for place in system.cells}
    if not _is_quotients(system):
        yield from _sums(table, system, own, {each: _seen(system, place) for place, each in own.items()}, "amount")
        return
    above = {place: f"sum of {each}" for place, each in own.items()}
    number = {place: name(below[place]) if place in below else f"number of {each}" for place, each in own.items()}
    printed = {number[place]: _printed_count(below[place], shown) for place in system.cells if place in below}
    yield from _sums(f"{table}s", system, above, {}, "amount")
    if _add_up(system):
        yield from _sums(f"{table}n", system, number, printed, "count")
    else:
        for each in sorted(set(number.values())):
            yield f"{table}n", each, "n", printed.get(each, UNSEEN), "", each, "count", "", ""
    for place in sorted(system.cells.keys() - system.unprinted):
        yield table, own[place], "mean", _seen(system, place), "", own[place], "mean", above[place], number[place]


def _is_quotients(system: System) -> bool:
    """Whether the figures are means and shares over numbers of their own, and not amounts or means over one year."""
    over = {cell.denominator for cell in system.cells.values()}
    return len(over) > 1 or any(_is_rate(cell) for cell in system.cells.values())


def _is_rate(cell: PrintedCell) -> bool:
    return cell.denominator is not None and cell.unit is not Unit.COUNT


def _sums(
    table: str, system: System, named: Mapping[Place, str], seen: Mapping[str, str], kind: str
) -> Iterator[Line]:  # fmt: skip
    for number, (total, parts) in enumerate(system.sums):
        yield from _sum(f"{table}.{number}", named[total], [named[part] for part in parts], seen, kind)


def _printed_count(place: Place, shown: Sequence[System]) -> str:
    return next((_seen(system, place) for system in shown if place in system.cells), UNSEEN)


def _add_up(system: System) -> bool:
    """Whether the numbers the means are over make the total's number too, as their sums do."""
    over = {place: cell.denominator for place, cell in system.cells.items()}
    return all(
        None not in (over[total], *(over[part] for part in parts))
        and sum(over[part] or 0 for part in parts) == over[total]
        for total, parts in system.sums
    )
