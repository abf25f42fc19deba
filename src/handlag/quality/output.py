"""A round's figures as rows for a file: tidy, one figure a row, with its interval and what it rests on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from handlag.quality.domain.estimate import Share, Total
from handlag.quality.domain.results import Errors, Results


class Row(NamedTuple):
    """One figure. Shares are of one, amounts whole öre; empty where nothing can be said."""

    group: str
    measure: str
    n: int
    found: int | None
    value: float | None
    low: float | None
    high: float | None


def rows(found: Results) -> Iterator[Row]:
    """Every figure of a round."""
    if found.errors:
        yield from _of("all", found.errors)
    for dimension, values in found.groups.items():
        for value, errors in values.items():
            if errors:
                yield from _of(f"{dimension}={value}", errors)
    for one in found.controls:
        yield _share(one.benefit, f"missed:{one.control.code}", one.missed)
        if one.agreed:
            agreed = one.agreed
            yield Row(one.benefit, f"kappa:{one.control.code}", agreed.n, None, agreed.kappa, agreed.low, agreed.high)
        if one.drifted:
            moved = one.drifted
            yield Row(one.benefit, f"drift:{one.control.code}", moved.n, None, moved.change, moved.low, moved.high)


def as_csv(found: Results) -> str:
    """All of it as CSV with a heading."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows(found))
    return text.getvalue()


def _of(group: str, errors: Errors) -> Iterator[Row]:
    yield _share(group, "any_control_missed", errors.any_missed)
    yield _share(group, "overpaid", errors.over)
    yield _share(group, "underpaid", errors.under)
    yield _total(group, "overpaid_ore", errors.n, errors.over_total)
    yield _total(group, "underpaid_ore", errors.n, errors.under_total)


def _share(group: str, measure: str, found: Share) -> Row:
    return Row(group, measure, found.n, found.found, found.value, found.low, found.high)


def _total(group: str, measure: str, n: int, found: Total) -> Row:
    return Row(group, measure, n, None, found.ore, found.low_ore, found.high_ore)
