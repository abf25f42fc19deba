"""The answer on a carrier's days: carrier benefit by the day, and journeys on the days they were made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from handlag.law import sgi
from handlag.law.ages import LAST_SICKNESS_AGE, month_reached
from handlag.law.daily import DayAnswer, capped, covering, day_amounts, day_lines, edges, paid_on, runs, sgi_on
from handlag.law.engine import recording
from handlag.law.results import Explanation, Question, Reason, overall
from handlag.law.sjukpenning.provisions import del_av_hel, hel_sjukpenning_normalniva
from handlag.law.smittbararersattning import provisions as law
from handlag.law.smittbararersattning import reasons
from handlag.law.smittbararersattning.facts import SmittbararersattningFacts


@dataclass
class Decision:
    """One carrier's days being decided."""

    facts: SmittbararersattningFacts
    asked: dict[str, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts, start = self.facts, self.facts.period.start
        self.incomes = sgi.incomes(facts.sgi, start)
        self.has_sgi = sgi.has_right(facts.sgi, self.incomes, start)
        self.sgi_questions = sgi.questions(facts.sgi, start)
        self.age_ends = self._age_ends()

    def _age_ends(self) -> date:
        """The first day past the 180 there are after the month of the last age, every claimed day counted."""
        limit = month_reached(self.facts.birth_date, LAST_SICKNESS_AGE)
        begins = max(limit, self.facts.period.start)
        if self.facts.period.end < limit:
            return date.max
        return begins + timedelta(days=law.dagar_efter_sista_aldern(self.facts.days_after_last_age))

    def days(self) -> list[tuple[date, date]]:
        """The claimed days cut where anything changes; a day with a journey stands alone."""
        facts = self.facts
        cuts = edges([*facts.absence, *facts.coordinated]) | {self.age_ends}
        for journey in facts.journeys:
            cuts |= {journey.day, journey.day + timedelta(days=1)}
        return runs(facts.period.start, facts.period.end, cuts)

    def run(self, start: date, end: date) -> DayAnswer:
        """Benefit of the days, and the journey of a day that has one."""
        answer = self._benefit(start)
        travelled = [journey for journey in self.facts.journeys if journey.day == start]
        if not travelled or answer.outcome == "unclear":
            return answer
        paid = sum(law.resekostnad(journey.cost, journey.paid_otherwise) for journey in travelled)
        if paid == 0:
            return answer
        return DayAnswer("granted", reasons.JOURNEY, answer.amount + paid, answer.share, answer.level)

    def _benefit(self, day: date) -> DayAnswer:
        facts = self.facts
        absence = covering(facts.absence, day)
        if absence is None:
            return DayAnswer("refused", reasons.NO_ABSENCE)
        stopped = self._stopped(day)
        if stopped:
            return DayAnswer("refused", stopped)
        if self._ask():
            return DayAnswer("unclear", reasons.UNCLEAR)
        if not self.has_sgi:
            return DayAnswer("refused", reasons.NO_SGI)
        quarters = law.formansniva(absence.worked_percent)
        return self._paid(day, quarters) if quarters else DayAnswer("refused", reasons.WORKED)

    def _stopped(self, day: date) -> Reason | None:
        facts = self.facts
        if not law.maste_avsta_fran_arbete(facts.ground in ("decision", "examination")):
            return reasons.NO_RIGHT
        if not law.utan_hel_sjukersattning(facts.whole_sjukersattning):
            return reasons.OTHER_BENEFIT
        return reasons.AGE if day >= self.age_ends else None

    def _ask(self) -> bool:
        found = [*self.sgi_questions]
        if not self.facts.documented:
            found.append(reasons.ASK_DOCUMENT)
        self.asked |= {question.code: question for question in found}
        return bool(found)

    def _paid(self, day: date, quarters: int) -> DayAnswer:
        facts, p = self.facts, day_amounts(day)
        whole = capped(hel_sjukpenning_normalniva(sgi_on(self.incomes, facts.work, p), p), facts.work, p)
        amount = del_av_hel(whole, quarters)
        others = paid_on(facts.coordinated, day)
        if others:
            amount = law.efter_andra_formaner(amount, others)
        if facts.public_wage:
            amount = law.over_lonen(amount, facts.public_wage)
        if amount == 0:
            return DayAnswer("refused", reasons.OTHER_BENEFIT)
        if facts.lowered is None:
            return DayAnswer("granted", reasons.GRANTED, amount, (quarters, 4))
        left = law.nedsatt(amount, facts.lowered.percent_left)
        return DayAnswer("granted" if left else "refused", reasons.LOWERED, left, (quarters, 4))


def decide(facts: SmittbararersattningFacts) -> Explanation:
    """Apply SFB 46 kap. to a carrier's days and record every step."""
    with recording() as recorder:
        recorder.days = (facts.period.start, facts.period.end)
        decision = Decision(facts)
        lines = day_lines(decision.days(), recorder, decision.run)
    asked = list(decision.asked.values())
    known = facts.model_dump(mode="json")
    return Explanation("smittbararersattning", known, overall(lines, asked), lines, asked, recorder.steps)
