"""What benefits paid by the day have in common: one answer for each run of equal days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic import Field

from handlag.law import sgi
from handlag.law.engine import Kronor, Recorder
from handlag.law.facts import Span
from handlag.law.parameters import Amounts, amounts_on
from handlag.law.results import Line, LineOutcome, Reason, joined, line_of
from handlag.law.sjukpenning.provisions import hogst_for_arbetslos

Work = Literal["employee", "self_employed", "combined", "unemployed"]
OreADay = Annotated[int, Field(strict=True, ge=0, le=100_000_000)]
S = TypeVar("S", bound=Span)


class DayAnswer(NamedTuple):
    """What each day of a run comes to: öre a day, the share of a whole benefit, and why."""

    outcome: LineOutcome
    reason: Reason
    amount: int = 0
    share: tuple[int, int] = (0, 1)
    level: str = ""


class Paid(Span):
    """Another benefit for the same time, in öre a calendar day."""

    per_day: OreADay


def runs(start: date, end: date, cuts: Iterable[date]) -> list[tuple[date, date]]:
    """The days cut before each of ``cuts`` and at each turn of the year, where amounts change."""
    years = {date(year, 1, 1) for year in range(start.year + 1, end.year + 1)}
    starts = sorted({start} | {cut for cut in {*cuts} | years if start < cut <= end})
    return list(zip(starts, [date.fromordinal(cut.toordinal() - 1) for cut in starts[1:]] + [end], strict=True))


def edges(spans: Iterable[Span | None]) -> set[date]:
    """The days on which a span begins, or has just ended."""
    found: set[date] = set()
    for span in spans:
        if span:
            found |= {span.start, date.fromordinal(span.end.toordinal() + 1)}
    return found


def day_lines(
    days: list[tuple[date, date]], recorder: Recorder, answer: Callable[[date, date], DayAnswer]
) -> list[Line]:
    """Each run answered and recorded for its days, equal neighbours as one line."""
    lines = []
    for start, end in days:
        recorder.days = (start, end)
        found = answer(start, end)
        lines.append(
            line_of(start, end, found.outcome, found.reason, amount=found.amount, share=found.share, level=found.level)
        )
    return joined(lines)


def covering(spans: Iterable[S], day: date) -> S | None:
    """The first span that holds the day."""
    return next((span for span in spans if span.holds(day)), None)


def paid_on(others: Iterable[Paid], day: date) -> int:
    """Öre that other benefits give for a day."""
    return sum(other.per_day for other in others if other.holds(day))


def sgi_on(incomes: sgi.Incomes, work: Work, p: Amounts) -> Kronor:
    """The SGI a day's benefit is reckoned on: of employment, business or both by how the person works."""
    base = 0
    if work != "self_employed":
        base += sgi.sgi_av_anstallning(incomes.employment, p)
    if work in ("self_employed", "combined"):
        base += sgi.sgi_av_annat_forvarvsarbete(incomes.employment, incomes.business, p)
    return base


def capped(whole: Kronor, work: Work, p: Amounts) -> Kronor:
    """A whole day, at most 543 kronor for the unemployed (28 kap. 11 §)."""
    return hogst_for_arbetslos(whole, p) if work == "unemployed" else whole


def day_amounts(day: date) -> Amounts:
    """The amounts a day's benefit is reckoned with."""
    return amounts_on(day, "prisbasbelopp")
