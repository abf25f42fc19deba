"""Drawing files at random so that anybody can draw the same again: order by a keyed hash, take the first.

A file's place in its stratum is SHA-256 of the round's seed and the decision's id, so that the draw depends neither on
the order rows lie in nor on anybody's choice, and can be made again from seed and frame (simple random sampling
without replacement within each stratum; Cochran, Sampling Techniques, 3rd ed., ch. 2 and 5).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from handlag.core.errors import Conflict, HandlagError

Item = TypeVar("Item")
Reviewer = TypeVar("Reviewer")
LEAST_FOR_VARIANCE = 2
"""Files a stratum needs before its spread can be told."""


def rank(seed: str, identity: object) -> str:
    """The place of something in the draw: 64 hexadecimal digits, uniform over all seeds."""
    return hashlib.sha256(f"{seed}{identity}".encode()).hexdigest()


def drawn(seed: str, items: Iterable[Item], count: int, key: Callable[[Item], object] = str) -> list[Item]:
    """The first ``count`` by rank, or all there are."""
    return sorted(items, key=lambda item: rank(seed, key(item)))[:count]


def allocate(frame: Mapping[tuple[str, ...], int], size: int, least: int, outcome_at: int | None) -> dict[
    tuple[str, ...], int
]:  # fmt: skip
    """How many files each stratum gives: ``size`` shared out by size, no stratum fewer than ``least`` if it has them.

    With ``outcome_at`` (the place of the outcome in a stratum's key) every outcome first gets an equal share, so that
    grants are looked at as closely as refusals. Largest remainders settle the rounding. Raises QUALITY_FRAME_EMPTY
    where there is nothing to draw from and QUALITY_SIZE where ``size`` can't give every stratum its least.
    """
    floor = {key: min(count, max(least, LEAST_FOR_VARIANCE)) for key, count in frame.items() if count}
    if not floor:
        raise _empty()
    if sum(floor.values()) > size:
        raise _too_small(size, sum(floor.values()))
    groups: dict[str, list[tuple[str, ...]]] = {}
    for key in floor:
        groups.setdefault("" if outcome_at is None else key[outcome_at], []).append(key)
    given = dict(floor)
    left = min(size, sum(frame.values())) - sum(given.values())
    while left > 0:
        moved = _share_out(given, frame, groups, left)
        left -= moved
    return given


def _share_out(
    given: dict[tuple[str, ...], int], frame: Mapping[tuple[str, ...], int],
    groups: Mapping[str, Sequence[tuple[str, ...]]], left: int,
) -> int:  # fmt: skip
    """One turn: every group with files to spare gets an equal part of what is left, its strata by their size."""
    open_groups = {name: [key for key in keys if given[key] < frame[key]] for name, keys in sorted(groups.items())}
    open_groups = {name: keys for name, keys in open_groups.items() if keys}
    moved = 0
    for name, quota in _rounded(dict.fromkeys(open_groups, Fraction(1)), left).items():
        sizes = {key: Fraction(frame[key]) for key in open_groups[name]}
        for key, more in _rounded(sizes, quota).items():
            taken = min(more, frame[key] - given[key])
            given[key] += taken
            moved += taken
    return moved


Named = TypeVar("Named", str, tuple[str, ...])


def _rounded(weights: Mapping[Named, Fraction], total: int) -> dict[Named, int]:
    """``total`` shared out by weight in whole numbers, the largest remainders first (ties: the first by name)."""
    whole = sum(weights.values())
    exact = {name: total * weight / whole for name, weight in weights.items()}
    parts = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (parts[name] - exact[name], name))
    for name in by_remainder[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def shared_out(
    items: Sequence[Item], reviewers: Sequence[Reviewer], may: Callable[[Reviewer, Item], bool], wanted: int, seed: str,
    load: Mapping[Reviewer, int] | None = None,
) -> Iterable[tuple[Item, list[Reviewer]]]:  # fmt: skip
    """Each item with ``wanted`` different reviewers who may read it, the least loaded first, ties by the draw.

    Raises QUALITY_NOBODY_MAY_REVIEW for an item that too few may read.
    """
    loads = {who: (load or {}).get(who, 0) for who in reviewers}
    for item in items:
        chosen: list[Reviewer] = []
        for who in sorted(reviewers, key=lambda one: (loads[one], rank(seed, f"{item}{one}"))):
            if len(chosen) < wanted and may(who, item):
                chosen.append(who)
        if len(chosen) < wanted:
            raise _nobody(wanted, len(chosen))
        for who in chosen:
            loads[who] += 1
        yield item, chosen


def _empty() -> Conflict:
    return Conflict(
        "QUALITY_FRAME_EMPTY", "first_day",
        sv="Inga beslut i perioden uppfyller villkoren.", en="No decision in the period meets the conditions.",
        remedy_sv="Välj en annan period eller förmån.", remedy_en="Choose another period or benefit.",
    )  # fmt: skip


def _too_small(size: int, needed: int) -> HandlagError:
    return HandlagError(
        "QUALITY_SIZE", "size",
        sv=f"{size} akter räcker inte: grupperna behöver minst {needed}.",
        en=f"{size} files are not enough: the groups need at least {needed}.",
        remedy_sv="Dra fler akter, dela in i färre grupper eller sänk det minsta antalet per grupp.",
        remedy_en="Draw more files, divide into fewer groups or lower the least number in a group.",
    )  # fmt: skip


def _nobody(wanted: int, found: int) -> Conflict:
    return Conflict(
        "QUALITY_NOBODY_MAY_REVIEW", "reviewers",
        sv=f"En av de dragna akterna behöver {wanted} granskare som får läsa den; {found} får det.",
        en=f"One of the files drawn needs {wanted} reviewers who may read it; {found} may.",
        remedy_sv="Utse fler granskare: någon med behörighet till skyddade uppgifter, och som inte själv har handlagt.",
        remedy_en="Appoint more reviewers: somebody cleared for protected data, and who has not handled the cases.",
    )  # fmt: skip
