"""How many rejections to expect, from a frozen period, given only what was fixed before the decision."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from handlag.followup.stability.panel import Floats, Ints
from handlag.followup.stability.spread import Months, Spread, learnt

SHRINKAGE = 10.0
"""Decisions at the overall share that each stratum is mixed with, so that a small one says little by itself."""


@dataclass(frozen=True)
class Expected:
    """The frozen model. ``share`` by stratum; ``spread`` is how much more than chance calendar months vary, on the
    logit scale; ``a_month`` is how many periods a month has."""

    share: Floats
    overall: float
    spread: Spread
    a_month: float = 1.0

    def moved(self, shift: float) -> Expected:
        """The same model at another level: every stratum's odds multiplied by exp(shift)."""
        return replace(self, share=shifted(self.share, shift))

    def excess(self, variance: Floats) -> Floats:
        """How many times its variance by chance a period counts as having, by the spread of its whole month."""
        return self.spread.excess(self.a_month * variance)

    def information(self, variance: Floats) -> Floats:
        """What periods of so much variance by chance tell of the level, with their spread counted."""
        told: Floats = variance / self.excess(variance)
        return told


@dataclass(frozen=True)
class Sums:
    """Observed and expected rejections, and their variance by chance alone, by period."""

    decisions: Floats
    observed: Floats
    expected: Floats
    variance: Floats


@dataclass(frozen=True)
class Level:
    """How far the odds lie from the expected, as a logarithm with its variance."""

    shift: float
    variance: float

    @property
    def odds_ratio(self) -> tuple[float, float, float]:
        """The odds ratio with its 95 % interval."""
        half = 1.959964 * float(np.sqrt(self.variance))
        low, middle, high = np.exp([self.shift - half, self.shift, self.shift + half])
        return float(middle), float(low), float(high)

    def since(self, before: Level) -> Level:
        """How far the odds moved from an earlier level; both are estimates, so both count in the interval."""
        return Level(self.shift - before.shift, self.variance + before.variance)


def shifted(share: Floats, shift: float | Floats) -> Floats:
    """Shares whose odds are multiplied by exp(shift); shares lie strictly between 0 and 1."""
    moved: Floats = share / (share + (1 - share) * np.exp(-np.asarray(shift)))
    return moved


def frozen(
    decisions: Ints,
    rejections: Ints,
    months: Ints | None = None,
    spread: Spread | None = None,
    shrinkage: float = SHRINKAGE,
) -> Expected:
    """The model of the reference's periods (period × stratum): p = (k + m p0) / (n + m).

    ``months`` is each period's calendar month, where periods are shorter than that; ``spread`` is given where it was
    learnt from more than this series. The overall share is kept off 0 and 1 by half a case, so that odds exist where
    nothing was rejected.
    """
    n, k = decisions.sum(axis=0), rejections.sum(axis=0)
    overall = (k.sum() + 0.5) / (n.sum() + 1)
    share = (k + shrinkage * overall) / (n + shrinkage)
    of = residuals(decisions, rejections, share, months)
    return Expected(share, float(overall), spread or learnt([of]), len(decisions) / len(of.residual))


def residuals(decisions: Ints, rejections: Ints, share: Floats, months: Ints | None = None) -> Months:
    """The calendar months of some periods against the expected shares."""
    of = sums(_by_month(decisions, months), _by_month(rejections, months), share)
    return Months(of.observed - of.expected, of.variance)


def _by_month(counts: Ints, months: Ints | None) -> Ints:
    if months is None:
        return counts
    begins = np.flatnonzero(np.diff(months, prepend=months[0] - 1))
    added: Ints = np.add.reduceat(counts, begins, axis=0)
    return added


def sums(decisions: Ints, rejections: Ints, share: Floats) -> Sums:
    """Periods against the model. All as period × stratum; ``share`` by stratum, or by period and stratum."""
    return Sums(
        decisions.sum(axis=1).astype(float),
        rejections.sum(axis=1).astype(float),
        (decisions * share).sum(axis=1),
        (decisions * share * (1 - share)).sum(axis=1),
    )


def level(decisions: Ints, rejections: Ints, model: Expected) -> Level:
    """The odds ratio of some periods (period × stratum) against the model, by maximum likelihood.

    Where everything or nothing was rejected, half a case is moved so that the odds are finite.
    """
    n = decisions.sum(axis=0).astype(float)
    observed = min(max(float(rejections.sum()), 0.5), float(n.sum()) - 0.5)
    shift = _solve(n, model.share, observed)
    variance = sums(decisions, rejections, shifted(model.share, shift)).variance
    return Level(shift, 1 / float(model.information(variance).sum()))


def _solve(n: Floats, share: Floats, observed: float) -> float:
    """The shift at which so many are expected; halving, since it can't go astray."""
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if float(n @ shifted(share, middle)) < observed else (low, middle)
    return (low + high) / 2
