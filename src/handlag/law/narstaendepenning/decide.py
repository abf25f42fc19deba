"""The answer on a carer's days: the right first, then day by day while days are left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from handlag.law import sgi
from handlag.law.daily import DayAnswer, capped, covering, day_amounts, day_lines, edges, runs, sgi_on
from handlag.law.engine import Answer, Day, Recorder, recording
from handlag.law.facts import answer_of
from handlag.law.months import first_day, month_of
from handlag.law.narstaendepenning import provisions as law
from handlag.law.narstaendepenning import reasons
from handlag.law.narstaendepenning.facts import NarstaendepenningFacts
from handlag.law.results import Explanation, Question, overall
from handlag.law.sjukpenning.provisions import del_av_hel, ersatta_timmar, hel_sjukpenning_normalniva, timbelopp


@dataclass
class Decision:
    """One carer's days being decided, and what is left of the days for the ill person."""

    facts: NarstaendepenningFacts
    asked: dict[str, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts, start = self.facts, self.facts.period.start
        self.incomes = sgi.incomes(facts.sgi, start)
        self.has_sgi = sgi.has_right(facts.sgi, self.incomes, start)
        self.minutes = {row.day: row.minutes for row in facts.hours}
        self.worked_off = {1: 0, 2: 0, 3: 0, 4: 0}
        self.left = law.dagar_kvar(facts.used_quarter_days, law.hogsta_antal_dagar(facts.infected_by_treatment))

    def questions(self) -> None:
        """What a person must assess before any day can be decided."""
        known = self._condition()
        found = sgi.questions(self.facts.sgi, self.facts.period.start)
        if known is Answer.UNCLEAR:
            found.append(reasons.ASK_ILL)
        if self.by_hours and not self.facts.sgi.yearly_working_minutes:
            found.append(reasons.ASK_YEARLY_HOURS)
        if not law.lakarutlatande_finns(self.facts.doctors_statement):
            found.append(reasons.ASK_STATEMENT)
        self.refused = known is Answer.NO
        self.asked = {} if self.refused else {question.code: question for question in found}

    def _condition(self) -> Answer:
        consent = self.facts.consent
        known = Answer.UNCLEAR if consent is None else Answer(consent)
        return law.vard_av_svart_sjuk(answer_of(self.facts.seriously_ill), known)

    @property
    def by_hours(self) -> bool:
        """Employees' benefit is reckoned by the hours lost, all the time (15 §)."""
        return self.facts.work == "employee"

    def days(self) -> list[tuple[date, date]]:
        """The claimed days as runs; single days where hours are counted or days run out."""
        facts = self.facts
        spans = chain(facts.care, facts.other_carers, facts.other_benefits)
        cuts = edges(spans)
        if facts.applied_on:
            cuts.add(_earliest(facts.applied_on))
        single = {facts.period.start + timedelta(days=n) for n in range((facts.period.end - facts.period.start).days)}
        near_the_end = 4 * (facts.period.end - facts.period.start).days + 4 > self.left
        cuts |= {day + timedelta(days=1) for day in single} if self.by_hours or near_the_end else set()
        return runs(facts.period.start, facts.period.end, cuts)

    def run(self, start: date, end: date) -> DayAnswer:
        """What each day of a run comes to."""
        care = covering(self.facts.care, start)
        if care is None:
            return DayAnswer("refused", reasons.NO_CARE)
        if self.refused or not law.vardas_har_och_ar_forsakrad(
            self.facts.cared_for_in_sweden, self.facts.ill_person_insured
        ):
            return DayAnswer("refused", reasons.NO_RIGHT)
        if self.asked:
            return DayAnswer("unclear", reasons.UNCLEAR)
        stopped = self._stopped(start)
        return stopped or self._paid(start, end, self._level(start, care.worked_percent))

    def _stopped(self, day: date) -> DayAnswer | None:
        facts = self.facts
        if not self.has_sgi:
            return DayAnswer("refused", reasons.NO_SGI)
        if facts.applied_on and not law.sokt_inom_tre_manader(
            Day(_last_day_to_apply(day).toordinal()), Day(facts.applied_on.toordinal()), facts.late_application_excused
        ):
            return DayAnswer("refused", reasons.LATE)
        if not law.ensam_om_dagen(covering(facts.other_carers, day) is not None):
            return DayAnswer("refused", reasons.OTHER_CARER)
        return None

    def _level(self, day: date, worked: int) -> int:
        level = law.formansniva(worked)
        other = covering(self.facts.other_benefits, day)
        return law.utan_andra_formaner(level, other.quarters) if other else level

    def _paid(self, start: date, end: date, quarters: int) -> DayAnswer:
        if quarters == 0:
            return DayAnswer("refused", reasons.WORKED)
        given = min(quarters, self.left)
        if given == 0:
            return DayAnswer("refused", reasons.NO_DAYS_LEFT)
        amount = self._hours(start, given) if self.by_hours else self._calendar(start, given)
        if amount == 0:
            return DayAnswer("refused", reasons.NO_HOURS)
        self.left -= given * ((end - start).days + 1)
        return DayAnswer("granted", reasons.GRANTED, amount, (given, 4))

    def _calendar(self, day: date, quarters: int) -> int:
        p = day_amounts(day)
        base = sgi_on(self.incomes, self.facts.work, p)
        return del_av_hel(capped(hel_sjukpenning_normalniva(base, p), self.facts.work, p), quarters)

    def _hours(self, day: date, quarters: int) -> int:
        """The day's part of the hours lost at its level so far, rounded to whole hours (28 kap. 14–16 §§)."""
        minutes, p = self.minutes.get(day, 0), day_amounts(day)
        if minutes == 0:
            return 0
        before = self.worked_off[quarters]
        self.worked_off[quarters] = before + minutes
        hours = ersatta_timmar(before + minutes) - ersatta_timmar(before)
        yearly = sgi.arsarbetstid(self.facts.sgi.yearly_working_minutes or 0)
        return del_av_hel(timbelopp(sgi_on(self.incomes, self.facts.work, p), yearly, p) * hours, quarters)


def _last_day_to_apply(day: date) -> date:
    """The same day three months later, the last of that month where it has none."""
    month = first_day(month_of(day) + 3)
    following = first_day(month_of(day) + 4)
    return min(month + timedelta(days=day.day - 1), following - timedelta(days=1))


def _earliest(applied: date) -> date:
    """The first day an application reaches back to."""
    day = applied - timedelta(days=93)
    while _last_day_to_apply(day) < applied:
        day += timedelta(days=1)
    return day


def decide(facts: NarstaendepenningFacts) -> Explanation:
    """Apply SFB 47 kap. to a carer's days and record every step."""
    with recording() as recorder:
        _for_all_days(recorder, facts)
        decision = Decision(facts)
        decision.questions()
        lines = day_lines(decision.days(), recorder, decision.run)
    asked = list(decision.asked.values()) if any(line.outcome == "unclear" for line in lines) else []
    known = facts.model_dump(mode="json")
    return Explanation("narstaendepenning", known, overall(lines, asked), lines, asked, recorder.steps)


def _for_all_days(recorder: Recorder, facts: NarstaendepenningFacts) -> None:
    recorder.days = (facts.period.start, facts.period.end)
