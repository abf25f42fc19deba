"""The answer on a parent's months of omvårdnadsbidrag, and on those of an older vårdbidrag."""

from __future__ import annotations

from collections.abc import Callable

from handlag.law.engine import Answer, Day, Month, Ore, recording
from handlag.law.facts import answer_of
from handlag.law.monthly import MonthAnswer, in_month, month_lines
from handlag.law.months import first_day, month_of
from handlag.law.omvardnadsbidrag import provisions as law
from handlag.law.omvardnadsbidrag import reasons
from handlag.law.omvardnadsbidrag.amounts import OmvardnadsbidragAmounts
from handlag.law.omvardnadsbidrag.facts import Need, OmvardnadsbidragFacts, VardbidragFacts
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Question, Reason, overall

WHOLE = 400


def _amount(month: Month, quarters: int, percent: int) -> Ore:
    p = amounts_on(first_day(month), "prisbasbelopp", of=OmvardnadsbidragAmounts)
    return law.bidrag_for_manad(law.bidrag_for_ar(quarters, percent, p))


class Claim:
    """One parent's months being decided, and what has to be asked."""

    def __init__(self, facts: OmvardnadsbidragFacts) -> None:
        self.facts = facts
        self.asked: dict[str, Question] = {}

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        if self.facts.insured is None:
            return self._ask(reasons.INSURED.asked)
        refused = self._outside(month)
        if refused:
            return MonthAnswer("refused", refused)
        need = self._need(month)
        if need is None:
            return self._ask(reasons.ASK_NEED)
        return self._with_need(month, need)

    def _outside(self, month: Month) -> Reason | None:
        facts = self.facts
        if not facts.insured:
            return reasons.INSURED.refused
        if facts.right_from and month < month_of(facts.right_from):
            return reasons.TOO_EARLY
        if facts.applied_on and not law.tidigast_enligt_ansokan(month, month_of(facts.applied_on)):
            return reasons.TOO_EARLY
        if not law.till_juni_aret_barnet_fyller_19(month, month_of(facts.birth_date)):
            return reasons.AGE
        ended = facts.right_until is not None and month > month_of(facts.right_until)
        return reasons.ENDED if ended else None

    def _need(self, month: Month) -> Need | None:
        """The assessment that applies: the first from its own month, later ones from the month after (16 §)."""
        known = sorted(self.facts.needs, key=lambda need: need.from_day)
        applying = [n for number, n in enumerate(known) if month >= month_of(n.from_day) + (1 if number else 0)]
        return applying[-1] if applying else None

    def _with_need(self, month: Month, need: Need) -> MonthAnswer:
        if need.quarters == 0:
            return MonthAnswer("refused", reasons.SMALL)
        lasting = law.behov_minst_sex_manader(Answer.UNCLEAR if need.lasting is None else Answer(need.lasting))
        if lasting is Answer.UNCLEAR:
            return self._ask(reasons.ASK_LASTING)
        if lasting is Answer.NO:
            return MonthAnswer("refused", reasons.SHORT)
        died = self.facts.died_on
        if died and month > month_of(died):
            return self._after_death(month, month_of(died), need.quarters)
        return self._through_interruption(month, need.quarters)

    def _after_death(self, month: Month, died: Month, quarters: int) -> MonthAnswer:
        if not law.efter_dodsfallet(month, died, quarters):
            return MonthAnswer("refused", reasons.ENDED)
        return self._paid(month, law.niva_efter_dodsfallet(quarters), reasons.AFTER_DEATH)

    def _through_interruption(self, month: Month, quarters: int) -> MonthAnswer:
        broken = in_month(self.facts.interruptions, month)
        if broken:
            length = month - month_of(broken.start) + 1
            given = law.under_avbrott(length, answer_of(broken.special_reasons))
            if given is Answer.UNCLEAR:
                return self._ask(reasons.ASK_INTERRUPTION)
            if given is Answer.NO:
                return MonthAnswer("refused", reasons.INTERRUPTED)
        return self._paid(month, quarters, reasons.GRANTED)

    def _paid(self, month: Month, quarters: int, reason: Reason) -> MonthAnswer:
        facts = self.facts
        requested = -1 if facts.requested_percent is None else facts.requested_percent
        disputed = -1 if facts.quarters_by_residence is None else facts.quarters_by_residence
        percent = law.foralderns_del(facts.other_parent_applied, requested, disputed)
        amount = self._of_the_past(month, _amount(month, quarters, percent))
        if amount == 0:
            return MonthAnswer("refused", reasons.PAID if percent else reasons.ENDED)
        return MonthAnswer("granted", reason, amount, (quarters * percent, WHOLE))

    def _of_the_past(self, month: Month, amount: Ore) -> Ore:
        applied, paid = self.facts.applied_on, in_month(self.facts.earlier, month)
        if paid is None or applied is None or month >= month_of(applied):
            return amount
        return law.okning_for_forfluten_tid(amount, paid.monthly * 100)

    def _ask(self, question: Question) -> MonthAnswer:
        self.asked[question.code] = question
        return MonthAnswer("unclear", reasons.UNCLEAR)


def decide(facts: OmvardnadsbidragFacts) -> Explanation:
    """Apply SFB 22 kap. to one parent's months and record every step."""
    claim = Claim(facts)
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, claim.month)
    asked = list(claim.asked.values())
    return Explanation(
        "omvardnadsbidrag", facts.model_dump(mode="json"), overall(lines, asked), lines, asked, recorder.steps
    )


def decide_vardbidrag(facts: VardbidragFacts) -> Explanation:
    """Apply the transition rules of SFS 2018:1265 to a decision on vårdbidrag under the older chapter."""
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, _old_month(facts))
    known = facts.model_dump(mode="json")
    return Explanation("vardbidrag", known, overall(lines, []), lines, [], recorder.steps)


def _old_month(facts: VardbidragFacts) -> Callable[[Month], MonthAnswer]:
    days = tuple(Day(day.toordinal()) for day in (facts.decided_on, facts.applied_on, facts.ends))

    def answer(month: Month) -> MonthAnswer:
        day = Day(first_day(month).toordinal())
        if not (law.vardbidrag_galler(day, *days) or law.forlangt_vardbidrag(day, facts.prolonged)):
            return MonthAnswer("refused", reasons.OLD_ENDED)
        if facts.quarters is None:
            return _for_extra_costs(month, facts.extra_costs == "higher", facts.percent)
        amount = _amount(month, facts.quarters, facts.percent)
        return MonthAnswer("granted", reasons.OLD_GRANTED, amount, (facts.quarters * facts.percent, WHOLE))

    return answer


def _for_extra_costs(month: Month, higher: bool, percent: int) -> MonthAnswer:
    p = amounts_on(first_day(month), "prisbasbelopp", of=OmvardnadsbidragAmounts)
    amount = law.bidrag_for_manad(law.vardbidrag_for_merkostnader(higher, percent, p))
    return MonthAnswer("granted", reasons.OLD_GRANTED, amount, (4 * percent, WHOLE))
