"""Kernels of the forecasting methods: each gives, from every month, its forecasts 1 to ``horizon`` months ahead.

Series are already on the scale they are modelled on (a logarithm, or counts as they are). Damped trend and additive
season: Gardner and McKenzie 1985; Theta: Assimakopoulos and Nikolopoulos 2000, as exponential smoothing with half the
drift (Hyndman and Billah 2003). Parameters are chosen on the months before ``fit`` only, so that what is forecast from
later months is out of sample.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from handlag.core.compiled import kernel

Floats = npt.NDArray[np.float64]

LEVELS = np.array([0.05, 0.15, 0.3, 0.5, 0.75])
TRENDS = np.array([0.0, 0.05, 0.15])
SEASONS = np.array([0.0, 0.1, 0.3])
DAMPINGS = np.array([0.8, 0.9, 0.98])


@kernel
def seasonal_naive(y: Floats, season: int, horizon: int) -> Floats:
    """The same month of the latest year known, rows by the month forecast from; NaN in the first year."""
    ahead = np.full((len(y), horizon), np.nan)
    for t in range(season - 1, len(y)):
        for h in range(horizon):
            ahead[t, h] = y[t + 1 + h - season * (h // season + 1)]
    return ahead


@kernel
def _begin(y: Floats, season: int) -> tuple[float, float, Floats]:
    """Level, trend and season at the start, from the first two years."""
    first, second = y[:season].mean(), y[season : 2 * season].mean()
    trend = (second - first) / season
    middle = (season - 1) / 2
    seasons = np.empty(season)
    for m in range(season):
        one = y[m] - first - trend * (m - middle)
        two = y[m + season] - second - trend * (m - middle)
        seasons[m] = (one + two) / 2
    seasons -= seasons.mean()
    return first - trend * (middle + 1), trend, seasons


@kernel
def _run(y: Floats, season: int, p: tuple[float, float, float, float], fit: int, ahead: Floats) -> float:
    """Smooth through all of ``y``; fills ``ahead`` when it has columns, returns the squared error before ``fit``."""
    alpha, beta, gamma, phi = p
    level, trend, seasons = _begin(y, season)
    horizon, error = ahead.shape[1], 0.0
    for t in range(len(y)):
        m = t % season
        miss = y[t] - (level + phi * trend + seasons[m])
        if season <= t < fit:
            error += miss * miss
        level += phi * trend + alpha * miss
        trend = phi * trend + alpha * beta * miss
        seasons[m] += gamma * (1 - alpha) * miss
        grown = 0.0
        for h in range(horizon):
            grown += phi ** (h + 1)
            ahead[t, h] = level + grown * trend + seasons[(t + 1 + h) % season]
    return error


@kernel
def damped(y: Floats, season: int, horizon: int, fit: int) -> Floats:
    """Holt-Winters with damped trend; the best of 135 sets of parameters on the months before ``fit``."""
    nothing = np.empty((len(y), 0))
    best, chosen = np.inf, (LEVELS[0], TRENDS[0], SEASONS[0], DAMPINGS[0])
    for alpha in LEVELS:
        for beta in TRENDS:
            for gamma in SEASONS:
                for phi in DAMPINGS:
                    error = _run(y[:fit], season, (alpha, beta, gamma, phi), fit, nothing[:fit])
                    if error < best:
                        best, chosen = error, (alpha, beta, gamma, phi)
    ahead = np.empty((len(y), horizon))
    _run(y, season, chosen, fit, ahead)
    ahead[: 2 * season - 1] = np.nan
    return ahead


@kernel
def _seasons(y: Floats, season: int) -> Floats:
    """Each month's mean distance from the moving year around it."""
    found, seen = np.zeros(season), np.zeros(season)
    half = season // 2
    for t in range(half, len(y) - half):
        around = y[t - half : t + half + 1].sum() - (y[t - half] + y[t + half]) / 2
        found[t % season] += y[t] - around / season
        seen[t % season] += 1
    for m in range(season):
        found[m] = found[m] / seen[m] if seen[m] > 0 else 0.0
    found -= found.mean()
    return found


@kernel
def _smooth(x: Floats, alpha: float, horizon: int, ahead: Floats) -> float:
    """Simple smoothing with half the drift of the straight line through what is known; the squared error."""
    level, error = x[0], 0.0
    sum_x, sum_tx = 0.0, 0.0
    for t in range(len(x)):
        if t > 0:
            error += (x[t] - level) ** 2
        level += alpha * (x[t] - level)
        sum_x, sum_tx = sum_x + x[t], sum_tx + t * x[t]
        n = t + 1.0
        slope = 0.0 if t == 0 else (12 * sum_tx - 6 * (n - 1) * sum_x) / (n * (n * n - 1))
        for h in range(horizon):
            ahead[t, h] = level + slope / 2 * (h + (1 - (1 - alpha) ** n) / alpha)
    return error


@kernel
def theta(y: Floats, season: int, horizon: int, fit: int) -> Floats:
    """The Theta method on the series less its season; season and smoothing chosen on the months before ``fit``."""
    seasons = _seasons(y[:fit], season)
    x = np.empty(len(y))
    for t in range(len(y)):
        x[t] = y[t] - seasons[t % season]
    best, chosen, nothing = np.inf, LEVELS[0], np.empty((fit, 0))
    for alpha in LEVELS:
        error = _smooth(x[:fit], alpha, 0, nothing)
        if error < best:
            best, chosen = error, alpha
    ahead = np.empty((len(y), horizon))
    _smooth(x, chosen, horizon, ahead)
    for t in range(len(y)):
        for h in range(horizon):
            ahead[t, h] += seasons[(t + 1 + h) % season]
    ahead[: 2 * season - 1] = np.nan
    return ahead


@kernel
def latest_alike(y: Floats, cycle: npt.NDArray[np.int64], horizon: int) -> Floats:
    """The latest value known of the same place in the cycle (weekday), rows by the period forecast from.

    ``cycle`` reaches ``horizon`` beyond the values; NaN until the place has been met.
    """
    ahead = np.full((len(y), horizon), np.nan)
    for t in range(len(y)):
        for h in range(horizon):
            for s in range(t, -1, -1):
                if cycle[s] == cycle[t + 1 + h]:
                    ahead[t, h] = y[s]
                    break
    return ahead


@kernel
def recent_alike(y: Floats, cycle: npt.NDArray[np.int64], horizon: int, count: int) -> Floats:
    """The mean of the last ``count`` values of the same place in the cycle; NaN until one has been met."""
    ahead = np.full((len(y), horizon), np.nan)
    for t in range(len(y)):
        for h in range(horizon):
            found, seen = 0.0, 0
            for s in range(t, -1, -1):
                if cycle[s] == cycle[t + 1 + h]:
                    found, seen = found + y[s], seen + 1
                    if seen == count:
                        break
            if seen:
                ahead[t, h] = found / seen
    return ahead


@kernel
def innovations(columns: Floats, alpha: float) -> Floats:
    """What each column adds to its own smoothed level: rows by period, the first without any."""
    found = np.zeros_like(columns)
    level = columns[0].copy()
    for t in range(1, len(columns)):
        for k in range(columns.shape[1]):
            found[t, k] = columns[t, k] - level[k]
            level[k] += alpha * found[t, k]
    return found


def marked(y: Floats, marks: Floats, horizon: int, fit: int) -> Floats:
    """A smoothed level and what the marks of each period add to it, learnt together on the periods before ``fit``.

    Regression whose errors are smoothed exponentially (an ARIMA(0,1,1)): both sides are filtered by the same
    smoothing, then least squares with a slight pull to nought, so that marks seldom met are not believed.
    """
    best, chosen, weights = np.inf, 0.1, np.zeros(marks.shape[1])
    for alpha in MARKED_LEVELS:
        both = innovations(np.column_stack([y[:fit], marks[:fit]]), alpha)[1:]
        found = _ridge(both[:, 1:], both[:, 0])
        error = float(((both[:, 0] - both[:, 1:] @ found) ** 2).sum())
        if error < best:
            best, chosen, weights = error, alpha, found
    moved = marks @ weights
    left = (y - moved[: len(y)])[:, None]
    levels = left[:, 0] - (1 - chosen) * innovations(left, chosen)[:, 0]
    rows = np.arange(len(y))[:, None] + 1 + np.arange(horizon)[None, :]
    ahead: Floats = np.asarray(levels[:, None] + moved[rows], dtype=np.float64)
    ahead[: marks.shape[1]] = np.nan
    return ahead


MARKED_LEVELS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75)
PULL = 1.0
"""A mark met once is believed half."""


def _ridge(columns: Floats, y: Floats) -> Floats:
    square = columns.T @ columns
    return np.asarray(np.linalg.solve(square + PULL * np.eye(len(square)), columns.T @ y), dtype=np.float64)
