"""What a check says of a cell, and when a relation is one that this report does not follow at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from handlag.followup.checks.figures import Cell, Figure, Interval

Severity = Literal["error", "notice"]
"""``error``: the printed figures cannot all be right. ``notice``: they can, but the reader is owed a note."""
FEWEST = 3
"""So many failures at least are needed before a relation is taken to be none of the report's."""


@dataclass(frozen=True)
class Finding:
    """One fault: the cells that contradict each other, what the first was expected to be and how far off it is."""

    rule: str
    severity: Severity
    cells: tuple[Cell, ...]
    printed: str
    expected: str
    gap: Decimal
    sv: str
    en: str

    @property
    def table(self) -> str:
        """The table the finding is about: that of its first cell."""
        return self.cells[0].table

    def as_dict(self) -> dict[str, Any]:
        """The finding for JSON."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "table": self.table,
            "cells": [cell._asdict() for cell in self.cells],
            "printed": self.printed,
            "expected": self.expected,
            "gap": str(self.gap),
            "sv": self.sv,
            "en": self.en,
        }


@dataclass(frozen=True)
class Trial:
    """One comparison made. Trials of the same ``relation`` stand or fall together where one is given."""

    finding: Finding | None = None
    relation: tuple[str, ...] | None = None


@dataclass
class Outcome:
    """The findings, how many comparisons were made by each rule, and the relations the report does not follow."""

    findings: list[Finding]
    compared: dict[str, int]
    not_followed: dict[tuple[str, ...], int] = field(default_factory=dict)

    def of(self, severity: Severity) -> list[Finding]:
        """The findings of one severity."""
        return [each for each in self.findings if each.severity == severity]


def compare(
    rule: str,
    figure: Figure,
    expected: Interval,
    others: Iterable[Figure],
    *,
    sv: str,
    en: str,
    severity: Severity = "error",
    relation: tuple[str, ...] | None = None,
) -> Trial:
    """A trial of a figure against what the others give; ``sv`` and ``en`` say how it was reckoned."""
    gap = figure.interval.apart(expected)
    if not gap:
        return Trial(None, relation)
    cells = (figure.cell, *(each.cell for each in others))
    return Trial(Finding(rule, severity, cells, figure.shown, _range(expected), gap, sv, en), relation)


def _range(interval: Interval) -> str:
    low, high = (end if not end.is_finite() else round(end, 4).normalize() for end in interval)
    return f"{low:f}" if low == high else f"{low:f}..{high:f}"


def gather(trials: dict[str, list[Trial]]) -> Outcome:
    """The findings, without those of relations that fail more often than they hold.

    A table whose total is not the sum of its rows in most columns has a total of another kind: the report is
    not wrong there, the relation is none of its own. It is named, with the number of failures left out.
    """
    together: dict[tuple[str, ...], list[Trial]] = defaultdict(list)
    for made in trials.values():
        for each in made:
            if each.relation is not None:
                together[each.relation].append(each)
    failing = {key: sum(each.finding is not None for each in made) for key, made in together.items()}
    none_of_its = {key: n for key, n in failing.items() if n >= FEWEST and 2 * n > len(together[key])}
    kept = [
        each.finding
        for made in trials.values()
        for each in made
        if each.finding is not None and each.relation not in none_of_its
    ]
    return Outcome(kept, {rule: len(made) for rule, made in trials.items()}, none_of_its)
