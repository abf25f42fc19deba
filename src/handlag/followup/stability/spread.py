"""How much more (or less) than chance alone months vary, with how well that is known.

A point estimate that is taken for the truth makes a chart promise what it can't hold, and two years of one series say
little. So the estimate carries its own error into the limit, and series of one kind can be learnt from together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from handlag.followup.stability.panel import Floats

LEAST_EXCESS = 0.3
"""No month is believed to vary by less than this part of its variance by chance."""


@dataclass(frozen=True)
class Spread:
    """The variance between months beyond chance, on the logit scale (below nought where they vary less than chance),
    and the variance of that estimate; 0 if it is known."""

    variance: float
    error: float = 0.0

    def excess(self, by_chance: Floats) -> Floats:
        """How many times its variance by chance a month varies."""
        times: Floats = np.maximum(LEAST_EXCESS, 1 + self.variance * by_chance)
        return times

    def ratios(self, by_chance: float, rng: np.random.Generator, runs: int) -> Floats:
        """Whole variances a month could have, over the one reckoned with, as the error allows: one a run."""
        if not self.error:
            return np.ones(runs)
        degrees = 2 * (float(self.excess(np.array(by_chance))) / by_chance) ** 2 / self.error
        drawn: Floats = degrees / rng.chisquare(degrees, runs)
        return drawn


@dataclass(frozen=True)
class Months:
    """A reference's months: observed less expected, and variance by chance; one degree goes to the level."""

    residual: Floats
    variance: Floats


def learnt(series: Iterable[Months]) -> Spread:
    """By moments from the months of one series, or of several that vary alike."""
    parts = list(series)
    beyond = sum(float((_squares(each) - each.variance).sum()) for each in parts)
    squares = sum(float((each.variance**2).sum()) for each in parts)
    spread = Spread(beyond / squares)
    error = sum(_error(each, spread) for each in parts) / squares**2
    return Spread(spread.variance, error)


def _squares(of: Months) -> Floats:
    squares: Floats = of.residual**2 * _lost(of)
    return squares


def _lost(of: Months) -> float:
    return len(of.residual) / max(len(of.residual) - 1, 1)


def _error(of: Months, spread: Spread) -> float:
    return float((2 * (of.variance * spread.excess(of.variance)) ** 2).sum()) * _lost(of)
