"""Forecasts held against what came: rolling backtests, and the scores printed beside every forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.planning.domain.forecast import Score, Series, bad_series, forecast, naive

Floats = npt.NDArray[np.float64]
WINDOWS = {"month": 3, "week": 6, "day": 12}
"""Windows held back when nothing else is asked for: three years, a year and a half, and most of a year."""


class Trial(NamedTuple):
    """One backtest window of one series: what was forecast, what came, and the seasonal naive's forecast."""

    truth: Floats
    mean: Floats
    inside80: npt.NDArray[np.bool_]
    inside95: npt.NDArray[np.bool_]
    naive: Floats
    scale: float


def trial(series: Series, known: int, horizon: int) -> Trial:
    """Forecast ``horizon`` periods from the first ``known``, as if the rest had not come."""
    past = series.part(0, known, known + horizon)
    made, truth = forecast(past), series.values[known : known + horizon]
    last, scale = seasonal(past)
    return Trial(
        truth, made.mean,
        (made.low80 <= truth) & (truth <= made.high80),
        (made.low95 <= truth) & (truth <= made.high95),
        last, scale,
    )  # fmt: skip


def seasonal(series: Series) -> tuple[Floats, float]:
    """The seasonal naive of the periods ahead, and its mean absolute error one period ahead in the history."""
    known = len(series.values)
    rate = series.values / series.work[:known]
    ahead = naive(rate, series, max(series.horizon(), 1))
    errors = np.abs(ahead[:-1, 0] * series.work[1:known] - series.values[1:])
    scale = float(np.nanmean(errors)) if np.isfinite(errors).any() else 0.0
    return ahead[-1, : series.horizon()] * series.work[known:], scale


def trials(series: Series, horizon: int | None = None, windows: int | None = None) -> list[Trial]:
    """The last ``windows`` windows that leave enough before them; ``PLAN_SERIES`` when there is none."""
    grain, known = series.grain, len(series.values)
    ahead, count = horizon or grain.horizon, windows or WINDOWS[grain.name]
    kept = [start for back in range(count, 0, -1) if (start := known - ahead * back) >= grain.least]
    if not kept:
        sv, en = f"för få {grain.sv} för att pröva prognosen.", f"too few {grain.en} to try the forecast."
        raise bad_series(series.name, sv, en, grain)
    return [trial(series, start, ahead) for start in kept]


def score(tried: Sequence[Trial], naive: bool = False) -> Score:
    """Scores over trials, of the forecasts or of the seasonal naive; MASE is the mean over trials that have a scale."""
    errors = [one.truth - (one.naive if naive else one.mean) for one in tried]
    scaled = [np.abs(e).mean() / one.scale for e, one in zip(errors, tried, strict=True) if one.scale > 0]
    every, truth = np.concatenate(errors), np.concatenate([one.truth for one in tried])
    whole = float(truth.sum()) or float("nan")  # where nothing came, an error is no share of it
    return Score(
        float(np.mean(scaled)) if scaled else float("nan"),
        float(np.abs(every).sum()) / whole,
        -float(every.sum()) / whole,
        float(np.concatenate([one.inside80 for one in tried]).mean()),
        float(np.concatenate([one.inside95 for one in tried]).mean()),
        len(every),
    )
