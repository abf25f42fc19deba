"""The benefits whose law or flow isn't modelled: as many events as the annual report counts, drawn and marked so.

Their totals are right within one per cent in a national world; who gets what and when is chance. ``drawn.yaml`` holds
the figures and what is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, DECISION_KINDS, SEXES
from handlag.world.domain.calibration import SEXES as PRINTED_SEXES
from handlag.world.domain.calibration import YEARS
from handlag.world.domain.columns import Bools, Days, Ints, repeated, stream
from handlag.world.domain.facts import DRAWN, as_days, coded, codes, told
from handlag.world.domain.history import Reach, at_hours
from handlag.world.domain.paying import PayCalendar
from handlag.world.domain.places import unit_codes
from handlag.world.domain.population import People, unit_of

DRAWING = 110
UNKNOWN_SEX = "unknown"
OTHERS = "ovriga"
GROUPS = (*PRINTED_SEXES, UNKNOWN_SEX)
WAIT_SHAPE = 1.5
FILLER_MONTHS = 3
ORE_A_MILLION = 100_000_000
MONEY, PERSONS, PAYMENTS, DECISIONS, DAYS, ON_TIME, PENDING = (
    "insurance_expenditure_msek", "persons_with_payment_count", "payments_count", "decisions_count",
    "processing_time_mean_days", "paid_on_time_share_percent", "pending_cases_mean_count",
)  # fmt: skip


@cache
def _kept() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("handlag.world") / "drawn.yaml").read_text("utf-8"))
    return loaded


def benefits() -> list[str]:
    """The benefits that are drawn."""
    return list(_kept()["assumed"]["ages"])


def printed(metric: str, benefit: str, sex: str, year: int) -> float | None:
    """A printed figure (``sex`` women, men or total), None for a dash; years outside those printed take the nearest."""
    kept = _kept()["published"][metric] | _kept()["international_care"].get(metric, {})
    by_year = kept.get(benefit, {}).get(sex, {})
    found = by_year.get(min(max(year, YEARS[0]), YEARS[-1]))
    return None if found is None else float(found)


def care() -> Iterator[str]:
    """The two kinds of international care, which the annual report's tables have among other benefits."""
    yield from _kept()["international_care"][DECISIONS]


def wanted(metric: str, benefit: str, group: str, year: int) -> float | None:
    """How much of a count falls on women, men, or those of unknown sex: what the total holds beyond both.

    Payments printed without sex are shared as the persons paid are, where those are known by sex. International care is
    taken out of the other benefits it is printed among.
    """
    total = printed(metric, benefit, "total", year)
    if total is not None and benefit == OTHERS:
        total -= sum(printed(metric, each, "total", year) or 0 for each in care())
    by_sex = [printed(metric, benefit, sex, year) for sex in PRINTED_SEXES]
    persons = [printed(PERSONS, benefit, sex, year) for sex in PRINTED_SEXES]
    if total is not None and None in by_sex and metric in (PAYMENTS, MONEY) and None not in persons:
        by_sex = [total * (each or 0) / sum(each or 0 for each in persons) for each in persons]
    if group != UNKNOWN_SEX:
        return by_sex[PRINTED_SEXES.index(group)]
    return None if total is None else max(total - sum(each or 0 for each in by_sex), 0.0)


class Draw(NamedTuple):
    """One benefit and group in one block: whom and how much is drawn from."""

    rng: np.random.Generator
    people: People
    benefit: str
    group: str
    scale: float
    reach: Reach

    def part(self, metric: str, year: int) -> int:
        """A block's part of a figure; the fraction left decides by chance, so that the blocks add up."""
        return int((wanted(metric, self.benefit, self.group, year) or 0) * self.scale + self.rng.random())

    def pool(self, year: int) -> Ints:
        """Who may have the benefit: people of the group's sex and of an age in the year."""
        youngest, oldest = _kept()["assumed"]["ages"][self.benefit]
        age = self.people.age_on(np.datetime64(f"{year}-07-01"))
        fits = (age >= youngest) & (age <= oldest)
        if self.group != UNKNOWN_SEX:
            fits &= self.people.women == (self.group == "women")
        return np.flatnonzero(fits)


def drawn(
    seed: int, block: int, people: People, benefit: str, world: tuple[Reach, float, PayCalendar, int]
) -> pl.DataFrame:  # fmt: skip
    """The events of one benefit in one block, as ``facts.finished`` takes them."""
    reach, scale, calendar, runs = world
    frames: list[pl.DataFrame] = []
    cases = 0
    for place, group in enumerate(GROUPS):
        draw = Draw(stream(seed, block, DRAWING, BENEFITS[benefit], place), people, benefit, group, scale, reach)
        waits = _waits(draw)
        sex = pl.lit(SEXES.get({"women": "F", "men": "M"}.get(group, ""), 0), pl.UInt8).alias("sex")
        score = _score(seed, block, people, benefit, place)
        of_group = [*_cases(draw, waits, cases), *_payments(draw, score, calendar, runs)]
        frames += [frame.with_columns(sex) for frame in of_group]
        cases += len(waits.day) + len(waits.filler)
    return pl.concat(frames, how="diagonal")


def home_assumptions() -> dict[str, Any]:
    """What homes, care and pensions are like where nothing is known of them."""
    found: dict[str, Any] = _kept()["assumed"]["homes"]
    return found


def again_assumptions() -> dict[str, Any]:
    """How many days pass from a decision to a request, to its decision, to the court and there."""
    found: dict[str, Any] = _kept()["assumed"]["again"]
    return found


# payments


def paid_in(seed: int, block: int, people: People, benefit: str, year: int, scale: float) -> Iterator[Ints]:
    """Who is paid a benefit in a year, group by group: those of the events, but for one more or less."""
    for place, group in enumerate(GROUPS):
        rng = np.random.default_rng(0)
        draw = Draw(rng, people, benefit, group, scale, Reach(np.datetime64("2022"), np.datetime64("2022")))
        yield _payees(draw, year, _score(seed, block, people, benefit, place), draw.part(PAYMENTS, year))


def _score(seed: int, block: int, people: People, benefit: str, place: int) -> npt.NDArray[np.float64]:
    """A number for everybody: those with the least are paid, so the same persons go on."""
    return stream(seed, block, DRAWING, BENEFITS[benefit], place, 1).random(len(people))


def _payments(draw: Draw, score: npt.NDArray[np.float64], calendar: PayCalendar, runs: int) -> list[pl.DataFrame]:
    return [frame for year in _years(draw.reach) for frame in _paid_in(draw, year, score, (calendar, runs))]


def _years(reach: Reach) -> range:
    """The whole years of a reach."""
    return range(reach.years[0], int(str(reach.cut - 1)[:4]) + 1)


def _paid_in(
    draw: Draw, year: int, score: npt.NDArray[np.float64], paying: tuple[PayCalendar, int]
) -> list[pl.DataFrame]:  # fmt: skip
    count, (calendar, runs) = draw.part(PAYMENTS, year), paying
    who = _payees(draw, year, score, count)
    if not count or not len(who):
        return []
    owner, place = repeated(count // len(who) + (np.arange(len(who)) < count % len(who)))
    many = np.bincount(owner, minlength=len(who))[owner]
    month = ((place + draw.rng.random(len(who))[owner]) * 12 / many).astype(np.int64)
    run = np.searchsorted(calendar.days, np.datetime64(f"{year}-01-01")) + month
    amount = _shared(draw, year, owner)
    sent = np.flatnonzero(run < runs)
    return _told(draw, who[owner[sent]], run[sent], amount[sent], calendar, year)


def _payees(draw: Draw, year: int, score: npt.NDArray[np.float64], payments: int) -> Ints:
    """The same persons year after year, as many as were paid; as many as payments where that isn't printed."""
    pool = draw.pool(year)
    persons = draw.part(PERSONS, year) if wanted(PERSONS, draw.benefit, draw.group, year) else payments
    return pool[np.argsort(score[pool], kind="stable")[: min(persons, payments)]]


def _shared(draw: Draw, year: int, owner: Ints) -> Ints:
    """The year's money in öre shared over payments, each person's by a weight of her own; nothing is lost."""
    whole = int((wanted(MONEY, draw.benefit, draw.group, year) or 0) * draw.scale * ORE_A_MILLION)
    weight = np.cumsum((0.5 + draw.rng.random(owner[-1] + 1))[owner])
    return np.diff(np.floor(weight * (whole / weight[-1])).astype(np.int64), prepend=0)


def _told(draw: Draw, person: Ints, run: Ints, amount: Ints, calendar: PayCalendar, year: int) -> list[pl.DataFrame]:
    pay_day = calendar.days[run]
    on_time = printed(ON_TIME, draw.benefit, draw.group if draw.group in PRINTED_SEXES else "total", year)
    late = draw.rng.random(len(run)) * 100 >= (100 if on_time is None else on_time)
    after = np.where(late, draw.rng.integers(1, 5, len(run)), 0).astype("timedelta64[D]")
    money = {"amount_ore": amount, "pay_day": as_days(pay_day)}
    none = np.full(len(run), -1)
    settled = calendar.settled_at(run) + after
    return [
        told(Kind.PAYMENT_ORDERED, calendar.ordered_at(run), none, person, DRAWN, **money),
        told(Kind.PAYMENT_SETTLED, settled, none, person, DRAWN, **money, settled_on=as_days(pay_day + after)),
    ]


# decisions and waits


class Waits(NamedTuple):
    """Decided cases, and the further ones that wait and end without a decision."""

    person: Ints
    received: Days
    day: Days  # of the decision
    applied: Bools
    filler: Ints  # persons
    begin: Days
    end: Days


def _waits(draw: Draw) -> Waits:
    """Decisions of every year and the one after, whose cases may wait already; the queue made as long as printed."""
    years = range(_years(draw.reach)[0], _years(draw.reach)[-1] + 2)
    parts = [_decided_in(draw, year) for year in years]
    person, received, day, applied, of = (np.concatenate(column) for column in zip(*parts, strict=True))
    for year in years:
        asked = 12 * (wanted(PENDING, draw.benefit, draw.group, year) or 0) * draw.scale
        covered, mine = _month_ends(received, day, year) * applied, of == year
        excess = covered.sum() - asked
        if excess > 0:
            applied &= ~(mine & (draw.rng.random(len(of)) < excess / max(covered[mine].sum(), 1)))
    fillers = [_fillers(draw, year, (received, day, applied)) for year in years[:-1]]
    return Waits(person, received, day, applied, *(np.concatenate(column) for column in zip(*fillers, strict=True)))


def _decided_in(draw: Draw, year: int) -> tuple[Ints, Days, Days, Bools, Ints]:
    count, pool = draw.part(DECISIONS, year), draw.pool(year)
    days = printed(DAYS, draw.benefit, draw.group if draw.group in PRINTED_SEXES else "total", year)
    person = pool[draw.rng.integers(0, max(len(pool), 1), count if len(pool) else 0)]
    every = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")
    open_days = every[np.is_busday(every)]
    day = open_days[draw.rng.integers(0, len(open_days), len(person))]
    wait = np.cumsum(draw.rng.gamma(WAIT_SHAPE, 1, len(person)))
    whole = 0 if days is None or not len(wait) else days * len(wait) / wait[-1]
    wait = np.diff(np.round(wait * whole).astype(np.int64), prepend=0)
    received = day - wait.astype("timedelta64[D]")
    return person, received, day, np.full(len(person), days is not None), np.full(len(person), year)


def _month_ends(start: Days, end: Days, year: int) -> Ints:
    """How many month ends of the year each wait covers: from the start's month on, up to and not in the end's."""
    first, last = np.datetime64(f"{year}-01", "M"), np.datetime64(f"{year + 1}-01", "M")
    months = np.minimum(end.astype("datetime64[M]"), last) - np.maximum(start.astype("datetime64[M]"), first)
    covered: Ints = np.maximum(months.astype(np.int64), 0)
    return covered


def _fillers(draw: Draw, year: int, decided: tuple[Days, Days, Bools]) -> tuple[Ints, Days, Days]:
    """Waits that make the year's queue as long as printed, each over the three month ends of a quarter."""
    received, day, applied = decided
    asked = 12 * (wanted(PENDING, draw.benefit, draw.group, year) or 0) * draw.scale
    short = int(asked - (_month_ends(received, day, year) * applied).sum() + draw.rng.random())
    pool = draw.pool(year)
    if short <= 0 or not len(pool):
        no_days = np.zeros(0, "datetime64[D]")
        return np.zeros(0, np.int64), no_days, no_days
    months = np.append(np.full(short // FILLER_MONTHS, FILLER_MONTHS), short % FILLER_MONTHS)
    begins = np.datetime64(f"{year}-01", "M") + FILLER_MONTHS * (np.arange(len(months)) % (12 // FILLER_MONTHS))
    start, end = (
        each.astype("datetime64[D]") + draw.rng.integers(0, 28, len(months)) for each in (begins, begins + months)
    )
    kept = months > 0
    return pool[draw.rng.integers(0, len(pool), int(kept.sum()))], start[kept], end[kept]


def _cases(draw: Draw, waits: Waits, first: int) -> list[pl.DataFrame]:
    """The events of decided cases and of those that only wait, up to the cut."""
    rng, cut = draw.rng, draw.reach.cut.astype("datetime64[ms]")
    came, decided = at_hours(rng, waits.received, 7, 12), at_hours(rng, waits.day, 13, 16)
    number = first + np.arange(len(came) + len(waits.filler))
    came = np.where(waits.applied, came, decided - np.timedelta64(1, "m"))
    begun, ended = at_hours(rng, waits.begin, 7, 12), at_hours(rng, waits.end, 13, 16)
    at, person = np.concatenate([came, begun]), np.concatenate([waits.person, waits.filler])
    asked = np.concatenate([waits.applied, np.ones(len(begun), bool)])
    received = np.where(asked, np.concatenate([waits.received, waits.begin]), np.datetime64("NaT", "D"))
    unit = coded("unit", unit_codes(), unit_of(draw.people, person))
    opened, done, closed = np.flatnonzero(at < cut), np.flatnonzero(decided < cut), np.flatnonzero(ended < cut)
    after = len(came) + closed
    first_decision = {"decision_kind": np.full(len(done), DECISION_KINDS["first"], np.uint8), "unit": unit[done]}
    why = np.full(len(closed), codes("reason")[DRAWN], np.uint16)
    return [
        told(Kind.CASE_OPENED, at[opened], number[opened], person[opened], DRAWN, unit=unit[opened],
             received=as_days(received[opened])),
        told(Kind.DECIDED, decided[done], number[done], person[done], DRAWN, **first_decision),
        told(Kind.CASE_CLOSED, ended[closed], number[after], person[after], DRAWN, unit=unit[after], reason=why),
    ]  # fmt: skip
