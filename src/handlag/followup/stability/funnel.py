"""Offices side by side, given their cases: who lies outside what chance, and offices' ordinary spread, explain.

Overdispersion by the additive model (Spiegelhalter, 2005): z winsorised at 10 %, τ² by moments. Both verdicts are
given, with and without it. It is no league table: nothing is ranked, and offices on few cases are hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlag.followup.stability.panel import Floats, Ints

FEWEST = 4
WINSORISED = 0.1
LIMITS = {"95": 1.959964, "99.8": 3.090232}


@dataclass(frozen=True)
class Office:
    """An office: observed over expected, with the limits around 1 that count offices' spread. Nothing if hidden."""

    name: str
    hidden: bool
    decisions: int | None
    observed: int | None
    expected: float | None
    ratio: float | None
    z: float | None
    z_adjusted: float | None
    limits95: tuple[float, float] | None
    limits998: tuple[float, float] | None

    @property
    def verdict(self) -> str:
        """``inside``, ``warning`` (95 %), ``outside`` (99.8 %), all with overdispersion; ``hidden``."""
        return "hidden" if self.z_adjusted is None else _verdict(self.z_adjusted)

    @property
    def verdict_by_chance_alone(self) -> str:
        """The same as if offices could differ by chance only."""
        return "hidden" if self.z is None else _verdict(self.z)


@dataclass(frozen=True)
class Funnel:
    """``spread`` is τ², the variance between offices on the logit scale beyond chance."""

    spread: float
    offices: tuple[Office, ...]


def funnel(names: tuple[str, ...], decisions: Ints, rejections: Ints, share: Floats) -> Funnel:
    """Offices by name. Counts office × stratum; ``share`` (same shape) is expected, with a common shift taken out."""
    n, observed = decisions.sum(axis=1), rejections.sum(axis=1)
    expected = (decisions * share).sum(axis=1)
    variance = (decisions * share * (1 - share)).sum(axis=1)
    used = variance > 0
    z = np.divide(observed - expected, np.sqrt(variance), out=np.zeros_like(expected), where=used)
    spread = between_offices(z[used], variance[used])
    hidden = hide(n, observed)
    offices = [
        _office(name, int(n[i]), int(observed[i]), float(expected[i]), float(variance[i]), spread)
        if not hidden[i]
        else Office(name, True, *[None] * 8)
        for i, name in enumerate(names)
        if n[i]
    ]
    return Funnel(spread, tuple(offices))


def between_offices(z: Floats, variance: Floats) -> float:
    """τ² by moments from winsorised z; nought where offices differ no more than chance lets them."""
    k = len(z)
    if k < 2:
        return 0.0
    phi = float((np.clip(z, *np.quantile(z, [WINSORISED, 1 - WINSORISED])) ** 2).mean())
    if phi <= (k - 1) / k:
        return 0.0
    total = float(variance.sum())
    return max(0.0, (k * phi - (k - 1)) / (total - float((variance**2).sum()) / total))


def hide(decisions: Ints, rejections: Ints) -> list[bool]:
    """Offices whose decisions, rejections or grants are one to three; never one alone, since a total would tell."""
    small = [
        any(0 < int(count) < FEWEST for count in (n, k, n - k)) for n, k in zip(decisions, rejections, strict=True)
    ]
    others = [i for i in range(len(small)) if not small[i] and decisions[i]]
    if sum(small) == 1 and others:
        small[min(others, key=lambda i: (int(decisions[i]), i))] = True
    return small


def _office(name: str, n: int, observed: int, expected: float, variance: float, spread: float) -> Office:
    wide = float(np.sqrt(variance + spread * variance**2))
    inner, outer = ((max(0.0, 1 - z * wide / expected), 1 + z * wide / expected) for z in LIMITS.values())
    off = observed - expected
    z, adjusted = off / float(np.sqrt(variance)), off / wide
    return Office(name, False, n, observed, expected, observed / expected, z, adjusted, inner, outer)


def _verdict(z: float) -> str:
    if abs(z) > LIMITS["99.8"]:
        return "outside"
    return "warning" if abs(z) > LIMITS["95"] else "inside"
