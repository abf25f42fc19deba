"""The reader with a computer: what can be worked out of tables as printed, by linear programming.

Reads one CSV of everything that lies on the reader's desk, this year's tables and last year's: numbers, asterisks and
which rows and columns add up to which. It is told nothing about how cells were chosen and shares no code with what
chose them. Each hidden cell's least and greatest possible value is found; a cell is exposed where that says that it is
three or fewer, or exactly what it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_array
from scipy.sparse.csgraph import connected_components

from handlag.core.errors import HandlagError

FEW = 3
"""A reader who learns that a cell counts this many or fewer has learnt too much."""
NEAR = 1e-6
MOST_NAMED = 5
UNBOUNDED = 3
"""What the solver says where nothing limits an end."""
NUMBER = re.compile(r"\d+(\.\d+)?")
NEEDED = ("table", "row", "column", "value")


@dataclass(frozen=True)
class Bound:
    """What a reader knows of a hidden cell. ``most`` is infinite where nothing printed limits it."""

    cell: str
    least: float
    most: float
    exposed: bool


@dataclass(frozen=True)
class Audit:
    """Every hidden cell's bounds, and the printed sums that can't be right and so were not believed."""

    bounds: tuple[Bound, ...]
    contradictions: tuple[str, ...]

    @property
    def exposed(self) -> tuple[Bound, ...]:
        """The cells a reader can work out."""
        return tuple(each for each in self.bounds if each.exposed)

    @property
    def stands(self) -> bool:
        """Whether nothing can be worked out and everything could be checked."""
        return not self.exposed and not self.contradictions


@dataclass
class Desk:
    """What lies before the reader: printed values, hidden cells, and lines that say how they hang together."""

    known: dict[str, float] = field(default_factory=dict)
    near: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Amounts printed rounded: the least and the most that would be printed so."""
    amounts: set[str] = field(default_factory=set)
    """Cells that count no persons: money, days, means over a year."""
    ratios: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Hidden means and shares by name, each with what it is made of."""
    starred: set[str] = field(default_factory=set)
    blank: set[str] = field(default_factory=set)
    sums: list[dict[str, float]] = field(default_factory=list)
    limits: list[dict[str, float]] = field(default_factory=list)
    """Lines of cells whose weighted sum is nought or less (printed shares)."""

    @property
    def unknown(self) -> list[str]:
        """Cells with no exact number anywhere, by name."""
        return sorted((self.starred | self.blank | set(self.near)) - set(self.known))

    @property
    def asked(self) -> list[str]:
        """What is to be bounded: hidden cells, and counts that are never printed."""
        return sorted((self.starred | (self.blank - self.amounts)) - set(self.known) - set(self.near))


def audit(text: str, *, whole: bool = False, few: Collection[str] = ()) -> Audit:
    """Bound every hidden cell of a CSV (docs/disclosure.md). Raises ``AUDIT_…`` where the file can't be read.

    ``whole`` lets the reader insist on whole persons, which in cubes and linked tables can tell more, and takes longer.
    ``few`` asks more of these amounts, means and shares: known to be in the upper half of what they can be is too well.
    """
    desk = _desk(_rows(text))
    believed, odd = _believed(desk)
    if not desk.asked and not desk.ratios:
        return Audit((), tuple(odd))
    solve = _Programme(desk, believed, whole=whole)
    ends: dict[str, tuple[float, float]] = {}
    for names in solve.apart(desk.asked):
        ends |= dict(zip(names, zip(solve.ends(names, 1), solve.ends(names, -1), strict=True), strict=True))
    ends |= {name: (solve.ratio(*of, 1), solve.ratio(*of, -1)) for name, of in sorted(desk.ratios.items())}
    return Audit(tuple(_bound(name, *each, desk, few) for name, each in sorted(ends.items())), tuple(odd))


def _bound(name: str, least: float, most: float, desk: Desk, few: Collection[str]) -> Bound:
    if name in desk.amounts or name in desk.ratios:
        exposed = most - least < NEAR or (name in few and least > most / 2 + NEAR)
    elif name in desk.starred:
        exposed = most < FEW + 1 - NEAR or most - least < NEAR
    else:
        # A cell that is never printed may well be nought; that somebody is there, and few, is what must not be told.
        exposed = most < FEW + 1 - NEAR and least > NEAR
    return Bound(name, round(least, 6) + 0.0, round(most, 6), exposed)


class _Programme:
    """The linear programme of all a reader knows, asked once for each end of each hidden cell."""

    def __init__(self, desk: Desk, sums: Iterable[dict[str, float]], *, whole: bool) -> None:
        self.whole = int(whole)
        self.far = 4 * (sum(desk.known.values()) + sum(most for _, most in desk.near.values())) + 1_000
        """So high that a cell which gets there is taken to have no limit."""
        self.place = {name: index for index, name in enumerate(desk.unknown)}
        self.known = desk.known
        self.bounds = np.array([desk.near.get(name, (0.0, np.inf)) for name in self.place])
        self.equal, self.equal_to = self._lines(desk, sums)
        self.below, self.below_to = self._lines(desk, desk.limits)

    def _lines(self, desk: Desk, lines: Iterable[dict[str, float]]) -> tuple[lil_array, np.ndarray]:
        kept = [line for line in lines if any(name in self.place for name in line)]
        matrix, right = lil_array((len(kept), len(self.place))), np.zeros(len(kept))
        for row, line in enumerate(kept):
            for name, weight in line.items():
                if name in self.place:
                    matrix[row, self.place[name]] += weight
                else:
                    right[row] -= weight * desk.known[name]
        return matrix.tocsr(), right

    def apart(self, asked: Sequence[str]) -> list[list[str]]:
        """The cells in lists, each of cells that nothing links, whose ends one programme finds at once.

        Whole persons are asked of one cell at a time: what branches should branch alone.
        """
        if self.whole:
            return [[name] for name in asked]
        tied = abs(self.equal.T) @ abs(self.equal) + abs(self.below.T) @ abs(self.below)
        _, group_of = connected_components(tied, directed=False)
        taken: dict[int, int] = defaultdict(int)
        lists: dict[int, list[str]] = defaultdict(list)
        for name in asked:
            group = int(group_of[self.place[name]])
            lists[taken[group]].append(name)
            taken[group] += 1
        return list(lists.values())

    def ends(self, names: Sequence[str], way: int) -> list[float]:
        """The least (``way`` 1) or greatest (-1) value each of some cells that nothing links can have."""
        at = [self.place[name] for name in names]
        objective = np.zeros(len(self.place))
        objective[at] = way
        bounds = self.bounds.copy()
        if way < 0:
            bounds[at, 1] = self.far
        found = linprog(
            objective,
            A_ub=self.below, b_ub=self.below_to, A_eq=self.equal, b_eq=self.equal_to,
            bounds=bounds, method="highs", integrality=self.whole,
        )  # fmt: skip
        if found.status != 0:
            raise _error("AUDIT_CONTRADICTION", "value", f"{', '.join(names[:MOST_NAMED])} ({found.message})")
        return [value if way > 0 or value < self.far - 1 else float("inf") for value in map(float, found.x[at])]

    def ratio(self, above: str, below: str, way: int) -> float:
        """The least (``way`` 1) or greatest (-1) value of one cell over another.

        Everything is told in parts of the latter, which are then one, and how much a part is is one more unknown.
        """
        size = len(self.place)
        low, high = self.bounds[:, 0], self.bounds[:, 1]
        tied, free = np.flatnonzero(np.isfinite(high)), np.eye(size)
        lines = [
            np.column_stack([self.below.toarray(), -self.below_to]), np.column_stack([-free, low]),
            np.column_stack([free[tied], -high[tied]]),
        ]  # fmt: skip
        one = np.column_stack([self.equal.toarray(), -self.equal_to])
        objective, whole = self._row(above), self._row(below)
        found = linprog(
            way * objective,
            A_ub=np.vstack(lines), b_ub=np.zeros(sum(map(len, lines))),
            A_eq=np.vstack([one, whole]), b_eq=np.append(np.zeros(len(one)), 1.0),
            bounds=(0, None), method="highs",
        )  # fmt: skip
        if found.status == UNBOUNDED:
            return float("inf")
        if found.status != 0:
            raise _error("AUDIT_CONTRADICTION", "value", f"{above} / {below} ({found.message})")
        return float(objective @ found.x)

    def _row(self, name: str) -> np.ndarray:
        row = np.zeros(len(self.place) + 1)
        row[self.place.get(name, -1)] = 1.0 if name in self.place else self.known[name]
        return row


def _believed(desk: Desk) -> tuple[list[dict[str, float]], list[str]]:
    """The sums that can be right, and in words those that can't whatever the hidden cells are (a misprint)."""
    right, odd = [], []
    for line in desk.sums:
        weights = [weight for name, weight in line.items() if name not in desk.known]
        rest = sum(weight * desk.known[name] for name, weight in line.items() if name in desk.known)
        up, down = any(weight > 0 for weight in weights), any(weight < 0 for weight in weights)
        if (rest > NEAR and not down) or (rest < -NEAR and not up):
            total = next(name for name, weight in line.items() if weight < 0)
            parts = " + ".join(_told(name, desk) for name, weight in line.items() if weight > 0)
            odd.append(f"{_told(total, desk)} = {parts}")
        else:
            right.append(line)
    return right, odd


def _told(name: str, desk: Desk) -> str:
    return f"{name} ({desk.known[name]:g})" if name in desk.known else f"{name} (*)"


def _rows(text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]
    except csv.Error as error:
        raise _error("AUDIT_UNREADABLE", "file", str(error)) from error
    for column in NEEDED:
        if column not in (reader.fieldnames or ()):
            raise _error("AUDIT_NO_COLUMN", column, ", ".join(reader.fieldnames or ()) or "-")
    if not rows:
        raise _error("AUDIT_EMPTY", "file", "0")
    return rows


def _name(row: dict[str, str]) -> str:
    return row.get("cell") or "|".join((row["table"], row["row"], row["column"]))


def _desk(rows: list[dict[str, str]]) -> Desk:
    desk = Desk()
    adding = [row for row in rows if row.get("kind", "") in {"", "count", "amount"}]
    for row in adding:
        _lay(desk, _name(row), row["value"], amount=row.get("kind", "") == "amount")
    desk.sums = [line for row_key in ("row", "column") for line in _sums(adding, row_key)]
    for row in rows:
        if row.get("kind", "") in {"share", "mean"} and row.get("numerator", ""):
            desk.limits += _quotient(row, desk, 100 if row["kind"] == "share" else 1)
    return desk


def _lay(desk: Desk, name: str, value: str, *, amount: bool) -> None:
    desk.amounts |= {name} if amount else set()
    if value == "*":
        desk.starred.add(name)
    elif not value:
        desk.blank.add(name)
    elif not NUMBER.fullmatch(value):
        raise _error("AUDIT_VALUE", "value", f"{name}: {value!r}")
    elif amount:
        half = _half(value)
        desk.near[name] = max(float(value) - half, 0.0), float(value) + half
    elif desk.known.setdefault(name, float(value)) != float(value):
        raise _error("AUDIT_TWO_VALUES", "value", f"{name}: {desk.known[name]:g}, {value}")


def _sums(rows: list[dict[str, str]], way: str) -> Iterator[dict[str, float]]:
    """The sums down the rows, or along the columns: each parent with its parts, crosswise place by place."""
    across = "column" if way == "row" else "row"
    names = {(row["table"], row[way], row[across]): _name(row) for row in rows}
    parts: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        if parent := row.get(f"{way}_parent", ""):
            if (row["table"], parent, row[across]) not in names:
                raise _error("AUDIT_NO_PARENT", f"{way}_parent", f"{row['table']}|{parent}|{row[across]}")
            parts[row["table"], parent, row[across]][_name(row)] = None
    for place, below in parts.items():
        line = dict.fromkeys(below, 1.0)
        line[names[place]] = line.get(names[place], 0.0) - 1.0
        yield line


def _quotient(row: dict[str, str], desk: Desk, times: int) -> Iterator[dict[str, float]]:
    """A printed mean or share holds its numerator between two parts of its denominator, by the decimals printed."""
    above, below = row["numerator"], row.get("denominator", "")
    for field_, name in (("numerator", above), ("denominator", below)):
        if name not in desk.known and name not in desk.starred | desk.blank | desk.near.keys():
            raise _error("AUDIT_NO_PARENT", field_, name or "-")
    value = row["value"]
    if value == "*" and row["kind"] == "mean":
        desk.ratios[_name(row)] = above, below
    if value in {"", "*"}:
        return
    if not NUMBER.fullmatch(value):
        raise _error("AUDIT_VALUE", "value", value)
    yield {below: (float(value) - _half(value)) / times, above: -1.0}
    yield {above: 1.0, below: -(float(value) + _half(value)) / times}


def _half(value: str) -> float:
    """Half of the last decimal printed, and a hair more: what lies just between two prints is no contradiction."""
    return 0.5 * 10.0 ** -len(value.partition(".")[2]) * (1 + 1e-9)


_PROBLEMS = {
    "AUDIT_UNREADABLE": ("Filen kan inte läsas som CSV: {}.", "The file can't be read as CSV: {}."),
    "AUDIT_NO_COLUMN": ("En kolumn saknas; de som finns är {}.", "A column is missing; those there are {}."),
    "AUDIT_EMPTY": ("Filen har {} rader.", "The file has {} rows."),
    "AUDIT_VALUE": ("{} är varken ett tal, * eller tomt.", "{} is neither a number, * nor empty."),
    "AUDIT_TWO_VALUES": ("Samma cell har två värden: {}.", "The same cell has two values: {}."),
    "AUDIT_NO_PARENT": ("Cellen {} finns inte.", "There is no cell {}."),
    "AUDIT_CONTRADICTION": (
        "Tabellerna motsäger varandra, vad än de dolda cellerna är: {}.",
        "The tables contradict each other, whatever the hidden cells are: {}.",
    ),
}


def _error(code: str, where: str, what: str) -> HandlagError:
    swedish, english = _PROBLEMS[code]
    return HandlagError(
        code,
        where,
        sv=swedish.format(what),
        en=english.format(what),
        remedy_sv="Rätta filen; docs/disclosure.md beskriver den.",
        remedy_en="Correct the file; docs/disclosure.md describes it.",
    )
