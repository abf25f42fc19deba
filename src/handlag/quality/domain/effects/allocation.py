"""Who gets the measure: by lot, in blocks within strata, from a sealed seed.

The list follows from the seed alone, so it can't be steered; the seed is secret until the trial is closed, so nobody
can foresee the next place; its fingerprint is published when the protocol is registered, so it can't be changed
afterwards; and when it is opened anybody can make the list again and hold it against what was done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlag.quality.domain.draw import rank

MEASURE, COMPARISON = "measure", "comparison"
ARMS = (MEASURE, COMPARISON)


def commitment(seed: str, protocol: str) -> str:
    """The fingerprint that binds seed and protocol: SHA-256 over both."""
    return hashlib.sha256(f"{seed}\n{protocol}".encode()).hexdigest()


def arm(seed: str, blocks: Sequence[int], stratum: str, position: int) -> str:
    """The arm of the ``position``-th person (from 0) of a stratum. Block sizes are drawn among ``blocks`` too."""
    begin, block = 0, 0
    while True:
        length = _length(seed, blocks, stratum, block)
        if position < begin + length:
            return _shuffled(seed, stratum, block, length)[position - begin]
        begin, block = begin + length, block + 1


def _length(seed: str, blocks: Sequence[int], stratum: str, block: int) -> int:
    return blocks[int(rank(seed, f"|size|{stratum}|{block}")[:8], 16) % len(blocks)]


def _shuffled(seed: str, stratum: str, block: int, length: int) -> list[str]:
    """Half of each arm, in an order of the seed's own."""
    places = sorted(range(length), key=lambda place: rank(seed, f"|place|{stratum}|{block}|{place}"))
    return [ARMS[place % 2] for place in places]


@dataclass(frozen=True)
class Allocated:
    """One person's place and the arm she was told."""

    stratum: str
    position: int
    arm: str


@dataclass(frozen=True)
class Audit:
    """Whether the seal holds, and how many were put where the list doesn't put them, or have no place in order."""

    sealed: bool
    checked: int
    elsewhere: int
    gaps: int

    @property
    def clean(self) -> bool:
        """Whether all was as the list says."""
        return self.sealed and not self.elsewhere and not self.gaps


def audit(seed: str, protocol: str, published: str, blocks: Sequence[int], done: Iterable[Allocated]) -> Audit:
    """Make the list again and hold it against what was done."""
    rows = list(done)
    elsewhere = sum(row.arm != arm(seed, blocks, row.stratum, row.position) for row in rows)
    held: dict[str, list[int]] = {}
    for row in rows:
        held.setdefault(row.stratum, []).append(row.position)
    gaps = sum(sorted(places) != list(range(len(places))) for places in held.values())
    return Audit(commitment(seed, protocol) == published, len(rows), elsewhere, gaps)
