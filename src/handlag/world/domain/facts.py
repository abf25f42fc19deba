"""A benefit's cases as follow-up's coded facts: the events its indicators count, without a database between.

Only the kinds that indicators look at are told: a case opened, decided and closed, a payment ordered and settled. Each
stands at the instant the database world tells it at; an event's identity is its place instead of a UUID.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from handlag.control.domain.codes import CAUSES, IMPULSES
from handlag.core.clock import STOCKHOLM
from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, DECISION_KINDS, KINDS, OPEN, SEXES, CodeBook
from handlag.followup.domain.facts import schema
from handlag.world.domain.columns import Ints
from handlag.world.domain.history import CLOSING, Cases
from handlag.world.domain.paying import TOLD_LEVELS, PayCalendar, days_of, entitlements_of, lines_of, payments_of
from handlag.world.domain.places import unit_codes
from handlag.world.domain.population import People, unit_of

DRAWN = "drawn"
"""Who acted, and why a case ended, where only the number of events is known and not what led to them."""
WORDS: Mapping[str, tuple[str, ...]] = {
    "unit": tuple(unit_codes()),
    "actor_kind": ("bank", DRAWN, "machine", "officer"),
    "outcome": (
        "granted",
        "refused",
        "unchanged",
        "changed",
        "upheld",
        *TOLD_LEVELS,
        "claimed",
        "below_limit",
        "none",
        "recovered",
        "coordination",
    ),
    "reason": (*CLOSING, DRAWN, "handed_over", *CAUSES, *IMPULSES),
}
VINTAGE = 1


class Numbers(NamedTuple):
    """The first numbers that a benefit's cases and a block's persons get, and a number for the file."""

    case: int
    person: int
    piece: int


@cache
def book() -> CodeBook:
    """Every word that may come, in the order an export would learn them."""
    known = CodeBook()
    for column in OPEN:
        known.learn(column, WORDS.get(column, ()))
    return known


@cache
def codes(column: str) -> Mapping[str, int]:
    """The codes of an open column's words."""
    return book().learn(column, ())


def coded(column: str, words: tuple[str, ...] | list[str], index: Ints) -> Ints:
    """The codes of the words an index column points at."""
    found: Ints = np.array([codes(column)[word] for word in words], np.uint16)[index]
    return found


def facts_of(
    benefit: str, people: People, past: Cases, waiting: Cases, paid: tuple[PayCalendar, int], numbers: Numbers,
    *more: pl.DataFrame,
) -> pl.DataFrame:  # fmt: skip
    """The events of ``past`` cases, decided and paid, the openings of those still ``waiting``, and ``more`` events.

    ``paid`` is the benefit's calendar and how many of its pay days have had their run.
    """
    after = np.arange(len(past), len(past) + len(waiting))
    rows = [_opened(people, past, np.arange(len(past))), _opened(people, waiting, after), _decided(people, past)]
    rows += [_closed(people, past), *_payments(past, *paid), *more]
    return finished(pl.concat(rows, how="diagonal"), people, benefit, numbers)


def finished(rows: pl.DataFrame, people: People, benefit: str, numbers: Numbers) -> pl.DataFrame:
    """Events with what every one has: the person's sex and year of birth, numbers, days; sorted as on disk.

    ``rows`` hold ``person`` and ``case`` as places in their block, the latter below 0 where there is no case, and
    ``at`` in milliseconds. Where they hold ``sex`` that is what is told.
    """
    rows = rows.sort("case", "at", maintain_order=True)
    person = rows["person"].to_numpy()
    instant = pl.col("at").cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    born = people.born.astype("datetime64[Y]").astype(np.int64) + 1970
    if "sex" not in rows.columns:
        sexes = np.where(people.women, SEXES["F"], SEXES["M"]).astype(np.uint8)
        rows = rows.with_columns(pl.Series("sex", sexes[person]))
    case = pl.col("case")
    given = rows.with_columns(
        instant, instant.alias("recorded_at"), instant.dt.convert_time_zone(STOCKHOLM.key).dt.date().alias("day"),
        pl.Series("birth_year", born.astype(np.int16)[person]),
        pl.col("person") + numbers.person, pl.when(case >= 0).then(case + numbers.case).otherwise(0).alias("case"),
        pl.lit(BENEFITS[benefit]).alias("benefit"), pl.lit(numbers.piece).alias("id_hi"),
        pl.int_range(1, pl.len() + 1).alias("id_lo"), pl.lit(VINTAGE).alias("vintage"),
    )  # fmt: skip
    wanted = schema()
    blank = [pl.lit(None, dtype).alias(name) for name, dtype in wanted.items() if name not in given.columns]
    columns = [
        pl.col(name).cast(dtype).fill_null(0) if name in _CODED else pl.col(name).cast(dtype)
        for name, dtype in wanted.items()
    ]
    return given.with_columns(blank).select(columns)


_CODED = ("unit", "outcome", "reason", "decision_kind")


def told(kind: Kind, at: Any, case: Ints, person: Ints, actor: Ints | str = "machine", **more: Any) -> pl.DataFrame:
    """One event a row, with only the columns its kind has."""
    actors = codes("actor_kind")[actor] if isinstance(actor, str) else actor
    columns: dict[str, Any] = {"case": case, "person": person, "at": at} | more
    return pl.DataFrame(columns).with_columns(
        pl.lit(KINDS[kind], pl.UInt8).alias("kind"),
        (pl.lit(actors) if isinstance(actors, int) else pl.Series(actors)).alias("actor_kind").cast(pl.UInt8),
    )


def _opened(people: People, cases: Cases, case: Ints) -> pl.DataFrame:
    received = np.where(cases.own, np.datetime64("NaT", "D"), cases.received.astype("datetime64[D]"))
    return told(
        Kind.CASE_OPENED, cases.opened, case, cases.person, unit=_unit(people, cases), received=as_days(received)
    )  # fmt: skip


def _decided(people: People, cases: Cases) -> pl.DataFrame:
    actor = coded("actor_kind", ["officer", "machine"], cases.automatic.astype(np.int64))
    return told(
        Kind.DECIDED, cases.decided, np.arange(len(cases)), cases.person, actor, unit=_unit(people, cases),
        outcome=coded("outcome", ["refused", "granted"], cases.granted.astype(np.int64)), automatic=cases.automatic,
        decision_kind=np.full(len(cases), DECISION_KINDS["first"], np.uint8),
    )  # fmt: skip


def _closed(people: People, cases: Cases) -> pl.DataFrame:
    case = cases.ended()
    ended = cases.take(case)
    reason = coded("reason", list(CLOSING), ended.reason)
    return told(Kind.CASE_CLOSED, ended.closed, case, ended.person, unit=_unit(people, ended), reason=reason)


def _payments(cases: Cases, calendar: PayCalendar, runs: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What has been sent: ordered in the run, booked by the bank on the pay day."""
    lines = lines_of(cases)
    given = entitlements_of(cases, lines, calendar)
    paid = payments_of(given, calendar, runs)
    sent = np.flatnonzero(paid.sent)
    run, case = paid.run[sent], lines.case[given.line[paid.entitlement[sent]]]
    who, pay_day = cases.person[case], as_days(calendar.days[run])
    money: dict[str, Any] = {"amount_ore": paid.amount[sent], "pay_day": pay_day}
    parts: dict[str, Any] = {"parts": paid.parts[sent].astype(np.int32)}
    if not calendar.by_month:
        days = days_of(cases, paid, lines.case[given.line[paid.entitlement]], calendar.benefit)
        outcome = coded("outcome", list(TOLD_LEVELS), days.level[sent])
        parts = {"gross_days": days.gross[sent], "net_eighths": days.net_eighths[sent], "outcome": outcome}
    return (
        told(Kind.PAYMENT_ORDERED, calendar.ordered_at(run), case, who, **money, **parts),
        told(Kind.PAYMENT_SETTLED, calendar.settled_at(run), case, who, "bank", **money, settled_on=pay_day),
    )


def _unit(people: People, cases: Cases) -> Ints:
    return coded("unit", unit_codes(), unit_of(people, cases.person))


def as_days(days: Any) -> pl.Series:
    """Days as a column; NaT is null."""
    number = pl.Series(days.astype("datetime64[D]").astype(np.int64))
    return number.replace(np.iinfo(np.int64).min, None).cast(pl.Int32).cast(pl.Date)
