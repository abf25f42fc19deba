"""Forecasts held against what came: rolling backtests, and the scores printed beside every forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.planning.domain.forecast import LEAST, YEAR, Score, Series, bad_series, forecast

Floats = npt.NDArray[np.float64]
WINDOWS = 3


class Trial(NamedTuple):
    """One backtest window of one series: what was forecast, what came, and the error of last year's month."""

    truth: Floats
    mean: Floats
    inside80: npt.NDArray[np.bool_]
    inside95: npt.NDArray[np.bool_]
    naive: Floats
    scale: float


def trial(series: Series, known: int, horizon: int) -> Trial:
    """Forecast ``horizon`` months from the first ``known``, as if the rest had not come."""
    steps = tuple(step for step in series.steps if step.month < known)
    past = Series(series.name, series.values[:known], series.work[: known + horizon], steps)
    made, truth = forecast(past), series.values[known : known + horizon]
    rate = series.values[:known] / series.work[:known]
    naive = np.resize(rate[-YEAR:], horizon) * series.work[known : known + horizon]
    scale = float(np.abs(rate[YEAR:] * series.work[YEAR:known] - rate[:-YEAR] * series.work[YEAR:known]).mean())
    return Trial(
        truth, made.mean,
        (made.low80 <= truth) & (truth <= made.high80),
        (made.low95 <= truth) & (truth <= made.high95),
        naive, scale,
    )  # fmt: skip


def trials(series: Series, horizon: int = YEAR, windows: int = WINDOWS) -> list[Trial]:
    """The last ``windows`` windows that leave two years before them; ``PLAN_SERIES`` when there is none."""
    starts = [len(series.values) - horizon * back for back in range(windows, 0, -1)]
    kept = [start for start in starts if start >= LEAST]
    if not kept:
        raise bad_series(series.name, "för få månader för att pröva prognosen.", "too few months to try the forecast.")
    return [trial(series, start, horizon) for start in kept]


def score(tried: Sequence[Trial], naive: bool = False) -> Score:
    """Scores over trials, of the forecasts or of last year's month; MASE is the mean over trials that have a scale."""
    errors = [one.truth - (one.naive if naive else one.mean) for one in tried]
    scaled = [np.abs(e).mean() / one.scale for e, one in zip(errors, tried, strict=True) if one.scale > 0]
    every, truth = np.concatenate(errors), np.concatenate([one.truth for one in tried])
    whole = max(float(truth.sum()), 1e-12)
    return Score(
        float(np.mean(scaled)) if scaled else float("nan"),
        float(np.abs(every).sum()) / whole,
        -float(every.sum()) / whole,
        float(np.concatenate([one.inside80 for one in tried]).mean()),
        float(np.concatenate([one.inside95 for one in tried]).mean()),
        len(every),
    )
