"""A unit's next weeks: what comes, what is decided, what is pending, with intervals from the method's own record.

Weeks have unequal numbers of open days, so a pace is cases an open day. It is the mean of the last 4, 8 or 26 weeks,
whichever missed least when the last year's weeks were forecast from those before them. The spread of those misses, by
weeks ahead, gives the intervals (split conformal). Pending has a record of its own, so that what the two flows miss
together isn't counted twice. A season isn't looked for: twelve weeks ahead of a unit's few cases it can't be told.
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


class Ahead(NamedTuple):
    """Weeks ahead: the expected and the edges of the 80 per cent interval."""

    mean: Floats
    low: Floats
    high: Floats


class Weeks(NamedTuple):
    """The forecast of a queue: flows and stock by week, the weeks its pace is taken from, and how it did.

    ``missed`` is the mean absolute error of cases received and ended four weeks ahead, as a share of a week's mean.
    """

    received: Ahead
    ended: Ahead
    pending: Ahead
    pace: int
    missed: float
    stock: Floats
    """Pending after each week known."""


def _pace(values: Floats, work: Floats, at: int, weeks: int) -> float:
    span = slice(max(at - weeks, 0), at)
    return float(values[span].sum() / max(work[span].sum(), 1.0))


def _flows(received: Floats, ended: Floats, stock: float, work: Floats, at: int, weeks: int) -> Floats:
    """Received, ended and pending of the weeks from ``at``, as known before it; nobody decides what isn't there."""
    ahead = work[at : at + AHEAD]
    come, go = (_pace(each, work, at, weeks) * ahead for each in (received, ended))
    pending, left = np.zeros(len(ahead)), stock
    for n in range(len(ahead)):
        go[n] = min(go[n], left + come[n])
        left += come[n] - go[n]
        pending[n] = left
    return np.stack([come, go, pending])


def _missed(received: Floats, ended: Floats, stock: Floats, work: Floats, weeks: int) -> Floats:
    """What the pace missed: origins × (received, ended, pending) × weeks ahead; NaN where the truth hasn't come."""
    known = len(received)
    origins = range(max(FIRST_ORIGIN, known - 52), known)
    missed = np.full((len(origins), 3, AHEAD), np.nan)
    for row, at in enumerate(origins):
        made = _flows(received, ended, float(stock[at - 1]), work, at, weeks)
        seen = min(AHEAD, known - at)
        truth = np.stack([received[at : at + seen], ended[at : at + seen], stock[at : at + seen]])
        missed[row, :, :seen] = truth - made[:, :seen]
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


def forecast_weeks(name: str, received: Floats, ended: Floats, pending: float, work: Floats) -> Weeks:
    """A queue's next twelve weeks from the whole weeks before.

    ``received`` and ``ended`` are cases by week, ``pending`` those waiting after the last of them, ``work`` the open
    days of the weeks known and the twelve to come. Raises ``PLAN_SERIES`` where fewer than twenty weeks are known.
    """
    if len(received) < LEAST:
        sv, en = f"{len(received)} veckor är för få.", f"{len(received)} weeks are too few."
        raise bad_series(name, sv, en)
    net = received - ended
    stock = pending - np.cumsum(net[::-1])[::-1] + net
    records = {weeks: _missed(received, ended, stock, work, weeks) for weeks in PACES}
    pace = min(records, key=lambda weeks: float(np.nanmean(np.abs(records[weeks][:, :2]))))
    come, go, left = _flows(received, ended, pending, work, len(received), pace)
    missed = records[pace]
    month_ahead = float(np.nanmean(np.abs(missed[:, :2, :4])))
    usual = float((received[-52:].mean() + ended[-52:].mean()) / 2)
    comes, goes, stays = (_ahead(mean, missed[:, n]) for n, mean in enumerate((come, go, left)))
    return Weeks(comes, goes, stays, pace, month_ahead / usual if usual else 0.0, stock)


def late_ahead(due: Floats, ended: Floats) -> Floats:
    """Of the cases pending now, those past their limit at each week's end if the nearest limit is always taken first.

    ``due`` is how many pass their limit by week; its first value, one more than the weeks, has passed it already.
    """
    return np.maximum(np.cumsum(due)[1:] - np.cumsum(ended), 0.0)
