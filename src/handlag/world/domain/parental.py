"""Parental benefit: claims of some days in a month, by parents of children under twelve."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from handlag.law import batch
from handlag.world.domain.calibration import assumed, of_year, published
from handlag.world.domain.columns import Bools, Days, Ints, stream
from handlag.world.domain.history import Cases, Reach, at_hours, blank, decided, income_in, year_of
from handlag.world.domain.population import People
from handlag.world.domain.sickness import EPOCH

PARENTAL = 20
LOWEST_INCOME = 14_000  # nobody in the world earns between this and nothing: they get the basic level
BASIC_ORE = 250_00  # grundnivå, 12 kap. 23 § SFB
MONTH_DAYS = 28


class Parents(NamedTuple):
    """One row for each child and parent."""

    parent: Ints
    child: Ints
    liking: Ints  # thousandths: how much likelier than others the parent is to claim


def parental(seed: int, block: int, people: People, reach: Reach, scale: float) -> Cases:
    """All claims received within reach, drawn month by month."""
    rng = stream(seed, block, PARENTAL)
    sides = [_of_sex(rng, people, reach, scale, sex) for sex in ("women", "men")]
    parent, child, month = (np.concatenate(column) for column in zip(*sides, strict=True))
    return _claims(rng, people, reach, (parent, child, month))


def _of_sex(rng: np.random.Generator, people: People, reach: Reach, scale: float, sex: str) -> tuple[Ints, Ints, Days]:
    parents = _parents(rng, people, sex)
    picked = [_of_month(rng, people, parents, month, scale, sex) for month in _months(reach)]
    parent, child = (np.concatenate(column) for column in zip(*picked, strict=True))
    months = np.repeat(_months(reach), [len(one[0]) for one in picked])
    return parent, child, months


def _months(reach: Reach) -> Days:
    """The month before the first too: what is claimed then may be decided and paid after."""
    return np.arange(reach.first.astype("datetime64[M]") - 1, reach.cut.astype("datetime64[M]") + 2)


def _parents(rng: np.random.Generator, people: People, sex: str) -> Parents:
    families = people.families
    parent = (families.mother if sex == "women" else families.father)[families.of]
    there = parent >= 0
    shape = float(assumed("foraldrapenning")["frailty"][sex])
    liking = (rng.gamma(shape, 1000 / shape, len(people)) + 1).astype(np.int64)
    return Parents(parent[there], families.child[there], liking[parent[there]])


def _of_month(
    rng: np.random.Generator, people: People, parents: Parents, month: np.datetime64, scale: float, sex: str
) -> tuple[Ints, Ints]:
    """As many parents as claims were decided in a month, the likelier the younger the child; nobody twice."""
    age = (month - people.born[parents.child].astype("datetime64[M]")).astype(np.int64)
    ages = assumed("foraldrapenning")["weight_by_child_month"]
    weights = np.array([pair[sex == "men"] for pair in ages.values()])
    group = np.searchsorted(list(ages), age)
    eligible = np.flatnonzero((age >= 1) & (group < len(weights)))
    weight = weights[group[eligible]] * parents.liking[eligible]
    year = int(str(month)[:4])
    count = rng.poisson(published("decisions_count", "foraldrapenning", sex, year) / 12 * scale)
    keys = rng.exponential(1, len(eligible)) / weight
    order = eligible[np.argsort(keys)]
    one_each = order[np.sort(np.unique(parents.parent[order], return_index=True)[1])][:count]
    return parents.parent[one_each], parents.child[one_each]


def _claims(
    rng: np.random.Generator, people: People, reach: Reach, picked: tuple[Ints, Ints, Days]
) -> Cases:  # fmt: skip
    parent, child, month = picked
    part = assumed("foraldrapenning")
    women = people.women[parent]
    shortest, longest = (np.where(women, *(part["claim_days"][sex][end] for sex in ("women", "men"))) for end in (0, 1))
    days = rng.integers(shortest, longest + 1)
    start = month.astype("datetime64[D]") + (rng.random(len(days)) * (MONTH_DAYS - days + 1)).astype(np.int64)
    end = start + days
    received = at_hours(rng, start + rng.integers(-18, 8, len(days)), 6, 23)
    inside = (received < reach.cut.astype("datetime64[ms]")) & (start >= reach.first)
    automatic = rng.random(len(days)) * 100 < _automatic(part["automatic_percent"], received.astype("datetime64[D]"))
    when = decided(rng, "foraldrapenning", received, women, automatic)
    cases = Cases(
        **blank(len(days)) | {"subject": child, "automatic": automatic},
        person=parent, received=received, decided=when, closed=when + np.timedelta64(1, "s"), start=start, end=end,
        amount=_amounts(people, parent, start),
    )  # fmt: skip
    kept = cases.take(np.flatnonzero(inside))
    return replace(kept, full=np.zeros(len(kept), np.int64))


def _automatic(percent: dict[int, float], day: Days) -> Ints:
    year = year_of(day)
    return np.array([of_year(percent, int(each)) for each in np.unique(year)])[np.unique(year, return_inverse=True)[1]]


def _amounts(people: People, parent: Ints, start: Days) -> Ints:
    """Öre a day: 80 per cent of income as for sickness benefit (12 kap. 21–22 §§ SFB), or the basic level."""
    income = income_in(people.income[parent], year_of(start))
    ordinal = start.astype(np.int64) + EPOCH
    written: Bools = ordinal >= batch.years_written()[0][0]
    day = np.where(written, ordinal, batch.years_written()[0][0])
    alone, whole = np.arange(len(day) + 1), np.full(len(day), 4)
    amount = batch.sjukpenning_spells(alone, day, day, day, income, whole)
    amount = np.where(income >= LOWEST_INCOME, np.maximum(amount, BASIC_ORE), BASIC_ORE)
    return np.stack([amount, amount], axis=1)
