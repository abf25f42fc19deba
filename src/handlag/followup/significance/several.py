"""Many comparisons at once: of twenty without any difference one is expected to look like one at five per cent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from handlag.followup.significance.estimates import LEVEL


class Several(StrEnum):
    """How the rule of five per cent is kept over several tests."""

    BENJAMINI_HOCHBERG = "bh"
    """Of the differences told, five per cent are expected to be none."""
    HOLM = "holm"
    """The risk that any difference told is none is five per cent."""


def adjusted(p_values: Sequence[float], several: Several) -> list[float]:
    """The p values to be held against five per cent, in the order given; never less than they were, at most 1."""
    return _ADJUSTMENTS[several](p_values)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg 1995: each p times the number of tests over its rank, from the largest down."""
    number = len(p_values)
    order = sorted(range(number), key=lambda at: p_values[at], reverse=True)
    found, least = [1.0] * number, 1.0
    for above, at in enumerate(order):
        least = min(least, p_values[at] * number / (number - above))
        found[at] = least
    return found


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm 1979: the smallest p times the number of tests, the next times one less, never falling."""
    number = len(p_values)
    found, most = [1.0] * number, 0.0
    for below, at in enumerate(sorted(range(number), key=lambda at: p_values[at])):
        most = max(most, min(1.0, p_values[at] * (number - below)))
        found[at] = most
    return found


_ADJUSTMENTS: Mapping[Several, Callable[[Sequence[float]], list[float]]] = {
    Several.BENJAMINI_HOCHBERG: benjamini_hochberg,
    Several.HOLM: holm,
}


def expected_false(tests: int) -> float:
    """How many of the tests would pass five per cent by chance alone if there were no difference anywhere."""
    return tests * LEVEL
