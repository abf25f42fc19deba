"""Inflow forecasts: by working time, the best of a few plain methods by its own record, with honest intervals.

A series is divided by working time first (months have unequal numbers of days when anything can come), modelled as a
logarithm where it has no zeros, forecast, and multiplied back. Every method forecasts from each of the last months with
what was known then; the one with the least absolute error is used, and the spread of its own errors, by months ahead,
gives the intervals (split conformal: Vovk; Lei et al. 2018). Nothing falls back in silence: ``Forecast.method`` and
``why`` say what was used and for what reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError
from handlag.planning.domain import smoothing

Floats = npt.NDArray[np.float64]
YEAR = 12
LEAST = 24
"""Months under which nothing can be said of a season."""
FULL = 48
"""Months from which methods are chosen by their record; with fewer, last year's month is used."""
CALIBRATION = 36
"""At most so many last months to forecast from when errors are collected."""
COVERS = (0.80, 0.95)


@dataclass(frozen=True)
class Step:
    """A registered change of rules: from ``month`` (an index into the series) inflow is ``factor`` times what it was.

    ``spread`` is the standard deviation of the logarithm of the factor, the planner's own uncertainty.
    """

    month: int
    factor: float
    spread: float = 0.0


@dataclass(frozen=True)
class Series:
    """One monthly inflow: ``values`` in cases, ``work`` the working time of each month known and to be forecast."""

    name: str
    values: Floats
    work: Floats
    steps: tuple[Step, ...] = ()

    def horizon(self) -> int:
        """Months there is working time for beyond the values."""
        return len(self.work) - len(self.values)


class Score(NamedTuple):
    """How a method did on months it had not seen; errors in cases, ``mase`` against last year's month."""

    mase: float
    wape: float
    bias: float
    cover80: float
    cover95: float
    errors: int


@dataclass(frozen=True)
class Forecast:
    """A series' months ahead: ``mean`` and the edges of the 80 and 95 per cent intervals, in cases."""

    name: str
    method: str
    why: str
    mean: Floats
    low80: Floats
    high80: Floats
    low95: Floats
    high95: Floats
    record: dict[str, float]
    """Mean absolute error of each method tried, as a share of mean inflow, on its last months."""
    rolled: Floats
    """What would have been forecast from each month of history: rows months, columns months ahead."""


def bad_series(name: str, sv: str, en: str) -> HandlagError:
    """The error for a series that can't be forecast, naming it."""
    return HandlagError(
        "PLAN_SERIES", name, sv=f"{name}: {sv}", en=f"{name}: {en}",
        remedy_sv="Rätta eller fyll i serien; minst 24 månader i följd behövs.",
        remedy_en="Correct or complete the series; at least 24 months in a row are needed.",
    )  # fmt: skip


def checked(series: Series) -> Series:
    """The series, if it can be forecast; ``PLAN_SERIES`` says what is wrong otherwise."""
    values = series.values
    if len(values) < LEAST:
        raise bad_series(series.name, f"{len(values)} månader är för få.", f"{len(values)} months are too few.")
    if not np.isfinite(values).all():
        gap = int(np.flatnonzero(~np.isfinite(values))[0])
        raise bad_series(series.name, f"månad {gap + 1} saknar värde.", f"month {gap + 1} has no value.")
    if (values < 0).any():
        raise bad_series(series.name, "ett värde är negativt.", "a value is negative.")
    if not (np.isfinite(series.work).all() and (series.work > 0).all()):
        raise bad_series(series.name, "arbetstiden är inte över noll.", "working time is not above zero.")
    return series


def _levelled(series: Series) -> Floats:
    """History per unit of working time, brought to the rules that hold after the last step in it."""
    y = series.values / series.work[: len(series.values)]
    for step in series.steps:
        if 0 < step.month < len(y):
            y[: step.month] *= step.factor
    return y


def _methods(y: Floats, horizon: int) -> dict[str, Floats]:
    """Each method's forecasts from every month, on the scale of ``y``."""
    logs = bool((y > 0).all())
    x = np.log(y) if logs else y
    fit = max(len(y) - min(CALIBRATION, len(y) // 3), LEAST)
    back = np.exp if logs else (lambda values: np.maximum(values, 0.0))
    found = {"seasonal_naive": back(smoothing.seasonal_naive(x, YEAR, horizon))}
    if len(y) >= FULL:
        one, other = smoothing.damped(x, YEAR, horizon, fit), smoothing.theta(x, YEAR, horizon, fit)
        found |= {"damped": back(one), "theta": back(other), "mean": back((one + other) / 2)}
    return found


def _origins(months: int) -> range:
    """The months forecasts are tried from: out of sample for every method."""
    return range(max(months - min(CALIBRATION, months // 3), min(LEAST, months - 1)) - 1, months - 1)


def _misses(y: Floats, ahead: Floats) -> Floats:
    """Actual less forecast by month forecast from and months ahead; NaN where the truth has not come."""
    origins = _origins(len(y))
    misses = np.full((len(origins), ahead.shape[1]), np.nan)
    for row, t in enumerate(origins):
        known = min(ahead.shape[1], len(y) - 1 - t)
        misses[row, :known] = y[t + 1 : t + 1 + known] - ahead[t, :known]
    return misses


def _spread(misses: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Half widths of the 80 and 95 per cent intervals by months ahead, as shares of the forecast.

    Relative errors are brought to one scale by the root mean square of each number of months ahead, made to never
    shrink with distance, pooled, and their quantiles taken with the finite-sample correction.
    """
    relative = misses / scale
    seen = (~np.isnan(relative)).sum(axis=0)
    size = np.maximum.accumulate(np.sqrt(np.nansum(relative**2, axis=0) / np.maximum(seen, 1)))
    pooled = np.sort(np.abs(relative / np.where(size > 0, size, 1.0))[~np.isnan(relative)])
    months = len(relative)  # errors a month apart overlap: only so many are worth counting for the correction
    shares = [min((months + 1) * cover / months, 1.0) for cover in COVERS]
    ranks = [int(np.ceil(share * len(pooled))) - 1 for share in shares]
    return pooled[ranks[0]] * size, pooled[ranks[1]] * size


def _rows(ahead: Floats, months: int) -> Floats:
    return np.maximum(ahead[list(_origins(months))], 1e-12)


def _best(y: Floats, tried: dict[str, Floats]) -> tuple[str, dict[str, float]]:
    mean = max(float(y.mean()), 1e-12)
    record = {name: float(np.nanmean(np.abs(_misses(y, ahead)))) / mean for name, ahead in tried.items()}
    return min(record, key=lambda name: record[name]), record


def _future(series: Series, horizon: int) -> tuple[Floats, Floats]:
    """The factor and the added spread that registered changes give each month ahead."""
    factor, variance = np.ones(horizon), np.zeros(horizon)
    first = len(series.values)
    for step in series.steps:
        if step.month >= first:
            factor[step.month - first :] *= step.factor
            variance[step.month - first :] += step.spread**2
    return factor, np.sqrt(variance)


def forecast(series: Series) -> Forecast:
    """Forecast one series over the months its working time reaches. Raises ``PLAN_SERIES`` naming what is wrong."""
    y, horizon = _levelled(checked(series)), series.horizon()
    tried = _methods(y, horizon)
    chosen, record = _best(y, tried)
    why = "least error on its own last months" if len(tried) > 1 else f"fewer than {FULL} months are known"
    return _with_intervals(series, y, tried[chosen], Named(chosen, why, record))


class Named(NamedTuple):
    """What was chosen and why."""

    method: str
    why: str
    record: dict[str, float]


def _with_intervals(series: Series, y: Floats, ahead: Floats, named: Named) -> Forecast:
    horizon, months = ahead.shape[1], len(y)
    narrow, wide = _spread(_misses(y, ahead), _rows(ahead, months))
    factor, added = _future(series, horizon)
    mean = ahead[-1] * factor * series.work[months:]
    half80, half95 = np.hypot(narrow, 1.2816 * added), np.hypot(wide, 1.96 * added)
    return Forecast(
        series.name, named.method, named.why, mean,
        np.maximum(mean * (1 - half80), 0.0), mean * (1 + half80),
        np.maximum(mean * (1 - half95), 0.0), mean * (1 + half95),
        named.record, ahead,
    )  # fmt: skip


def forecast_all(series: Iterable[Series]) -> list[Forecast]:
    """Forecast many series, in their order."""
    return [forecast(one) for one in series]


def total(name: str, parts: Sequence[tuple[Series, Forecast]]) -> Forecast:
    """The forecast of a sum: its mean is the sum of the parts' means, its intervals come from the sum's own record.

    So case types add up to the benefit and benefits to the agency, and errors that even out are allowed to.
    All parts must have the same months and horizon (``PLAN_SERIES``).
    """
    lengths = {(len(series.values), len(series.work)) for series, _ in parts}
    if len(lengths) != 1:
        raise bad_series(name, "delarna har olika månader.", "the parts have different months.")
    series = Series(name, sum(part.values for part, _ in parts), parts[0][0].work)  # type: ignore[arg-type]
    y = series.values / series.work[: len(series.values)]
    ahead = sum(_levels(part, found) for part, found in parts)
    named = Named("sum", "the sum of its parts", {})
    found = _with_intervals(series, y, np.asarray(ahead), named)
    mean = np.sum([part.mean for _, part in parts], axis=0)
    return _moved(found, mean)


def _levels(series: Series, found: Forecast) -> Floats:
    """What was forecast from each month, at the rules of the time: registered steps taken out of the past again."""
    rolled = found.rolled.copy()
    for step in series.steps:
        if 0 < step.month < len(rolled):
            rolled[: step.month] /= step.factor
    return rolled


def _moved(found: Forecast, mean: Floats) -> Forecast:
    scale = mean / np.maximum(found.mean, 1e-12)
    edges = (found.low80 * scale, found.high80 * scale, found.low95 * scale, found.high95 * scale)
    return Forecast(found.name, found.method, found.why, mean, *edges, found.record, found.rolled)
