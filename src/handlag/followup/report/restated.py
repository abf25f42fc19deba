"""What an earlier report still tells where some of its figures have been printed anew, corrected.

Its sums hold for what was printed then. A figure that has not changed is the same unknown in both reports: hidden in
the one and printed in the other it gives the other figures of the earlier sum away. So the earlier sums are laid beside
this year's, and one that has ceased to hold keeps its asterisks, since nobody can say which of them moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlag.followup.disclosure.model import Sum
from handlag.followup.report.model import Place

HIDDEN_BEFORE = "*"
Earlier = Mapping[Place, str]
"""What an earlier report printed at each place: a number, or ``*``."""


def name(place: Place) -> str:
    """A figure's identity as text."""
    return "|".join(place)


@dataclass(frozen=True)
class Before:
    """Earlier prints that differ, by name; the sums they stand in; and what was hidden then and is to stay so."""

    printed: Mapping[str, int]
    sums: frozenset[Sum]
    kept: frozenset[Place]


NOTHING_BEFORE = Before({}, frozenset(), frozenset())


def before(
    sums: Iterable[tuple[Place, Sequence[Place]]], counts: Mapping[Place, int], earlier: Earlier
) -> Before:  # fmt: skip
    """The earlier report's side of sums of counts, as far as one of their figures has been corrected since."""
    printed: dict[str, int] = {}
    lines: set[Sum] = set()
    kept: set[Place] = set()
    for total, parts in sums:
        members = (total, *parts)
        corrected = {
            place: was for place in members if (was := _count(earlier.get(place))) not in (None, counts[place])
        }
        if not corrected:
            continue
        values = {place: corrected.get(place, counts[place]) for place in members}
        if sum(values[part] for part in parts) != values[total]:
            kept |= {place for place in members if earlier.get(place) == HIDDEN_BEFORE}
            continue
        named = {place: name(place) + "|before" * (place in corrected) for place in members}
        printed |= {named[place]: was for place, was in corrected.items()}
        lines.add(Sum(named[total], tuple(sorted(named[part] for part in parts))))
    return Before(printed, frozenset(lines), frozenset(kept))


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
