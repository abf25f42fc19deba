"""The people of one block of the world: families first, then everybody else, with incomes and employers.

Rows are persons; ``-1`` stands where there is nobody. A block holds whole families, so that no relation crosses it and
a world of any size is made in the memory of one block.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from handlag.world.domain.calibration import assumed
from handlag.world.domain.columns import Bools, Days, Ints, repeated, stream
from handlag.world.domain.places import COUNTIES

FIRST_CHILD_YEAR = 2002
POPULATION, FAMILIES, INCOMES = 1, 2, 3


@dataclass(frozen=True)
class Families:
    """One row a family; children by birth. ``payee``: 0 halves by law, 1 the mother, 2 halves for all children."""

    mother: Ints
    father: Ints
    parted: Days  # the day the parents no longer live together; NaT while they do
    payee: Ints
    child: Ints  # persons
    of: Ints  # each child's family


@dataclass(frozen=True)
class People:
    """One row a person."""

    born: Days
    women: Bools
    county: Ints
    protected: Ints  # 0 none, 1 sekretessmarkering, 2 skyddad folkbokföring
    income: Ints  # kronor a year in 2024, 0 where nobody is paid
    employer: Ints  # -1 where nobody employs
    families: Families

    def __len__(self) -> int:
        return len(self.born)

    def age_on(self, day: np.datetime64) -> Ints:
        """Whole years on a day, near enough for drawing by age."""
        return (day - self.born).astype(np.int64) * 4 // 1461


def unit_of(people: People, person: Ints) -> Ints:
    """The unit that handles each person's cases: her county's, or the one for protected identities."""
    return np.where(people.protected[person] > 0, len(COUNTIES), people.county[person])


def make_people(seed: int, block: int, size: int, today: date) -> People:
    """``size`` persons born until today."""
    rng = stream(seed, block, POPULATION)
    children, adults = _cohorts(size, today)
    born = np.concatenate([_births(rng, years, count) for years, count in (children, adults)])
    women = rng.random(len(born)) * 1000 < _women_permille(born)
    born = _not_on_leap_day_2000(np.minimum(born, np.datetime64(today)))
    minors = int(children[1].sum())
    families = _families(stream(seed, block, FAMILIES), born, women, minors)
    weights = np.array([county.thousands for county in COUNTIES], float)
    county = rng.choice(len(COUNTIES), len(born), p=weights / weights.sum())
    county[families.child] = county[families.mother[families.of]]
    fathers = families.father >= 0
    county[families.father[fathers]] = county[families.mother[fathers]]
    marked = rng.random(len(born)) * 1000 < float(assumed("population")["protected_permille"])
    protected = np.where(marked, rng.integers(1, 3, len(born)), 0)
    income, employer = _incomes(stream(seed, block, INCOMES), born, women)
    return People(born, women, county, protected, income, employer, families)


def _cohorts(size: int, today: date) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Birth years and how many of each, for those born from 2002 and for the rest; the sizes add up to ``size``."""
    part = assumed("population")
    births = {year: float(count) for year, count in part["born_thousands"].items() if year <= today.year}
    births[today.year] *= (today - date(today.year, 1, 1)).days / 365
    spans = sorted(part["adults_thousands"].items())
    for (first, count), (after, _) in pairwise(spans):
        births |= dict.fromkeys(range(first, after), count / (after - first))
    years = np.array(sorted(births))
    exact = np.cumsum([births[year] for year in years]) * size / sum(births.values())
    counts = np.diff(np.round(exact).astype(np.int64), prepend=0)
    young = years >= FIRST_CHILD_YEAR
    return (years[young], counts[young]), (years[~young], counts[~young])


def _births(rng: np.random.Generator, years: Ints, counts: Ints) -> Days:
    starts = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return np.sort(np.repeat(starts, counts) + rng.integers(0, 365, int(counts.sum())))


def _women_permille(born: Days) -> Ints:
    shares = assumed("population")["women_share_permille"]
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    return np.array(list(shares.values()))[np.searchsorted(list(shares), year, side="right") - 1]


def _not_on_leap_day_2000(born: Days) -> Days:
    """Moved centuries back, 29 February 2000 would be a day that never was."""
    return np.where(born == np.datetime64("2000-02-29"), np.datetime64("2000-02-28"), born)


def _families(rng: np.random.Generator, born: Days, women: Bools, minors: int) -> Families:
    """Children put into families by birth day: what is drawn is when families begin; the children fill them."""
    part = assumed("families")
    wanted, of = _wanted_births(rng, part, born[:minors])
    order = np.argsort(wanted, kind="stable")
    of = of[order]
    families, of = np.unique(of, return_inverse=True)
    child = np.arange(minors)
    first = np.full(len(families), np.datetime64("2200-01-01"))
    np.minimum.at(first, of, born[child])
    mother = _parents(rng, first, born, np.flatnonzero(women[minors:]) + minors, part["mother_age_at_first"])
    father = _fathers(rng, born, np.flatnonzero(~women[minors:]) + minors, (mother, first))
    years_together = rng.exponential(100 / part["separation_percent_a_year"], len(families))
    parted = first + (365 * years_together).astype(np.int64)
    parted = np.where(father < 0, np.datetime64("NaT"), parted)
    return Families(mother, father, parted, _payees(rng, father), child, of)


def _wanted_births(rng: np.random.Generator, part: dict[str, dict[str, float]], born: Days) -> tuple[Days, Ints]:
    """As many births as there are children, spread over families as families spread them over years."""
    sizes, percents = np.array(list(part["size_percent"])), np.array(list(part["size_percent"].values()))
    first_day, last_day = born.min() - 365 * 12, born.max() + 1
    days = int((last_day - first_day).astype(np.int64))
    a_year = len(born) / ((born.max() - born.min()).astype(np.int64) / 365)
    families = int(a_year / (sizes @ percents / 100) * days / 365 * 1.08) + 10
    of, place = repeated(rng.choice(sizes, families, p=percents / percents.sum()))
    gap = part["spacing_years"]["least"] + rng.gamma(2, part["spacing_years"]["mean_more"] / 2, len(of))
    gap = np.where(place == 0, 0, gap)
    since = np.cumsum(gap) - np.repeat(np.cumsum(gap)[place == 0], np.bincount(of))
    wanted = (first_day + rng.integers(0, days, families))[of] + (365 * since).astype(np.int64)
    inside = np.flatnonzero((wanted >= born.min()) & (wanted <= born.max()))
    kept = _thinned(rng, wanted[inside].astype("datetime64[Y]"), born.astype("datetime64[Y]"))
    return wanted[inside][kept], of[inside][kept]


def _thinned(rng: np.random.Generator, wanted: Days, born: Days) -> Ints:
    """As many of the wanted births of each year as there are children born; a year short of them takes what follows."""
    order = np.lexsort((rng.random(len(wanted)), wanted))
    starts = np.searchsorted(wanted[order], np.unique(born))
    counts = np.unique(born, return_counts=True)[1]
    place = np.maximum.accumulate(np.repeat(starts, counts) + repeated(counts)[1] - np.arange(len(born)))
    return np.sort(order[np.minimum(place + np.arange(len(born)), np.arange(len(order) - len(born), len(order)))])


def _parents(rng: np.random.Generator, first: Days, born: Days, pool: Ints, age: dict[str, float]) -> Ints:
    """A person of the pool (in order of birth) for each first birth, nobody twice, near the age drawn."""
    years = np.clip(rng.normal(age["mean"], age["deviation"], len(first)), age["least"], age["most"])
    return _nearest(born, pool, first - (years * 365.25).astype(np.int64))


def _nearest(born: Days, pool: Ints, wanted: Days) -> Ints:
    """For each wanted day of birth somebody of the pool born near it, nobody twice; the pool must be the larger."""
    pool = pool[np.argsort(born[pool], kind="stable")]
    order = np.argsort(wanted, kind="stable")
    steps = np.arange(len(wanted))
    place = np.maximum.accumulate(np.searchsorted(born[pool], wanted[order]) - steps) + steps
    place = np.minimum(place, len(pool) - len(wanted) + steps)
    found = np.empty(len(wanted), np.int64)
    found[order] = pool[place]
    return found


def _fathers(rng: np.random.Generator, born: Days, men: Ints, of: tuple[Ints, Days]) -> Ints:
    part = assumed("families")
    mother, first = of
    older = rng.normal(part["father_older_years"]["mean"], part["father_older_years"]["deviation"], len(mother))
    there = rng.random(len(mother)) * 100 >= float(part["no_father_percent"])
    father = np.full(len(mother), -1)
    wanted = born[mother[there]] - (older[there] * 365.25).astype(np.int64)
    of_age = first[there] - int(part["mother_age_at_first"]["least"] * 365.25)
    father[there] = _nearest(born, men, np.minimum(wanted, of_age))
    return father


def _payees(rng: np.random.Generator, father: Ints) -> Ints:
    part = assumed("barnbidrag")
    draw = rng.random(len(father)) * 100
    named, alternating = part["one_payee_percent"], part["alternating_percent"]
    payee = np.select([draw < named, draw < named + alternating], [1, 2], 0)
    return np.where(father < 0, 1, payee)


def _incomes(rng: np.random.Generator, born: Days, women: Bools) -> tuple[Ints, Ints]:
    part = assumed("income")
    age = (np.datetime64("2024-07-01") - born).astype(np.int64) * 4 // 1461
    ages = np.array(list(part["by_age"]))
    share, level = np.array(list(part["by_age"].values()), float).T
    group = np.minimum(np.searchsorted(ages, age), len(ages) - 1)
    works = (rng.random(len(born)) * 100 < share[group]) & (age >= 18) & (age <= ages[-1])
    median = np.where(women, part["median_kronor"]["women"], part["median_kronor"]["men"])
    spread = np.where(women, part["deviation"]["women"], part["deviation"]["men"])
    drawn = median * level[group] / 100 * np.exp(spread * rng.standard_normal(len(born)))
    income = np.where(works, (drawn // 1200).astype(np.int64) * 1200, 0)
    count = max(int(works.sum()) // int(part["persons_an_employer"]), 1)
    employer = (count * rng.random(len(born)) ** 1.6).astype(np.int64)
    return income, np.where(works, employer, -1)
