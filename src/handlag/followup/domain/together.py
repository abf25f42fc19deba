"""Many indicators at once by benefit and sex: each kind of fact is read once for its sums, and once for its persons.

Sums add over benefits and sexes, so totals are added up; persons don't, so each is ticked off in an array with a
place for everybody. That gives the same figures as ``rollup.by_benefit_and_sex`` (a test holds them together) sooner:
counting different persons group by group is what takes the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import narwhals as nw
import numpy as np
import numpy.typing as npt
import polars as pl

from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.indicators import Additivity, Fact, Indicator
from handlag.followup.domain.measure import PERIOD, Facts, Figure, Rows, nothing, rows_of_run, runs
from handlag.followup.domain.periods import Period
from handlag.followup.domain.rollup import by_benefit_and_sex
from handlag.followup.domain.tables import SEX_GROUPS, TOTAL, Place

Cells: TypeAlias = Mapping[Place, Figure]
Ticked: TypeAlias = npt.NDArray[np.bool_]
BENEFIT_ROOM, SEX_ROOM, BATCH = 256, 4, 4_000_000


class Key(NamedTuple):
    """A period's place in its run, and the codes of a benefit and a sex."""

    period: int
    benefit: int
    sex: int


class _Group(NamedTuple):
    """Indicators of the same rows are counted in one reading: those of one fact, date and population."""

    fact: Fact
    date: str
    population: int


Within = Mapping[str, Sequence[str]]
Asked = Sequence[tuple[Indicator, Sequence[Period]]]
Found = Mapping[tuple[str, Period], Cells]


def together(facts: Facts, asked: Asked, known_on: date, within: Within | None = None) -> Found:
    """The cells of every indicator and period, by the indicator's code.

    ``within`` names benefits that another one's row holds as well; only facts in Polars can be asked so.
    """
    groups: dict[_Group, list[tuple[Indicator, Period]]] = defaultdict(list)
    for indicator, periods in asked:
        at = _Group(indicator.fact, indicator.date, id(indicator.population))
        groups[at] += [(indicator, period) for period in periods]
    found: dict[tuple[str, Period], Cells] = {}
    for group, wanted in groups.items():
        if not wanted:
            continue
        if isinstance(nw.to_native(facts[group.fact]), pl.LazyFrame):
            found |= _of_group(facts, wanted, known_on, within or {})
        else:
            for each, period in wanted:
                found[each.code, period] = by_benefit_and_sex(facts, each, [period], known_on)[period]
    return found


def _of_group(
    facts: Facts, wanted: Sequence[tuple[Indicator, Period]], known_on: date, within: Within
) -> Found:  # fmt: skip
    indicators = list({each.code: each for each, _ in wanted}.values())
    periods = sorted({period for _, period in wanted})
    stock = indicators[0].fact is Fact.SPELLS
    found: dict[tuple[str, Period], Cells] = {}
    for run in runs(periods if stock else list(_pieces(periods)), indicators[0]):
        rows = rows_of_run(facts, indicators[0], run, known_on)
        sums, persons = _sums(rows, indicators), _persons(rows)
        for each, period in wanted:
            pieces = {at for at, piece in enumerate(run) if piece == period or (not stock and _within(piece, period))}
            if pieces:
                place = indicators.index(each)
                parts = {key: sums[key][place] for key in sums if key.period in pieces}
                who = partial(_count, persons)
                found[each.code, period] = cells_of(each, (parts, who), nothing(each, period, known_on), within)
    return found


def _pieces(periods: Sequence[Period]) -> Iterator[Period]:
    """What the periods are made of: stretches that lie wholly within each or wholly without, in order."""
    cuts = sorted({month for period in periods for month in (period.first_month, period.end_month)})
    for first, end in pairwise(cuts):
        if any(_within(Period(first, end), period) for period in periods):
            yield Period(first, end)


def _within(piece: Period, period: Period) -> bool:
    return period.first_month <= piece.first_month and piece.end_month <= period.end_month


def _sums(rows: Rows, indicators: Sequence[Indicator]) -> dict[Key, list[tuple[int, int]]]:
    """Numerator and denominator of each indicator, by period, benefit and sex."""
    columns: dict[str, nw.Expr] = {"any": nw.len()}
    for place, each in enumerate(indicators):
        if each.additivity is not Additivity.DISTINCT:
            columns[f"above{place}"] = each.numerator
        if each.denominator is not None:
            columns[f"below{place}"] = each.denominator
    made: pl.LazyFrame = nw.to_native(rows.group_by(PERIOD, "benefit", "sex").agg(**columns))
    return {
        Key(row[PERIOD], row["benefit"], row["sex"]): [
            (row.get(f"above{place}") or 0, row.get(f"below{place}", 1) or 0) for place in range(len(indicators))
        ]
        for row in made.collect().to_dicts()
    }


def _persons(rows: Rows) -> dict[Key, Ticked]:
    """Who is behind each period, benefit and sex: True at the number of everybody who is."""
    frame: pl.LazyFrame = nw.to_native(rows.select(PERIOD, "benefit", "sex", "person"))
    code = (pl.col(PERIOD).cast(pl.Int32) * BENEFIT_ROOM + pl.col("benefit")) * SEX_ROOM + pl.col("sex")
    ticks = _Ticks()
    for batch in frame.select(code.alias("code"), "person").collect_batches(chunk_size=BATCH):
        ticks.tick(batch["code"].to_numpy(), batch["person"].to_numpy())
    return ticks.by_key()


class _Ticks:
    """One row a group that has come, one place a person."""

    def __init__(self) -> None:
        self.row_of: npt.NDArray[np.int64] = np.full(BENEFIT_ROOM * SEX_ROOM, -1)
        self.codes: list[int] = []
        self.seen: Ticked = np.zeros((0, 0), np.bool_)

    def tick(self, codes: npt.NDArray[np.int32], persons: npt.NDArray[np.int32]) -> None:
        """Tick off the persons of a batch, each in the row of her group."""
        if len(codes):
            self._make_room(int(codes.max()), int(persons.max()))
            rows = self.row_of[codes]
            if rows.min() < 0:
                self._new_rows(codes[rows < 0])
                rows = self.row_of[codes]
            self.seen[rows, persons] = True

    def _make_room(self, most_code: int, most_person: int) -> None:
        if most_code >= len(self.row_of):
            more = np.full(most_code + 1 - len(self.row_of), -1)
            self.row_of = np.concatenate([self.row_of, more])
        if most_person >= self.seen.shape[1]:
            self._grow(len(self.seen), max(most_person + 1, 2 * self.seen.shape[1]))

    def _new_rows(self, codes: npt.NDArray[np.int32]) -> None:
        new = np.flatnonzero(np.bincount(codes)).tolist()
        self.row_of[new] = np.arange(len(self.codes), len(self.codes) + len(new))
        self.codes += new
        if len(self.codes) > len(self.seen):
            self._grow(max(len(self.codes), 2 * len(self.seen)), self.seen.shape[1])

    def _grow(self, rows: int, persons: int) -> None:
        grown = np.zeros((rows, persons), np.bool_)
        grown[: self.seen.shape[0], : self.seen.shape[1]] = self.seen
        self.seen = grown

    def by_key(self) -> dict[Key, Ticked]:
        """The rows by what they are of."""
        return {_key(code): self.seen[row] for row, code in enumerate(self.codes)}


def _key(code: int) -> Key:
    above, sex = divmod(code, SEX_ROOM)
    return Key(*divmod(above, BENEFIT_ROOM), sex)


def cells_of(
    indicator: Indicator, made: tuple[Mapping[Key, tuple[int, int]], Callable[[Sequence[Key]], int]], empty: Figure,
    within: Within,
) -> Cells:  # fmt: skip
    """Every benefit and sex with their totals, from sums by key and what counts the persons behind several keys."""
    sums, who = made
    cells: dict[Place, Figure] = {}
    for benefit in (*BENEFITS, TOTAL):
        codes = {BENEFITS[each] for each in (benefit, *within.get(benefit, ())) if each != TOTAL}
        for group in (*SEX_GROUPS.values(), TOTAL):
            keys = [
                key
                for key in sums
                if (benefit == TOTAL or key.benefit in codes) and (group == TOTAL or SEX_GROUPS[key.sex] == group)
            ]
            cells[benefit, group] = figure_of(indicator, [sums[key] for key in keys], who(keys), empty)
    return cells


def figure_of(indicator: Indicator, parts: Sequence[tuple[int, int]], persons: int, empty: Figure) -> Figure:
    """The figure of several groups together; that of nothing where there are none."""
    if not parts:
        return empty
    if indicator.additivity is Additivity.DISTINCT:
        return Figure(persons, 1, persons)
    below = [denominator for _, denominator in parts]
    denominator = sum(below) if indicator.additivity is Additivity.RATIO else max(below)
    return Figure(sum(numerator for numerator, _ in parts), denominator, persons)


def _count(persons: Mapping[Key, Ticked], keys: Sequence[Key]) -> int:
    """How many different persons there are behind several groups."""
    found = [persons[key] for key in keys]
    if len(found) < 2:
        return sum(int(np.count_nonzero(each)) for each in found)
    everybody = found[0].copy()
    for each in found[1:]:
        np.logical_or(everybody, each, out=everybody)
    return int(np.count_nonzero(everybody))
