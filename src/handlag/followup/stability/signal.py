"""When a chart signals: evidence for a shift that began in any earlier period, with the level before it an estimate.

For every period a shift may have begun in, all that came before (the reference and the watched periods without a
shift) is set against what came after, and the likelihood of odds 1.25 times those before, or 0.80 times, is taken
against none. The evidence is the sum over the possible beginnings (Shiryaev and Roberts), one sum each way, kept as a
logarithm. The unknown level drops out of it, so the limit promises the same whatever the level is, and quiet watched
periods make the chart sharper without moving what is expected.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

import numba
import numpy as np

from handlag.followup.stability.expected import Expected, shifted, sums
from handlag.followup.stability.panel import Floats, Ints
from handlag.followup.stability.periods import MONTH, Unit

ODDS = 1.25
"""The shift the chart is made to find, upwards; downwards it is its inverse."""
GROUPS = 8
"""Strata of nearly the same share are simulated together; the period's expected number stays exact."""

ANY_YEAR = date(2024, 1, 1)
"""Where the simulated calendar begins; only how weeks fall in months matters."""

F = TypeVar("F", bound=Callable[..., object])


def _compiled(function: F) -> F:
    return cast(F, numba.njit(cache=True, nogil=True, fastmath=True)(function))


@dataclass(frozen=True)
class Rule:
    """How often the chart may cry wolf: ``chance`` of any signal in ``months`` if nothing changes."""

    chance: float = 0.05
    months: int = 36
    runs: int = 4000
    seed: int = 1


@dataclass(frozen=True)
class Base:
    """What is known of the level before any watched period: the sum of score, and the information behind it."""

    score: float
    information: float


def scored(decisions: Ints, observed: Floats, model: Expected) -> tuple[Floats, Floats]:
    """The score of each period and its information. ``decisions`` period × stratum; ``observed`` ends in periods and
    may hold many runs. Where blocks vary more than chance, a period counts by so much less."""
    of = sums(decisions, decisions, model.share)
    information = model.information(of.variance)
    score: Floats = (observed - of.expected) / model.excess(of.variance)
    return score, information


def base(decisions: Ints, rejections: Ints, model: Expected) -> Base:
    """The level's base from some periods."""
    score, information = scored(decisions, rejections.sum(axis=1).astype(float), model)
    return Base(float(score.sum()), float(information.sum()))


def evidence(score: Floats, information: Floats, before: Floats, known: float) -> tuple[Floats, Floats]:
    """Upwards and downwards, by run and period (logarithms). ``before`` is each run's base score, ``known`` its
    information."""
    return _evidence(score, information, before, known, float(np.log(ODDS)))


@_compiled
def _evidence(score: Floats, information: Floats, before: Floats, known: float, shift: float) -> tuple[Floats, Floats]:
    runs, periods = score.shape
    up, down = np.empty((runs, periods)), np.empty((runs, periods))
    for run in range(runs):
        scores, told = np.zeros(periods + 1), np.zeros(periods + 1)
        for t in range(periods):
            scores[t + 1] = scores[t] + score[run, t]
            told[t + 1] = told[t] + information[t]
            whole = known + told[t + 1]
            upwards, downwards = 0.0, 0.0
            for begins in range(t + 1):
                after, earlier = told[t + 1] - told[begins], known + told[begins]
                gained = scores[t + 1] - scores[begins]
                moved = shift * (gained * earlier - (before[run] + scores[begins]) * after) / whole
                cost = 0.5 * shift * shift * after * earlier / whole
                upwards += np.exp(moved - cost)
                downwards += np.exp(-moved - cost)
            up[run, t], down[run, t] = np.log(upwards), np.log(downwards)
    return up, down


def simulated(decisions: Ints, months: Ints, model: Expected, rng: np.random.Generator, runs: int) -> Floats:
    """Rejections by run and period if nothing moves but months do by the model's spread."""
    n, share = _grouped(decisions, model.share)
    _, place = np.unique(months, return_inverse=True)
    noise = rng.normal(0, np.sqrt(max(0.0, model.spread.variance)), (runs, int(place.max()) + 1))
    drawn = rng.binomial(n, shifted(share, noise[:, place, None]))
    counts: Floats = drawn.sum(axis=2).astype(float)
    return counts


def limit(decisions: Ints, model: Expected, known: float, rule: Rule, unit: Unit = MONTH) -> float:
    """The least limit that at most ``rule.chance`` of the runs pass, in either direction.

    Volumes and mix are as in ``decisions``; the base has ``known`` information. Both the base's own error and that of
    the spread are drawn, so that what the chart promises holds though it learnt both from a reference.
    """
    own = np.resize(decisions, (unit.many(rule.months), decisions.shape[1]))
    rng = np.random.default_rng(rule.seed)
    observed = simulated(own, unit.months(unit.of(ANY_YEAR), len(own)), model, rng, rule.runs)
    score, information = scored(own, observed, model)
    monthly = model.a_month * float(sums(own, own, model.share).variance.mean())
    wide = np.sqrt(model.spread.ratios(monthly, rng, rule.runs))
    narrow = min(1.0, float(model.spread.excess(np.array(monthly)))) ** 0.5
    before = rng.normal(0, np.sqrt(known), rule.runs) * wide
    paths = evidence(score * (wide * narrow)[:, None], information, before, known)
    peaks = np.maximum(*(path.max(axis=1) for path in paths))
    return float(np.quantile(peaks, 1 - rule.chance, method="higher"))


def _grouped(decisions: Ints, share: Floats) -> tuple[Ints, Floats]:
    """Decisions (period × group) and the groups' share by period, as exact means of what they hold."""
    if len(share) <= GROUPS:
        return decisions, np.broadcast_to(share, decisions.shape)
    order = np.array_split(np.argsort(share, kind="stable"), GROUPS)
    n = np.stack([decisions[:, group].sum(axis=1) for group in order], axis=1)
    expected = np.stack([decisions[:, group] @ share[group] for group in order], axis=1)
    plain = np.array([share[group].mean() for group in order])
    return n, np.where(n > 0, expected / np.maximum(n, 1), plain)
