"""A moved share in two: what comes of other cases, and what of other decisions in the same cases (Kitagawa, 1955)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlag.followup.stability.panel import Floats, Ints


@dataclass(frozen=True)
class Split:
    """Shares before and after; ``mix`` + ``rate`` is exactly the difference."""

    before: float
    after: float
    mix: float
    rate: float


def split(before: Ints, share: Floats, after: Ints, rejected: Ints) -> Split:
    """Expected shares in the mix before, against what was decided after (all by stratum).

    A stratum nobody is in afterwards has no rate of its own and moves the mix only.
    """
    old, new = before / before.sum(), after / after.sum()
    now = np.where(after > 0, rejected / np.maximum(after, 1), share)
    mix = float(((new - old) * (share + now) / 2).sum())
    rate = float(((new + old) / 2 * (now - share)).sum())
    return Split(float(old @ share), float(new @ now), mix, rate)
