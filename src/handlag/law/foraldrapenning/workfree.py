"""Work-free days (12 kap. 11 §): given only beside a day of the same or a higher level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlag.law.engine import Recorder
from handlag.law.foraldrapenning.facts import ForaldrapenningFacts, ParentalDays
from handlag.law.foraldrapenning.provisions import arbetsfri_dag


def is_work_free(facts: ForaldrapenningFacts, day: date) -> bool:
    """Whether the parent would not have worked the day."""
    if not facts.working_weekdays:
        return False
    return day.isoweekday() not in facts.working_weekdays or any(span.holds(day) for span in facts.work_free)


def claimed_by_day(facts: ForaldrapenningFacts) -> dict[int, ParentalDays]:
    """Every day asked for, by ordinal."""
    return {day: span for span in facts.days for day in range(span.start.toordinal(), span.end.toordinal() + 1)}


def refused_work_free(facts: ForaldrapenningFacts, claimed: Mapping[int, ParentalDays], recorder: Recorder) -> set[int]:
    """Work-free days asked for at sickness or base level that no neighbouring day carries.

    A row of work-free days is carried from the day before it, or from the day after it when that carries
    more: each day leans on its neighbour nearer the worked day, in level and in number.
    """
    free = [day for day in sorted(claimed) if is_work_free(facts, date.fromordinal(day))]
    refused: set[int] = set()
    for row in _rows([day for day in free if claimed[day].kind == "sjukpenningniva"]):
        forward = _carried(row, row[0] - 1, claimed)
        backward = _carried(row[::-1], row[-1] + 1, claimed)
        carried = forward if len(forward) >= len(backward) else backward
        refused |= set(row) - set(carried)
        recorder.days = (date.fromordinal(row[0]), date.fromordinal(row[-1]))
        if carried is forward:
            _record(row, -1, len(carried), claimed)
        else:
            _record(row[::-1], 1, len(carried), claimed)
    return refused


def _record(walked: list[int], towards: int, carried: int, claimed: Mapping[int, ParentalDays]) -> None:
    """Leave the step that settled a row: its first day not carried, or else its last day.

    ``towards`` is the way to the day each day leans on: -1 the day before, 1 the day after.
    """
    index = min(carried, len(walked) - 1)
    day = walked[index]
    arbetsfri_dag.on(date.fromordinal(day))(claimed[day].eighths, _level(claimed.get(day + towards)), index + 1)


def _level(span: ParentalDays | None) -> int:
    return span.eighths if span and span.kind == "sjukpenningniva" else 0


def _rows(days: list[int]) -> list[list[int]]:
    rows: list[list[int]] = []
    for day in days:
        if rows and rows[-1][-1] == day - 1:
            rows[-1].append(day)
        else:
            rows.append([day])
    return rows


def _carried(row: list[int], beside: int, claimed: Mapping[int, ParentalDays]) -> list[int]:
    """The days of a row that are carried when walked away from the day beside it."""
    level = _level(claimed.get(beside))
    carried: list[int] = []
    for day in row:
        eighths = claimed[day].eighths
        if not arbetsfri_dag.on(date.fromordinal(day)).function(eighths, level, len(carried) + 1):
            break
        carried.append(day)
        level = eighths
    return carried
