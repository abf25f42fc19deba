"""What a controller looks at first: a month's inflow, decisions, times against their targets, automation and stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlag.followup.domain.indicators import (
    AUTOMATION_SHARE,
    DECISIONS_COUNT,
    INFLOW,
    PENDING,
    Indicator,
    Text,
    share_within,
)
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.periods import Period
from handlag.followup.domain.steering_door import for_steering
from handlag.followup.domain.tables import Cell, show_alone
from handlag.followup.domain.targets import Target, name_of

COMMON = (INFLOW, DECISIONS_COUNT, AUTOMATION_SHARE, PENDING)
Measured = Mapping[tuple[str, str], Figure]
"""Figures of one month by indicator and benefit; what was not measured is not there."""


@dataclass(frozen=True)
class MainRow:
    """One benefit's month; ``misses`` is None where there is no target or nothing to hold against it."""

    code: str
    name: Text
    target: Text
    received: Cell
    decisions: Cell
    outcome: Cell
    misses: bool | None
    in_time: Cell
    automated: Cell
    pending: Cell


@dataclass(frozen=True)
class Month:
    """A month's rows; ``whole`` is False while it is going on, and then nothing is known of its end."""

    period: Period
    whole: bool
    rows: tuple[MainRow, ...]


def in_time(target: Target) -> Indicator | None:
    """The share decided within the days a mean is aimed at; a target that is a share is its own measure."""
    return share_within(target.value) if target.measure == "mean_days" and target.value else None


def needed(targets: Sequence[Target]) -> list[Indicator]:
    """Every indicator the rows show, each once. Raises FOLLOWUP_STEERING_ROLE for one that is for analysis only."""
    own = [target.indicator for target in targets]
    within = [indicator for target in targets if (indicator := in_time(target)) is not None]
    return list({indicator.code: for_steering(indicator) for indicator in (*COMMON, *own, *within)}.values())


def row(target: Target, found: Measured) -> MainRow:
    """A target's row; small cells are hidden as in the tables, and so is what they are held against."""
    within = in_time(target)
    outcome = _cell(target.indicator, target.benefit, found)
    figure = found.get((target.indicator.code, target.benefit), Figure())
    known = outcome.number is not None and target.value is not None
    return MainRow(
        target.benefit, name_of(target), target.text,
        _cell(INFLOW, target.benefit, found), _cell(DECISIONS_COUNT, target.benefit, found), outcome,
        target.misses(figure.value(target.indicator.unit)) if known else None,
        _cell(within, target.benefit, found) if within else Cell(None, Text("–", "–")),
        _cell(AUTOMATION_SHARE, target.benefit, found), _cell(PENDING, target.benefit, found),
    )  # fmt: skip


def _cell(indicator: Indicator, benefit: str, found: Measured) -> Cell:
    return show_alone(found.get((indicator.code, benefit), Figure()), indicator)
