"""Forecasts as they were made, held against what came: nothing of a kept forecast is ever changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from handlag.planning.domain.forecast import Forecast, Score, Series, checked
from handlag.planning.domain.grains import following
from handlag.planning.domain.hierarchy import reconciled
from handlag.planning.domain.scores import Trial, score, seasonal


class Ahead(NamedTuple):
    """One period of a kept forecast, in cases; ``naive`` is the seasonal naive's, by working time."""

    period: int
    mean: float
    low80: float
    high80: float
    low95: float
    high95: float
    naive: float


@dataclass(frozen=True)
class Kept:
    """A forecast of a series from the periods up to ``known_to``, numbered as ``grains`` says.

    ``scale`` is the mean absolute error of the seasonal naive in the history, which MASE is measured in.
    """

    series: str
    known_to: int
    method: str
    why: str
    scale: float
    periods: tuple[Ahead, ...]
    grain: str = "month"


class Judged(NamedTuple):
    """A series' kept forecasts against what came: ours, the seasonal naive's, and how many forecasts."""

    series: str
    ours: Score
    naive: Score
    forecasts: int


def made_now(series: Sequence[Series], last: int) -> list[Kept]:
    """Every series' forecast and those of their sums, ready to be kept; ``last`` is the last period known of all.

    Series too short for a season are left out: nothing can be said of it.
    """
    long = [checked(one) for one in series if len(one.values) >= one.grain.least]
    return [_kept(node.series, node.made, last) for node in reconciled(long)] if long else []


def _kept(one: Series, made: Forecast, last: int) -> Kept:
    naive, scale = seasonal(one)
    ahead = following(one.grain, last, one.horizon())
    rows = zip(ahead, made.mean, made.low80, made.high80, made.low95, made.high95, naive, strict=True)
    periods = tuple(Ahead(period, *(round(float(v), 2) for v in row)) for period, *row in rows)
    return Kept(one.name, last, made.method, made.why, scale, periods, one.grain.name)


def trial_of(kept: Kept, truth: Mapping[int, float]) -> Trial | None:
    """A kept forecast against the periods that have come; None while none has."""
    come = [row for row in kept.periods if row.period in truth]
    if not come:
        return None
    real = np.array([truth[row.period] for row in come])
    low80, high80, low95, high95 = (np.array([row[n] for row in come]) for n in range(2, 6))
    return Trial(
        real, np.array([row.mean for row in come]), (low80 <= real) & (real <= high80),
        (low95 <= real) & (real <= high95), np.array([row.naive for row in come]), kept.scale,
    )  # fmt: skip


def judge(kept: Iterable[Kept], truth: Mapping[str, Mapping[int, float]]) -> list[Judged]:
    """Every series' forecasts that some period has come for, judged; series by name."""
    tried: dict[str, list[Trial]] = {}
    for one in kept:
        trial = trial_of(one, truth.get(one.series, {}))
        if trial is not None:
            tried.setdefault(one.series, []).append(trial)
    return [Judged(name, score(found), score(found, naive=True), len(found)) for name, found in sorted(tried.items())]
