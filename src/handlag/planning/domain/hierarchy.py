"""Case types that sum to their benefit and benefits that sum to the agency: forecasts of all, made to agree.

Every level is forecast by itself, since what evens out in a sum is easier to see there, and the forecasts are then
moved as little as their own records allow until the sums hold: least squares weighed by each series' mean squared error
(Wickramasuriya, Athanasopoulos and Hyndman 2019, with a diagonal covariance). Where a registered change of rules is
in a part, sums are taken bottom up instead, since the sum's own history doesn't know of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.planning.domain.forecast import Forecast, Series, bad_series, forecast, misses, moved, total

Floats = npt.NDArray[np.float64]
AGENCY = "total"
"""The sum of all benefits."""
APART = "/"
"""Between a benefit and its case type in a series' name."""


class Node(NamedTuple):
    """A series of the tree: the numbers of the parts it sums (itself alone where it is one), and its forecast."""

    series: Series
    made: Forecast
    parts: tuple[int, ...]


def tree(parts: Sequence[Series]) -> list[tuple[Series, tuple[int, ...]]]:
    """The agency and each benefit with case types, over the periods that all its parts have, and then the parts.

    Raises ``PLAN_SERIES`` where parts are of unlike periods, or a benefit is there both whole and by type.
    """
    if len({(one.grain.name, one.horizon(), one.texts) for one in parts}) != 1:
        raise bad_series(AGENCY, "delarna har olika perioder.", "the parts have different periods.")
    groups: dict[str, list[int]] = {}
    for n, one in enumerate(parts):
        groups.setdefault(_benefit(one.name), []).append(n)
    _apart(groups, parts)
    sums = {AGENCY: tuple(range(len(parts)))} if len(groups) > 1 else {}
    sums |= {name: tuple(found) for name, found in groups.items() if APART in parts[found[0]].name}
    return [(_sum(name, [parts[n] for n in found]), found) for name, found in sums.items()] + [
        (one, (n,)) for n, one in enumerate(parts)
    ]


def _benefit(name: str) -> str:
    return name.split(APART, maxsplit=1)[0]


def _apart(groups: Mapping[str, Sequence[int]], parts: Sequence[Series]) -> None:
    """A benefit is given whole or by case type: both would be counted twice."""
    for name, found in groups.items():
        if (len(found) > 1 and any(parts[n].name == name for n in found)) or name == AGENCY:
            raise bad_series(name, "serien finns både hel och i delar.", "the series is there both whole and in parts.")


def _sum(name: str, parts: Sequence[Series]) -> Series:
    cut = _cut(parts)
    sent = [one.letters for one in cut if one.letters is not None]
    return replace(
        cut[0], name=name, values=np.sum([one.values for one in cut], axis=0), texts=parts[0].texts,
        letters=np.sum(sent, axis=0) if sent else None,
    )  # fmt: skip


def _cut(parts: Sequence[Series]) -> list[Series]:
    """The parts over the last periods that all of them have, without steps: a sum has none of its own."""
    common = min(len(one.values) for one in parts)
    known = [len(one.values) for one in parts]
    return [
        replace(one.part(count - common, count, len(one.work)), steps=())
        for one, count in zip(parts, known, strict=True)
    ]  # fmt: skip


def reconciled(parts: Sequence[Series]) -> list[Node]:
    """The forecasts of every part and every sum, whose means add up. Raises ``PLAN_SERIES``."""
    nodes = tree(parts)
    made = [forecast(one) for one, _ in nodes]
    sums = [found for _, found in nodes]
    if any(one.steps for one in parts):
        return _bottom_up(nodes, made)
    errors = np.array([_mean_square(one, found) for (one, _), found in zip(nodes, made, strict=True)])
    means = agreed(np.stack([one.mean for one in made]), sums, errors)
    return [
        Node(one, moved(found, mean), members)
        for (one, members), found, mean in zip(nodes, made, means, strict=True)
    ]  # fmt: skip


def _bottom_up(nodes: Sequence[tuple[Series, tuple[int, ...]]], made: Sequence[Forecast]) -> list[Node]:
    above = len(nodes) - max(max(members) + 1 for _, members in nodes)
    parts, found = [one for one, _ in nodes[above:]], made[above:]
    sums = [_total(one.name, [(parts[n], found[n]) for n in members]) for one, members in nodes[:above]]
    return [Node(one, each, members) for (one, members), each in zip(nodes, [*sums, *found], strict=True)]


def _total(name: str, pairs: Sequence[tuple[Series, Forecast]]) -> Forecast:
    common = min(len(one.values) for one, _ in pairs)
    cut = [one.part(len(one.values) - common, len(one.values), len(one.work)) for one, _ in pairs]
    rolled = [replace(made, rolled=made.rolled[-common:]) for _, made in pairs]
    return total(name, list(zip(cut, rolled, strict=True)))


def _mean_square(one: Series, found: Forecast) -> float:
    """The mean squared error of a forecast's own record, in cases of a mean period."""
    square = float(np.nanmean(misses(one, found) ** 2)) * float(one.work.mean()) ** 2
    return max(square, 1e-9)


def agreed(means: Floats, sums: Sequence[tuple[int, ...]], errors: Floats) -> Floats:
    """Means by node and period moved until they add up, those with a small ``errors`` least; none goes below nought."""
    count = max(max(members) for members in sums) + 1
    matrix = np.zeros((len(sums), count))
    for row, members in enumerate(sums):
        matrix[row, list(members)] = 1.0
    weighed = matrix / errors[:, None]
    parts = np.linalg.solve(matrix.T @ weighed, weighed.T @ means)
    found: Floats = matrix @ np.maximum(parts, 0.0)
    return found


def shown(nodes: Sequence[Node]) -> Mapping[str, npt.NDArray[np.int64]]:
    """Each node's expected cases as whole numbers whose sums are exact: benefits to the agency, types to the benefit.

    The top is rounded, and what is rounded off is given to the parts that lost most by it.
    """
    found: dict[str, npt.NDArray[np.int64]] = {}
    for node in nodes:
        found.setdefault(node.series.name, np.rint(node.made.mean).astype(np.int64))
        under = [one for one in nodes if _above(one.series.name, nodes) == node.series.name]
        if under:
            means = np.stack([one.made.mean for one in under])
            wholes = _whole(means, found[node.series.name])
            found |= {one.series.name: whole for one, whole in zip(under, wholes, strict=True)}
    return found


def _above(name: str, nodes: Sequence[Node]) -> str | None:
    """The node a name is summed in: its benefit, or the agency."""
    if APART in name:
        return _benefit(name)
    return AGENCY if name != AGENCY and nodes[0].series.name == AGENCY else None


def _whole(means: Floats, wholes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Parts rounded so that they sum to the whole: down first, the rest to those with the largest fractions."""
    down = np.floor(means).astype(np.int64)
    for period, short in enumerate(wholes - down.sum(axis=0)):
        step = 1 if short > 0 else -1
        order = np.argsort(-step * (means - down)[:, period], kind="stable")
        for n in range(abs(int(short))):
            down[order[n % len(order)], period] += step
    return down
