"""The difference a measure made, and how surely it is known.

By lot: everybody in the arm she was drawn for, whatever she got (intention to treat). Without strata the interval of
two shares is Newcombe's hybrid score interval (1998, Statistics in Medicine 17, method 10) and of two means Welch's;
with strata, the difference within each is weighted by its people. Otherwise people alike in what is known are compared
(coarsened exact matching: Iacus, King and Porro 2012, Political Analysis 20), for those who got the measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import fmean, variance

from scipy import stats

from handlag.core.errors import HandlagError

FEWEST = 2


@dataclass(frozen=True)
class Taking:
    """One who took part: her arm, her outcome (None where it isn't known), her stratum, whether she got the measure."""

    measure: bool
    outcome: float | None
    stratum: str = ""
    received: bool | None = None


@dataclass(frozen=True)
class Arm:
    """One arm: how many, how many outcomes are known, their mean, and how many got the other thing."""

    n: int
    known: int
    mean: float
    crossed: int = 0

    @property
    def missing(self) -> float:
        """The share whose outcome isn't known."""
        return 1 - self.known / self.n if self.n else 0.0


@dataclass(frozen=True)
class Effect:
    """The measure's arm less the other, with its interval; ``bounds`` were every missing outcome the worst or best."""

    measure: Arm
    comparison: Arm
    difference: float
    low: float
    high: float
    bounds: tuple[float, float] | None = None
    left_out: int = 0
    balance: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def shown(self) -> bool:
        """Whether the interval leaves out nought."""
        return self.low > 0 or self.high < 0


def intention_to_treat(people: Sequence[Taking], kind: str, level: float = 0.05) -> Effect:
    """The effect in a trial by lot. Raises EFFECTS_TOO_FEW where an arm (or an arm of a stratum) can't tell."""
    strata = sorted({one.stratum for one in people})
    arms = tuple(_arm([one for one in people if one.measure is given]) for given in (True, False))
    pairs = [_known(people, stratum) for stratum in strata]
    if not pairs or any(len(side) < FEWEST for pair in pairs for side in pair):
        raise _too_few()
    difference, low, high = _simple(*pairs[0], kind, level) if len(pairs) == 1 else _stratified(pairs, level)
    return Effect(arms[0], arms[1], difference, low, high, _bounds(people) if kind == "share" else None)


def _arm(people: Sequence[Taking]) -> Arm:
    known = [one.outcome for one in people if one.outcome is not None]
    crossed = sum(one.received is not None and one.received is not one.measure for one in people)
    return Arm(len(people), len(known), fmean(known) if known else float("nan"), crossed)


def _known(people: Iterable[Taking], stratum: str) -> tuple[list[float], list[float]]:
    found: tuple[list[float], list[float]] = ([], [])
    for one in people:
        if one.stratum == stratum and one.outcome is not None:
            found[0 if one.measure else 1].append(one.outcome)
    return found


def _simple(given: list[float], other: list[float], kind: str, level: float) -> tuple[float, float, float]:
    difference = fmean(given) - fmean(other)
    if kind == "share":
        return difference, *newcombe(sum(given), len(given), sum(other), len(other), level)
    parts = variance(given) / len(given), variance(other) / len(other)
    error = sqrt(sum(parts))
    if error == 0:
        return difference, difference, difference
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (len(given) - 1) + parts[1] ** 2 / (len(other) - 1))
    reach = float(stats.t.ppf(1 - level / 2, freedom)) * error
    return difference, difference - reach, difference + reach


def _stratified(pairs: Sequence[tuple[list[float], list[float]]], level: float) -> tuple[float, float, float]:
    people = sum(len(given) + len(other) for given, other in pairs)
    weights = [(len(given) + len(other)) / people for given, other in pairs]
    difference = sum(w * (fmean(a) - fmean(b)) for w, (a, b) in zip(weights, pairs, strict=True))
    spread = sum(w**2 * (variance(a) / len(a) + variance(b) / len(b)) for w, (a, b) in zip(weights, pairs, strict=True))
    freedom = people - 2 * len(pairs)
    reach = float(stats.t.ppf(1 - level / 2, freedom)) * sqrt(spread)
    return difference, difference - reach, difference + reach


def newcombe(hits: float, count: int, others: float, other_count: int, level: float = 0.05) -> tuple[float, float]:
    """The interval of a difference between two shares, by Wilson's limits of each."""
    one, other = hits / count, others / other_count
    low, high = _wilson(one, count, level)
    other_low, other_high = _wilson(other, other_count, level)
    difference = one - other
    return (
        difference - sqrt((one - low) ** 2 + (other_high - other) ** 2),
        difference + sqrt((high - one) ** 2 + (other - other_low) ** 2),
    )


def _wilson(share: float, count: int, level: float) -> tuple[float, float]:
    z = float(stats.norm.ppf(1 - level / 2))
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _bounds(people: Sequence[Taking]) -> tuple[float, float] | None:
    """The difference if all missing outcomes went against the measure, and if all went for it."""
    if all(one.outcome is not None for one in people):
        return None
    worst, best = ({True: 0.0, False: 1.0}, {True: 1.0, False: 0.0})
    return _filled(people, worst), _filled(people, best)


def _filled(people: Sequence[Taking], missing: Mapping[bool, float]) -> float:
    arms: dict[bool, list[float]] = {True: [], False: []}
    for one in people:
        arms[one.measure].append(missing[one.measure] if one.outcome is None else one.outcome)
    return fmean(arms[True]) - fmean(arms[False])


@dataclass(frozen=True)
class Compared:
    """One in a matched comparison: whether she got the measure, her outcome, what is held alike, what is shown."""

    measure: bool
    outcome: float
    cell: tuple[str, ...]
    shown: Mapping[str, float] = field(default_factory=dict)


def matched(people: Sequence[Compared], level: float = 0.05) -> Effect:
    """The difference for those who got the measure, beside people alike; who has nobody alike is left out, counted.

    Raises EFFECTS_NOBODY_ALIKE.
    """
    cells: dict[tuple[str, ...], tuple[list[float], list[float]]] = {}
    for one in people:
        cells.setdefault(one.cell, ([], []))[0 if one.measure else 1].append(one.outcome)
    kept = {cell: pair for cell, pair in cells.items() if pair[0] and pair[1]}
    treated = sum(len(given) for given, _ in kept.values())
    if treated < FEWEST or sum(len(other) for _, other in kept.values()) < FEWEST:
        raise _nobody_alike()
    weights = [len(given) / treated for given, _ in kept.values()]
    difference = sum(w * (fmean(a) - fmean(b)) for w, (a, b) in zip(weights, kept.values(), strict=True))
    spreads = tuple(_pooled([pair[place] for pair in kept.values()]) for place in (0, 1))
    error = sqrt(
        sum(
            w**2 * (spreads[0] / len(a) + spreads[1] / len(b)) for w, (a, b) in zip(weights, kept.values(), strict=True)
        )
    )
    reach = float(stats.norm.ppf(1 - level / 2)) * error
    given = [value for a, _ in kept.values() for value in a]
    other = sum(w * fmean(b) for w, (_, b) in zip(weights, kept.values(), strict=True))
    size = sum(len(b) for _, b in kept.values())
    everybody = sum(one.measure for one in people)
    return Effect(
        Arm(len(given), len(given), fmean(given)), Arm(size, size, other), difference, difference - reach,
        difference + reach, left_out=everybody - treated, balance=_balance(people, kept),
    )  # fmt: skip


def _pooled(groups: Sequence[list[float]]) -> float:
    """Variance within cells, over all of them: a cell of one lends from the others. Raises EFFECTS_NOBODY_ALIKE."""
    freedom = sum(len(group) - 1 for group in groups)
    if freedom < 1:
        raise _nobody_alike()
    return sum((value - fmean(group)) ** 2 for group in groups for value in group) / freedom


def _balance(people: Sequence[Compared], kept: Iterable[tuple[str, ...]]) -> dict[str, tuple[float, float]]:
    """Standardised mean differences of what is shown, before matching and after; beyond 0.1 is worth a word."""
    names = sorted({name for one in people for name in one.shown})
    cells = set(kept)
    found = {}
    for name in names:
        spread = sqrt(variance([one.shown[name] for one in people]) or 1.0)
        found[name] = (_gap(people, name) / spread, _weighted_gap(people, name, cells) / spread)
    return found


def _gap(people: Sequence[Compared], name: str) -> float:
    given, other = ([one.shown[name] for one in people if one.measure is side] for side in (True, False))
    return fmean(given) - fmean(other) if given and other else 0.0


def _weighted_gap(people: Sequence[Compared], name: str, cells: set[tuple[str, ...]]) -> float:
    inside: dict[tuple[str, ...], tuple[list[float], list[float]]] = {cell: ([], []) for cell in cells}
    for one in people:
        if one.cell in inside:
            inside[one.cell][0 if one.measure else 1].append(one.shown[name])
    treated = sum(len(given) for given, _ in inside.values())
    return sum(len(a) / treated * (fmean(a) - fmean(b)) for a, b in inside.values())


def before_after(pairs: Sequence[tuple[float, float]], level: float = 0.05) -> Effect:
    """The mean change of people's own ratings, with a t interval. Raises EFFECTS_TOO_FEW."""
    if len(pairs) < FEWEST:
        raise _too_few()
    changes = [after - before for before, after in pairs]
    difference = fmean(changes)
    reach = float(stats.t.ppf(1 - level / 2, len(pairs) - 1)) * sqrt(variance(changes) / len(pairs))
    before, after = (fmean(side) for side in zip(*pairs, strict=True))
    count = len(pairs)
    return Effect(
        Arm(count, count, after), Arm(count, count, before), difference, difference - reach, difference + reach
    )


def _too_few() -> HandlagError:
    return HandlagError(
        "EFFECTS_TOO_FEW", "data",
        sv=f"En grupp har färre än {FEWEST} kända utfall, så ingen skillnad går att räkna.",
        en=f"A group has fewer than {FEWEST} known outcomes, so no difference can be worked out.",
        remedy_sv="Samla fler utfall, eller räkna utan indelning.", remedy_en="Collect more, or leave out the strata.",
    )  # fmt: skip


def _nobody_alike() -> HandlagError:
    return HandlagError(
        "EFFECTS_NOBODY_ALIKE", "data",
        sv="För få som fick åtgärden har någon lik sig bland de andra.",
        en="Too few who got the measure have anybody alike among the others.",
        remedy_sv="Håll färre saker lika, eller med grövre gränser.",
        remedy_en="Hold fewer things alike, or with coarser edges.",
    )  # fmt: skip
