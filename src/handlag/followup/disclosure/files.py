"""Tables as one tidy CSV: what is to be printed comes in with every true count and goes out with asterisks.

docs/disclosure.md describes the columns. The printed status goes in and never out: an asterisk has one meaning.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from handlag.core.errors import HandlagError
from handlag.followup.disclosure.model import FEWEST_PERSONS, Cell, Print, Sum, Tables, unknown_cell

COLUMNS = (
    "table", "row", "column", "value", "row_parent", "column_parent", "cell", "kind", "numerator", "denominator",
)  # fmt: skip
NEEDED = COLUMNS[:4]
HIDDEN = "*"
_FIRST = 2
"""The line of the first row, below the headings."""


@dataclass(frozen=True)
class Line:
    """One printed place: which cell stands there, and what becomes of it."""

    number: int
    words: dict[str, str]
    kind: Literal["count", "share", "mean"]
    printed: Print

    def __getitem__(self, column: str) -> str:
        return self.words.get(column, "")

    @property
    def cell(self) -> str:
        """The identity; the same one in two places is one number."""
        return self["cell"] or "|".join((self["table"], self["row"], self["column"]))

    @property
    def count(self) -> int:
        """The true count of a line that counts."""
        value = self["value"]
        if not (value.isascii() and value.isdigit()):
            raise bad_line(self.number, "value", f"{value!r} är inget heltal", f"{value!r} is not a whole number")
        return int(value)


def read(text: str) -> list[Line]:
    """The lines of a CSV to protect. Raises ``DISCLOSURE_FILE`` or ``DISCLOSURE_LINE`` naming column and line."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]
    except csv.Error as error:
        raise _bad_file("file", f"inte CSV ({error})", f"not CSV ({error})") from error
    for column in NEEDED:
        if column not in (reader.fieldnames or ()):
            raise _bad_file(column, f"kolumnen {column} saknas", f"the column {column} is missing")
    if not rows:
        raise _bad_file("file", "inga rader", "no rows")
    return [_line(number, row) for number, row in enumerate(rows, _FIRST)]


def _line(number: int, row: dict[str, str]) -> Line:
    printed, kind = row.get("printed") or Print.YES.value, row.get("kind") or "count"
    if printed not in {each.value for each in Print}:
        known = ", ".join(each.value for each in Print)
        raise bad_line(number, "printed", f"{printed!r} är inte {known}", f"{printed!r} is not one of {known}")
    if kind == "count":
        return Line(number, row, "count", Print(printed))
    if kind in {"share", "mean"}:
        return Line(number, row, "share" if kind == "share" else "mean", Print(printed))
    raise bad_line(number, "kind", f"{kind!r} är inte count, share, mean", f"{kind!r} is not count, share or mean")


def tables(lines: Iterable[Line]) -> Tables:
    """The cells and sums of the lines. Raises where two places disagree, a sum doesn't hold or a cell is missing."""
    lines = list(lines)
    counts = [line for line in lines if line.kind == "count"]
    cells = _cells(counts)
    sums = set(_sums(counts, "row")) | set(_sums(counts, "column"))
    for line in lines:
        if line.kind == "share":
            sums.add(_share(line, cells))
        elif line.kind == "mean" and line["denominator"] not in cells:
            raise unknown_cell(line["denominator"] or "-", f"line {line.number}, denominator")
    return Tables(cells, frozenset(sums))


def _cells(counts: Iterable[Line]) -> dict[str, Cell]:
    places: dict[str, list[Line]] = defaultdict(list)
    for line in counts:
        first = places[line.cell][0] if places[line.cell] else line
        if first.count != line.count:
            told = f"{line.cell}: {first.count}, {line.count}"
            raise bad_line(line.number, "value", f"samma cell har två värden ({told})", f"two values for {told}")
        places[line.cell].append(line)
    return {name: _cell([line.printed for line in found], found[0].count) for name, found in places.items()}


def _cell(printed: list[Print], count: int) -> Cell:
    if Print.BEFORE in printed:
        return Cell(count, Print.BEFORE)
    if Print.HIDDEN in printed:
        # Hidden in print already and not printed again now: it stays hidden, and must still be protected.
        return Cell(count, Print.HIDDEN, watched=Print.YES not in printed)
    return Cell(count, Print.YES if Print.YES in printed else Print.NO)


def _sums(counts: list[Line], way: str) -> Iterator[Sum]:
    across = "column" if way == "row" else "row"
    names = {(line["table"], line[way], line[across]): line.cell for line in counts}
    parts: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    parents: dict[tuple[str, str], str] = {}
    for line in counts:
        parent = line[f"{way}_parent"]
        if parents.setdefault((line["table"], line[way]), parent) != parent:
            told = f"{line[way]}: {parents[line['table'], line[way]] or '-'}, {parent or '-'}"
            raise bad_line(line.number, f"{way}_parent", f"två olika för {told}", f"two different ones for {told}")
        if parent:
            parts[line["table"], parent, line[across]][line.cell] = None
    for (table, parent, place), below in parts.items():
        missing = [code for (of, code), up in parents.items() if (of, up) == (table, parent)]
        for code in [parent, *missing]:
            if (table, code, place) not in names:
                raise unknown_cell(f"{table}|{code}|{place}" if way == "row" else f"{table}|{place}|{code}", parent)
        yield Sum(names[table, parent, place], tuple(sorted(below)))


def _share(line: Line, cells: dict[str, Cell]) -> Sum:
    """A share's parts: those counted and those left over, who are a cell of their own that nobody prints."""
    above, below = line["numerator"], line["denominator"]
    for name in (above, below):
        if name not in cells:
            raise unknown_cell(name or "-", f"line {line.number}, {line.kind}")
    part, whole = cells[above], cells[below]
    left = whole.persons - part.persons
    if left < 0:
        raise bad_line(line.number, "numerator", f"{above} är större än {below}", f"{above} is more than {below}")
    if line.printed is Print.BEFORE:
        cells[above], cells[below] = Cell(part.persons, Print.BEFORE), Cell(whole.persons, Print.BEFORE)
    elif line.printed is Print.YES and whole.persons and (not part.persons or not left):
        cells[above] = Cell(part.persons, part.printed, watched=True)
    rest = f"{below} - {above}"
    cells.setdefault(rest, Cell(left, Print.NO))
    return Sum(below, (above, rest))


def published(lines: Iterable[Line], found: Tables, hidden: frozenset[str]) -> str:
    """The same lines as a reader sees them: values, asterisks and blanks, and how they hang together."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        words = {column: line[column] for column in COLUMNS} | {"value": _value(line, found, hidden)}
        writer.writerow(words[column] for column in COLUMNS)
    return out.getvalue()


def _value(line: Line, found: Tables, hidden: frozenset[str]) -> str:
    if line.printed is Print.NO:
        return ""
    if line.printed is Print.HIDDEN:
        return HIDDEN
    if line.kind == "count":
        return HIDDEN if line.cell in hidden else line["value"]
    if line.printed is Print.BEFORE or not line["value"]:
        return line["value"]
    few = line.kind == "mean" and found.cells[line["denominator"]].persons < FEWEST_PERSONS
    # A share beside one of its counts gives the other, so it is hidden with either.
    rests_on = {line["numerator"], line["denominator"]} - {""}
    unseen = rests_on & hidden or any(found.cells[name].printed is Print.NO for name in rests_on)
    return HIDDEN if few or (unseen and line.kind == "share") or rests_on & hidden else line["value"]


def _bad_file(field: str, swedish: str, english: str) -> HandlagError:
    return HandlagError(
        "DISCLOSURE_FILE",
        field,
        sv=f"Filen kan inte användas: {swedish}.",
        en=f"The file can't be used: {english}.",
        remedy_sv="Ge en CSV som docs/disclosure.md beskriver.",
        remedy_en="Give a CSV as docs/disclosure.md describes it.",
    )


def bad_line(number: int, field: str, swedish: str, english: str) -> HandlagError:
    """A line whose column ``field`` can't be right."""
    return HandlagError(
        "DISCLOSURE_LINE",
        field,
        sv=f"Rad {number}: {swedish}.",
        en=f"Line {number}: {english}.",
        remedy_sv="Rätta raden; docs/disclosure.md beskriver kolumnerna.",
        remedy_en="Correct the line; docs/disclosure.md describes the columns.",
    )
