"""Sickness cases: who falls ill, for how long, in how many claims, and what each day comes to.

Everybody here is employed and has had sick pay, so benefit days begin on the fifteenth day of illness and no deduction
is made. Spells of one person lie at least 90 days apart, so that none joins another in the rehabilitation chain, and a
spell that would pass 364 days together with an earlier one in its frame ends there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.law import batch
from handlag.world.domain.calibration import YEARS, assumed, calibration, of_year, published
from handlag.world.domain.columns import Bools, Days, Instants, Ints, stream
from handlag.world.domain.history import (
    CLOSING,
    Cases,
    Reach,
    at_hours,
    blank,
    decided,
    income_in,
    turned,
    year_of,
)
from handlag.world.domain.population import People

SPELLS, CLAIMS = 10, 11
SICK_PAY_DAYS = 14
DAYS_AT_NORMAL = 364 - (SICK_PAY_DAYS - 1)  # sick pay days count in the frame, all but the first (27 kap. 22 §)
APART = 90 + SICK_PAY_DAYS
EARLY = 90 - SICK_PAY_DAYS  # from day 91 of the chain a person assesses
FRAME = 450
WARM_UP = 3  # years of spells begun before the first, so that long ones are under way when it begins
MOST_CLAIMS = 34
EPOCH = 719_163  # 1970-01-01 as an ordinal


class Spells(NamedTuple):
    """Benefit days of sickness, sick pay days left out."""

    person: Ints
    start: Days
    days: Ints


def sickness(seed: int, block: int, people: People, reach: Reach, scale: float) -> Cases:
    """All claims received within reach, and those before it that reach into it."""
    rng = stream(seed, block, SPELLS)
    spells = _apart(_drawn(rng, people, reach, scale))
    return _claims(stream(seed, block, CLAIMS), people, _within_frame(spells), reach)


def _drawn(rng: np.random.Generator, people: People, reach: Reach, scale: float) -> Spells:
    parts = [_of_sex(rng, people, reach, scale, sex) for sex in ("women", "men")]
    person, start, days = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((start, person))
    return Spells(person[order], start[order], days[order])


def _of_sex(rng: np.random.Generator, people: People, reach: Reach, scale: float, sex: str) -> Spells:
    part = assumed("sjukpenning")
    members = np.flatnonzero((people.women == (sex == "women")) & (people.income >= 24_000))
    weight = rng.gamma(part["frailty"][sex], 1, len(members)) * _age_weight(people, members)
    first = reach.first - 365 * WARM_UP
    span = int((reach.cut - first).astype(np.int64))
    a_day = published("decisions_count", "sjukpenning", sex, YEARS[-1]) / 365 * scale
    count = rng.poisson(a_day * span * float(part["spells_drawn_for_each_kept"][sex]))
    person = rng.choice(members, count, p=weight / weight.sum())
    median, deviation = part["length_days"][sex]
    days = np.exp(np.log(median) + deviation * rng.standard_normal(count))
    return Spells(person, first + rng.integers(0, span, count), np.clip(days, 1, part["longest_days"]).astype(np.int64))


def _age_weight(people: People, members: Ints) -> npt.NDArray[np.float64]:
    weights = assumed("sjukpenning")["age_weight"]
    age = people.age_on(np.datetime64("2024-01-01"))[members]
    group = np.minimum(np.searchsorted(list(weights), age), len(weights) - 1)
    fits = (age >= 20) & (age <= 64)
    return np.where(fits, np.array(list(weights.values()))[group], 0.0)


def _apart(spells: Spells) -> Spells:
    """Without spells that begin before the last one kept of the same person is well over."""
    kept = np.ones(len(spells.person), bool)
    end = spells.start + spells.days
    while True:
        rows = np.flatnonzero(kept)
        same = np.diff(spells.person[rows]) == 0
        close = same & (spells.start[rows[1:]] < end[rows[:-1]] + APART)
        first_of_run = close & ~np.concatenate([[False], close[:-1]])
        if not close.any():
            return Spells(*(column[kept] for column in spells))
        kept[rows[1:][first_of_run]] = False


def _within_frame(spells: Spells) -> Spells:
    """Spells that would change level together with an earlier one end before they do."""
    days = spells.days.copy()
    same = np.concatenate([[False], np.diff(spells.person) == 0])
    for back in (1, 2, 3):
        near = same.copy()
        near[:back] = False
        near[back:] &= spells.person[back:] == spells.person[:-back]
        gap = np.full(len(days), FRAME)
        gap[back:] = (spells.start[back:] - (spells.start + days)[:-back]).astype(np.int64)
        before = np.zeros(len(days), np.int64)
        before[back:] = days[:-back] + SICK_PAY_DAYS
        near &= gap < FRAME
        days = np.where(near, np.minimum(days, np.maximum((DAYS_AT_NORMAL - before) // back, 5)), days)
    return spells._replace(days=days)


class Cut(NamedTuple):
    """Spells in claims, in order: the spell each belongs to, its days counted from the first, whether the last."""

    spell: Ints
    start: Ints
    end: Ints
    last: Bools


def _claims(rng: np.random.Generator, people: People, spells: Spells, reach: Reach) -> Cases:
    cut = _cut(rng, spells)
    begun = spells.start[cut.spell]
    start, end = begun + cut.start, begun + cut.end
    received = _received(rng, start, cut.start > 0)
    inside = np.flatnonzero((end > reach.first) & (received < reach.cut.astype("datetime64[ms]")))
    drawn = _drawn_by_claim(rng, spells, cut)
    # The law is written from 2022 up to the last year with a base amount: what is claimed outside is cut off.
    start, end = np.maximum(start, reach.first), np.minimum(end, written_until())
    inside = inside[end[inside] > start[inside]]
    undecided = np.full(len(start), np.datetime64("NaT", "ms"))
    claims = Cases(
        **blank(len(start)) | drawn | {"begun": begun, "turn": turned(start, end)},
        person=spells.person[cut.spell], received=received, decided=undecided, closed=undecided, start=start, end=end,
        amount=np.zeros((len(start), 2), np.int64),
    )  # fmt: skip
    return _decided(rng, people, claims.take(inside))


def _cut(rng: np.random.Generator, spells: Spells) -> Cut:
    """Each spell in claims: the first short, the next longer, one ending where the level changes."""
    part = assumed("sjukpenning")["claim_days"]
    rows: list[tuple[Ints, Ints, Ints]] = []
    at, spell = np.zeros(len(spells.days), np.int64), np.arange(len(spells.days))
    for number in range(MOST_CLAIMS):
        shortest, longest = part["first" if number == 0 else "next"]
        until = at[spell] + rng.integers(shortest, longest + 1, len(spell))
        crosses = (at[spell] < DAYS_AT_NORMAL) & (until > DAYS_AT_NORMAL)
        until = np.minimum(np.where(crosses, DAYS_AT_NORMAL, until), spells.days[spell])
        rows.append((spell, at[spell], until))
        at[spell] = until
        spell = spell[until < spells.days[spell]]
    row, start, end = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.lexsort((start, row))
    row = row[order]
    return Cut(row, start[order], end[order], np.append(np.diff(row) != 0, [True] * bool(len(row))))


def _received(rng: np.random.Generator, start: Days, again: Bools) -> Instants:
    soonest, latest = assumed("sjukpenning")["days_to_claim"]
    wait = rng.integers(soonest, latest + 1, len(start)) - np.where(again, 5, 0)
    return at_hours(rng, start + wait, 7, 23)


def _drawn_by_claim(rng: np.random.Generator, spells: Spells, cut: Cut) -> dict[str, Any]:
    part = assumed("sjukpenning")
    quarters = part["quarters_percent"]
    shares = np.array(list(quarters.values())) / 100
    reason = _reasons(rng, spells, cut)
    refused = reason == CLOSING.index("work_capacity_not_reduced")
    return {
        "quarters": rng.choice(list(quarters), len(spells.days), p=shares)[cut.spell],
        "granted": ~refused,
        "automatic": (rng.random(len(cut.spell)) * 100 < part["automatic_percent"]) & ~refused & (cut.end <= EARLY),
        "continued": cut.start > 0,
        "lower": cut.start >= DAYS_AT_NORMAL,
        "reason": reason,
    }


def _reasons(rng: np.random.Generator, spells: Spells, cut: Cut) -> Ints:
    """Why each claim's case is closed: a sickness case goes on from claim to claim and ends with the last (table 47).

    A first claim that is also the last is refused as seldom as table 46 says, a later one as often as table 47 needs.
    """
    figures = calibration()["published"]
    closed, first_refused = (
        figures["closed_sickness_cases_share_percent"],
        figures["first_claim_rejections_share_percent"],
    )
    year = year_of(spells.start[cut.spell] + cut.end)
    reason = np.where(cut.last, CLOSING.index("fit_for_work"), CLOSING.index("continued"))
    draw, alone = rng.random(len(year)) * 100, float((cut.last & (cut.start == 0)).sum() / max(cut.last.sum(), 1))
    for each in np.unique(year):
        of_each, bar = cut.last & (year == each), np.zeros(len(year))
        for name in CLOSING[2:5]:
            share = np.full(len(year), of_year(closed[name], int(each)))
            if name == "work_capacity_not_reduced":
                first = of_year(first_refused, int(each))
                share = np.where(cut.start == 0, first / alone, (share - first) / max(1 - alone, 0.1))
            reason[of_each & (draw >= bar) & (draw < bar + share)] = CLOSING.index(name)
            bar = bar + share
    return reason


def _decided(rng: np.random.Generator, people: People, claims: Cases) -> Cases:
    when = decided(rng, "sjukpenning", claims.received, people.women[claims.person], claims.automatic)
    goes_on = (claims.reason == CLOSING.index("continued")) | ~claims.granted
    closed = np.where(goes_on, when, np.maximum(at_hours(rng, claims.end, 6, 7), when)) + np.timedelta64(1, "s")
    return replace(claims, decided=when, closed=closed, amount=_amounts(people, claims))


def _amounts(people: People, claims: Cases) -> Ints:
    """Öre a day before and after the turn of the year; the same twice where there is no turn."""
    income = income_in(people.income[claims.person], year_of(claims.begun))
    after = np.where(np.isnat(claims.turn), claims.start, claims.turn)
    both = [_day_amounts(claims, income, day) for day in (claims.start, after)]
    return np.stack(both, axis=1) * claims.granted[:, None]


def written_until() -> np.datetime64:
    """The first day no law is written for."""
    return np.datetime64(int(batch.years_written()[0][-1]) - EPOCH, "D")


def _day_amounts(claims: Cases, income: Ints, day: Days) -> Ints:
    """One day's amount by the compiled law; 364 counted days before it put it on the lower level."""
    ordinal = day.astype(np.int64) + EPOCH
    counted_from = np.where(claims.lower, ordinal - 364, ordinal)
    alone = np.arange(len(day) + 1)
    return batch.sjukpenning_spells(alone, counted_from, ordinal, ordinal, income, claims.quarters)
