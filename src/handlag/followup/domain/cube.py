"""The annual report's sums and persons, counted beforehand: by month for sums, by year for who is behind them.

Sums add, so they are kept by month, benefit and sex. Persons don't add, so each stands once a year (December by itself,
which one table asks for) with the number of her rows: rows that a later vintage takes back are subtracted, and who has
none left is gone. Waits are kept by the month they begin and end in, since a wait that goes on is pending at one month
end more with every month that passes. Nothing is estimated: the figures are those of the facts (a test holds them
together).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import polars as pl

from handlag.core.benefits import Benefit
from handlag.events.kinds import Kind
from handlag.followup.domain import every_indicator as of
from handlag.followup.domain.codes import BENEFITS, KINDS, UNKNOWN
from handlag.followup.domain.control import CONTROL
from handlag.followup.domain.indicators import (
    DECISIONS_COUNT,
    PAID_ON_TIME,
    PAYMENTS_AMOUNT,
    PAYMENTS_COUNT,
    PENDING,
    PROCESSING_TIME,
    PROCESSING_TIME_SQUARED,
    Additivity,
    Fact,
    Indicator,
)
from handlag.followup.domain.measure import Facts, Rows
from handlag.followup.domain.meetings import MEETINGS
from handlag.followup.domain.paid_days import DAYS_NOT_TOLD, NET_DAYS, PERSONS_BY_LEVEL

LAYOUT = 1
"""To be raised when the rows of a fact or the tables below come to mean something else."""
BENEFIT = "benefit"
DECEMBER = 12
PIECES_A_YEAR = 2


@dataclass(frozen=True)
class Group:
    """Indicators that count the same rows, ``row`` being what they are told by besides sex."""

    number: int
    indicators: tuple[Indicator, ...]
    row: str = BENEFIT

    @property
    def first(self) -> Indicator:
        """Whose fact, date and population are the group's."""
        return self.indicators[0]


DECIDED_MONTHS = 14
_LEVELS_PAID = replace(
    PERSONS_BY_LEVEL,
    fact=Fact.PAYMENTS,
    population=(nw.col("kind") == KINDS[Kind.PAYMENT_ORDERED])
    & (nw.col("benefit") == BENEFITS[Benefit.SJUKPENNING])
    & (nw.col("day").dt.month() == DECEMBER),
)
"""Every level anybody was paid on in a December: the highest is hers, which can't be said before all payments are."""


def _of_same_rows(indicators: Iterable[Indicator]) -> Iterable[tuple[Indicator, ...]]:
    """Indicators by the rows they count, in the order they come in."""
    found: dict[tuple[Fact, int], tuple[Indicator, ...]] = {}
    for each in indicators:
        key = each.fact, id(each.population)
        found[key] = (*found.get(key, ()), each)
    return found.values()


GROUPS: Sequence[Group] = (
    Group(1, (PAYMENTS_AMOUNT, PAYMENTS_COUNT, PAID_ON_TIME, NET_DAYS, DAYS_NOT_TOLD)),
    Group(2, (of.PERSONS_PAID,)),
    Group(3, (DECISIONS_COUNT,)),
    Group(4, (PROCESSING_TIME, PROCESSING_TIME_SQUARED)),
    Group(6, (of.RECONSIDERATIONS_DECIDED, of.RECONSIDERATIONS_CHANGED)),
    Group(7, (of.RECONSIDERATIONS_RECEIVED,)),
    Group(8, (of.COURT_RECEIVED,)),
    Group(9, (of.COURT_DECIDED, of.COURT_CHANGED)),
    Group(10, (of.E_SERVICE_SHARE,)),
    Group(11, (of.DIGITAL_CERTIFICATES,)),
    Group(12, (of.FIRST_REJECTIONS,)),
    Group(15, (of.FIRST_REJECTIONS_SHARE,)),
    Group(13, (of.CLOSED_BY_REASON,), "why"),
    Group(16, (_LEVELS_PAID,), "level"),
    *(Group(number, (each,)) for number, each in enumerate(MEETINGS, 17)),
    *(Group(number, each) for number, each in enumerate(_of_same_rows(CONTROL), 17 + len(MEETINGS))),
)
WAITS = Group(5, (PENDING,))
SNAPSHOT = frozenset(
    group.number for group in GROUPS if group.first.fact in {Fact.SICKNESS, Fact.FIRST_MEETINGS}
)  # fmt: skip
"""What is counted whole each time: whether a case begins a sickness case depends on the person's others, and whether
a meeting is the first on earlier ones."""
KEPT = (Kind.MEETING_HELD,)
"""The kinds of events that are kept beside cases for that."""
GROUP_OF = {each.code: group for group in (*GROUPS, WAITS) for each in group.indicators}
DIGEST = hashlib.sha256(
    repr((LAYOUT, [(group.number, each.code, each.version) for group in GROUPS for each in group.indicators])).encode()
).hexdigest()[:16]
"""What a cube was counted by; one counted by anything else is not read."""

Schema = Mapping[str, type[pl.DataType]]
COUNTS_SCHEMA: Schema = {
    "group": pl.UInt8, "place": pl.UInt8, "month": pl.Int32, "row": pl.UInt8, "sex": pl.UInt8, "above": pl.Int64,
    "below": pl.Int64, "rows": pl.Int64,
}  # fmt: skip
PERSONS_SCHEMA: Schema = {
    "group": pl.UInt8, "piece": pl.Int16, "row": pl.UInt8, "sex": pl.UInt8, "person": pl.Int32, "n": pl.Int32,
}  # fmt: skip
WAITS_SCHEMA: Schema = {
    "start_month": pl.Int32, "end_month": pl.Int32, "row": pl.UInt8, "sex": pl.UInt8, "person": pl.Int32,
    "n": pl.Int32,
}  # fmt: skip


@dataclass(frozen=True)
class Tables:
    """What a cube consists of."""

    counts: pl.DataFrame
    persons: pl.DataFrame
    waits: pl.DataFrame

    def times(self, sign: int) -> Tables:
        """The same taken back, with ``sign`` -1."""
        signed = [pl.col(name) * sign for name in ("above", "below", "rows")]
        n = (pl.col("n") * sign).cast(pl.Int32)
        return Tables(self.counts.with_columns(signed), self.persons.with_columns(n), self.waits.with_columns(n))


def tables_of(facts: Facts) -> Tables:
    """What a cube holds of facts in Polars; of any division of the rows the tables may be put together.

    What is counted whole each time (``SNAPSHOT``) is not among it.
    """
    asked = [group for group in GROUPS if group.number not in SNAPSHOT]
    counts, persons, (decided, waits) = _collected(facts, asked, _decided(facts), _waits(facts))
    return Tables(_one([*counts, decided], COUNTS_SCHEMA), _one(persons, PERSONS_SCHEMA), _one([waits], WAITS_SCHEMA))


def snapshot_of(facts: Facts) -> Tables:
    """What is counted whole each time, from all cases of the benefit."""
    asked = [group for group in GROUPS if group.number in SNAPSHOT]
    counts, persons, _ = _collected(facts, asked)
    return Tables(_one(counts, COUNTS_SCHEMA), _one(persons, PERSONS_SCHEMA), pl.DataFrame(schema=dict(WAITS_SCHEMA)))


def _collected(
    facts: Facts, asked: Sequence[Group], *more: pl.LazyFrame
) -> tuple[list[pl.DataFrame], list[pl.DataFrame], list[pl.DataFrame]]:
    """Sums and persons of each group, and further questions, asked at once."""
    sums, persons = [_sums(facts, group) for group in asked], [_persons(facts, group) for group in asked]
    found = pl.collect_all([*sums, *persons, *more])
    counts = [long for group, made in zip(asked, found, strict=False) for long in _long(group, made)]
    return counts, found[len(asked) : 2 * len(asked)], found[2 * len(asked) :]


def together(parts: Sequence[Tables]) -> Tables:
    """Several cubes as one: what adds up is added, and what comes to nothing is left out."""
    counts = pl.concat([each.counts for each in parts])
    persons = pl.concat([each.persons for each in parts])
    waits = pl.concat([each.waits for each in parts])
    return Tables(
        counts.group_by("group", "place", "month", "row", "sex").sum(),
        _with_rows(persons.group_by("group", "piece", "row", "sex", "person").sum()),
        _with_rows(waits.group_by("start_month", "end_month", "row", "sex", "person").sum()),
    )


def _with_rows(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("n") != 0)


def _one(frames: Sequence[pl.DataFrame], schema: Schema) -> pl.DataFrame:
    columns = [pl.col(name).cast(dtype) for name, dtype in schema.items()]
    return pl.concat([frame.select(columns) for frame in frames])


def _rows(facts: Facts, group: Group) -> Rows:
    day = nw.col(group.first.date)
    rows = facts[group.first.fact].filter(nw.col("benefit") > UNKNOWN, ~day.is_null())
    rows = rows if group.first.population is None else rows.filter(group.first.population)
    return rows.with_columns(nw.col(group.row).alias("row"), day.dt.year().alias("year"), day.dt.month().alias("of"))


def _sums(facts: Facts, group: Group) -> pl.LazyFrame:
    month = nw.col("year") * 12 + nw.col("of").cast(nw.Int32) - 1
    columns: dict[str, nw.Expr] = {"rows": nw.len()}
    for place, each in enumerate(group.indicators):
        if each.additivity is not Additivity.DISTINCT:
            columns[f"above{place}"] = each.numerator
        if each.denominator is not None:
            columns[f"below{place}"] = each.denominator
    made = _rows(facts, group).with_columns(month.alias("month")).group_by("month", "row", "sex").agg(**columns)
    frame: pl.LazyFrame = nw.to_native(made)
    return frame


def _long(group: Group, made: pl.DataFrame) -> Iterable[pl.DataFrame]:
    """One row an indicator. A count's denominator is the same for all rows: it is kept once for each of them."""
    for place, each in enumerate(group.indicators):
        above, below = (
            pl.col(name) if (name := f"{side}{place}") in made.columns else pl.lit(0) for side in ("above", "below")
        )
        below = below if each.additivity is Additivity.RATIO else below * pl.col("rows")
        yield made.select(
            "month", "row", "sex", "rows", above.fill_null(0).alias("above"), below.fill_null(0).alias("below"),
            pl.lit(group.number).alias("group"), pl.lit(place).alias("place"),
        )  # fmt: skip


def _persons(facts: Facts, group: Group) -> pl.LazyFrame:
    """Who is behind each year, row and sex, as one number while they are told apart: that is the quickest key."""
    piece = nw.col("year") * PIECES_A_YEAR + (nw.col("of") == DECEMBER).cast(nw.Int32)
    rows: pl.LazyFrame = nw.to_native(_rows(facts, group).select(piece.alias("piece"), "row", "sex", "person"))
    key = (pl.col("piece").cast(pl.Int64) * 256 + pl.col("row")) * 4 + pl.col("sex")
    packed = (key * 2**31 + pl.col("person")).alias("key")
    made = rows.select(packed).group_by("key").agg(pl.len().alias("n")).sort("key")
    above = pl.col("key") // 2**31
    return made.select(
        pl.lit(group.number).alias("group"), (above // 1024).alias("piece"), (above // 4 % 256).alias("row"),
        (above % 4).alias("sex"), (pl.col("key") % 2**31).alias("person"), "n",
    )  # fmt: skip


def _decided(facts: Facts) -> pl.LazyFrame:
    """The months any case was decided in, of whatever benefit: a year that lacks one lacks data."""
    cases: pl.LazyFrame = nw.to_native(facts[Fact.CASES])
    day = pl.col("decided")
    month = (day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1).alias("month")
    found = cases.filter(day.is_not_null()).group_by(month).agg(pl.len().alias("rows"))
    blank = [pl.lit(0).alias(name) for name in ("place", "row", "sex", "above", "below")]
    return found.with_columns(*blank, pl.lit(DECIDED_MONTHS).alias("group"))


def _waits(facts: Facts) -> pl.LazyFrame:
    spells: pl.LazyFrame = nw.to_native(facts[Fact.SPELLS])
    kept = spells.filter(pl.col("benefit") > UNKNOWN, pl.col("end_month") > pl.col("start_month"))
    keys = ("start_month", "end_month", pl.col("benefit").alias("row"), "sex", "person")
    return kept.group_by(*keys).agg(pl.len().alias("n")).sort("start_month", "end_month", "row", "sex", "person")
