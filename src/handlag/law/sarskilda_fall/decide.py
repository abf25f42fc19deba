"""The answer on days in special cases: a fixed amount by level, above the ordinary benefit of the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from handlag.law import sgi
from handlag.law.ages import RIKTALDER, month_reached
from handlag.law.daily import DayAnswer, capped, covering, day_amounts, day_lines, edges, runs, sgi_on
from handlag.law.engine import Day, Ore, recording
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Question, overall
from handlag.law.sarskilda_fall import provisions as law
from handlag.law.sarskilda_fall import reasons
from handlag.law.sarskilda_fall.amounts import SarskildaFallAmounts
from handlag.law.sarskilda_fall.facts import SarskildaFallFacts
from handlag.law.sjukpenning.provisions import (
    del_av_hel,
    hel_sjukpenning_fortsattningsniva,
    hel_sjukpenning_normalniva,
    karensavdrag,
    karensdag,
)


@dataclass
class Decision:
    """One person's days being decided, and what is left of the deduction."""

    facts: SarskildaFallFacts
    asked: dict[str, Question] = field(default_factory=dict)
    deduction_left: Ore | None = None

    def __post_init__(self) -> None:
        facts, start = self.facts, self.facts.period.start
        given = facts.sgi or sgi.SgiFacts()
        self.incomes = sgi.incomes(given, start)
        self.has_sgi = facts.sgi is not None and sgi.has_right(given, self.incomes, start)
        self.sgi_questions = sgi.questions(given, start) if facts.sgi else []
        self.limit = month_reached(facts.birth_date, RIKTALDER)
        self.waits = self.has_sgi and facts.work == "self_employed"

    def days(self) -> list[tuple[date, date]]:
        """The claimed days cut where anything changes, and singly while a deduction may be left."""
        facts, start = self.facts, self.facts.period.start
        cuts = edges([*facts.capacity, *facts.studies]) | {self.limit}
        if facts.earlier_benefit_ended:
            cuts.add(facts.earlier_benefit_ended + timedelta(days=1))
        if facts.begins_period:
            cuts |= {start + timedelta(days=n) for n in range(1, 9)}
        return runs(start, facts.period.end, cuts)

    def run(self, start: date, end: date) -> DayAnswer:
        """What each day of a run comes to."""
        facts, p = self.facts, amounts_on(start, of=SarskildaFallAmounts)
        ended = facts.earlier_benefit_ended or start
        covered = facts.earlier_benefit != "none"
        if not law.efter_tidsbegransad_ersattning(covered, Day(start.toordinal()), Day(ended.toordinal())):
            return DayAnswer("refused", reasons.NOT_COVERED)
        if not law.fore_riktaldern(Day(start.toordinal()), Day(self.limit.toordinal())):
            return DayAnswer("refused", reasons.AGE)
        if facts.kind == "sjukpenning" and not law.utan_studier_eller_program(
            covering(facts.studies, start) is not None
        ):
            return DayAnswer("refused", reasons.STUDIES)
        if not law.ratten_bestar(max(facts.highest_sgi_since, self._sgi(start)), p):
            return DayAnswer("refused", reasons.ENDED)
        return self._by_capacity(start, p)

    def _sgi(self, day: date) -> int:
        return sgi_on(self.incomes, self.facts.work, day_amounts(day)) if self.has_sgi else 0

    def _by_capacity(self, day: date, p: SarskildaFallAmounts) -> DayAnswer:
        capacity = covering(self.facts.capacity, day)
        found = [*self.sgi_questions] + ([reasons.ASK_CAPACITY] if capacity is None else [])
        self.asked |= {question.code: question for question in found}
        if found or capacity is None:
            return DayAnswer("unclear", reasons.UNCLEAR)
        quarters = law.formansniva(capacity.reduction)
        if quarters == 0:
            return DayAnswer("refused", reasons.NOT_REDUCED)
        if not law.for_lag_ordinarie_ersattning(self._whole(day, "continued"), p):
            return DayAnswer("refused", reasons.ENOUGH)
        return self._after_waiting(day, self._amount(day, quarters, p), quarters)

    def _whole(self, day: date, level: str) -> int:
        """Whole ordinary benefit a day on a level, nil without an SGI."""
        if not self.has_sgi:
            return 0
        amounts = day_amounts(day)
        rule = hel_sjukpenning_normalniva if level == "normal" else hel_sjukpenning_fortsattningsniva
        return capped(rule(self._sgi(day), amounts), self.facts.work, amounts)

    def _amount(self, day: date, quarters: int, p: SarskildaFallAmounts) -> DayAnswer:
        facts = self.facts
        if facts.sjukersattning_quarters:
            most = law.hogsta_vid_sjukersattning(quarters, facts.sjukersattning_quarters, p)
        else:
            most = law.hogsta_belopp(quarters, p) * 100
        amount = law.utover_ordinarie(most, del_av_hel(self._whole(day, facts.sickness_level), quarters))
        if amount == 0:
            return DayAnswer("refused", reasons.ENOUGH)
        if facts.annuity and not facts.sjukersattning_quarters:
            amount = law.efter_livranta(amount, law.livranta_per_dag(facts.annuity))
        if amount == 0:
            return DayAnswer("refused", reasons.ANNUITY)
        return DayAnswer("granted", reasons.GRANTED, amount, (quarters, 4))

    def _after_waiting(self, day: date, answer: DayAnswer, quarters: int) -> DayAnswer:
        """The deduction of a whole day's benefit, or seven qualifying days for the self-employed (16–17 §§)."""
        facts = self.facts
        if not facts.begins_period or facts.preventive or facts.kind != "sjukpenning" or not answer.amount:
            return answer
        if self.waits:
            first = Day(facts.period.start.toordinal())
            return DayAnswer("refused", reasons.WAITING) if karensdag(Day(day.toordinal()), first, 7) else answer
        if self.deduction_left is None:
            self.deduction_left = self._amount(day, 4, amounts_on(day, of=SarskildaFallAmounts)).amount
        if self.deduction_left == 0:
            return answer
        taken = karensavdrag(self.deduction_left, answer.amount)
        self.deduction_left -= taken
        left = answer.amount - taken
        return DayAnswer("granted" if left else "refused", reasons.DEDUCTION, left, (quarters, 4))


def decide(facts: SarskildaFallFacts) -> Explanation:
    """Apply SFB 28 a or 31 a kap. to a person's days and record every step."""
    with recording() as recorder:
        recorder.days = (facts.period.start, facts.period.end)
        decision = Decision(facts)
        lines = day_lines(decision.days(), recorder, decision.run)
    asked = list(decision.asked.values())
    known = facts.model_dump(mode="json")
    return Explanation("sjukpenning_i_sarskilda_fall", known, overall(lines, asked), lines, asked, recorder.steps)
