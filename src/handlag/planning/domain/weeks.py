"""A unit's next weeks: what comes, what is decided, what is pending, with intervals from the method's own record.

Weeks have unequal numbers of open days, so what comes is cases an open day; what is decided is cases a day that
somebody is there to work, where the register of capacity tells of people and of who is away. The pace is the mean of
the last 4, 8 or 26 weeks, as it is or by each month's season in the years before, whichever missed least when the last
year's weeks were forecast from those before them. The spread of those misses, by weeks ahead, gives the intervals
(split conformal). Pending has a record of its own, so that what the two flows miss together isn't counted twice.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.planning.domain.forecast import bad_series

Floats = npt.NDArray[np.float64]
AHEAD = 12
PACES = (4, 8, 26)
LEAST = 20
"""Weeks under which nothing is forecast: eight to take a pace from, twelve to try it on."""
FIRST_ORIGIN = 8
ENOUGH = 8
"""Misses under which a horizon takes its interval from a shorter one, widened by the square root of time."""
COVER = 0.8
YEAR = 52
SEASON_FROM = 3 * YEAR
"""Weeks known from which a month's season is tried: two years to learn it from, and one to try it on."""
PULL = 2.0
"""A month's season is believed half when so many of its weeks are known."""


class Ahead(NamedTuple):
    """Weeks ahead: the expected and the edges of the 80 per cent interval."""

    mean: Floats
    low: Floats
    high: Floats


class Weeks(NamedTuple):
    """The forecast of a queue: flows and stock by week, the weeks its pace is taken from, and how it did.

    ``seasonal`` is whether months' seasons are in it, ``staffed`` whether the people there are.
    ``missed`` is the mean absolute error of cases received and ended four weeks ahead, as a share of a week's mean.
    """

    received: Ahead
    ended: Ahead
    pending: Ahead
    pace: int
    missed: float
    stock: Floats
    """Pending after each week known."""
    seasonal: bool = False
    staffed: bool = False


class Known(NamedTuple):
    """What a queue's weeks were: flows, stock, open days and days of work of the weeks known and ahead, their months.

    ``apart`` is whether decisions may have a season beside what the people there explain.
    """

    received: Floats
    ended: Floats
    stock: Floats
    work: Floats
    effort: Floats
    months: npt.NDArray[np.int64]
    apart: bool


class Pace(NamedTuple):
    """The last weeks a pace is taken from, and whether months' seasons are divided out of it."""

    weeks: int
    seasonal: bool


def _season(values: Floats, work: Floats, months: npt.NDArray[np.int64], at: int) -> Floats:
    """Each month's pace beside its year's, from the whole years before a week; of few weeks it is pulled to one."""
    found, seen = np.zeros(13), np.zeros(13)
    for year in range(at // YEAR):
        span = slice(at - (year + 1) * YEAR, at - year * YEAR)
        usual = values[span].sum() / max(work[span].sum(), 1e-9)
        for month in range(1, 13):
            mine = (months[span] == month) & (work[span] > 0)
            if mine.any() and usual > 0:
                found[month] += values[span][mine].sum() / work[span][mine].sum() / usual * mine.sum()
                seen[month] += mine.sum()
    shares: Floats = np.maximum((found + PULL) / (seen + PULL), 0.05)
    return shares


def _paced(values: Floats, work: Floats, known: Known, at: int, pace: Pace, apart: bool = True) -> Floats:
    """The weeks from ``at`` of one flow: the pace of the last weeks, with their months' seasons and their work."""
    span, ahead = slice(max(at - pace.weeks, 0), at), slice(at, at + AHEAD)
    if not (pace.seasonal and apart):
        rate = values[span].sum() / max(work[span].sum(), 1e-9)
        return np.asarray(rate * work[ahead], dtype=np.float64)
    season = _season(values[:at], work[:at], known.months[:at], at)[known.months]
    rate = values[span].sum() / max((work[span] * season[span]).sum(), 1e-9)
    return np.asarray(rate * work[ahead] * season[ahead], dtype=np.float64)


def _flows(known: Known, at: int, stock: float, pace: Pace) -> Floats:
    """Received, ended and pending of the weeks from ``at``, as known before it; nobody decides what isn't there."""
    come = _paced(known.received, known.work, known, at, pace)
    go = _paced(known.ended, known.effort, known, at, pace, known.apart)
    pending, left = np.zeros(len(come)), stock
    for n in range(len(come)):
        go[n] = min(go[n], left + come[n])
        left += come[n] - go[n]
        pending[n] = left
    return np.stack([come, go, pending])


def _missed(known: Known, pace: Pace) -> Floats:
    """What the pace missed: origins × (received, ended, pending) × weeks ahead; NaN where the truth hasn't come."""
    weeks, truth = len(known.received), np.stack([known.received, known.ended, known.stock])
    origins = range(max(FIRST_ORIGIN, weeks - YEAR), weeks)
    missed = np.full((len(origins), 3, AHEAD), np.nan)
    for row, at in enumerate(origins):
        made = _flows(known, at, float(known.stock[at - 1]), pace)
        seen = min(AHEAD, weeks - at)
        missed[row, :, :seen] = truth[:, at : at + seen] - made[:, :seen]
    return missed


def _edges(missed: Floats) -> tuple[Floats, Floats]:
    """How far below and above the expected the interval reaches, by weeks ahead."""
    edges, last = np.zeros((2, AHEAD)), 0
    for h in range(AHEAD):
        errors = missed[:, h][np.isfinite(missed[:, h])]
        if len(errors) < ENOUGH and h:
            edges[:, h] = edges[:, last] * np.sqrt((h + 1) / (last + 1))
            continue
        last = h
        level = min(COVER * (1 + 1 / len(errors)), 1.0)
        edges[:, h] = np.quantile(errors, ((1 - level) / 2, (1 + level) / 2))
    return np.minimum(edges[0], 0.0), np.maximum(edges[1], 0.0)


def _ahead(mean: Floats, missed: Floats) -> Ahead:
    low, high = _edges(missed)
    return Ahead(mean, np.maximum(mean + low[: len(mean)], 0.0), mean + high[: len(mean)])


def forecast_weeks(
    name: str, received: Floats, ended: Floats, pending: float, work: Floats,
    staff: Floats | None = None, months: npt.NDArray[np.int64] | None = None,
) -> Weeks:  # fmt: skip
    """A queue's next twelve weeks from the whole weeks before.

    ``received`` and ``ended`` are cases by week, ``pending`` those waiting after the last of them, ``work`` the open
    days, ``staff`` the full-time equivalents there and ``months`` (1 to 12) of the weeks known and the twelve to come.
    Raises ``PLAN_SERIES`` where fewer than twenty weeks are known.
    """
    if len(received) < LEAST:
        sv, en = f"{len(received)} veckor är för få.", f"{len(received)} weeks are too few."
        raise bad_series(name, sv, en)
    known = _known(received, ended, pending, work, staff, months)
    seasons = (False, True) if months is not None and len(received) >= SEASON_FROM else (False,)
    records = {one: _missed(known, one) for one in (Pace(weeks, own) for own in seasons for weeks in PACES)}
    pace = min(records, key=lambda one: float(np.nanmean(np.abs(records[one][:, :2]))))
    missed = records[pace]
    month_ahead = float(np.nanmean(np.abs(missed[:, :2, :4])))
    usual = float((received[-YEAR:].mean() + ended[-YEAR:].mean()) / 2)
    flows = _flows(known, len(received), pending, pace)
    comes, goes, stays = (_ahead(mean, missed[:, n]) for n, mean in enumerate(flows))
    share = month_ahead / usual if usual else 0.0
    return Weeks(comes, goes, stays, pace.weeks, share, known.stock, pace.seasonal, staff is not None)


def _known(
    received: Floats, ended: Floats, pending: float, work: Floats,
    staff: Floats | None, months: npt.NDArray[np.int64] | None,
) -> Known:  # fmt: skip
    """A season of decisions is taken only where the people there don't explain it: the register tells of the last year,
    or has nothing to tell."""
    net, last = received - ended, len(received)
    stock = pending - np.cumsum(net[::-1])[::-1] + net
    effort = work if staff is None else work * staff
    apart = staff is None or bool(np.ptp(staff[-YEAR - AHEAD : -AHEAD]) > 0) or not np.ptp(staff[last:])
    return Known(received, ended, stock, work, effort, np.zeros(len(work), int) if months is None else months, apart)


def late_ahead(due: Floats, ended: Floats) -> Floats:
    """Of the cases pending now, those past their limit at each week's end if the nearest limit is always taken first.

    ``due`` is how many pass their limit by week; its first value, one more than the weeks, has passed it already.
    """
    return np.maximum(np.cumsum(due)[1:] - np.cumsum(ended), 0.0)
