"""What a cube answers: the cells ``together`` counts from facts, for whole years and for Decembers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from handlag.followup.domain.cube import BENEFIT, DECEMBER, DECIDED_MONTHS, GROUP_OF, PIECES_A_YEAR, WAITS, Group
from handlag.followup.domain.indicators import Additivity, Indicator
from handlag.followup.domain.measure import Figure, nothing
from handlag.followup.domain.periods import Period
from handlag.followup.domain.together import Asked, Cells, Found, Key, Within, cells_of, figure_of

Sums: TypeAlias = Mapping[Key, tuple[int, int]]
Who: TypeAlias = Callable[[Sequence[Key]], int]
ReadPersons: TypeAlias = Callable[[int, int], tuple[pl.DataFrame, pl.DataFrame]]
"""The rows of a group and a piece of a year: those that stand (each with ``n`` above 0), and changes to them."""
Highest: TypeAlias = Mapping[tuple[int, int | None], int]
SEXES = 3


@dataclass(frozen=True)
class Cube:
    """One vintage's sums, and how to read the persons behind them."""

    counts: pl.DataFrame
    waits: tuple[pl.LazyFrame, pl.LazyFrame]
    persons: ReadPersons

    def answers(self, indicator: Indicator, period: Period) -> bool:
        """Whether this is a question it was counted for."""
        group = GROUP_OF.get(indicator.code)
        return group is not None and group.row == BENEFIT and bool(_pieces(period))

    def together(self, asked: Asked, known_on: date, within: Within | None = None) -> Found:
        """The cells of every indicator and period, which it must answer."""
        by_group: dict[tuple[int, Period], list[Indicator]] = defaultdict(list)
        for indicator, periods in asked:
            for period in periods:
                by_group[GROUP_OF[indicator.code].number, period].append(indicator)
        found: dict[tuple[str, Period], Cells] = {}
        for (_, period), indicators in by_group.items():
            group = GROUP_OF[indicators[0].code]
            waiting = group is WAITS
            who = self._who_waits(period.ended_by(known_on)) if waiting else self._who(group, period)
            for each in indicators:
                empty = nothing(each, period, known_on)
                sums = self._waiting(period.ended_by(known_on)) if waiting else self._sums(group, each, period)
                found[each.code, period] = cells_of(each, (sums, who), empty, within or {})
        return found

    def by_row_and_sex(self, indicator: Indicator, period: Period) -> Callable[[int | None, int | None], Figure]:
        """The figure of a row and a sex (None: all of them), for indicators that are told by something else."""
        group = GROUP_OF[indicator.code]
        sums, who = self._sums(group, indicator, period), self._who(group, period)
        empty = nothing(indicator, period, period.last)

        def at(row: int | None, sex: int | None) -> Figure:
            keys = [key for key in sums if row in {None, key.benefit} and sex in {None, key.sex}]
            return figure_of(indicator, [sums[key] for key in keys], who(keys), empty)

        return at

    def highest(self, indicator: Indicator, period: Period) -> Highest:
        """How many persons have each row as their highest, by row and sex, and by row (sex ``None``)."""
        crowd = self._crowd(GROUP_OF[indicator.code], period)
        found: Counter[tuple[int, int | None]] = Counter()
        for pattern, many in crowd.patterns():
            keys = _keys(pattern)
            highest = {(max(row for row, of in keys if of == sex), sex) for _, sex in keys}
            found.update(dict.fromkeys(highest, many) | {(row, None): many for row, _ in highest})
        return found

    @cached_property
    def decided_months(self) -> frozenset[int]:
        """The months any case was decided in."""
        found = self.counts.filter(pl.col("group") == DECIDED_MONTHS, pl.col("rows") > 0)
        return frozenset(found["month"].to_list())

    def _sums(self, group: Group, indicator: Indicator, period: Period) -> Sums:
        place = group.indicators.index(indicator)
        mine = (pl.col("group") == group.number) & (pl.col("place") == place)
        months = pl.col("month").is_between(period.first_month, period.end_month, closed="left")
        found = self.counts.filter(mine & months).group_by("row", "sex").agg(pl.col("above", "below", "rows").sum())
        return {
            Key(0, row["row"], row["sex"]): (row["above"], _denominator(indicator, row))
            for row in found.filter(pl.col("rows") > 0).to_dicts()
        }

    def _who(self, group: Group, period: Period) -> Who:
        return self._crowd(group, period).count

    def _crowd(self, group: Group, period: Period) -> _Crowd:
        crowd = _Crowd()
        for piece in _pieces(period):
            stand, changes = self.persons(group.number, piece)
            crowd.add(_standing(stand, changes))
        return crowd

    def _pending(self, passed: Period) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Waits that cover any month end of a period, with how many (``ends``)."""
        first, end = pl.lit(passed.first_month), pl.lit(passed.end_month)
        covered = pl.min_horizontal("end_month", end) - pl.max_horizontal("start_month", first)
        rows = [
            each.with_columns(covered.alias("ends")).filter(pl.col("ends") > 0).drop("start_month", "end_month")
            for each in self.waits
        ]
        stand, changes = pl.collect_all(rows)
        return stand, changes

    def _waiting(self, passed: Period) -> Sums:
        month_ends = (pl.col("ends").cast(pl.Int64) * pl.col("n")).sum()
        rows = [each.group_by("row", "sex").agg(month_ends, pl.col("n").sum()) for each in self._pending(passed)]
        found = pl.concat(rows).group_by("row", "sex").agg(pl.col("ends", "n").sum()).filter(pl.col("n") > 0)
        return {Key(0, row["row"], row["sex"]): (row["ends"], len(passed)) for row in found.to_dicts()}

    def _who_waits(self, passed: Period) -> Who:
        crowd = _Crowd()
        crowd.add(_standing(*self._pending(passed)))
        return crowd.count


def _denominator(indicator: Indicator, row: Mapping[str, int]) -> int:
    """A ratio's is a sum; a count's is one, or the same for all of its rows."""
    if indicator.additivity is Additivity.RATIO:
        return row["below"]
    return 1 if indicator.denominator is None else row["below"] // row["rows"]


def _pieces(period: Period) -> tuple[int, ...]:
    """The pieces of a year a period consists of; none where it is neither a year nor a December."""
    year, month = divmod(period.first_month, 12)
    if period == Period.year(year):
        return (year * PIECES_A_YEAR, year * PIECES_A_YEAR + 1)
    return (year * PIECES_A_YEAR + 1,) if len(period) == 1 and month + 1 == DECEMBER else ()


def _standing(stand: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Who is left once the changes are made: only persons with changes have to be counted again."""
    if changes.is_empty():
        return stand
    changed = np.zeros(1 + max(_most(each) for each in (stand, changes)), np.bool_)
    changed[changes["person"].to_numpy()] = True
    again = pl.Series(changed[stand["person"].to_numpy()])
    columns = ("row", "sex", "person", "n")
    both = pl.concat([stand.filter(again).select(columns), changes.select(columns)])
    counted = both.group_by("row", "sex", "person").agg(pl.col("n").sum()).filter(pl.col("n") > 0)
    return pl.concat([stand.filter(~again).select(columns), counted.select(columns)])


def _most(rows: pl.DataFrame) -> int:
    return int(rows["person"].to_numpy().max(initial=0))


class _Crowd:
    """Persons by the rows and sexes they appear in, one bit each: who is in any of several is then soon counted."""

    def __init__(self) -> None:
        self.bits: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)

    def add(self, rows: pl.DataFrame) -> None:
        """Note whom the rows are about."""
        if rows.is_empty():
            return
        most = _most(rows) + 1
        if most > len(self.bits):
            self.bits = np.concatenate([self.bits, np.zeros(most - len(self.bits), np.uint64)])
        for (row, sex), part in rows.partition_by("row", "sex", as_dict=True).items():
            self.bits[part["person"].to_numpy()] |= np.uint64(1) << np.uint64(_place(row, sex))

    @cached_property
    def _patterns(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
        """Every combination of rows and sexes anybody has, and how many have it."""
        found = pl.Series("bits", self.bits[self.bits != 0]).value_counts()
        return found["bits"].to_numpy(), found["count"].cast(pl.Int64).to_numpy()

    def patterns(self) -> Iterator[tuple[int, int]]:
        """The combinations as bits, with how many have them."""
        patterns, many = self._patterns
        return zip(patterns.tolist(), many.tolist(), strict=True)

    def count(self, keys: Sequence[Key]) -> int:
        """How many different persons are in any of the rows and sexes."""
        patterns, many = self._patterns
        wanted = np.uint64(sum(1 << _place(key.benefit, key.sex) for key in set(keys)))
        return int(many[(patterns & wanted) != 0].sum())


def _place(row: int, sex: int) -> int:
    """The bit of a row and a sex: 63 bits hold the rows up to 20."""
    return row * SEXES + sex


def _keys(pattern: int) -> list[tuple[int, int]]:
    """The rows and sexes of a pattern's bits."""
    return [divmod(place, SEXES) for place in range(pattern.bit_length()) if pattern >> place & 1]
