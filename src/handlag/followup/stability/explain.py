"""What best explains an alarm: nothing, a step at a registered day, a step elsewhere, or a slope. Compared by BIC.

A binomial model with each case's expected log odds as offset. A step whose month was found in the data pays for that as
one parameter more; a registered day is not searched for. Registered sources are candidates, never proofs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from handlag.followup.stability.expected import Expected, shifted
from handlag.followup.stability.panel import Floats, Ints, LegalChange, Panel

NEAR = 1e-9
STEPS = 40


@dataclass(frozen=True)
class Candidate:
    """``kind`` is none, law (``name`` registered for the period), step or slope; ``weight`` its share of belief."""

    kind: str
    period: str
    name: str
    odds_ratio: float
    bic: float
    weight: float


def candidates(
    series: Panel, model: Expected, last: int, began: int, changes: Sequence[LegalChange]
) -> tuple[Candidate, ...]:
    """The explanations of what is seen up to the period of the signal, the most believed first."""
    n, k = (each[: last + 1] for each in series.by_stratum())
    total = np.log(n.sum())
    found = list(_fitted(series, n, k, model, began, changes))
    bics = np.array([-2 * fit + count * total for _, fit, count in found])
    weights = np.exp(-(bics - bics.min()) / 2)
    weights = weights / weights.sum()
    made = [replace(one, bic=float(b), weight=float(w)) for (one, _, _), b, w in zip(found, bics, weights, strict=True)]
    return tuple(sorted(made, key=lambda one: -one.weight))


def _fitted(
    series: Panel, n: Ints, k: Ints, model: Expected, began: int, changes: Sequence[LegalChange]
) -> Iterator[tuple[Candidate, float, int]]:
    """Each explanation with its log likelihood, counted for months' own spread, and how many parameters it took."""
    at = np.arange(len(n))
    spread = float(model.excess((n * model.share * (1 - model.share)).sum(axis=1)).mean())
    shapes = [("none", 0, "", np.zeros(len(n)), 0), ("step", began, "", (at >= began).astype(float), 2),
              ("slope", began, "", np.clip(at - began + 1, 0, None) / max(len(n) - began, 1), 2)]  # fmt: skip
    for each in changes:
        place = series.place(each.day)
        if 0 < place < len(n):
            shapes.append(("law", place, each.name, (at >= place).astype(float), 1))
    for kind, place, name, shape, count in shapes:
        size, fit = _likeliest(n, k, model, shape)
        period = series.name(place) if kind != "none" else ""
        yield Candidate(kind, period, name, float(np.exp(size)), 0.0, 0.0), fit / max(1.0, spread), count


def _likeliest(n: Ints, k: Ints, model: Expected, shape: Floats) -> tuple[float, float]:
    """The size of a shape by maximum likelihood (Newton, safe since the likelihood is concave), and its fit."""
    size = 0.0
    for _ in range(STEPS if shape.any() else 0):
        share = shifted(model.share, size * shape[:, None])
        slope = float((shape[:, None] * (k - n * share)).sum())
        bend = float((shape[:, None] ** 2 * n * share * (1 - share)).sum())
        step = float(np.clip(slope / max(bend, NEAR), -1, 1))
        size += step
        if abs(step) < NEAR:
            break
    share = shifted(model.share, size * shape[:, None])
    return size, float((k * np.log(share) + (n - k) * np.log1p(-share)).sum())
