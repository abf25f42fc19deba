"""The answers told in days or once: arbetsskadesjukpenning, särskild sjukpenning, special compensation of seamen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from handlag.law.ages import birthday
from handlag.law.arbetsskada import provisions as law
from handlag.law.arbetsskada import reasons
from handlag.law.arbetsskada.amounts import InjuryAmounts
from handlag.law.arbetsskada.facts import ArbetsskadesjukpenningFacts, KrigsskadeFacts, SarskildSjukpenningFacts
from handlag.law.daily import DayAnswer, covering, day_lines, edges, paid_on, runs
from handlag.law.engine import Answer, recording
from handlag.law.facts import answer_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, Question, Reason, line_of, overall
from handlag.law.sjukersattning.basis import base_of


def decide_sjukpenning(facts: ArbetsskadesjukpenningFacts) -> Explanation:
    """Apply SFB 40 kap. 4–6 §§: two days of the basis, and those shown beyond them."""
    with recording() as recorder:
        recorder.days = (facts.period.start, facts.period.end)
        lines = [_two_days_and_more(facts)]
    known = facts.model_dump(mode="json")
    return Explanation("arbetsskadesjukpenning", known, overall(lines, []), lines, [], recorder.steps)


def _two_days_and_more(facts: ArbetsskadesjukpenningFacts) -> Line:
    start, end = facts.period.start, facts.period.end
    if not law.ersattning_for_inkomstforlust(facts.annuity_granted):
        return line_of(start, end, "refused", reasons.NO_ANNUITY, unit="once")
    applied = facts.applied_on
    if applied and not law.inte_forlorad(birthday(end, 6).toordinal(), applied.toordinal()):
        return line_of(start, end, "refused", reasons.LOST, unit="once")
    day = law.arbetsskadesjukpenning_for_dag(facts.basis)
    amount = 2 * day
    for further in facts.further_days:
        amount += law.ytterligare_dag(further.loss, day)
    if amount == 0:
        return line_of(start, end, "refused", reasons.DAYS_NO_AMOUNT, unit="once")
    return line_of(start, end, "granted", reasons.DAYS_GRANTED, amount=amount, unit="once", share=(1, 1))


@dataclass
class SpecialDays:
    """One person's days of särskild sjukpenning being decided."""

    facts: SarskildSjukpenningFacts
    asked: dict[str, Question] = field(default_factory=dict)

    def run(self, start: date, _end: date) -> DayAnswer:
        """What each day of a run comes to."""
        facts = self.facts
        if not law.dag_efter_skyddstiden(start.toordinal(), facts.protected_until.toordinal()):
            return DayAnswer("refused", reasons.SPECIAL_PROTECTED)
        right = law.ratt_till_sarskild_sjukpenning(facts.training_days, answer_of(facts.ill_in_training))
        if right is Answer.NO:
            return DayAnswer("refused", reasons.SPECIAL_NO_RIGHT)
        if right is Answer.UNCLEAR:
            return self._ask(reasons.ASK_ILL)
        reduced = covering(facts.reduced, start)
        if reduced is None:
            return self._ask(reasons.ASK_QUARTERS)
        return self._paid(start, reduced.quarters) if reduced.quarters else _refused(reasons.SPECIAL_NOT_REDUCED)

    def _ask(self, question: Question) -> DayAnswer:
        self.asked[question.code] = question
        return DayAnswer("unclear", reasons.UNCLEAR)

    def _paid(self, day: date, quarters: int) -> DayAnswer:
        age = 25 if day >= birthday(self.facts.birth_date, 25) else 21 if self._has_reached_21(day) else 20
        basis = law.berakningsunderlag(age, amounts_on(day, "prisbasbelopp", of=InjuryAmounts))
        amount = law.utover_annan_ersattning(
            law.sarskild_sjukpenning(basis, quarters), paid_on(self.facts.others, day)
        )  # fmt: skip
        if amount == 0:
            return _refused(reasons.SPECIAL_NO_AMOUNT)
        return DayAnswer("granted", reasons.SPECIAL_GRANTED, amount, (quarters, 4))

    def _has_reached_21(self, day: date) -> bool:
        return day >= birthday(self.facts.birth_date, 21)


def _refused(reason: Reason) -> DayAnswer:
    return DayAnswer("refused", reason)


def decide_sarskild(facts: SarskildSjukpenningFacts) -> Explanation:
    """Apply SFB 43 kap. 14–17 §§ to days after military training."""
    special, born = SpecialDays(facts), facts.birth_date
    cuts = edges(chain(facts.reduced, facts.others)) | {birthday(born, 21), birthday(born, 25)}
    cuts.add(date.fromordinal(facts.protected_until.toordinal() + 1))
    with recording() as recorder:
        lines = day_lines(runs(facts.period.start, facts.period.end, cuts), recorder, special.run)
    asked, known = list(special.asked.values()), facts.model_dump(mode="json")
    return Explanation("sarskild_sjukpenning", known, overall(lines, asked), lines, asked, recorder.steps)


def decide_krigsskada(facts: KrigsskadeFacts) -> Explanation:
    """Apply SFB 44 kap. 5 § to a seaman's war injury."""
    asked: list[Question] = []
    with recording() as recorder:
        recorder.days = (facts.period.start, facts.period.end)
        answer = _war_injury(facts, asked)
    start, end = facts.period.start, facts.period.end
    share = (facts.lost_percent or 0, 100) if answer.amount else (0, 1)
    lines = [line_of(start, end, answer.outcome, answer.reason, amount=answer.amount, unit="once", share=share)]
    known = facts.model_dump(mode="json")
    return Explanation("krigsskadeersattning", known, overall(lines, asked), lines, asked, recorder.steps)


def _war_injury(facts: KrigsskadeFacts, asked: list[Question]) -> DayAnswer:
    if not law.utan_arbetsskadeersattning(facts.work_injury_benefit):
        return _refused(reasons.WAR_NO_RIGHT)
    known = law.krigsskada_utomlands(answer_of(facts.war_event_abroad))
    if known is Answer.NO or facts.lost_percent == 0:
        return _refused(reasons.WAR_NO_RIGHT)
    if known is Answer.UNCLEAR or facts.lost_percent is None:
        asked += [reasons.ASK_WAR] if known is Answer.UNCLEAR else []
        asked += [reasons.ASK_LOST] if facts.lost_percent is None else []
        return DayAnswer("unclear", reasons.UNCLEAR)
    amount = law.sarskild_krigsskadeersattning(base_of(facts.injured_on.year), facts.lost_percent)
    return DayAnswer("granted", reasons.WAR_GRANTED, amount)
