"""Whether reviewers judge as they did: files of an earlier round scored again in the same sitting as the new ones.

The change is that of paired answers: McNemar's exact test, and Agresti and Min's interval for the difference of paired
shares (2005, Statistics in Medicine 24), which holds for few files. What has become of the work itself is then the new
share less the earlier one *as it would be judged today*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy import stats

from handlag.quality.domain.estimate import LEVEL, Share

FEWEST = 10
"""Paired files below which no drift is told."""


@dataclass(frozen=True)
class Drift:
    """Of ``n`` files both judged: how many went each way, the net change of the share not carried out, its interval."""

    n: int
    stricter: int
    milder: int
    change: float
    low: float
    high: float
    p: float

    @property
    def moved(self) -> bool:
        """Whether the change is more than chance gives at five per cent."""
        return self.p < 1 - LEVEL


def drift(pairs: Sequence[tuple[str, str]], level: float = LEVEL) -> Drift | None:
    """The change from the earlier answers to today's where both apply; None with fewer than ``FEWEST`` files."""
    judged = [pair for pair in pairs if "na" not in pair]
    if len(judged) < FEWEST:
        return None
    stricter = sum(pair == ("yes", "no") for pair in judged)
    milder = sum(pair == ("no", "yes") for pair in judged)
    count, up, down = len(judged) + 2, stricter + 0.5, milder + 0.5
    middle = (up - down) / count
    error = sqrt((up + down) - (up - down) ** 2 / count) / count
    reach = float(stats.norm.ppf((1 + level) / 2)) * error
    either = stricter + milder
    p = float(stats.binomtest(stricter, either, 0.5).pvalue) if either else 1.0
    change = (stricter - milder) / len(judged)
    return Drift(len(judged), stricter, milder, change, middle - reach, middle + reach, p)


@dataclass(frozen=True)
class Compared:
    """A new share beside an earlier one: the difference as it stands, and with the reviewers' drift taken out."""

    crude: float
    adjusted: float
    low: float
    high: float


def compared(new: Share, earlier: Share, found: Drift, level: float = LEVEL) -> Compared | None:
    """The change of the work between two rounds, as today's eyes see both; None where a share is missing.

    Errors are added as if independent; the files judged twice are part of the earlier sample, which makes the interval
    somewhat too wide rather than too narrow.
    """
    if new.value is None or earlier.value is None:
        return None
    crude = new.value - earlier.value
    adjusted = crude - found.change
    normal = float(stats.norm.ppf((1 + level) / 2))
    widths = [(one.high or 0.0) - (one.low or 0.0) for one in (new, earlier)] + [found.high - found.low]
    reach = normal * sqrt(sum((width / (2 * normal)) ** 2 for width in widths))
    return Compared(crude, adjusted, adjusted - reach, adjusted + reach)
