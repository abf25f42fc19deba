"""Forecasts of inflow and calls: by working time, the best of a few plain methods by its own record, with spans.

A series is divided by working time first (months have unequal numbers of days when anything can come), modelled as a
logarithm where it has no zeros, forecast, and multiplied back. Weeks and days have the calendar's marks; calls that
letters make are taken away first and put back last. Every method forecasts from each of the last months with
what was known then; the one with the least absolute error is used, and the spread of its own errors, by months ahead,
gives the intervals (split conformal: Vovk; Lei et al. 2018). Nothing falls back in silence: ``Forecast.method`` and
``why`` say what was used and for what reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError
from handlag.planning.domain import smoothing
from handlag.planning.domain.grains import MONTH, Grain
from handlag.planning.domain.letters import Learnt, learnt_from

Floats = npt.NDArray[np.float64]
LEAST = MONTH.least
COVERS = (0.80, 0.95)
RECENT = 4
"""Weeks whose same weekdays are meant, where the calendar is not asked."""


@dataclass(frozen=True)
class Step:
    """A registered change of rules: from ``period`` (an index into the series) inflow is ``factor`` times what it was.

    ``spread`` is the standard deviation of the logarithm of the factor, the planner's own uncertainty.
    """

    period: int
    factor: float
    spread: float = 0.0


@dataclass(frozen=True)
class Series:
    """One inflow: ``values`` in cases or calls, ``work`` the working time of each period known and to be forecast.

    Weeks and days have the calendar's ``marks``, days the weekday as ``cycle`` and the ``letters`` sent, where known;
    all three reach as far as ``work``. ``texts`` names the periods to be forecast.
    """

    name: str
    values: Floats
    work: Floats
    steps: tuple[Step, ...] = ()
    grain: Grain = MONTH
    marks: Floats | None = None
    cycle: npt.NDArray[np.int64] | None = None
    letters: Floats | None = None
    texts: tuple[str, ...] = ()

    def horizon(self) -> int:
        """Periods there is working time for beyond the values."""
        return len(self.work) - len(self.values)

    def part(self, first: int, known: int, last: int) -> Series:
        """The same from one period on, with those before ``known`` known and those before ``last`` to be forecast."""
        steps = tuple(replace(one, period=one.period - first) for one in self.steps if one.period < known)
        reach = slice(first, last)
        return replace(
            self, values=self.values[first:known], work=self.work[reach], steps=steps,
            marks=None if self.marks is None else self.marks[reach],
            cycle=None if self.cycle is None else self.cycle[reach],
            letters=None if self.letters is None else self.letters[reach], texts=(),
        )  # fmt: skip


class Score(NamedTuple):
    """How a method did on periods it had not seen; errors in cases, ``mase`` against the seasonal naive."""

    mase: float
    wape: float
    bias: float
    cover80: float
    cover95: float
    errors: int


@dataclass(frozen=True)
class Forecast:
    """A series' periods ahead: ``mean`` and the edges of the 80 and 95 per cent intervals, in cases."""

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
    """What would have been forecast from each period of history: rows periods, columns periods ahead."""
    letters: Learnt | None = None
    """What letters were learnt to make of calls, where any were sent."""


def bad_series(name: str, sv: str, en: str, grain: Grain = MONTH) -> HandlagError:
    """The error for a series that can't be forecast, naming it."""
    return HandlagError(
        "PLAN_SERIES", name, sv=f"{name}: {sv}", en=f"{name}: {en}",
        remedy_sv=f"Rätta eller fyll i serien; minst {grain.least} {grain.sv} i följd behövs.",
        remedy_en=f"Correct or complete the series; at least {grain.least} {grain.en} in a row are needed.",
    )  # fmt: skip


def checked(series: Series) -> Series:
    """The series, if it can be forecast; ``PLAN_SERIES`` says what is wrong otherwise."""
    values, grain = series.values, series.grain
    if len(values) < grain.least:
        few = len(values)
        raise bad_series(series.name, f"{few} {grain.sv} är för få.", f"{few} {grain.en} are too few.", grain)
    for bad, sv, en in _faults(series):
        if bad.any():
            place = int(np.flatnonzero(bad)[0]) + 1
            raise bad_series(series.name, f"{sv} ({grain.name} {place}).", f"{en} ({grain.name} {place}).", grain)
    return series


def _faults(series: Series) -> list[tuple[npt.NDArray[np.bool_], str, str]]:
    sent = np.zeros(1) if series.letters is None else series.letters
    return [
        (~np.isfinite(series.values), "ett värde saknas", "a value is missing"),
        (series.values < 0, "ett värde är negativt", "a value is negative"),
        (~(np.isfinite(series.work) & (series.work > 0)), "arbetstiden är inte över noll",
         "working time is not above zero"),
        (~(np.isfinite(sent) & (sent >= 0)), "antalet brev saknas eller är negativt",
         "the number of letters is missing or negative"),
    ]  # fmt: skip


def _levelled(series: Series, caused: Floats) -> Floats:
    """History per unit of working time without letters' calls, at the rules that hold after the last step in it."""
    known = len(series.values)
    y = np.maximum(series.values - caused[:known], LEFT * series.values) / series.work[:known]
    for step in series.steps:
        if 0 < step.period < len(y):
            y[: step.period] *= step.factor
    return y


LEFT = 0.1
"""At least this share of a day's calls is taken to have other causes than letters."""


def _fit(grain: Grain, known: int) -> int:
    """Periods whose values parameters may be chosen on: what is forecast from later ones is out of sample."""
    return max(known - min(grain.calibration, known // 3), grain.least)


def _caused(series: Series) -> tuple[Learnt | None, Floats]:
    """What letters make of calls, learnt before the periods held back, and the calls they make of each period."""
    if series.letters is None or not series.letters[: len(series.values)].any():
        return None, np.zeros(len(series.work))
    fit = min(_fit(series.grain, len(series.values)), len(series.values))
    marks = np.zeros((fit, 0)) if series.marks is None else series.marks[:fit]
    learnt = learnt_from(series.values[:fit], series.letters[:fit], marks)
    return learnt, learnt.calls(series.letters)


def naive(y: Floats, series: Series, horizon: int) -> Floats:
    """The seasonal naive from every period: last year's month or week, last week's same weekday."""
    if series.cycle is None:
        return smoothing.seasonal_naive(y, series.grain.season, horizon)
    return smoothing.latest_alike(y, series.cycle, horizon)


def _methods(y: Floats, series: Series) -> dict[str, Floats]:
    """Each method's forecasts from every period, on the scale of ``y``."""
    logs, grain, horizon = bool((y > 0).all()), series.grain, series.horizon()
    x = np.log(y) if logs else y
    fit = _fit(grain, len(y))
    back = np.exp if logs else (lambda values: np.maximum(values, 0.0))
    found = {"seasonal_naive": naive(x, series, horizon)}
    if len(y) >= grain.full:
        one, other = _pair(x, series, fit)
        found |= {one[0]: one[1], other[0]: other[1], "mean": (one[1] + other[1]) / 2}
    return {name: back(ahead) for name, ahead in found.items()}


def _pair(x: Floats, series: Series, fit: int) -> tuple[tuple[str, Floats], tuple[str, Floats]]:
    """The two methods that are tried beside the seasonal naive, and as their mean."""
    season, horizon = series.grain.season, series.horizon()
    if series.marks is None:
        return ("damped", smoothing.damped(x, season, horizon, fit)), (
            "theta",
            smoothing.theta(x, season, horizon, fit),
        )
    calendar = ("calendar", smoothing.marked(x, series.marks, horizon, fit))
    if series.cycle is None:
        return calendar, ("theta", smoothing.theta(x, season, horizon, fit))
    return calendar, ("recent", smoothing.recent_alike(x, series.cycle, horizon, RECENT))


def _origins(grain: Grain, known: int) -> range:
    """The periods forecasts are tried from: out of sample for every method."""
    return range(max(known - min(grain.calibration, known // 3), min(grain.least, known - 1)) - 1, known - 1)


def _misses(y: Floats, ahead: Floats, grain: Grain) -> Floats:
    """Actual less forecast by period forecast from and periods ahead; NaN where the truth has not come."""
    origins = _origins(grain, len(y))
    misses = np.full((len(origins), ahead.shape[1]), np.nan)
    for row, t in enumerate(origins):
        known = min(ahead.shape[1], len(y) - 1 - t)
        misses[row, :known] = y[t + 1 : t + 1 + known] - ahead[t, :known]
    return misses


def _spread(misses: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Half widths of the 80 and 95 per cent intervals by periods ahead, as shares of the forecast.

    Relative errors are brought to one scale by the root mean square of each number of periods ahead, made to never
    shrink with distance, pooled, and their quantiles taken with the finite-sample correction.
    """
    relative = misses / scale
    seen = (~np.isnan(relative)).sum(axis=0)
    size = np.maximum.accumulate(np.sqrt(np.nansum(relative**2, axis=0) / np.maximum(seen, 1)))
    pooled = np.sort(np.abs(relative / np.where(size > 0, size, 1.0))[~np.isnan(relative)])
    origins = len(relative)  # errors a period apart overlap: only so many are worth counting for the correction
    shares = [min((origins + 1) * cover / origins, 1.0) for cover in COVERS]
    ranks = [int(np.ceil(share * len(pooled))) - 1 for share in shares]
    return pooled[ranks[0]] * size, pooled[ranks[1]] * size


def misses(series: Series, made: Forecast) -> Floats:
    """What a forecast's method missed a unit of working time, by period forecast from and periods ahead."""
    known = len(series.values)
    _, caused = _caused(series)
    return _misses(_levelled(series, caused), made.rolled[-known:], series.grain)


def _rows(ahead: Floats, grain: Grain, known: int) -> Floats:
    return np.maximum(ahead[list(_origins(grain, known))], 1e-12)


def _best(y: Floats, tried: dict[str, Floats], grain: Grain) -> tuple[str, dict[str, float]]:
    mean = max(float(y.mean()), 1e-12)
    record = {name: float(np.nanmean(np.abs(_misses(y, ahead, grain)))) / mean for name, ahead in tried.items()}
    return min(record, key=lambda name: record[name]), record


def _future(series: Series, horizon: int) -> tuple[Floats, Floats]:
    """The factor and the added spread that registered changes give each month ahead."""
    factor, variance = np.ones(horizon), np.zeros(horizon)
    first = len(series.values)
    for step in series.steps:
        if step.period >= first:
            factor[step.period - first :] *= step.factor
            variance[step.period - first :] += step.spread**2
    return factor, np.sqrt(variance)


def forecast(series: Series) -> Forecast:
    """Forecast one series over the periods its working time reaches. Raises ``PLAN_SERIES`` naming what is wrong."""
    learnt, caused = _caused(checked(series))
    y = _levelled(series, caused)
    tried = _methods(y, series)
    chosen, record = _best(y, tried, series.grain)
    few = f"fewer than {series.grain.full} {series.grain.en} are known"
    why = "least error on its own last " + series.grain.en if len(tried) > 1 else few
    made = _with_intervals(series, y, tried[chosen], Named(chosen, why, record))
    return made if learnt is None or series.letters is None else _put_back(made, series.letters, learnt)


def _put_back(made: Forecast, letters: Floats, learnt: Learnt) -> Forecast:
    """A forecast with the calls that letters make, and the uncertainty of how many those are."""
    known = len(letters) - len(made.mean)
    more, unsure = learnt.calls(letters)[known:], learnt.spread(letters)[known:]
    mean = made.mean + more

    def edge(without: Floats, z: float) -> Floats:
        return np.maximum(mean + z / abs(z) * np.hypot(without - made.mean, z * unsure), 0.0)

    edges = edge(made.low80, -1.2816), edge(made.high80, 1.2816), edge(made.low95, -1.96), edge(made.high95, 1.96)
    return Forecast(made.name, made.method, made.why, mean, *edges, made.record, made.rolled, learnt)


class Named(NamedTuple):
    """What was chosen and why."""

    method: str
    why: str
    record: dict[str, float]


def _with_intervals(series: Series, y: Floats, ahead: Floats, named: Named) -> Forecast:
    horizon, known = ahead.shape[1], len(y)
    narrow, wide = _spread(_misses(y, ahead, series.grain), _rows(ahead, series.grain, known))
    factor, added = _future(series, horizon)
    mean = ahead[-1] * factor * series.work[known:]
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
    All parts must have the same periods and horizon (``PLAN_SERIES``).
    """
    lengths = {(len(series.values), len(series.work)) for series, _ in parts}
    if len(lengths) != 1:
        raise bad_series(name, "delarna har olika perioder.", "the parts have different periods.")
    series = replace(parts[0][0], name=name, values=np.sum([part.values for part, _ in parts], axis=0), steps=())
    y = series.values / series.work[: len(series.values)]
    ahead = sum(_levels(part, found) for part, found in parts)
    named = Named("sum", "the sum of its parts", {})
    found = _with_intervals(series, y, np.asarray(ahead), named)
    mean = np.sum([part.mean for _, part in parts], axis=0)
    return moved(found, mean)


def _levels(series: Series, found: Forecast) -> Floats:
    """What was forecast from each month, at the rules of the time: registered steps taken out of the past again."""
    rolled = found.rolled.copy()
    for step in series.steps:
        if 0 < step.period < len(rolled):
            rolled[: step.period] /= step.factor
    return rolled


def moved(found: Forecast, mean: Floats) -> Forecast:
    """A forecast with another mean, its intervals as wide beside it as they were."""
    scale = mean / np.maximum(found.mean, 1e-12)
    edges = (found.low80 * scale, found.high80 * scale, found.low95 * scale, found.high95 * scale)
    return Forecast(found.name, found.method, found.why, mean, *edges, found.record, found.rolled, found.letters)
