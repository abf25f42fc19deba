"""A whole report as one system of linked figures, for disclosure control: what adds up to what, and who is behind it.

A figure is one unknown to a reader in whatever tables it stands. What adds up is counts, amounts and stocks, and the
sums behind means and shares: women's and men's days make everybody's, and a reader who has two means can find the
third. So each figure stands for the number it is made of, and the pattern of hidden cells is chosen on those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from handlag.followup.disclosure.model import FEWEST_PERSONS, Cell, Print, Sum, Tables, tells_of_few
from handlag.followup.report.model import Place, PrintedCell, Report, Unit
from handlag.followup.report.restated import HIDDEN_BEFORE, NOTHING_BEFORE, Before, Earlier, before, name

SCALE = 1_000_000
"""Amounts are told in parts of the largest of those they add up with; a reader can't see smaller differences."""
SHARE = "_share_percent"
MADE = ("_change_percent", "_change_percentage_points", "_share_of_total_percent", "_share_by_sex_percent")
OF_DECISIONS = ("unit_cost_sek_per_decision", "decisions_per_fte")
SEXES = ("women", "men", "unknown")


def is_made(place: Place) -> bool:
    """Whether it is a change, a part of a total, or a quotient with decisions: made from figures of other places."""
    return place.metric.endswith(MADE) or place.metric in OF_DECISIONS


def is_few(cell: PrintedCell) -> bool:
    """Whether the figure itself rests on, or tells of, one to three persons."""
    above, below = cell.numerator, cell.denominator
    of_persons = cell.unit is Unit.PERCENT and not is_made(cell.place)
    return tells_of_few(cell.persons, (above, below) if of_persons and above is not None and below else None)


def counted_beside(cells: Mapping[Place, PrintedCell]) -> dict[Place, Place]:
    """Shares whose numerator is printed as a count of its own, by their places: the two are one number to a reader."""
    found = {}
    for place, cell in cells.items():
        if place.metric.endswith(SHARE):
            count = cells.get(place._replace(metric=place.metric.removesuffix(SHARE) + "_count"))
            if count is not None and count.value is not None and count.value == cell.numerator:
                found[place] = count.place
    return found


def counts_below(cells: Mapping[Place, PrintedCell]) -> dict[Place, Place]:
    """Means and shares whose number of cases is printed as a count of its own, by their places.

    A count is taken to be that number where it is so at every printed place of the measure. With it a reader who has
    the means of women, men and everybody can work out how many the women are.
    """
    counts: dict[str, dict[Place, Fraction]] = defaultdict(dict)
    measures: dict[str, dict[Place, Fraction]] = defaultdict(dict)
    for place, cell in cells.items():
        if cell.unit is Unit.COUNT and cell.denominator is None and cell.value is not None:
            counts[place.metric][place] = cell.value
        elif cell.unit is not Unit.COUNT and cell.denominator and place.sex != "unknown" and not is_made(place):
            measures[place.metric][place] = cell.denominator
    found: dict[Place, Place] = {}
    for of_measure in measures.values():
        for metric, known in sorted(counts.items()):
            pairs = {place: place._replace(metric=metric) for place in of_measure}
            if all(known.get(count) == of_measure[place] for place, count in pairs.items()):
                found |= {place: count for place, count in pairs.items() if place not in found}
    return found


def few_in(cells: Mapping[Place, PrintedCell]) -> set[Place]:
    """The figures to hide for their own sake: a count too where the share beside it tells of few."""
    few = {place for place, cell in cells.items() if is_few(cell)}
    return few | {count for share, count in counted_beside(cells).items() if share in few}


@dataclass(frozen=True)
class System:
    """Figures that hang together by sums, with what each is told by; ``few`` are hidden for their own sake."""

    cells: Mapping[Place, PrintedCell]
    amounts: Mapping[Place, Fraction]
    sums: tuple[tuple[Place, tuple[Place, ...]], ...]
    few: frozenset[Place] = field(default_factory=frozenset)
    unprinted: frozenset[Place] = field(default_factory=frozenset)

    @property
    def signed(self) -> bool:
        """Whether any figure is below nought, so that no bound is known."""
        return any(amount < 0 for amount in self.amounts.values())

    def tables(self, earlier: Earlier, *, corrected_too: bool = False) -> Tables:
        """The system in whole numbers, as disclosure control takes it, with the earlier report's sums.

        A figure printed before and corrected since is printed again: what was printed tells nearly what it is, so it
        hides nothing. ``corrected_too`` lets it be hidden all the same, where nothing else would do.
        """
        was = self.before(earlier)
        cells = {name(place): self._cell(place, count, earlier) for place, count in self._counts.items()}
        for place in was.kept:
            cells[name(place)] = replace(cells[name(place)], watched=True)
        if not corrected_too:
            for place in self._corrected(earlier):
                cells[name(place)] = replace(cells[name(place)], printed=Print.BEFORE)
        cells |= {each: Cell(count, Print.BEFORE, told=True) for each, count in was.printed.items()}
        return Tables(cells, self._lines | was.sums, self._rounded)

    @cached_property
    def _lines(self) -> frozenset[Sum]:
        return frozenset(Sum(name(total), tuple(sorted(map(name, parts)))) for total, parts in self.sums)

    def before(self, earlier: Earlier) -> Before:
        """What an earlier report's sums tell beside these; nothing where the figures are no counts."""
        counts = self.is_counts and not self._rounded
        return before(self.sums, self._counts, earlier) if counts and earlier else NOTHING_BEFORE

    @property
    def is_counts(self) -> bool:
        """Whether a reader sees the very numbers that add up, not means, shares and rounded amounts."""
        whole = all(cell.unit is Unit.COUNT and cell.denominator is None for cell in self.cells.values())
        return whole and not self.signed

    def _corrected(self, earlier: Earlier) -> set[Place]:
        """Figures printed before as another number, but those that must be hidden for their own sake."""
        open_to_it = self.cells.keys() - self.few - self.unprinted
        return {
            place
            for place in open_to_it
            if (number := self.cells[place].number) is not None
            and earlier.get(place, HIDDEN_BEFORE) not in (HIDDEN_BEFORE, number.plain())
        }

    def _cell(self, place: Place, count: int, earlier: Earlier) -> Cell:
        watched = place in self.few
        room = -(-count // 2) if watched and count >= FEWEST_PERSONS else 1
        return Cell(count, self._print(self.cells[place], earlier), watched, room)

    def _print(self, cell: PrintedCell, earlier: Earlier) -> Print:
        if cell.place in self.unprinted:
            return Print.NO
        was = earlier.get(cell.place)
        if was == HIDDEN_BEFORE:
            return Print.HIDDEN
        return Print.BEFORE if cell.number is not None and was == cell.number.plain() else Print.YES

    @cached_property
    def _counts(self) -> Mapping[Place, int]:
        """Whole numbers: as they are, or in parts of the largest, so that few means few persons and nothing else."""
        if not self._rounded:
            return {place: int(amount) for place, amount in self.amounts.items()}
        part = Fraction(SCALE) / (max(self.amounts.values()) or 1)
        return {
            place: max(round(amount * part), self._least(place)) if amount else 0
            for place, amount in self.amounts.items()
        }

    @cached_property
    def _rounded(self) -> bool:
        """Whether a figure is no whole number, or so low a number of something else that it would pass for persons."""
        return any(amount.denominator > 1 or 0 < amount < self._least(place) for place, amount in self.amounts.items())

    def _least(self, place: Place) -> int:
        return 1 if place in self.few else FEWEST_PERSONS


def systems(report: Report) -> list[System]:
    """The report's figures about persons, taken apart where nothing links them, in the order of their names."""
    cells, unprinted = figures(report)
    beside, few = counted_beside(cells), few_in(cells)
    amounts = {
        place: amount for place, cell in cells.items() if place not in beside and (amount := _amount(cell)) is not None
    }
    sums = _sums(report, cells, amounts)
    parts = _linked(amounts, sums)
    return [
        System(
            {place: cells[place] for place in part},
            {place: amounts[place] for place in part},
            tuple(each for each in sums if each[0] in part),
            frozenset(few & part),
            frozenset(unprinted & part),
        )
        for part in parts
    ]


def figures(report: Report) -> tuple[dict[Place, PrintedCell], set[Place]]:
    """Every figure about persons, and which of them are never printed."""
    tables = report.by_number.values()
    hidden = {cell.place: cell for table in tables for cell in table.unprinted}
    shown = {cell.place: cell for table in tables for cell in table.cells}
    held = {place: cell for place, cell in (hidden | shown).items() if cell.persons is not None}
    return held, set(hidden) - set(shown)


def _amount(cell: PrintedCell) -> Fraction | None:
    """The number a figure is told by where it adds up with others: its count, or the sum it is a mean or share of."""
    if is_made(cell.place) or cell.value is None:
        return None
    return cell.value if cell.numerator is None else cell.numerator


def _sums(
    report: Report, cells: Mapping[Place, PrintedCell], amounts: Mapping[Place, Fraction]
) -> list[tuple[Place, tuple[Place, ...]]]:
    """The sums that hold; a part that is printed as a dash counts for nothing, where the rest make the total."""
    told = [(each.total, each.parts) for table in report.by_number.values() for each in table.sums]
    known = {
        (total, tuple(sorted(part for part in parts if part in amounts)))
        for total, parts in (*told, *_by_sex(cells))
        if total in amounts
    }
    return sorted(
        (total, parts)
        for total, parts in known
        if parts and sum((amounts[part] for part in parts), Fraction()) == amounts[total]
    )


def _by_sex(cells: Iterable[Place]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Women, men and unknown make the total of whatever adds up, whether or not the table says so."""
    groups: dict[Place, dict[str, Place]] = defaultdict(dict)
    for place in cells:
        groups[place._replace(sex="")][place.sex] = place
    for by_sex in groups.values():
        parts = tuple(by_sex[sex] for sex in SEXES if sex in by_sex)
        if "total" in by_sex and {"women", "men"} <= by_sex.keys():
            yield by_sex["total"], parts


def _linked(places: Iterable[Place], sums: Sequence[tuple[Place, tuple[Place, ...]]]) -> list[set[Place]]:
    """Sets of places that no sum links to any other."""
    home: dict[Place, set[Place]] = {place: {place} for place in sorted(places)}
    for total, parts in sums:
        for part in parts:
            one, other = home[total], home[part]
            if one is not other:
                small, large = sorted((one, other), key=len)
                large |= small
                home.update(dict.fromkeys(small, large))
    seen: dict[int, set[Place]] = {}
    for part_of in home.values():
        seen.setdefault(id(part_of), part_of)
    return sorted(seen.values(), key=min)
