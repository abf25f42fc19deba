"""Benefits whose days are answered one by one, such as against an account of days, told as runs of equal days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlag.law.daily import DayAnswer
from handlag.law.engine import Recorder, paused
from handlag.law.facts import Span
from handlag.law.results import Line, joined, line_of


def day_lines(period: Span, recorder: Recorder, answer: Callable[[date], DayAnswer]) -> list[Line]:
    """The claimed days as lines: runs of equal days are found first, then the first of each is recorded for all."""
    days = [date.fromordinal(day) for day in range(period.start.toordinal(), period.end.toordinal() + 1)]
    with paused():
        answers = [answer(day) for day in days]
    lines, first = [], 0
    for number in range(1, len(days) + 1):
        if number < len(days) and answers[number] == answers[first]:
            continue
        recorder.days, found = (days[first], days[number - 1]), answers[first]
        answer(days[first])
        more = {"amount": found.amount, "share": found.share, "level": found.level}
        lines.append(line_of(*recorder.days, found.outcome, found.reason, **more))  # type: ignore[arg-type]
        first = number
    return joined(lines)
