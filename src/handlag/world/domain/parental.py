"""Parental benefit: claims of some days in a month, by parents of children under twelve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.law import batch
from handlag.world.domain.calibration import SEXES, assumed, of_year, published
from handlag.world.domain.columns import Bools, Days, Ints, running, stream
from handlag.world.domain.history import Cases, Reach, at_hours, blank, decided, income_in, year_of
from handlag.world.domain.population import People
from handlag.world.domain.sickness import EPOCH

PARENTAL = 20
LOWEST_INCOME = 14_000  # nobody in the world earns between this and nothing: they get the basic level
BASIC_ORE, LOWEST_ORE = 250_00, 180_00  # grundnivå and lägstanivå, 12 kap. 23-24 §§ SFB
MONTH_DAYS = 28
HIGH_DAYS, LOWEST_DAYS, LATE_DAYS, FIRST_DAYS = 390, 90, 96, 180
OWN_DAYS, RESERVED_DAYS = 195, 90  # of the days above the lowest level, with two parents (12 kap. 14, 17 §§ SFB)
USED_BY_AGE = ([0, 1, 2, 4, 12], [0, 0.45, 0.72, 0.8, 0.95])
"""The share of the days above the lowest level used at an age in years: our assumption, for where the world begins."""


class Parents(NamedTuple):
    """One row for each child and parent of a sex."""

    parent: Ints
    child: Ints
    liking: npt.NDArray[np.float64]  # how much likelier than others the parent is to claim


class Picked(NamedTuple):
    """Claims drawn: who, for which child, in which month, how many days, and whether at the lowest level."""

    parent: Ints
    child: Ints
    month: Days
    days: Ints
    lowest: Bools


@dataclass
class Accounts:
    """How many days have been used for each person as a child (12 kap. 12-13, 18 §§ SFB)."""

    high: Ints
    lowest: Ints
    late: Ints  # after the fourth year

    def room(self, child: Ints, late: Bools) -> Bools:
        """Whether a claim of any length fits what is left."""
        fits = self.high[child] + MONTH_DAYS <= HIGH_DAYS
        return fits & (~late | (self.late[child] + MONTH_DAYS <= LATE_DAYS))

    def lowest_open(self, child: Ints, late: Bools) -> Bools:
        """After the child's first 180 days; after the fourth year for days beyond the higher levels left (41 f §)."""
        beyond = LATE_DAYS - self.late[child] - MONTH_DAYS >= HIGH_DAYS - self.high[child]
        return (self.high[child] >= FIRST_DAYS) & (~late | beyond)

    def use(self, child: Ints, days: Ints, lowest: Bools, late: Bools) -> None:
        """Take days off."""
        np.add.at(self.high, child, np.where(lowest, 0, days))
        np.add.at(self.lowest, child, np.where(lowest, days, 0))
        np.add.at(self.late, child, np.where(late, days, 0))


def parental(seed: int, block: int, people: People, reach: Reach, scale: float) -> Cases:
    """All claims received within reach, drawn month by month from what each child has left."""
    rng = stream(seed, block, PARENTAL)
    accounts = _accounts(rng, people, reach.first)
    sides = [(sex, _parents(rng, people, sex)) for sex in SEXES]
    picked = [
        _of_month(rng, people, (sex, parents), month, (accounts, scale))
        for month in _months(reach) for sex, parents in sides
    ]  # fmt: skip
    return _claims(rng, people, reach, Picked(*(np.concatenate(column) for column in zip(*picked, strict=True))))


def _accounts(rng: np.random.Generator, people: People, first: np.datetime64) -> Accounts:
    """What was used before the world begins, by the child's age then: most in the first two years."""
    age = np.clip((first - people.born).astype(np.int64) / 365.25, 0, None)
    used = np.interp(age, *USED_BY_AGE) * HIGH_DAYS
    spread = rng.random(len(people))
    high = np.clip(used * (0.7 + 0.6 * spread), 0, HIGH_DAYS).astype(np.int64)
    lowest = (LOWEST_DAYS * np.clip(age / 8, 0, 1) * spread).astype(np.int64)
    late = np.where(age > 4, (LATE_DAYS * np.clip((age - 4) / 6, 0, 1) * spread).astype(np.int64), 0)
    return Accounts(high, lowest, late)


def _months(reach: Reach) -> Days:
    """The month before the first too: what is claimed then may be decided and paid after."""
    return np.arange(reach.first.astype("datetime64[M]") - 1, reach.cut.astype("datetime64[M]") + 2)


def _parents(rng: np.random.Generator, people: People, sex: str) -> Parents:
    families = people.families
    parent = (families.mother if sex == "women" else families.father)[families.of]
    there = parent >= 0
    shape = float(assumed("foraldrapenning")["frailty"][sex])
    liking = rng.gamma(shape, 1 / shape, len(people)) + 0.001
    return Parents(parent[there], families.child[there], liking[parent[there]])


def _of_month(
    rng: np.random.Generator, people: People, who: tuple[str, Parents], month: np.datetime64,
    left: tuple[Accounts, float],
) -> Picked:  # fmt: skip
    """As many parents as claims were decided in a month, the likelier the younger the child; nobody twice."""
    (sex, parents), (accounts, scale), part = who, left, assumed("foraldrapenning")
    age = (month - people.born[parents.child].astype("datetime64[M]")).astype(np.int64)
    ages = part["weight_by_child_month"]
    weights = np.array([*(pair[sex == "men"] for pair in ages.values()), 0.0])
    weight = weights[np.searchsorted(list(ages), age)] * parents.liking
    eligible = np.flatnonzero((age >= 1) & (weight > 0) & accounts.room(parents.child, age >= 48))
    wanted = published("decisions_count", "foraldrapenning", sex, int(str(month)[:4])) / 12 * scale
    chosen = _one_each(rng, parents, eligible, weight, rng.poisson(wanted))
    child, late = parents.child[chosen], age[chosen] >= 48
    shortest, longest = part["claim_days"][sex]
    days = rng.integers(shortest, longest + 1, len(chosen))
    lowest = rng.random(len(chosen)) * 100 < part["lowest_percent"]
    lowest &= (accounts.lowest[child] + days <= LOWEST_DAYS) & accounts.lowest_open(child, late)
    accounts.use(child, days, lowest, late)
    return Picked(parents.parent[chosen], child, np.full(len(chosen), month), days, lowest)


def _one_each(
    rng: np.random.Generator, parents: Parents, eligible: Ints, weight: npt.NDArray[np.float64], count: int
) -> Ints:  # fmt: skip
    """``count`` of the eligible rows by weight, at most one for each parent."""
    order = eligible[np.argsort(rng.exponential(1, len(eligible)) / weight[eligible])]
    return order[np.sort(np.unique(parents.parent[order], return_index=True)[1])][:count]


def _claims(rng: np.random.Generator, people: People, reach: Reach, picked: Picked) -> Cases:
    days, women = picked.days, people.women[picked.parent]
    start = picked.month.astype("datetime64[D]") + (rng.random(len(days)) * (MONTH_DAYS - days + 1)).astype(np.int64)
    received = at_hours(rng, start + rng.integers(-14, 14, len(days)), 6, 23)
    inside = (received < reach.cut.astype("datetime64[ms]")) & (start >= reach.first)
    percent = assumed("foraldrapenning")["automatic_percent"]
    automatic = rng.random(len(days)) * 100 < _automatic(percent, received.astype("datetime64[D]"))
    when = decided(rng, "foraldrapenning", received, women, automatic)
    cases = Cases(
        **blank(len(days)) | {"subject": picked.child, "automatic": automatic, "lower": picked.lowest},
        person=picked.parent, received=received, decided=when, closed=when + np.timedelta64(1, "s"),
        start=start, end=start + days, amount=_amounts(people, picked.parent, start, picked.lowest),
    )  # fmt: skip
    cases = cases.take(np.flatnonzero(inside))
    return cases.take(np.flatnonzero(_days_so_far(cases) <= _most_days(people, cases)))


def _days_so_far(cases: Cases) -> Ints:
    """The days above the lowest level each parent has used for the child, with the claim's own."""
    order = np.lexsort((cases.start, cases.subject, cases.person))
    same = (cases.person[order] << 32) | cases.subject[order]
    days = np.where(cases.lower, 0, (cases.end - cases.start).astype(np.int64))[order]
    so_far = np.zeros(len(cases), np.int64)
    so_far[order] = running(days, same)
    return so_far


def _shares(people: People, cases: Cases) -> Bools:
    """Whether the child has two parents, who have half the days each (12 kap. 14 §)."""
    families = people.families
    shared: Bools = families.father[families.of[cases.subject]] >= 0
    return shared


def _most_days(people: People, cases: Cases) -> Ints:
    """Own days and what the other parent can give of hers: all but those reserved (12 kap. 14, 17 §§ SFB)."""
    return np.where(_shares(people, cases), 2 * OWN_DAYS - RESERVED_DAYS, HIGH_DAYS)


def beyond_own_days(people: People, cases: Cases) -> Ints:
    """How many days of each claim the parent must have been given by the other."""
    so_far = _days_so_far(cases)
    days = np.where(cases.lower, 0, (cases.end - cases.start).astype(np.int64))
    beyond = np.minimum(np.maximum(so_far - OWN_DAYS, 0), days)
    return np.where(_shares(people, cases), beyond, 0)


def lowest_in_order(cases: Cases) -> Bools:
    """Which claims the agency's own record opens the level of: the lowest after 180 recorded days of the child (19 §).

    What was used before the world begins is not recorded, nor what is left after a child's fourth year.
    """
    order = np.lexsort((cases.start, cases.subject))
    days = np.where(cases.lower, 0, (cases.end - cases.start).astype(np.int64))[order]
    fits = np.zeros(len(cases), bool)
    fits[order] = running(days, cases.subject[order].astype(np.int64)) - days >= FIRST_DAYS
    return ~cases.lower | fits


def _automatic(percent: dict[int, float], day: Days) -> Ints:
    year = year_of(day)
    return np.array([of_year(percent, int(each)) for each in np.unique(year)])[np.unique(year, return_inverse=True)[1]]


def _amounts(people: People, parent: Ints, start: Days, lowest: Bools) -> Ints:
    """Öre a day: 80 per cent of income as for sickness benefit (12 kap. 21–24 §§ SFB), or a level in kronor."""
    income = income_in(people.income[parent], year_of(start))
    ordinal = start.astype(np.int64) + EPOCH
    written: Bools = ordinal >= batch.years_written()[0][0]
    day = np.where(written, ordinal, batch.years_written()[0][0])
    alone, whole = np.arange(len(day) + 1), np.full(len(day), 4)
    amount = batch.sjukpenning_spells(alone, day, day, day, income, whole)
    amount = np.where(income >= LOWEST_INCOME, np.maximum(amount, BASIC_ORE), BASIC_ORE)
    amount = np.where(lowest, LOWEST_ORE, amount)
    return np.stack([amount, amount], axis=1)
