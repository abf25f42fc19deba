"""How well two reviewers agree beyond chance: Cohen's kappa with an interval.

Kappa and its large-sample standard error: Cohen (1960), Educational and Psychological Measurement 20; Fleiss, Cohen
and Everitt (1969), Psychological Bulletin 72. Over all controls together the answers of one file hang together, so
the interval there comes from leaving out one file at a time (jackknife).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import stats

from handlag.quality.domain.controls import ANSWERS
from handlag.quality.domain.estimate import LEVEL

Pair = tuple[str, str]
FEWEST_FILES = 3
NO_SPREAD = 1e-9


@dataclass(frozen=True)
class Agreement:
    """Of ``n`` pairs of answers: the share alike, kappa (None where chance alone would agree wholly), its interval."""

    n: int
    alike: float
    kappa: float | None
    low: float | None = None
    high: float | None = None

    @property
    def words(self) -> str:
        """A code for what kappa amounts to: Landis and Koch (1977), Biometrics 33, as a common rule of thumb."""
        if self.kappa is None:
            return "none"
        steps = ((0.8, "almost_perfect"), (0.6, "substantial"), (0.4, "moderate"), (0.2, "fair"))
        return next((word for floor, word in steps if self.kappa > floor), "slight")


def agreement(pairs: Sequence[Pair], level: float = LEVEL) -> Agreement | None:
    """Agreement on one control; None without pairs."""
    if not pairs:
        return None
    shares = _shares(pairs)
    observed, expected = _observed_expected(shares)
    if expected >= 1:
        return Agreement(len(pairs), observed, None)
    kappa = (observed - expected) / (1 - expected)
    half = float(stats.norm.ppf((1 + level) / 2)) * _standard_error(shares, observed, expected, len(pairs))
    return Agreement(len(pairs), observed, kappa, *_limits(kappa, half))


def _limits(kappa: float, half: float) -> tuple[float | None, float | None]:
    """The interval; none where the sample shows no spread, which says that it is small and not that it is sure."""
    return (None, None) if half < NO_SPREAD else (max(-1.0, kappa - half), min(1.0, kappa + half))


def agreement_over_files(files: Sequence[Sequence[Pair]], level: float = LEVEL) -> Agreement | None:
    """Agreement over several controls, the pairs of each file together; the interval counts files, not answers."""
    pairs = [pair for file in files for pair in file]
    whole = agreement(pairs, level)
    if whole is None or whole.kappa is None or len(files) < FEWEST_FILES:
        return whole and Agreement(whole.n, whole.alike, whole.kappa)
    left_out = [_kappa(_rest(files, place)) for place in range(len(files))]
    known = [value for value in left_out if value is not None]
    if len(known) < FEWEST_FILES:
        return Agreement(whole.n, whole.alike, whole.kappa)
    count = len(known)
    error = sqrt((count - 1) / count * sum((value - sum(known) / count) ** 2 for value in known))
    half = float(stats.t.ppf((1 + level) / 2, count - 1)) * error
    return Agreement(whole.n, whole.alike, whole.kappa, *_limits(whole.kappa, half))


def _rest(files: Sequence[Sequence[Pair]], place: int) -> Iterable[Pair]:
    return (pair for other, file in enumerate(files) if other != place for pair in file)


def _kappa(pairs: Iterable[Pair]) -> float | None:
    found = list(pairs)
    if not found:
        return None
    observed, expected = _observed_expected(_shares(found))
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def _shares(pairs: Iterable[Pair]) -> np.ndarray:
    table = np.zeros((len(ANSWERS), len(ANSWERS)))
    for one, other in pairs:
        table[ANSWERS.index(one), ANSWERS.index(other)] += 1
    shares: np.ndarray = table / table.sum()
    return shares


def _observed_expected(shares: np.ndarray) -> tuple[float, float]:
    expected = float(shares.sum(axis=1) @ shares.sum(axis=0))
    return float(np.trace(shares)), 1.0 if expected > 1 - 1e-12 else expected


def _standard_error(shares: np.ndarray, observed: float, expected: float, count: int) -> float:
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    diagonal = np.diag(shares)
    same = float((diagonal * ((1 - expected) - (rows + columns) * (1 - observed)) ** 2).sum())
    off = shares - np.diag(diagonal)
    weights = (columns[:, None] + rows[None, :]) ** 2
    other = (1 - observed) ** 2 * float((off * weights).sum())
    last = (observed * expected - 2 * expected + observed) ** 2
    return sqrt(max(0.0, same + other - last) / count) / (1 - expected) ** 2
