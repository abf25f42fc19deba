"""The answer on months of an annuity of older law: the raise of 1968, the base amounts, the raise of 1977."""

from __future__ import annotations

from dataclasses import dataclass, field

from handlag.law.engine import Answer, Month, recording
from handlag.law.monthly import MonthAnswer, month_lines
from handlag.law.months import first_day
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Question, overall
from handlag.law.yrkesskadelivranta import provisions as law
from handlag.law.yrkesskadelivranta import reasons
from handlag.law.yrkesskadelivranta.amounts import OldAnnuityAmounts
from handlag.law.yrkesskadelivranta.facts import YrkesskadelivrantaFacts


@dataclass
class Decision:
    """One person's months being decided, and what has to be asked."""

    facts: YrkesskadelivrantaFacts
    asked: dict[str, Question] = field(default_factory=dict)

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        facts = self.facts
        left = law.ej_utbytt_del(facts.annuity, facts.exchanged_percent)
        number = law.tal_av_basbeloppet(law.hojd_1968(left, facts.injured_on.year), facts.base_then)
        if number == 0:
            return MonthAnswer("refused", reasons.NO_AMOUNT)
        known = Answer.UNCLEAR if facts.lost is None else Answer(facts.lost.at_least_a_quarter)
        quarter = law.nedsatt_med_en_fjardedel(known)
        if quarter is Answer.UNCLEAR:
            self.asked[reasons.ASK_QUARTER.code] = reasons.ASK_QUARTER
            return MonthAnswer("unclear", reasons.UNCLEAR)
        p = amounts_on(first_day(month), "prisbasbelopp", of=OldAnnuityAmounts)
        if quarter is Answer.NO:
            return MonthAnswer("granted", reasons.GRANTED, law.manad(law.vardesakrad(number, p)), (1, 1))
        added = law.hojning_1977(number, facts.injured_on.year, facts.base_july_1977)
        yearly = law.uppraknad(number, added, facts.base_july_1977, p)
        return MonthAnswer("granted", reasons.RAISED, law.manad(yearly), (1, 1))


def decide(facts: YrkesskadelivrantaFacts) -> Explanation:
    """Apply laws 1967:919 and 1977:268 to a person's months and record every step."""
    decision = Decision(facts)
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, decision.month)
    asked, known = list(decision.asked.values()), facts.model_dump(mode="json")
    return Explanation("yrkesskadelivranta", known, overall(lines, asked), lines, asked, recorder.steps)
