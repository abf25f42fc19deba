"""The answer on a parent's days: day by day through the account, then one line per run of equal days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from handlag.law import sgi
from handlag.law.ages import birthday
from handlag.law.engine import Day, Recorder, paused, recording
from handlag.law.foraldrapenning import reasons
from handlag.law.foraldrapenning.account import Used, foreign_days, parents_days
from handlag.law.foraldrapenning.facts import ForaldrapenningFacts, ParentalDays
from handlag.law.foraldrapenning.provisions import (
    anmald_i_tid,
    ansokt_i_tid,
    bland_de_forsta_180_dagarna,
    del_av_dag,
    dubbeldag,
    fore_fodseln,
    hel_pa_sjukpenningniva,
    inom_aldersgransen,
    over_grundnivan,
    overlatelse_till_annan,
    uppfyller_240_dagar,
    utanfor_reserverade_dagar,
)
from handlag.law.foraldrapenning.workfree import claimed_by_day, refused_work_free
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, joined, line_of, overall

SICKNESS, BASE, LOWEST = "sjukpenningnivå", "grundnivå", "lägstanivå"


class Verdict(NamedTuple):
    """A day's answer: a reason code, or a level with its whole amount in kronor when granted."""

    reason: str
    level: str = ""
    whole: int = 0
    eighths: int = 0


class Run(NamedTuple):
    """Consecutive days with one verdict, and what had been used when the first of them came."""

    start: int
    end: int
    verdict: Verdict
    used: Used


class Claim:
    """One parent's claim, ready to be asked about its days in order."""

    def __init__(self, facts: ForaldrapenningFacts, recorder: Recorder) -> None:
        self.facts = facts
        child = facts.child
        self.born = child.born.toordinal()
        self.expected = (child.expected_birth or child.born).toordinal()
        self.four = birthday(child.born, 4).toordinal()
        self.twelve = birthday(child.born, 12).toordinal()
        self.one = birthday(child.born, 1).toordinal()
        self.fifteen_months = months_later(child.born, 15).toordinal()
        school = child.school_year_five_ends
        self.school = school.toordinal() if school else 0
        self.claimed = claimed_by_day(facts)
        self.work_free = refused_work_free(facts, self.claimed, recorder)
        recorder.days = None
        self.days_held = parents_days(facts)
        self.foreign = foreign_days(facts)
        self.other = {d for s in facts.other_parent_days for d in range(s.start.toordinal(), s.end.toordinal() + 1)}
        start = facts.period.start
        self.incomes = sgi.incomes(facts.sgi, start)
        self.has_sgi = sgi.has_right(facts.sgi, self.incomes, start)
        self.asked = sgi.questions(facts.sgi, start)

    def verdict(self, day: int, used: Used) -> Verdict:
        """The answer on one day given what has been used. Records its provisions when recorded."""
        span = self.claimed.get(day)
        if span is None:
            return Verdict("FPG_NOT_CLAIMED")
        refused = self._formal(day) or self._child(day) or self._together(day, span, used)
        if not refused:
            refused = self.days_held.refusal(span, used, day >= self.four)
        return Verdict(refused) if refused else self._level(day, span, used)

    def _formal(self, day: int) -> str:
        facts, legal = self.facts, Day(day)
        if facts.custody == "transferred" and not overlatelse_till_annan.on(date.fromordinal(day))():
            return "FPG_NOT_TRANSFERABLE"
        excused = facts.late_application_excused
        if facts.applied_on and not ansokt_i_tid(legal, Day(facts.applied_on.toordinal()), excused):
            return "FPG_LATE_APPLICATION"
        if facts.notified_on and not anmald_i_tid(legal, Day(facts.notified_on.toordinal()), excused):
            return "FPG_LATE_NOTICE"
        return ""

    def _child(self, day: int) -> str:
        if day < self.born or self.facts.child.birth_date is None:
            open_day = fore_fodseln(Day(day), Day(self.expected), self.facts.carried_the_child)
            return "" if open_day else "FPG_BEFORE_BIRTH"
        young = inom_aldersgransen(Day(day), Day(self.twelve), Day(self.school))
        return "" if young else "FPG_CHILD_TOO_OLD"

    def _together(self, day: int, span: ParentalDays, used: Used) -> str:
        if day in self.other and not self._both_may(day, span, used):
            return "FPG_BOTH_PARENTS"
        return "FPG_WORK_FREE" if day in self.work_free else ""

    def _both_may(self, day: int, span: ParentalDays, used: Used) -> bool:
        rule, held = dubbeldag.on(date.fromordinal(day)), self.days_held
        if not rule(Day(day), Day(self.one), Day(self.fifteen_months), used.double):
            return False
        high = span.kind == "sjukpenningniva"
        return not high or utanfor_reserverade_dagar(used.double, held.high // 8, held.reserved // 8)

    def _level(self, day: int, span: ParentalDays, used: Used) -> Verdict:
        amounts = amounts_on(date.fromordinal(day))
        if span.kind == "lagstaniva":
            return Verdict("", LOWEST, amounts.foraldrapenning_lagstaniva, span.eighths)
        whole = self._sickness_level(day, used)
        if whole is None:
            return Verdict("", BASE, amounts.foraldrapenning_grundniva, span.eighths)
        return Verdict("", SICKNESS, whole, span.eighths)

    def _sickness_level(self, day: int, used: Used) -> int | None:
        """Kronor of a whole day at sickness level, or None where the base level is given."""
        if not self.has_sgi:
            return None
        amounts = amounts_on(date.fromordinal(day), "prisbasbelopp")
        base = sgi.sgi_av_anstallning(self.incomes.employment, amounts)
        if self.incomes.business:
            base += sgi.sgi_av_annat_forvarvsarbete(self.incomes.employment, self.incomes.business, amounts)
        whole = hel_pa_sjukpenningniva(base, amounts)
        if not over_grundnivan(whole, amounts):
            return None
        return whole if day >= self.four or self._qualified(used) else None

    def _qualified(self, used: Used) -> bool:
        if not bland_de_forsta_180_dagarna(used.high + used.other_high):
            return True
        if self.facts.qualifying_days is None:
            if reasons.ASK_QUALIFYING not in self.asked:
                self.asked.append(reasons.ASK_QUALIFYING)
            return False
        return uppfyller_240_dagar(self.facts.qualifying_days)

    def runs(self) -> Iterator[Run]:
        """The claimed period as runs of days with equal verdicts, the account followed day by day."""
        used, open_run = Used.before(self.facts.account, self.foreign), None
        for day in range(self.facts.period.start.toordinal(), self.facts.period.end.toordinal() + 1):
            verdict = self.verdict(day, used)
            if open_run and open_run.verdict == verdict:
                open_run = open_run._replace(end=day)
            else:
                if open_run:
                    yield open_run
                open_run = Run(day, day, verdict, used)
            if not verdict.reason:
                used = used.after(self.claimed[day], day >= self.four, day in self.other)
        if open_run:
            yield open_run


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day where it has no such day."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    length = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, length))


def _line(run: Run, unclear: bool) -> Line:
    start, end, verdict = date.fromordinal(run.start), date.fromordinal(run.end), run.verdict
    if verdict.reason:
        return line_of(start, end, "refused", reasons.REFUSED[verdict.reason])
    if unclear:
        return line_of(start, end, "unclear", reasons.UNCLEAR)
    amount = del_av_dag(verdict.whole, verdict.eighths)
    share = (verdict.eighths, 8)
    return line_of(start, end, "granted", reasons.GRANTED, amount=amount, share=share, level=verdict.level)


def decide(facts: ForaldrapenningFacts) -> Explanation:
    """Apply SFB 12 kap. to one parent's claim and record every step."""
    with recording() as recorder:
        claim = Claim(facts, recorder)
        with paused():
            runs = list(claim.runs())
        lines = []
        for run in runs:
            recorder.days = (date.fromordinal(run.start), date.fromordinal(run.end))
            claim.verdict(run.start, run.used)
            lines.append(_line(run, bool(claim.asked)))
    known = facts.model_dump(mode="json")
    lines = joined(lines)
    return Explanation("foraldrapenning", known, overall(lines, claim.asked), lines, claim.asked, recorder.steps)
