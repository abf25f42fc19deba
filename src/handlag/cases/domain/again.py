"""Deciding anew what has been decided: reconsideration and appeal, SFB 113 kap. Pure.

A first decision is reconsidered once, when the party has asked in writing within two months (7 and 19 §§), never to her
harm (8 §). A decision made on reconsideration, or that changed an earlier one of the agency's own accord (3 §), is
appealed to the court instead (10 and 20 §§).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from handlag.law.results import Line

TARGET_DAYS = 42
"""The agency's own target: 80 % of reconsiderations within 42 days (action plan of 17 February 2025, table 1)."""
CHANGE_YEARS = 2
"""A change of the agency's own accord is taken up within two years of the decision (5 §)."""
HAND_OVER_DAYS = 7
"""To hand an appeal over to the court promptly (förvaltningslagen 46 §); the number of days is the system's own."""
CHANGED, UNCHANGED = "changed", "unchanged"
ONE_DAY = timedelta(days=1)


def kindest(standing: Sequence[Line], found: Sequence[Line]) -> list[Line]:
    """The lines to decide on: what the law gives now, except days that would then get less, which stay as they are.

    That is what 113 kap. 8 § asks: the party never loses by having asked. Neighbouring days that differ in nothing
    but their date become one line.
    """
    pieces = list(_pieces([*standing, *found]))
    chosen = [_kinder(_at(standing, start), _at(found, start), start, end) for start, end in pieces]
    return _joined(line for line in chosen if line is not None)


def better(standing: Sequence[Line], decided: Sequence[Line]) -> bool:
    """Whether any day gets more than it had."""
    return any(_paid(_at(decided, start)) > _paid(_at(standing, start)) for start, _ in _pieces([*standing, *decided]))


def _pieces(lines: Iterable[Line]) -> Iterable[tuple[date, date]]:
    """The stretches within which no line begins or ends, both days included."""
    known = list(lines)
    cuts = sorted({line.start for line in known} | {line.end + ONE_DAY for line in known})
    for start, after in pairwise(cuts):
        if any(line.start <= start <= line.end for line in known):
            yield start, after - ONE_DAY


def _at(lines: Sequence[Line], day: date) -> Line | None:
    return next((line for line in lines if line.start <= day <= line.end), None)


def _paid(line: Line | None) -> int:
    return line.amount if line is not None and line.outcome == "granted" else 0


def _kinder(had: Line | None, now: Line | None, start: date, end: date) -> Line | None:
    line = had if now is None or _paid(now) < _paid(had) else now
    return replace(line, start=start, end=end) if line else None


def _joined(lines: Iterable[Line]) -> list[Line]:
    result: list[Line] = []
    for line in lines:
        last = result[-1] if result else None
        if last and last.end + ONE_DAY == line.start and replace(last, start=line.start, end=line.end) == line:
            result[-1] = replace(last, end=line.end)
        else:
            result.append(line)
    return result
