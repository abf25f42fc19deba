"""A mean of survey scores or a share of cases, with what is needed to say how sure it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from handlag.followup.domain.indicators import Text

LOWEST, HIGHEST = 1, 5
"""The customer survey's grades (annual report 2024)."""
LEVEL = 0.05
"""Differences are reported at the level of five per cent (annual report 2024, on its customer survey)."""


@dataclass(frozen=True)
class Mean:
    """A weighted mean of answers graded 1 to 5, or of something counted (``unit`` its words, as *dagar*).

    ``variance`` is that of the mean, counted with the weights as given; ``answers`` are persons, ``worth`` how many
    unweighted answers they are worth (Kish: the square of the sum of weights over the sum of their squares).
    """

    value: float
    variance: float
    answers: int
    worth: float
    unit: Text | None = None

    @property
    def interval(self) -> tuple[float, float]:
        """95 per cent, by Student's t; the whole scale where one answer or none says how they differ."""
        lowest, highest = (float(LOWEST), float(HIGHEST)) if self.unit is None else (-math.inf, math.inf)
        if self.answers < 2:
            return lowest, highest
        half = float(stdtrit(self.worth - 1, 1 - LEVEL / 2)) * math.sqrt(self.variance)
        return max(lowest, self.value - half), min(highest, self.value + half)


def mean(scores: Sequence[float], weights: Sequence[float] | None = None) -> Mean:
    """The mean of answers with weights (1 each if not given).

    The variance is that of a ratio of weighted sums, linearised, with n over n - 1; with equal weights it is the
    sample variance over n.
    """
    score = np.asarray(scores, dtype=float)
    weight = np.ones(len(score)) if weights is None else np.asarray(weights, dtype=float)
    whole, number = float(weight.sum()), len(score)
    value = float(weight @ score) / whole
    spread = float((weight**2) @ (score - value) ** 2) / whole**2
    correction = number / (number - 1) if number > 1 else 1.0
    return Mean(value, spread * correction, number, whole**2 / float(weight @ weight))


def mean_of_sums(total: int, squares: int, number: int, unit: Text) -> Mean:
    """The mean of ``number`` whole numbers from their sum and the sum of their squares, exact until it is divided."""
    spread = number * squares - total**2
    variance = spread / (number**2 * (number - 1)) if number > 1 else 0.0
    return Mean(total / number, variance, number, float(number), unit)


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole`` cases."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.part / self.whole

    @property
    def answers(self) -> int:
        """How many it rests on."""
        return self.whole

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of 95 per cent, which holds for small numbers and near 0 and 1 too."""
        z = float(ndtri(1 - LEVEL / 2))
        n, p = self.whole, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


Estimate = Mean | Share
