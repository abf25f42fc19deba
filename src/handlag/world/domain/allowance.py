"""Child allowance: each parent's timeline of children and arrangements, cut where the amount changes.

A birth, a child reaching the age limit or the parents arranging it otherwise gives each parent concerned a decision.
A birth needs no claim (annual report 2024, line 1073): the agency opens the case itself, the machine decides at once.
What held when the world begins was decided in the month before.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from handlag.law import batch
from handlag.world.domain.calibration import assumed, published
from handlag.world.domain.columns import Bools, Days, Ints, running, stream
from handlag.world.domain.history import Cases, Reach, at_hours, blank, decided, first_day, year_of
from handlag.world.domain.population import People

ALLOWANCE = 30
HALVES_BY_LAW = np.datetime64("2014-03")
BIRTH, LIMIT, CHANGE = 1, -1, 0
BY_LAW, MOTHER, SHARED = 0, 1, 2


class Knots(NamedTuple):
    """What changes in families, one row for each family and month, in order; and what holds from there on."""

    family: Ints
    month: Days
    child: Ints
    payee: Ints
    old: Ints  # children born before halves by law
    young: Ints  # children born after
    birth: Bools  # a child is born, and nothing is arranged otherwise
    limit: Bools  # a child passes the age limit
    young_limit: Bools


class Changes(NamedTuple):
    """New arrangements between parents, and the month each counts from."""

    family: Ints
    month: Days


def allowance(seed: int, block: int, people: People, reach: Reach, scale: float) -> Cases:
    """The decisions of both parents of every family with a child under the limit within reach."""
    rng = stream(seed, block, ALLOWANCE)
    none = Changes(np.zeros(0, np.int64), np.zeros(0, "datetime64[M]"))
    without = _both_sides(stream(seed, block, ALLOWANCE, 1), people, reach, none)
    return _both_sides(rng, people, reach, _changes(rng, people, reach, scale, without))


def _both_sides(rng: np.random.Generator, people: People, reach: Reach, changes: Changes) -> Cases:
    knots = _knots(rng, people, changes)
    sides = [_side(rng, people, knots, reach, mother) for mother in (True, False)]
    return Cases(**{name: np.concatenate([getattr(side, name) for side in sides]) for name in Cases.__annotations__})


def _changes(rng: np.random.Generator, people: People, reach: Reach, scale: float, without: Cases) -> Changes:
    """As many new arrangements as there are decisions more (table 6) than births and age limits give; two for each."""
    families, part = people.families, assumed("barnbidrag")
    last = np.full(len(families.mother), np.datetime64("1900-01", "M"))
    np.maximum.at(last, families.of, people.born[families.child].astype("datetime64[M]"))
    first = np.full(len(families.mother), np.datetime64("2200-01", "M"))
    np.minimum.at(first, families.of, people.born[families.child].astype("datetime64[M]"))
    found: list[Ints] = []
    when: list[Days] = []
    for year in reach.years:
        begins = np.datetime64(f"{year}-01", "M")
        has = np.flatnonzero((families.father >= 0) & (_after_limit(last) > begins + 12) & (first < begins))
        wanted = sum(published("decisions_count", "barnbidrag", sex, year) for sex in ("women", "men")) * scale
        count = int((wanted - (year_of(without.received) == year).sum()) / float(part["decisions_a_change"]))
        likely = np.where(families.payee[has] == BY_LAW, float(part["change_by_law_weight"]), 1.0)
        found.append(rng.choice(has, np.clip(count, 0, len(has)), replace=False, p=likely / likely.sum()))
        opening = int(year == reach.years[0])  # what counts from the first month is not told as a change
        when.append(begins + rng.integers(opening, 12, len(found[-1])))
    return Changes(np.concatenate(found), np.concatenate(when))


def _knots(rng: np.random.Generator, people: People, changes: Changes) -> Knots:
    families = people.families
    born = people.born[families.child].astype("datetime64[M]")
    eldest = families.child[np.unique(families.of, return_index=True)[1]]
    family = np.concatenate([families.of, families.of, changes.family])
    month = np.concatenate([born + 1, _after_limit(born), changes.month])
    kind = np.repeat([BIRTH, LIMIT, CHANGE], [len(born), len(born), len(changes.family)])
    child = np.concatenate([families.child, families.child, eldest[changes.family]])
    young = np.concatenate([born, born, np.full(len(changes.family), HALVES_BY_LAW - 1)]) >= HALVES_BY_LAW
    order = np.lexsort((kind, month, family))
    family, month, kind, child, young = (each[order] for each in (family, month, kind, child, young))
    old_count, young_count = (running(np.where(flag, kind, 0), family) for flag in (~young, young))
    payee = _payee(rng, families.payee, family, kind)
    last = np.append((np.diff(family) != 0) | (np.diff(month) != np.timedelta64(0, "M")), [True] * bool(len(family)))
    births, changed, *limits = (
        np.logical_or.reduceat(flag, _starts(last))
        for flag in (kind == BIRTH, kind == CHANGE, kind == LIMIT, (kind == LIMIT) & young)
    )
    rest = (each[last] for each in (family, month, child, payee, old_count, young_count))
    flags = (births & ~changed, *limits)
    return Knots(*rest, *flags)


def _starts(last: Bools) -> Ints:
    return np.flatnonzero(np.concatenate([[True], last[:-1]]))


def _after_limit(born: Days) -> Days:
    """The first month without: the quarter of the sixteenth birthday is the last that is paid (15 kap. 4 § SFB)."""
    month = (born + 12 * 16).astype(np.int64)
    return (month + 3 - month % 3).astype("datetime64[M]")


def _payee(rng: np.random.Generator, at_first: Ints, family: Ints, kind: Ints) -> Ints:
    """The arrangement from each knot on: by turns the one drawn at first and another."""
    turns = running((kind == CHANGE).astype(np.int64), family) % 2
    other = np.where((at_first == BY_LAW) | (rng.random(len(at_first)) < 0.2), MOTHER, SHARED)
    return np.where(turns == 0, at_first[family], other[family])


def _children(knots: Knots, mother: bool) -> tuple[Ints, Ints]:
    """How many children a parent has the whole and half the allowance for (16 kap. 5–8 §§ SFB)."""
    none = np.zeros(len(knots.family), np.int64)
    both = knots.old + knots.young
    half = np.select([knots.payee == BY_LAW, knots.payee == SHARED], [knots.young, both], none)
    if not mother:
        return none, half
    return np.select([knots.payee == BY_LAW, knots.payee == MOTHER], [knots.old, both], none), half


def _side(rng: np.random.Generator, people: People, knots: Knots, reach: Reach, mother: bool) -> Cases:
    full, half = _children(knots, mother)
    person = (people.families.mother if mother else people.families.father)[knots.family]
    same = np.concatenate([[False], np.diff(knots.family) == 0])
    told = ~(same & (full == np.roll(full, 1)) & (half == np.roll(half, 1)))
    until = _next_month(knots, told)
    limit_here = knots.limit if mother else knots.young_limit
    limit = np.where(knots.payee == BY_LAW, _next_month(knots, limit_here), _next_month(knots, knots.limit))
    first = reach.first.astype("datetime64[M]")
    ends = same & (np.roll(full + half, 1) > 0) & ~limit_here & (knots.month > first)
    rows = np.flatnonzero(told & ((full + half > 0) | ends) & (person >= 0) & (until > np.maximum(knots.month, first)))
    start = np.maximum(knots.month, first)
    return _cases(
        rng, people, reach,
        {"person": person[rows], "subject": knots.child[rows], "full": full[rows], "half": half[rows],
         "own": knots.birth[rows] & (start[rows] > first)},
        (start[rows], until[rows], limit[rows]),
    )  # fmt: skip


def _next_month(knots: Knots, marked: Bools) -> Days:
    """For each knot the month of the family's next marked one; far away where there is none."""
    far = np.datetime64("2100-01", "M")
    rows = np.arange(len(marked))
    following = np.minimum.accumulate(np.where(marked, rows, len(rows))[::-1])[::-1]
    after = np.append(following[1:], [len(rows)])
    known = after < len(rows)
    after = np.where(known, after, 0)
    return np.where(known & (knots.family[after] == knots.family), knots.month[after], far)


def _cases(
    rng: np.random.Generator, people: People, reach: Reach, who: dict[str, Ints], months: tuple[Days, Days, Days]
) -> Cases:  # fmt: skip
    start, until, limit = (each.astype("datetime64[D]") for each in months)
    rows = len(start)
    amount = batch.barnbidrag_month(who["full"], who["half"], first_day(reach.first))
    known = np.maximum(start - rng.integers(0, 31, rows), people.born[who["subject"]] + 4)
    opening = start <= reach.first
    received = at_hours(rng, np.where(opening, reach.first - rng.integers(3, 25, rows), known), 6, 22)
    granted = who["full"] + who["half"] > 0
    at_once = opening | who["own"]
    automatic = ((rng.random(rows) * 100 < float(assumed("barnbidrag")["automatic_percent"])) & granted) | at_once
    when, asked = received + np.timedelta64(1, "m"), np.flatnonzero(~at_once)
    women = people.women[who["person"][asked]]
    when[asked] = decided(rng, "barnbidrag", received[asked], women, automatic[asked])
    cases = Cases(
        **blank(rows) | who
        | {"automatic": automatic, "granted": granted, "entitled_until": np.minimum(until, limit)},
        received=received, decided=when, closed=when + np.timedelta64(1, "s"), start=start, end=limit,
        amount=np.stack([amount, amount], axis=1),
    )  # fmt: skip
    return cases.take(np.flatnonzero(received < reach.cut.astype("datetime64[ms]")))
