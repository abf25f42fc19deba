"""The answer on somebody's months of merkostnadsersättning, and on those of an older handikappersättning."""

from __future__ import annotations

from collections.abc import Callable

from handlag.law.ages import RIKTALDER, day_reached
from handlag.law.engine import Answer, Day, Month, recording
from handlag.law.merkostnadsersattning import provisions as law
from handlag.law.merkostnadsersattning import reasons
from handlag.law.merkostnadsersattning.amounts import MerkostnadsAmounts
from handlag.law.merkostnadsersattning.facts import Costs, HandikappersattningFacts, MerkostnadsersattningFacts
from handlag.law.monthly import MonthAnswer, in_month, month_lines
from handlag.law.months import first_day, month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Question, Reason, overall

GRANTED = {"own": reasons.GRANTED, "parent": reasons.GRANTED_PARENT}


def _amounts(month: Month) -> MerkostnadsAmounts:
    return amounts_on(first_day(month), "prisbasbelopp", of=MerkostnadsAmounts)


class Claim:
    """One claimant's months being decided, and what has to be asked."""

    def __init__(self, facts: MerkostnadsersattningFacts) -> None:
        self.facts = facts
        self.asked: dict[str, Question] = {}

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        if self.facts.insured is None:
            return self._ask(reasons.INSURED.asked)
        refused = self._outside(month) or self._person()
        if refused:
            return MonthAnswer("refused", refused)
        lasting = self.facts.lasting
        answer = law.varaktig_nedsattning(Answer.UNCLEAR if lasting is None else Answer(lasting))
        if answer is Answer.UNCLEAR:
            return self._ask(reasons.ASK_LASTING)
        return MonthAnswer("refused", reasons.SHORT) if answer is Answer.NO else self._by_costs(month)

    def _outside(self, month: Month) -> Reason | None:
        facts = self.facts
        if not facts.insured:
            return reasons.INSURED.refused
        if month < month_of(facts.right_from or facts.impaired_on):
            return reasons.TOO_EARLY
        if facts.applied_on and not law.tidigast_enligt_ansokan(month, month_of(facts.applied_on)):
            return reasons.TOO_EARLY
        if facts.right_until and month > month_of(facts.right_until):
            return reasons.ENDED
        return self._dead(month)

    def _dead(self, month: Month) -> Reason | None:
        died = self.facts.died_on
        if died is None or month <= month_of(died):
            return None
        still = self.facts.claimant == "parent" and law.efter_barnets_dod(month, month_of(died))
        return None if still else reasons.ENDED

    def _person(self) -> Reason | None:
        facts = self.facts
        if facts.claimant == "parent":
            return None
        reached = Day(day_reached(facts.birth_date, RIKTALDER).toordinal())
        before = law.nedsatt_fore_riktaldern(Day(facts.impaired_on.toordinal()), reached)
        return None if before else reasons.TOO_LATE

    def _costs(self, month: Month) -> Costs | None:
        """The assessment that applies: the first from its own month, later ones from the month after (15 §)."""
        known = sorted(self.facts.costs, key=lambda one: one.from_day)
        applying = [c for number, c in enumerate(known) if month >= month_of(c.from_day) + (1 if number else 0)]
        return applying[-1] if applying else None

    def _by_costs(self, month: Month) -> MonthAnswer:
        facts, costs, p = self.facts, self._costs(month), _amounts(month)
        if costs is None and not facts.condition:
            return self._ask(reasons.ASK_COSTS)
        percent = law.procent_av_merkostnader(costs.yearly, p) if costs else 0
        least = self._least(month, percent)
        if least == 0:
            return MonthAnswer("refused", reasons.SMALL)
        part = self._part()
        amount = law.ersattning_for_manad(law.ersattning_for_ar(least, part, p))
        reason = reasons.GRANTED_ALWAYS if least > percent else GRANTED[facts.claimant]
        return MonthAnswer("granted", reason, amount, (part, 100), f"{least} %") if amount else self._nothing()

    def _nothing(self) -> MonthAnswer:
        return MonthAnswer("refused", reasons.ENDED)

    def _least(self, month: Month, percent: int) -> int:
        """What a blind or severely hearing-impaired person always gets; a child's parent claims by costs only."""
        if self.facts.claimant == "parent" or not self.facts.condition:
            return percent
        if self.facts.condition == "blind":
            return law.minst_for_blind(percent, in_month(self.facts.full_benefit, month) is not None)
        return law.minst_for_gravt_horselskadad(percent)

    def _part(self) -> int:
        facts = self.facts
        if facts.claimant == "own":
            return 100
        requested = -1 if facts.requested_percent is None else facts.requested_percent
        disputed = -1 if facts.quarters_by_costs is None else facts.quarters_by_costs
        return law.foralderns_del(facts.other_parent_applied, requested, disputed)

    def _ask(self, question: Question) -> MonthAnswer:
        self.asked[question.code] = question
        return MonthAnswer("unclear", reasons.UNCLEAR)


def decide(facts: MerkostnadsersattningFacts) -> Explanation:
    """Apply SFB 50 kap. to one claimant's months and record every step."""
    claim = Claim(facts)
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, claim.month)
    asked, known = list(claim.asked.values()), facts.model_dump(mode="json")
    return Explanation("merkostnadsersattning", known, overall(lines, asked), lines, asked, recorder.steps)


def decide_handikappersattning(facts: HandikappersattningFacts) -> Explanation:
    """Apply the transition rules of SFS 2018:1265 to a decision on handikappersättning under the older chapter."""
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, _old_month(facts))
    known = facts.model_dump(mode="json")
    return Explanation("handikappersattning", known, overall(lines, []), lines, [], recorder.steps)


def _old_month(facts: HandikappersattningFacts) -> Callable[[Month], MonthAnswer]:
    ends = Day(facts.ends.toordinal() if facts.ends else 0)
    decided, applied = Day(facts.decided_on.toordinal()), Day(facts.applied_on.toordinal())

    def answer(month: Month) -> MonthAnswer:
        reason = reasons.OLD_ENDED
        if law.handikappersattning_galler(Day(first_day(month).toordinal()), decided, applied, ends):
            reason = reasons.OLD_GRANTED
        elif facts.renewed_from and law.nytt_beslut_om_handikappersattning(
            ends, month - month_of(facts.renewed_from) + 1
        ):
            reason = reasons.OLD_RENEWED
        if reason is reasons.OLD_ENDED:
            return MonthAnswer("refused", reason)
        amount = law.ersattning_for_manad(law.ersattning_for_ar(facts.percent, 100, _amounts(month)))
        return MonthAnswer("granted", reason, amount, (1, 1), f"{facts.percent} %")

    return answer
