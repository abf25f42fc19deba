"""The answer on months of bostadstillägg: right, reduction income, housing cost, amount."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from handlag.law.ages import RIKTALDER, month_reached
from handlag.law.bostadstillagg import provisions as law
from handlag.law.bostadstillagg import reasons
from handlag.law.bostadstillagg.amounts import BostadstillaggAmounts
from handlag.law.bostadstillagg.facts import BostadstillaggFacts, Incomes
from handlag.law.engine import Month, Ore, recording
from handlag.law.monthly import MonthAnswer, month_lines
from handlag.law.months import first_day, month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Question, Reason, overall
from handlag.law.sjukersattning.amounts import SjukersattningAmounts
from handlag.law.sjukersattning.provisions import hel_garantiniva

WITH_GUARANTEE_LEVEL = ("sjukersattning", "aktivitetsersattning", "foreign")
_FREE = ("bostadstillagg_fribelopp_ogift", "bostadstillagg_fribelopp_gift")


@dataclass
class Decision:
    """One person's months being decided, and what has to be asked."""

    facts: BostadstillaggFacts
    asked: dict[str, Question] = field(default_factory=dict)

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        refused = self._refused(month)
        if refused:
            return MonthAnswer("refused", refused)
        p = amounts_on(first_day(month), "prisbasbelopp", of=BostadstillaggAmounts)
        yearly, cost = self._yearly(month, p)
        if self.facts.asks_special:
            if self.facts.special is None:
                self.asked[reasons.ASK_SPECIAL.code] = reasons.ASK_SPECIAL
                return MonthAnswer("unclear", reasons.UNCLEAR)
            given = self.facts.special
            yearly += law.sarskilt_for_ar(given.net_income, given.net_floor, yearly, cost, self._spouses, p)
        amount = law.manadsbelopp(yearly)
        if amount == 0:
            return MonthAnswer("refused", reasons.NO_AMOUNT)
        return MonthAnswer("granted", reasons.GRANTED, amount, (1, 1))

    @property
    def _spouses(self) -> bool:
        return self.facts.spouse is not None

    def _refused(self, month: Month) -> Reason | None:
        facts = self.facts
        if not law.har_grundforman(facts.benefit != "none"):
            return reasons.NO_BENEFIT
        if not law.permanentbostad(facts.own_home):
            return reasons.NOT_THE_HOME
        if not law.fore_riktaldern(month, month_of(month_reached(facts.birth_date, RIKTALDER))):
            return reasons.PENSION_AGENCY
        return None if self._in_time(month) else reasons.TOO_EARLY

    def _in_time(self, month: Month) -> bool:
        facts = self.facts
        if facts.applied_on is None:
            return True
        applied = month_of(facts.applied_on)
        if law.tidigast_enligt_ansokan(month, applied):
            return True
        decided, first = facts.main_benefit_decided_on, facts.main_benefit_from
        return bool(decided and first) and law.med_grundforman(
            month, applied, month_of(decided or facts.applied_on), month_of(first or facts.applied_on)
        )

    def _yearly(self, month: Month, p: BostadstillaggAmounts) -> tuple[Ore, Ore]:
        """The year's bostadstillägg, and the month's housing cost it is for."""
        facts = self.facts
        wealth = law.del_av_formogenhet(facts.wealth, self._spouses)
        income = self._reduction(facts.incomes, wealth, facts.benefit, facts.birth_date, month)
        if facts.spouse:
            spouse = facts.spouse
            born = spouse.birth_date or facts.birth_date
            income = law.halva_makarnas(
                income, self._reduction(spouse.incomes, wealth, spouse.own_benefit, born, month)
            )  # fmt: skip
        cost = law.bostadskostnad(facts.housing_cost, facts.housing_allowance, self._spouses, facts.two_bed_room)
        return law.bostadstillagg_ar(cost, self._spouses, income, p), cost

    def _reduction(self, incomes: Incomes, wealth: Ore, benefit: str, born: date, month: Month) -> Ore:
        full = incomes.benefits + incomes.foreign_pension + incomes.capital
        counted = law.inkomster_som_raknas(full, incomes.work, incomes.other, wealth)
        return law.reduceringsinkomst(counted, self._free(benefit, born, month))

    def _free(self, benefit: str, born: date, month: Month) -> Ore:
        day = first_day(month)
        if benefit in WITH_GUARANTEE_LEVEL:
            age = (month - month_of(born)) // 12
            level = hel_garantiniva(age, amounts_on(day, "prisbasbelopp", of=SjukersattningAmounts))
            return law.fribelopp_garantiniva(level)
        return law.fribelopp(self._spouses, amounts_on(day, *_FREE, of=BostadstillaggAmounts))


def decide(facts: BostadstillaggFacts) -> Explanation:
    """Apply SFB 99–103 kap. to months before the riktålder and record every step."""
    decision = Decision(facts)
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, decision.month)
    asked = list(decision.asked.values())
    known = facts.model_dump(mode="json")
    return Explanation("bostadstillagg", known, overall(lines, asked), lines, asked, recorder.steps)
