"""From a stratified sample to the whole: shares and amounts weighted by design, with intervals.

A share among those a control applies to is a ratio of two Horvitz–Thompson totals, its variance linearised with the
finite population correction (Cochran 1977, ch. 5–6; Särndal, Swensson and Wretman 1992, ch. 5); its interval is
Korn and Graubard's (1998, Survey Methodology 24), exact Clopper–Pearson on the effective sample, which holds near
nought too. An amount is a Horvitz–Thompson total. A sample that missed the few files with most of the money is low and
looks sure of itself, so its interval spans two: Student's t on the log scale by design, with as many degrees of freedom
as there are files that hold any of it, and Cox's for a lognormal mean (Zhou and Gao 1997, Statistics in Medicine 16),
whose spread is that of the logs and hardly moves with the largest file; docs/quality.md has the measured coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import variance as spread_of

from scipy import stats

LEVEL = 0.95
FEWEST = 2
FARTHEST = 50.0
"""No limit is farther off than this on the log scale: one file alone has a t of 12.7 and would overflow."""
_Linear = Callable[[int, int], float]


@dataclass(frozen=True)
class Group:
    """One stratum: how many there are in all, and for each file scored (x, y)."""

    population: int
    values: tuple[tuple[int, int], ...]

    @property
    def weight(self) -> float:
        """How many files each scored one stands for."""
        return self.population / len(self.values)

    @property
    def unseen(self) -> float:
        """The share of the stratum nobody has scored (the finite population correction)."""
        return 1 - len(self.values) / self.population


@dataclass(frozen=True)
class Share:
    """A share of one with its interval; ``n`` files the question applied to, ``found`` of them counted."""

    n: int
    found: int
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Total:
    """An amount in whole öre for all decisions, its interval, and what was found in the sample itself.

    The interval is None where nothing was found: the files can't tell how large the rare ones are.
    """

    ore: int
    low_ore: int | None
    high_ore: int | None
    sample_ore: int


def share(groups: Sequence[Group], level: float = LEVEL) -> Share:
    """The share of the x in the population that are y, each 0 or 1 in a file, with its interval."""
    used = [group for group in groups if group.values]
    applies = sum(x for group in used for x, _ in group.values)
    found = sum(y for group in used for _, y in group.values)
    base = _total(used, 0)
    if not applies:
        return Share(0, 0, None)
    value = _total(used, 1) / base
    if all(group.unseen <= 0 for group in used):
        return Share(applies, found, value, value, value)
    variance = _variance(used, lambda x, y: y - value * x) / base**2
    low, high = _korn_graubard(value, variance, applies, _freedom(used), level)
    return Share(applies, found, value, low, high)


def total(groups: Sequence[Group], level: float = LEVEL) -> Total:
    """The sum of y, öre, over the whole population, with its interval; never below what the sample itself holds."""
    used = [group for group in groups if group.values]
    guessed = [group for group in used if group.unseen > 0]
    seen = sum(y for group in used for _, y in group.values)
    known = sum(y for group in used if group.unseen <= 0 for _, y in group.values)
    value, variance = _total(guessed, 1), _variance(guessed, lambda _x, y: y)
    if not guessed:
        return Total(known, known, known, seen)
    if value <= 0 or variance <= 0:
        return Total(known + round(value), None, None, seen)
    student = float(stats.t.ppf((1 + level) / 2, _informed(guessed)))
    low, high = _limits(log(value), student * sqrt(variance) / value)
    modelled_low, modelled_high = _limits(*_modelled(guessed, student))
    least, most = known + round(min(low, modelled_low)), known + round(max(high, modelled_high))
    return Total(known + round(value), max(seen, least), most, seen)


def half_width(frame: Mapping[tuple[str, ...], int], drawn: Mapping[tuple[str, ...], int], rate: float) -> float:
    """What a planned draw can tell: half the interval of a share, were it ``rate`` in every stratum."""
    everybody = sum(frame.values())
    variance = sum(
        (count / everybody) ** 2 * (1 - drawn[key] / count) * rate * (1 - rate) / drawn[key]
        for key, count in frame.items()
        if drawn.get(key)
    )
    return float(stats.norm.ppf((1 + LEVEL) / 2)) * sqrt(variance)


def _total(groups: Iterable[Group], place: int) -> float:
    return sum(group.weight * sum(value[place] for value in group.values) for group in groups)


def _variance(groups: Iterable[Group], of: _Linear) -> float:
    return sum(_part(group, of) for group in groups)


def _part(group: Group, of: _Linear) -> float:
    """A stratum's part of the variance of a total; nothing where it is wholly scored."""
    count = len(group.values)
    if group.unseen <= 0 or count < FEWEST:
        return 0.0
    found = [of(x, y) for x, y in group.values]
    mean = sum(found) / count
    spread = sum((value - mean) ** 2 for value in found) / (count - 1)
    return group.population**2 * group.unseen * spread / count


def _freedom(groups: Sequence[Group]) -> int:
    return max(1, sum(len(group.values) - 1 for group in groups if group.unseen > 0))


def _informed(groups: Sequence[Group]) -> int:
    """Degrees of freedom: files that hold any of the amount, less one. The others tell nothing of its spread."""
    return max(1, sum(bool(y) for group in groups for _, y in group.values) - 1)


def _modelled(groups: Sequence[Group], student: float) -> tuple[float, float]:
    """Cox's centre and reach for the log of the amount, were the amounts lognormal with one spread."""
    held = [(group.weight, group.unseen, log(y)) for group in groups for _, y in group.values if y]
    files = sum(weight for weight, _, _ in held)
    spread = spread_of([amount for _, _, amount in held]) if len(held) >= FEWEST else 0.0
    centre = log(files) + sum(weight * amount for weight, _, amount in held) / files + spread / 2
    doubt = sum(weight**2 * unseen for weight, unseen, _ in held) / files**2 * (spread + spread**2 / 2)
    count = _variance(groups, lambda _x, y: bool(y)) / files**2
    return centre, student * sqrt(count + doubt)


def _limits(centre: float, reach: float) -> tuple[float, float]:
    return exp(centre - reach), exp(centre + min(reach, FARTHEST))


def _korn_graubard(value: float, variance: float, count: int, freedom: int, level: float) -> tuple[float, float]:
    """Clopper and Pearson's limits on the effective number of files, never more than there are."""
    tail = (1 - level) / 2
    normal, student = float(stats.norm.ppf(tail)), float(stats.t.ppf(tail, freedom))
    effective = value * (1 - value) / variance * (normal / student) ** 2 if variance > 0 else float(count)
    size = min(float(count), effective)
    hits = size * value
    low = float(stats.beta.ppf(tail, hits, size - hits + 1)) if hits > 0 else 0.0
    high = float(stats.beta.ppf(1 - tail, hits + 1, size - hits)) if hits < size else 1.0
    return low, high
