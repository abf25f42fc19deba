"""What benefits paid by the month have in common: one answer a month, told as runs of equal months."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from handlag.law.engine import Month, Recorder, paused
from handlag.law.facts import Span
from handlag.law.months import first_day, last_day, month_of, months_of
from handlag.law.results import Line, LineOutcome, Reason, line_of

S = TypeVar("S", bound=Span)


class MonthAnswer(NamedTuple):
    """What a month comes to: öre, the share of a whole benefit, and why."""

    outcome: LineOutcome
    reason: Reason
    amount: int = 0
    share: tuple[int, int] = (0, 1)
    level: str = ""


def month_lines(period: Span, recorder: Recorder, answer: Callable[[Month], MonthAnswer]) -> list[Line]:
    """The claimed months as lines: runs of equal months are found first, then each is recorded once."""
    months = list(months_of(period.start, period.end))
    with paused():
        answers = [answer(month) for month in months]
    lines = []
    for number, found in enumerate(answers):
        if number and found == answers[number - 1]:
            continue
        length = next((n for n, other in enumerate(answers[number:]) if other != found), len(answers) - number)
        recorder.days = (first_day(months[number]), last_day(months[number + length - 1]))
        answer(months[number])
        lines.append(
            line_of(
                *recorder.days, found.outcome, found.reason,
                amount=found.amount, unit="month", share=found.share, level=found.level,
            )
        )  # fmt: skip
    return lines


def in_month(spans: Iterable[S], month: int) -> S | None:
    """The span that holds some day of the month, the one that begins last where several do."""
    holding = [span for span in spans if month_of(span.start) <= month <= month_of(span.end)]
    return max(holding, key=lambda span: span.start, default=None)
