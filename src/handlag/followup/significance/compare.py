"""Two means or two shares compared: the difference with its interval, and how often chance alone gives as much."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import gammaln, ndtr, stdtr, stdtrit

from handlag.followup.significance.estimates import LEVEL, Estimate, Mean, Share

FEWEST_EXPECTED = 5.0
"""Below this number expected in any of the four places the exact test is made instead of the normal one."""
NEAR = 1e-7


class Method(StrEnum):
    """How a difference was tried."""

    WELCH = "welch"
    TWO_SHARES = "two_shares"
    FISHER = "fisher"
    NONE = "none"


@dataclass(frozen=True)
class Comparison:
    """``first`` less ``second``: 95 per cent of such intervals hold the true difference.

    ``p`` is how often a difference as large comes of chance where there is none; None where that can't be told (one
    answer, or all answers alike).
    """

    first: Estimate
    second: Estimate
    difference: float
    interval: tuple[float, float] | None
    p: float | None
    method: Method


def compare(first: Estimate, second: Estimate) -> Comparison:
    """The comparison that fits: Welch for means, two shares or Fisher for shares. Both must be of one kind."""
    if isinstance(first, Mean) and isinstance(second, Mean):
        return welch(first, second)
    if isinstance(first, Share) and isinstance(second, Share):
        return shares(first, second)
    raise TypeError("a mean is not compared with a share")


def welch(first: Mean, second: Mean) -> Comparison:
    """Welch's test on weighted means: the variances need not be equal, nor the groups the same persons."""
    difference = first.value - second.value
    variance = first.variance + second.variance
    if min(first.answers, second.answers) < 2 or variance <= 0 or min(first.worth, second.worth) <= 1:
        return Comparison(first, second, difference, None, None, Method.NONE)
    error = math.sqrt(variance)
    freedom = variance**2 / sum(each.variance**2 / (each.worth - 1) for each in (first, second))
    p = 2 * float(stdtr(freedom, -abs(difference) / error))
    half = float(stdtrit(freedom, 1 - LEVEL / 2)) * error
    return Comparison(first, second, difference, (difference - half, difference + half), p, Method.WELCH)


def shares(first: Share, second: Share) -> Comparison:
    """Two shares by the pooled normal test, or Fisher's where fewer than five are expected in a place.

    The interval is Newcombe's, made of the two Wilson intervals.
    """
    difference = first.value - second.value
    part, whole = first.part + second.part, first.whole + second.whole
    if part in (0, whole):
        return Comparison(first, second, difference, _newcombe(first, second), None, Method.NONE)
    fewest = min(first.whole, second.whole) * min(part, whole - part) / whole
    if fewest < FEWEST_EXPECTED:
        p, method = fisher(first, second), Method.FISHER
    else:
        pooled = part / whole
        error = math.sqrt(pooled * (1 - pooled) * (1 / first.whole + 1 / second.whole))
        p, method = 2 * float(ndtr(-abs(difference) / error)), Method.TWO_SHARES
    return Comparison(first, second, difference, _newcombe(first, second), p, method)


def fisher(first: Share, second: Share) -> float:
    """Fisher's exact test, two-sided: all tables with the same margins that are no likelier than this one."""
    part, whole = first.part + second.part, first.whole + second.whole
    possible = np.arange(max(0, part - second.whole), min(part, first.whole) + 1)
    logs = (
        _choose(first.whole, possible)
        + _choose(second.whole, part - possible)
        - float(_choose(whole, np.asarray([part]))[0])
    )
    chances = np.exp(logs)
    own = chances[first.part - possible[0]]
    return min(1.0, float(chances[chances <= own * (1 + NEAR)].sum()))


def _choose(n: int, k: np.ndarray) -> np.ndarray:
    logs: np.ndarray = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return logs


def _newcombe(first: Share, second: Share) -> tuple[float, float]:
    (low1, high1), (low2, high2) = first.interval, second.interval
    p1, p2 = first.value, second.value
    down = math.hypot(p1 - low1, high2 - p2)
    up = math.hypot(high1 - p1, p2 - low2)
    return p1 - p2 - down, p1 - p2 + up
