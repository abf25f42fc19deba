"""Which days of a programme are paid: weekdays within reach, less absences that 4, 6 and 10 kap. don't pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from handlag.law.arbetsmarknad import provisions as p
from handlag.law.arbetsmarknad import reasons as why
from handlag.law.arbetsmarknad.facts import Absence, Attendance
from handlag.law.engine import Day
from handlag.law.months import month_of
from handlag.law.results import Reason
from handlag.law.working_days import months_after

ONE_DAY = timedelta(days=1)
T = TypeVar("T")


class Attended(NamedTuple):
    """A day and why it isn't paid; None where it is."""

    day: date
    refused: Reason | None


class _Tally:
    """What is used up so far: waiting days, breaks, and the sick period that is going on."""

    def __init__(self, facts: Attendance) -> None:
        self.facts = facts
        self.waits: list[date] = []
        self.breaks: list[date] = []
        self.course_days = 0
        self.sick_ended = facts.sick_period_ended
        self.sick: Absence | None = None
        self.waited = False

    def recent(self, days: list[date], before: int, day: date) -> int:
        """How many days of a kind fall in the twelve months before a day, those before the period counted in."""
        known = sum(1 for one in days if months_after(one, 12) > day)
        return known + (before if day < months_after(self.facts.period.start, 12) else 0)

    def begin(self, absence: Absence) -> None:
        """Enter a run of sick days: a new sick period, or the last one going on."""
        if self.sick is absence:
            return
        goes_on = self.sick_ended is not None and p.samma_sjukperiod(
            Day(absence.start.toordinal()), Day(self.sick_ended.toordinal())
        )
        self.waited = goes_on and (self.waited or self.facts.sick_period_ended == self.sick_ended)
        self.sick, self.sick_ended = absence, absence.end


def _sick(tally: _Tally, absence: Absence, day: date) -> Reason | None:
    tally.begin(absence)
    if not p.sjukdag_styrkt(absence.reported_first_day, (day - absence.start).days + 1, absence.certificate):
        return why.ILLNESS
    waits = tally.recent(tally.waits, tally.facts.waiting_days_before, day)
    if not p.karensdag(not tally.waited, waits):
        tally.waited = True
        return None
    tally.waited = True
    tally.waits.append(day)
    return why.WAITING


def _course_break(tally: _Tally, day: date) -> Reason | None:
    if not p.uppehall_i_utbildning(day.month, tally.course_days):
        return why.TOO_LONG
    tally.course_days += 1
    return None


def _break(tally: _Tally, day: date) -> Reason | None:
    if not p.uppehall_i_garantin(tally.recent(tally.breaks, tally.facts.break_days_before, day)):
        return why.TOO_LONG
    tally.breaks.append(day)
    return None


def _away(tally: _Tally, absence: Absence, day: date) -> Reason | None:
    if absence.reason == "sick":
        return _sick(tally, absence, day)
    if absence.reason == "private":
        return None if p.kort_ledighet((day - absence.start).days + 1) else why.TOO_LONG
    if absence.reason == "course_break":
        return _course_break(tally, day)
    if absence.reason == "break":
        return _break(tally, day)
    return {"suspended": why.SUSPENDED, "unapproved": why.AWAY}.get(absence.reason)


def _refused(tally: _Tally, facts: Attendance, day: date) -> Reason | None:
    if not p.ersattningsdag(day.weekday()):
        return why.WEEKEND
    if not p.inte_langre_tillbaka(month_of(day), month_of(facts.applied_on), facts.special_reasons):
        return why.TOO_FAR_BACK
    absence = next((one for one in facts.absences if one.holds(day)), None)
    return _away(tally, absence, day) if absence else None


def attended(facts: Attendance) -> Iterator[Attended]:
    """Every day of the period, in order, with why it isn't paid."""
    tally = _Tally(facts)
    day = facts.period.start
    while day <= facts.period.end:
        yield Attended(day, _refused(tally, facts, day))
        day += ONE_DAY


def runs(days: list[tuple[date, T]]) -> Iterator[tuple[date, date, T]]:
    """Days in a row with the same answer."""
    start = 0
    for number in range(1, len(days) + 1):
        if number == len(days) or days[number][1] != days[start][1]:
            yield days[start][0], days[number - 1][0], days[start][1]
            start = number
