"""The answer on months of an annuity after an injury: right, basis, degree, index, other benefits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from handlag.law.ages import RIKTALDER, month_reached
from handlag.law.arbetsskada import provisions as law
from handlag.law.arbetsskada import reasons
from handlag.law.arbetsskada.amounts import InjuryAmounts
from handlag.law.arbetsskada.days import decide_krigsskada, decide_sarskild, decide_sjukpenning
from handlag.law.arbetsskada.facts import EarningAbility, LaterBasis, LivrantaFacts, PersonskadeFacts
from handlag.law.engine import Answer, Kronor, Month, Ore, recording
from handlag.law.facts import answer_of
from handlag.law.monthly import MonthAnswer, in_month, month_lines
from handlag.law.months import first_day, month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Question, Reason, overall
from handlag.law.sjukersattning.basis import base_of

__all__ = ["decide_krigsskada", "decide_livranta", "decide_personskada", "decide_sarskild", "decide_sjukpenning"]

D = TypeVar("D", EarningAbility, LaterBasis)


@dataclass
class Decision:
    """One person's months being decided, and what has to be asked."""

    facts: LivrantaFacts
    asked: dict[str, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.start = self.facts.first_month or self.facts.period.start
        self.born = month_of(self.facts.birth_date)

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        if month < month_of(self.start):
            return MonthAnswer("refused", reasons.TOO_EARLY)
        injury = self._injury()
        if injury:
            return injury
        refused = self._refused(month)
        if refused:
            return MonthAnswer("refused", refused)
        ability = _since(self.facts.assessments, month)
        if ability is None:
            return self._ask(reasons.ASK_ABILITY)
        return self._by_ability(month, ability)

    def _injury(self) -> MonthAnswer | None:
        """The answer that ends the matter where the injury is none, or not judged."""
        known = answer_of(self.facts.injury)
        if isinstance(self.facts, PersonskadeFacts):
            answer, refused, question = law.skada_under_skyddstid(known), reasons.NOT_PROTECTED, reasons.ASK_PROTECTED
        else:
            answer, refused, question = law.arbetsskada(known), reasons.NOT_INJURY, reasons.ASK_INJURY
        if answer is Answer.UNCLEAR:
            return self._ask(question)
        return None if answer is Answer.YES else MonthAnswer("refused", refused)

    def _refused(self, month: Month) -> Reason | None:
        facts = self.facts
        if isinstance(facts, PersonskadeFacts) and not law.efter_skyddstiden(month, month_of(facts.protected_until)):
            return reasons.IN_PROTECTION
        if facts.applied_on and not law.ansokt_inom_sex_ar(month, month_of(facts.applied_on)):
            return reasons.LOST
        limit = month_of(month_reached(facts.birth_date, RIKTALDER))
        if law.fore_riktaldern(month, limit):
            return None
        injured = month_of(facts.injured_on)
        allowed = law.efter_riktaldern(month, injured, limit, Month(self.born), facts.sgi_after_age_limit)
        return None if allowed else reasons.AGE

    def _ask(self, question: Question) -> MonthAnswer:
        self.asked[question.code] = question
        return MonthAnswer("unclear", reasons.UNCLEAR)

    def _by_ability(self, month: Month, ability: EarningAbility) -> MonthAnswer:
        without = ability.without_injury
        lost = max(without - ability.with_injury, 0)
        if not law.nedsatt_med_en_femtondel(lost, without):
            return MonthAnswer("refused", reasons.TOO_LITTLE)
        lasting = law.bestar_minst_ett_ar(answer_of(self.facts.lasting))
        if lasting is Answer.UNCLEAR:
            return self._ask(reasons.ASK_LASTING)
        if lasting is Answer.NO:
            return MonthAnswer("refused", reasons.NOT_LASTING)
        if not law.forlust_minst_en_fjardedels_prisbasbelopp(lost, base_of(self.start.year)):
            return MonthAnswer("refused", reasons.TOO_LITTLE)
        return self._paid(month, lost, without)

    def _paid(self, month: Month, lost: Kronor, without: Kronor) -> MonthAnswer:
        full = self._indexed(month, lost, without)
        yearly, facts = full, self.facts
        same, other = in_month(facts.same_loss, month), in_month(facts.other_illness, month)
        if same:
            yearly = law.utover_ersattning_for_samma_forlust(yearly, same.yearly * 100)
        if other:
            yearly = law.minskad_for_annan_sjukdom(yearly, other.yearly * 100, lost, without)
        amount = law.manad(yearly)
        if amount == 0:
            return MonthAnswer("refused", reasons.NO_AMOUNT)
        return MonthAnswer("granted", reasons.GRANTED if yearly == full else reasons.GRANTED_REDUCED, amount, (1, 1))

    def _indexed(self, month: Month, lost: Kronor, without: Kronor) -> Ore:
        """The year's annuity in the month's year."""
        determined = self.facts.determined
        if determined:
            yearly, since = determined.yearly * 100, determined.year
        else:
            yearly, since = law.livranta_ar(self._basis(month), lost, without), self.start.year
        day = first_day(month)
        for year in range(since + 1, day.year + 1):
            yearly = law.omraknad_livranta(yearly, self._index(year))
        if day.year > since:
            p = amounts_on(day, "prisbasbelopp", of=InjuryAmounts)
            yearly = min(yearly, law.hogsta_omraknade_livranta(lost, without, p))
        return yearly

    def _index(self, year: int) -> int:
        given = next((index for index in self.facts.indexes if index.year == year), None)
        if given:
            return given.ten_thousandths
        return amounts_on(date(year, 1, 1), "livranta_tal", of=InjuryAmounts).livranta_tal

    def _basis(self, month: Month) -> Kronor:
        facts, base = self.facts, base_of(self.start.year)
        later = _since(facts.later_basis, month)
        least = 0
        if facts.floor == "military_training":
            least = law.lagsta_underlag_militar_utbildning(base)
        elif facts.floor != "none":
            least = law.lagsta_underlag((month - self.born) // 12, base)
        return law.livranteunderlag(later.income if later else facts.basis, least, base)


def _since(assessed: tuple[D, ...], month: Month) -> D | None:
    """The one that began last, in the month or before it."""
    begun = [one for one in assessed if month_of(one.from_day) <= month]
    return max(begun, key=lambda one: one.from_day, default=None)


def _decided(benefit: str, facts: LivrantaFacts) -> Explanation:
    decision = Decision(facts)
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, decision.month)
    asked = list(decision.asked.values())
    return Explanation(benefit, facts.model_dump(mode="json"), overall(lines, asked), lines, asked, recorder.steps)


def decide_livranta(facts: LivrantaFacts) -> Explanation:
    """Apply SFB 39, 41 and 42 kap. to months of an annuity after a work injury."""
    return _decided("arbetsskadelivranta", facts)


def decide_personskada(facts: PersonskadeFacts) -> Explanation:
    """Apply SFB 43 kap. to months of an annuity by the state's injury protection."""
    return _decided("personskadelivranta", facts)
