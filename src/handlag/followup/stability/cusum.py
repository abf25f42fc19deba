"""A risk-adjusted CUSUM in both directions, with a limit simulated for the series' own volumes.

Each month adds the log-likelihood ratio of odds R times the expected against the expected odds (Steiner and others,
2000): rejections × log R − Σ log(1 − p + R p). Where months vary more than chance, a month's sum counts by
1 / (1 + s² V), so that a large month isn't believed more than its own spread allows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlag.followup.stability.expected import Expected, shifted
from handlag.followup.stability.panel import Floats, Ints

UP, DOWN = 1.25, 0.8
GROUPS = 8
"""Strata of nearly the same share are simulated together; the month's expected number stays exact."""


@dataclass(frozen=True)
class Rule:
    """How often the chart may cry wolf: ``chance`` of any signal in ``months`` if nothing changes."""

    chance: float = 0.05
    months: int = 36
    runs: int = 4000
    seed: int = 1
    count_uncertainty: bool = True
    """Whether the limit allows for the reference itself being an estimate. Without it, delays are shorter and false
    alarms more frequent than promised."""


def steps(decisions: Ints, observed: Floats, model: Expected, ratio: float) -> Floats:
    """What each month adds. ``decisions`` month × stratum; ``observed`` ends in months and may hold many runs."""
    cost = (decisions * np.log1p((ratio - 1) * model.share)).sum(axis=1)
    variance = (decisions * model.share * (1 - model.share)).sum(axis=1)
    added: Floats = (observed * np.log(ratio) - cost) / (1 + model.spread * variance)
    return added


def climb(added: Floats) -> Floats:
    """The CUSUM, never below nought, over the last axis."""
    total: Floats = np.cumsum(added, axis=-1)
    lowest = np.minimum.accumulate(np.minimum(total, 0.0), axis=-1)
    climbed: Floats = total - lowest
    return climbed


def simulated(
    decisions: Ints,
    model: Expected,
    rng: np.random.Generator,
    runs: int,
    *,
    uncertain: bool,
    shift: Floats | float = 0.0,
) -> Floats:
    """Rejections by run and month if nothing but ``shift`` (log odds, by month) moves.

    Months vary by the model's spread. If ``uncertain``, each run lies off by the level's own error, and has a spread
    that the reference could have come from.
    """
    n, share = _grouped(decisions, model.share)
    spread, level = np.full((runs, 1), model.spread), np.full((runs, 1), model.uncertainty)
    if uncertain and model.spread > 0 and model.degrees:
        spread, level = _possible(decisions, model, rng, runs)
    noise = rng.normal(0, np.sqrt(spread), (runs, len(decisions))) + np.asarray(shift)
    if uncertain:
        noise = noise + rng.normal(0, np.sqrt(level))
    drawn = rng.binomial(n, shifted(share, noise[:, :, None]))
    counts: Floats = drawn.sum(axis=2).astype(float)
    return counts


def _possible(decisions: Ints, model: Expected, rng: np.random.Generator, runs: int) -> tuple[Floats, Floats]:
    """By run, a spread and a level's variance: the months' whole variance is known to so many degrees only."""
    variance = float((decisions @ (model.share * (1 - model.share))).mean())
    factor = model.degrees / rng.chisquare(model.degrees, (runs, 1))
    whole = factor * (1 + model.spread * variance)
    return np.maximum(0.0, (whole - 1) / variance), model.uncertainty * factor


def highest(decisions: Ints, observed: Floats, model: Expected) -> Floats:
    """By run and month, the higher of the two directions' CUSUM."""
    both: Floats = np.maximum(*(climb(steps(decisions, observed, model, ratio)) for ratio in (UP, DOWN)))
    return both


def limit(decisions: Ints, model: Expected, rule: Rule) -> float:
    """The least limit that at most ``rule.chance`` of the runs pass, with volumes and mix as in these months."""
    own = np.resize(decisions, (rule.months, decisions.shape[1]))
    rng = np.random.default_rng(rule.seed)
    observed = simulated(own, model, rng, rule.runs, uncertain=rule.count_uncertainty)
    peaks = highest(own, observed, model).max(axis=1)
    return float(np.quantile(peaks, 1 - rule.chance, method="higher"))


def _grouped(decisions: Ints, share: Floats) -> tuple[Ints, Floats]:
    """Decisions (month × group) and the groups' share by month, as exact means of what they hold."""
    if len(share) <= GROUPS:
        return decisions, np.broadcast_to(share, decisions.shape)
    order = np.array_split(np.argsort(share, kind="stable"), GROUPS)
    n = np.stack([decisions[:, group].sum(axis=1) for group in order], axis=1)
    expected = np.stack([decisions[:, group] @ share[group] for group in order], axis=1)
    plain = np.array([share[group].mean() for group in order])
    return n, np.where(n > 0, expected / np.maximum(n, 1), plain)
