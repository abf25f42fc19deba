"""How many rejections to expect, from a frozen period, given only what was fixed before the decision."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from handlag.followup.stability.panel import Floats, Ints

SHRINKAGE = 10.0
"""Decisions at the overall share that each stratum is mixed with, so that a small one says little by itself."""


@dataclass(frozen=True)
class Expected:
    """The frozen model. ``share`` by stratum; ``spread`` is the variance between months, ``uncertainty`` that of
    the level itself, both on the logit scale. ``degrees`` are the months the spread was learnt from, less one; 0 if
    it is known."""

    share: Floats
    overall: float
    spread: float
    uncertainty: float
    degrees: int = 0

    def moved(self, shift: float, uncertainty: float) -> Expected:
        """The same model at another level: every stratum's odds multiplied by exp(shift)."""
        return replace(self, share=shifted(self.share, shift), uncertainty=uncertainty)


@dataclass(frozen=True)
class Sums:
    """Observed and expected rejections, and their variance by chance alone, by month."""

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


def shifted(share: Floats, shift: float | Floats) -> Floats:
    """Shares whose odds are multiplied by exp(shift); shares lie strictly between 0 and 1."""
    moved: Floats = share / (share + (1 - share) * np.exp(-np.asarray(shift)))
    return moved


def frozen(decisions: Ints, rejections: Ints, shrinkage: float = SHRINKAGE) -> Expected:
    """The model of the reference months (month × stratum): p = (k + m p0) / (n + m).

    The overall share is kept off 0 and 1 by half a case, so that odds exist where nothing was rejected.
    """
    n, k = decisions.sum(axis=0), rejections.sum(axis=0)
    overall = (k.sum() + 0.5) / (n.sum() + 1)
    share = (k + shrinkage * overall) / (n + shrinkage)
    spread = between_months(sums(decisions, rejections, share))
    variance = sums(decisions, rejections, share).variance
    return Expected(share, float(overall), spread, _uncertainty(variance, spread), len(decisions) - 1)


def sums(decisions: Ints, rejections: Ints, share: Floats) -> Sums:
    """Months against the model. All as month × stratum; ``share`` by stratum, or by month and stratum."""
    return Sums(
        decisions.sum(axis=1).astype(float),
        rejections.sum(axis=1).astype(float),
        (decisions * share).sum(axis=1),
        (decisions * share * (1 - share)).sum(axis=1),
    )


def between_months(of: Sums) -> float:
    """Variance between months beyond chance, by moments, never below nought; one degree goes to the level."""
    months = len(of.observed)
    beyond = (of.observed - of.expected) ** 2 * months / max(months - 1, 1) - of.variance
    return max(0.0, float(beyond.sum() / (of.variance**2).sum()))


def level(decisions: Ints, rejections: Ints, model: Expected) -> Level:
    """The odds ratio of some months (month × stratum) against the model, by maximum likelihood.

    Where everything or nothing was rejected, half a case is moved so that the odds are finite.
    """
    n = decisions.sum(axis=0).astype(float)
    observed = min(max(float(rejections.sum()), 0.5), float(n.sum()) - 0.5)
    shift = _solve(n, model.share, observed)
    variance = sums(decisions, rejections, shifted(model.share, shift)).variance
    return Level(shift, _uncertainty(variance, model.spread))


def _solve(n: Floats, share: Floats, observed: float) -> float:
    """The shift at which so many are expected; halving, since it can't go astray."""
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if float(n @ shifted(share, middle)) < observed else (low, middle)
    return (low + high) / 2


def _uncertainty(variance: Floats, spread: float) -> float:
    return float((variance + spread * variance**2).sum() / variance.sum() ** 2)
