"""The backlog as cohorts by day of arrival: exact whole cases, one day at a time, any order of work.

A benefit's cases are of some types (first claims, simple, complex, reviews, reconsiderations), each with its minutes.
Cases are counted by type and arrival day, so age needs no moving: oldest first is a pointer, and a day costs what is
decided that day, or, for work in proportion, the span of ages in stock. Each day: open cases grow a day older; what
waited for somebody else comes back; new cases come, and what was decided earlier comes back as rework or review; the
day's minutes are worked off by the rules of order, first to last. Minutes that don't fill a whole case are kept for the
next day as long as there is work; shares of whole cases are rounded with the remainder carried on, so none is lost.
People of different skills are teams: each rule of order says whose time it takes, and at what pace they do that work.

Two identities hold exactly, in whole numbers: opening stock + arrived + come back = decided + pending; and the summed
age of all pending = its opening sum + case-days pending - summed age at decision.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.core.compiled import kernel

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

OLDEST, NEWEST, PROPORTIONAL = 0, 1, 2
ALL_TYPES = -1
AGES = 1500
"""Ages at decision are counted day by day up to this; older ones in the last."""
ARRIVED, RETURNED, DECIDED, AUTOMATIC, AGE_SUM, WITHIN, PENDING, PENDING_AGE, PENDING_OVER, CASE_DAYS, UNUSED, PAID = (
    range(12)
)
OUTCOMES = 12
COME, DONE, ALONE, AGED = range(4)
BY_KIND = 4
"""Counted by type of case: come (again too), decided by officers and by the system, the summed age at decision."""
OVER, FROM, OPEN, TURN, SHORTEST, LEFT = range(6)
"""Pending past the limit; no workable case arrived before this index; pending, waiting for others or not; times work
in proportion was done; minutes of the shortest kind of case; and from there on minutes left, team by team."""
NO_EDGES = np.zeros(0, np.int64)
NO_TEAMS = np.zeros((0, 0), np.int64)
ANYBODY = np.zeros((0, 2), np.int64)
WHOLE = 1000
"""Per mille: the pace of those who know the work, and the whole of a day."""


class Plan(NamedTuple):
    """One benefit's days to come, as arrays. K types, D days, M months, H days of opening stock."""

    opening: Ints  # (K, H): pending by type and arrival day, the last column arrived the day before the first
    expected: Floats  # (K, D): cases expected to come
    spread: Floats  # (K, M): standard deviation of the logarithm of a month's level
    automatic: Floats  # (K, D): share decided the day they come, without anybody's time
    minutes: Ints  # (D): the officers' time
    each: Ints  # (K): minutes a case takes
    month: Ints  # (D): month number of each day, from 0
    held: Floats  # (K, L): share that must wait for somebody else, by lag
    lags: Ints  # (L): days until what was waited for has come
    follow: Floats  # (F, 4): of the decided of a type, a share comes back as another type after so many days
    rules: (
        Ints  # (R, 6): kind of order, type or ALL_TYPES, least age, per mille of the day's minutes, months from, until
    )
    limit: int  # days within which a case should be decided
    paid: int = -1  # days within which it must be decided for the money to come in time; -1 where nobody asks
    edges: Ints = NO_EDGES  # (E): ages in days; pending older than each are counted at every month's end, lowest first
    teams: Ints = NO_TEAMS  # (T, D): the time of further teams; ``minutes`` is that of team 0
    who: Ints = ANYBODY  # (R, 2): each rule's team and its pace in per mille; none where team 0 does all at full pace


class State(NamedTuple):
    """What a run changes as it goes, and what it leaves."""

    ready: Ints  # (K, H+D) workable cases by type and arrival day
    waiting: Ints  # (K, H+D, L) cases held for somebody else, by lag
    coming: Floats  # (K, D) cases that come back as a consequence of decisions
    done: Ints  # (K) decided today
    tally: Ints  # (LEFT+1+T) single numbers: OVER, FROM, OPEN, TURN, SHORTEST, minutes each team has left of the day
    taken: Ints  # (H+D) room for one type's cases taken from each age
    monthly: Ints  # (M, OUTCOMES)
    ages: Ints  # (M, AGES) decided, by age
    older: Ints  # (M, E) pending at the month's end that are older than each edge
    kinds: Ints  # (M, K, BY_KIND)


@kernel
def _begin(plan: Plan, ages: Ints, older: Ints, by_kind: Ints) -> State:
    kinds, before = plan.opening.shape
    days, months = len(plan.minutes), plan.month[-1] + 1
    ready = np.zeros((kinds, before + days), np.int64)
    ready[:, :before] = plan.opening
    tally = np.zeros(LEFT + 1 + len(plan.teams), np.int64)
    tally[OVER] = plan.opening[:, : max(before - 1 - plan.limit, 0)].sum()
    tally[SHORTEST] = plan.each.min()
    return State(
        ready, np.zeros((kinds, before + days, len(plan.lags)), np.int64), np.zeros((kinds, days)),
        np.zeros(kinds, np.int64), tally, np.zeros(before + days, np.int64),
        np.zeros((months, OUTCOMES), np.int64), ages, older, by_kind,
    )  # fmt: skip


@kernel
def _decide(plan: Plan, state: State, kind: int, at: int, n: int, now: int, month: int) -> None:
    age = now - at
    state.ready[kind, at] -= n
    state.done[kind] += n
    state.monthly[month, DECIDED] += n
    state.monthly[month, AGE_SUM] += n * age
    of = state.kinds[month, kind]
    of[DONE] += n
    of[AGED] += n * age
    state.ages[month, min(age, AGES - 1)] += n
    if age <= plan.paid:
        state.monthly[month, PAID] += n
    if age <= plan.limit:
        state.monthly[month, WITHIN] += n
    else:
        state.tally[OVER] -= n


@kernel
def _kinds(plan: Plan, wanted: int) -> tuple[int, int]:
    return (0, len(plan.each)) if wanted == ALL_TYPES else (wanted, wanted + 1)


@kernel
def _one_by_one(plan: Plan, state: State, rule: Ints, now: int, month: int, minutes: int) -> int:
    """Work oldest or newest first until the minutes don't fill the next case; the minutes left."""
    first, last = state.tally[FROM], now - rule[2]
    step, at = (1, first) if rule[0] == OLDEST else (-1, last)
    low, high = _kinds(plan, rule[1])
    while first <= at <= last:
        for kind in range(low, high):
            here = state.ready[kind, at]
            if here > 0:
                n = min(here, minutes // plan.each[kind])
                if n > 0:
                    _decide(plan, state, kind, at, n, now, month)
                    minutes -= n * plan.each[kind]
                if n < here:
                    return minutes
        at += step
    return minutes


@kernel
def _thin(cells: Ints, taken: Ints, part: float, most: int, carried: float) -> tuple[int, float]:
    """Take ``part`` of every cell, at most ``most`` in all, into ``taken``; how many, and the remainder of rounding."""
    n = 0
    for i in range(len(cells)):
        carried += cells[i] * part
        some = min(int(carried), cells[i], most - n)
        carried -= some
        cells[i] -= some
        taken[i] = some
        n += some
    return n, carried


@kernel
def _in_proportion(plan: Plan, state: State, rule: Ints, now: int, month: int, minutes: int) -> int:
    """Take the same part of every age; the minutes left.

    Where a day's work is a small part of the stock, one arrival day in up to six is gone through, in turn by working
    day, and so much more taken of each: the same in the long run, and much quicker.
    """
    work = state.tally[OPEN] * plan.each.max()
    stride = 1 if minutes == 0 else min(max(work // (6 * minutes), 1), 6)
    state.tally[TURN] += 1
    first, last = state.tally[FROM] + state.tally[TURN] % stride, now - rule[2]
    low, high = _kinds(plan, rule[1])
    work = 0
    for kind in range(low, high):
        work += state.ready[kind, first : last + 1 : stride].sum() * plan.each[kind]
    if work == 0:
        return minutes
    part, carried = min(minutes / work, 1.0), 0.5
    for kind in range(low, high):
        cells, taken = state.ready[kind, first : last + 1 : stride], state.taken[first : last + 1 : stride]
        n, carried = _thin(cells, taken, part, minutes // plan.each[kind], carried)
        minutes -= n * plan.each[kind]
        state.done[kind] += n
        _count(plan, state, kind, taken, now - first, stride, month)
    return minutes


@kernel
def _count(plan: Plan, state: State, kind: int, taken: Ints, oldest: int, stride: int, month: int) -> None:
    """Enter decided cases, one cell for each ``stride`` of ages from the oldest down."""
    ages = state.ages[month]
    decided, age_sum, over, paid = 0, 0, 0, 0
    for i in range(len(taken)):
        n, age = taken[i], oldest - i * stride
        if n > 0:
            decided += n
            age_sum += n * age
            ages[min(age, AGES - 1)] += n
            if age > plan.limit:
                over += n
            if age <= plan.paid:
                paid += n
    state.tally[OVER] -= over
    state.monthly[month, DECIDED] += decided
    state.monthly[month, AGE_SUM] += age_sum
    of = state.kinds[month, kind]
    of[DONE] += decided
    of[AGED] += age_sum
    state.monthly[month, WITHIN] += decided - over
    state.monthly[month, PAID] += paid


@kernel
def _work(plan: Plan, state: State, day: int, now: int, month: int) -> None:
    """A day's work by the rules in force, in order; each may use its share of its team's day and what was left of it.

    A team that does half as much of some work as those who know it needs two minutes for each of theirs.
    """
    own, teams = plan.minutes[day], len(plan.who) > 0
    for r in range(len(plan.rules)):
        rule, team, pace, minutes = plan.rules[r], 0, WHOLE, own
        if not rule[4] <= month < rule[5]:
            continue
        if teams:
            team, pace = plan.who[r, 0], plan.who[r, 1]
            minutes = own if team == 0 else plan.teams[team - 1, day]
        state.tally[LEFT + team] += minutes * rule[3] // WHOLE
        able = state.tally[LEFT + team] * pace // WHOLE
        if able < state.tally[SHORTEST]:
            continue
        if rule[0] == PROPORTIONAL:
            left = _in_proportion(plan, state, rule, now, month, able)
        else:
            left = _one_by_one(plan, state, rule, now, month, able)
        state.tally[LEFT + team] -= -(-(able - left) * WHOLE // pace)


@kernel
def _keep(plan: Plan, state: State, longest: Ints, month: int) -> None:
    """Keep what didn't fill a case for tomorrow; what there was no work for is lost."""
    for team in range(1 + len(plan.teams)):
        if state.tally[LEFT + team] >= longest[team]:
            state.monthly[month, UNUSED] += state.tally[LEFT + team]
            state.tally[LEFT + team] = 0


@kernel
def _longest(plan: Plan) -> Ints:
    """The minutes each team needs at most for one case, at its slowest."""
    needed = np.full(1 + len(plan.teams), plan.each.max())
    for r in range(len(plan.who)):
        if plan.who[r, 1] > 0:
            team = plan.who[r, 0]
            needed[team] = max(needed[team], plan.each.max() * WHOLE // plan.who[r, 1] + 1)
    return needed


@kernel
def _receive(plan: Plan, state: State, kind: int, at: int, day: int, n: int, carry: Floats) -> int:
    """Put a day's new cases where they belong: decided by the system, held, or ready; how many are pending."""
    if n == 0:
        return 0
    carry[kind, 0] += n * plan.automatic[kind, day]
    alone = min(int(carry[kind, 0]), n)
    carry[kind, 0] -= alone
    of = state.kinds[plan.month[day], kind]
    of[COME] += n
    of[ALONE] += alone
    state.monthly[plan.month[day], AUTOMATIC] += alone
    state.done[kind] += alone
    left = n - alone
    for lag in range(len(plan.lags)):
        carry[kind, 1 + lag] += (n - alone) * plan.held[kind, lag]
        some = min(int(carry[kind, 1 + lag]), left)
        carry[kind, 1 + lag] -= some
        state.waiting[kind, at, lag] = some
        left -= some
    state.ready[kind, at] += left
    return n - alone


@kernel
def _come_back(plan: Plan, state: State, now: int) -> None:
    """Make workable what waited for somebody else and has now got it."""
    for lag in range(len(plan.lags)):
        at = now - plan.lags[lag]
        if at >= 0:
            for kind in range(len(plan.each)):
                n = state.waiting[kind, at, lag]
                if n > 0:
                    state.ready[kind, at] += n
                    state.waiting[kind, at, lag] = 0
                    state.tally[FROM] = min(state.tally[FROM], at)


@kernel
def _consequences(plan: Plan, state: State, day: int, days: int) -> None:
    """Lay what today's decisions lead to on the days it comes."""
    for f in range(len(plan.follow)):
        due = day + int(plan.follow[f, 3])
        if due < days:
            state.coming[int(plan.follow[f, 1]), due] += state.done[int(plan.follow[f, 0])] * plan.follow[f, 2]


@kernel
def _drawn(mean: float, chance: bool, kind: int, carry: Floats) -> int:
    """How many come: Poisson about the mean, or the mean itself with its remainder carried on."""
    if not chance:
        carry[kind, -1] += mean
        n = int(carry[kind, -1])
        carry[kind, -1] -= n
        return n
    if mean > 50.0:
        return max(int(np.floor(mean + np.sqrt(mean) * np.random.normal() + 0.5)), 0)
    return int(np.random.poisson(mean)) if mean > 0 else 0


@kernel
def _levels(plan: Plan, chance: bool) -> Floats:
    """Each month's level of inflow beside the expected, its mean 1."""
    levels = np.ones(plan.spread.shape)
    if chance:
        for kind in range(len(levels)):
            for month in range(len(levels[kind])):
                sd = plan.spread[kind, month]
                levels[kind, month] = np.exp(sd * np.random.normal() - sd * sd / 2)
    return levels


@kernel
def _arrivals(
    plan: Plan, state: State, day: int, at: int, chance: bool, levels: Floats, carry: Floats, back: Floats
) -> int:
    """All that comes on a day, of every type; how many are pending of it."""
    month, pending = plan.month[day], 0
    for kind in range(len(plan.each)):
        new = _drawn(plan.expected[kind, day] * levels[kind, month], chance, kind, carry)
        back[kind] += state.coming[kind, day]
        again = int(back[kind] + 1e-9)
        back[kind] -= again
        state.monthly[month, ARRIVED] += new
        state.monthly[month, RETURNED] += again
        pending += _receive(plan, state, kind, at, day, new + again, carry)
    return pending


@kernel
def _move_oldest(state: State, now: int) -> None:
    at = state.tally[FROM]
    while at < now:
        for kind in range(state.ready.shape[0]):
            if state.ready[kind, at] > 0:
                state.tally[FROM] = at
                return
        at += 1
    state.tally[FROM] = at


@kernel
def _passed_limit(plan: Plan, state: State, now: int) -> None:
    """Count those whose age goes past the limit today."""
    at = now - plan.limit - 1
    if at >= 0:
        for kind in range(state.ready.shape[0]):
            state.tally[OVER] += state.ready[kind, at]
            for lag in range(state.waiting.shape[2]):
                state.tally[OVER] += state.waiting[kind, at, lag]


@kernel
def _count_older(plan: Plan, state: State, now: int, month: int) -> None:
    """Count pending cases past each edge of age. Nothing lies before both the oldest workable and the longest wait."""
    edges, counts = plan.edges, state.older[month]
    first = max(min(state.tally[FROM], now - plan.lags.max()), 0)
    for at in range(first, max(now - edges[0], 0)):
        n = 0
        for kind in range(state.ready.shape[0]):
            n += state.ready[kind, at]
            for lag in range(state.waiting.shape[2]):
                n += state.waiting[kind, at, lag]
        for e in range(len(edges)):
            if now - at <= edges[e]:
                break
            counts[e] += n


@kernel
def run(plan: Plan, seed: int, ages: Ints, older: Ints, by_kind: Ints) -> Ints:
    """One run: monthly outcomes (M, OUTCOMES); decided by month and age are added to ``ages`` (M, AGES).

    Pending at each month's end that are older than the plan's edges are added to ``older`` (M, E), what comes and is
    done of each type to ``by_kind`` (M, K, BY_KIND).

    A negative seed draws nothing at random.

    Stocks (PENDING, PENDING_AGE, PENDING_OVER) are those at the month's end; all else is summed over its days.
    """
    chance = seed >= 0
    if chance:
        np.random.seed(seed)
    state, kinds = _begin(plan, ages, older, by_kind), len(plan.each)
    before, days = plan.opening.shape[1], len(plan.minutes)
    levels, carry, back = _levels(plan, chance), np.zeros((kinds, len(plan.lags) + 2)), np.zeros(kinds)
    pending = plan.opening.sum()
    age_sum = (plan.opening.sum(axis=0) * np.arange(before - 1, -1, -1)).sum()
    longest = _longest(plan)
    for day in range(days):
        now, month = before + day, plan.month[day]
        state.done[:] = 0
        age_sum += pending
        state.monthly[month, CASE_DAYS] += pending
        _passed_limit(plan, state, now)
        _come_back(plan, state, now)
        pending += _arrivals(plan, state, day, now, chance, levels, carry, back)
        _move_oldest(state, now)
        decided, aged = state.monthly[month, DECIDED], state.monthly[month, AGE_SUM]
        state.tally[OPEN] = pending
        _work(plan, state, day, now, month)
        pending -= state.monthly[month, DECIDED] - decided
        age_sum -= state.monthly[month, AGE_SUM] - aged
        _keep(plan, state, longest, month)
        _consequences(plan, state, day, days)
        state.monthly[month, PENDING] = pending
        state.monthly[month, PENDING_AGE] = age_sum
        state.monthly[month, PENDING_OVER] = state.tally[OVER]
        if len(plan.edges) > 0 and (day + 1 == days or plan.month[day + 1] != month):
            _count_older(plan, state, now, month)
    return state.monthly
