"""Forecasts as they were made, held against what came: nothing of a kept forecast is ever changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from handlag.planning.domain.forecast import LEAST, YEAR, Forecast, Score, Series, checked, forecast, total
from handlag.planning.domain.scores import Trial, score

AGENCY = "total"
"""The sum of all benefits, whose months ahead are the sums of theirs."""


class Ahead(NamedTuple):
    """One month of a kept forecast, in cases; ``naive`` is last year's month by working time."""

    month: int
    mean: float
    low80: float
    high80: float
    low95: float
    high95: float
    naive: float


@dataclass(frozen=True)
class Kept:
    """A forecast of a series from the months up to ``known_to`` (12 × year + month - 1).

    ``scale`` is the mean absolute error of last year's month in the history, which MASE is measured in.
    """

    series: str
    known_to: int
    method: str
    why: str
    scale: float
    months: tuple[Ahead, ...]


class Judged(NamedTuple):
    """A series' kept forecasts against what came: ours, last year's month, and how many months were judged."""

    series: str
    ours: Score
    naive: Score
    forecasts: int


def made_now(series: Sequence[Series], last: int) -> list[Kept]:
    """Every series' forecast and the agency's, ready to be kept; ``last`` is the last month known of all of them.

    Series under two years are left out: nothing can be said of their season.
    """
    long = [checked(one) for one in series if len(one.values) >= LEAST]
    pairs = [(one, forecast(one)) for one in long]
    kept = [_kept(one, made, last) for one, made in pairs]
    if len(pairs) > 1:
        aligned = _aligned(pairs)
        whole = Series(AGENCY, np.sum([one.values for one, _ in aligned], axis=0), aligned[0][0].work)
        kept.append(_kept(whole, total(AGENCY, aligned), last))
    return kept


def _aligned(pairs: Sequence[tuple[Series, Forecast]]) -> list[tuple[Series, Forecast]]:
    """The pairs over the months all of them have."""
    common = min(len(one.values) for one, _ in pairs)
    return [(_last(one, common), _last_rolled(made, common)) for one, made in pairs]


def _last(one: Series, months: int) -> Series:
    gone = len(one.values) - months
    return Series(one.name, one.values[gone:], one.work[gone:])


def _last_rolled(made: Forecast, months: int) -> Forecast:
    return Forecast(**{**vars(made), "rolled": made.rolled[-months:]})


def _kept(one: Series, made: Forecast, last: int) -> Kept:
    naive = last_years_month(one)
    rows = zip(made.mean, made.low80, made.high80, made.low95, made.high95, naive, strict=True)
    months = tuple(Ahead(last + 1 + n, *(round(float(v), 2) for v in row)) for n, row in enumerate(rows))
    return Kept(one.name, last, made.method, made.why, naive_scale(one), months)


def last_years_month(one: Series) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Last year's month for each month ahead, by working time."""
    rate = one.values / one.work[: len(one.values)]
    ahead: np.ndarray[tuple[int], np.dtype[np.float64]] = np.resize(rate[-YEAR:], one.horizon()) * one.work[len(rate) :]
    return ahead


def naive_scale(one: Series) -> float:
    """Mean absolute error of last year's month over the history, in cases."""
    known = len(one.values)
    rate, work = one.values / one.work[:known], one.work[YEAR:known]
    return float(np.abs(rate[YEAR:] * work - rate[:-YEAR] * work).mean()) if known > YEAR else 0.0


def trial_of(kept: Kept, truth: Mapping[int, float]) -> Trial | None:
    """A kept forecast against the months that have come; None while none has."""
    come = [row for row in kept.months if row.month in truth]
    if not come:
        return None
    real = np.array([truth[row.month] for row in come])
    low80, high80, low95, high95 = (np.array([row[n] for row in come]) for n in range(2, 6))
    return Trial(
        real, np.array([row.mean for row in come]), (low80 <= real) & (real <= high80),
        (low95 <= real) & (real <= high95), np.array([row.naive for row in come]), kept.scale,
    )  # fmt: skip


def judge(kept: Iterable[Kept], truth: Mapping[str, Mapping[int, float]]) -> list[Judged]:
    """Every series' forecasts that some month has come for, judged; series by name."""
    tried: dict[str, list[Trial]] = {}
    for one in kept:
        trial = trial_of(one, truth.get(one.series, {}))
        if trial is not None:
            tried.setdefault(one.series, []).append(trial)
    return [Judged(name, score(found), score(found, naive=True), len(found)) for name, found in sorted(tried.items())]
