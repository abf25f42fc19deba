"""How much of a child's parental days is used, counted in eighths from decided days (SFB 12 kap. 9, 12, 18 §§)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from handlag.cases.domain.spans import Span

LOWEST = "lägstanivå"


class Taken(NamedTuple):
    """What a parent got for each of some days: eighths of a day, and the level."""

    eighths: int
    level: str


def account(own: Iterable[Span[Taken]], others: Iterable[Span[Taken]], born: date) -> dict[str, int]:
    """The account the law asks for, from this parent's and everybody else's granted days for the child."""
    own, others = list(own), list(others)
    four = _birthday(born, 4)
    return {
        "used_high": sum(_eighths(span) for span in own if span.value.level != LOWEST),
        "used_lowest": sum(_eighths(span) for span in own if span.value.level == LOWEST),
        "other_used_high": sum(_eighths(span) for span in others if span.value.level != LOWEST),
        "used_after_four": sum(_eighths_from(span, four) for span in (*own, *others)),
        "double_days_used": len(_days(own) & _days(others)),
    }


def _eighths(span: Span[Taken]) -> int:
    return ((span.end - span.start).days + 1) * span.value.eighths


def _eighths_from(span: Span[Taken], first: date) -> int:
    return 0 if span.end < first else _eighths(Span(max(span.start, first), span.end, span.value))


def _days(spans: Iterable[Span[Taken]]) -> set[int]:
    return {day for span in spans for day in range(span.start.toordinal(), span.end.toordinal() + 1)}


def _birthday(born: date, years: int) -> date:
    """The day the child has turned; a leap day's child on 1 March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
