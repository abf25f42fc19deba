"""The answer on a pregnant person's days."""

from __future__ import annotations

from datetime import date

from handlag.law import sgi
from handlag.law.daily import DayAnswer
from handlag.law.day_by_day import day_lines
from handlag.law.engine import Answer, Day, recording
from handlag.law.facts import answer_of
from handlag.law.graviditetspenning import provisions as law
from handlag.law.graviditetspenning import reasons
from handlag.law.graviditetspenning.amounts import LowerCeiling
from handlag.law.graviditetspenning.facts import GraviditetspenningFacts
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Question, overall


class Claim:
    """One claim being decided, and what has to be asked."""

    def __init__(self, facts: GraviditetspenningFacts) -> None:
        self.facts = facts
        self.expected = Day(facts.expected_birth.toordinal())
        start = facts.period.start
        self.asked = {question.code: question for question in sgi.questions(facts.sgi, start)}
        self.incomes = sgi.incomes(facts.sgi, start)
        self.has_sgi = sgi.has_right(facts.sgi, self.incomes, start)

    def day(self, day: date) -> DayAnswer:
        """What one day comes to."""
        facts = self.facts
        part = next((span for span in facts.days if span.holds(day)), None)
        refused = "GRP_NOT_CLAIMED" if part is None else self._refused(day)
        if refused or part is None:
            return DayAnswer("refused", reasons.REFUSED[refused])
        asked = self._judged()
        if asked:
            return DayAnswer("refused", reasons.REFUSED[asked])
        if self.asked:
            return DayAnswer("unclear", reasons.UNCLEAR)
        amount = law.del_av_hel(self._whole(day), part.quarters)
        return DayAnswer("granted", reasons.GRANTED, amount, (part.quarters, 4))

    def _refused(self, day: date) -> str:
        facts, legal = self.facts, Day(day.toordinal())
        if facts.insured is False:
            return "GRP_NOT_INSURED"
        if facts.ground == "strenuous" and not law.fran_sextionde_dagen(legal, self.expected):
            return "GRP_TOO_EARLY"
        if not law.till_elfte_dagen(legal, self.expected):
            return "GRP_TOO_LATE"
        if not law.inte_sjuk(any(span.holds(day) for span in facts.sick)):
            return "GRP_SICK"
        return "" if self.has_sgi else "GRP_NO_INCOME"

    def _judged(self) -> str:
        """What a person has found against the claim; what nobody has judged is asked."""
        facts = self.facts
        if facts.insured is None:
            self._ask(reasons.ASK_INSURED)
        condition = law.villkor_for_graviditetspenning(answer_of(facts.condition))
        if condition is Answer.NO:
            return "GRP_CONDITION"
        if condition is Answer.UNCLEAR:
            self._ask(reasons.ASK_CONDITION)
        if facts.ground == "risk_in_business":
            return ""
        moved = Answer.UNCLEAR if facts.can_be_moved is None else Answer(facts.can_be_moved)
        stays = law.kan_inte_omplaceras(moved)
        if stays is Answer.UNCLEAR:
            self._ask(reasons.ASK_MOVED)
        return "GRP_OTHER_WORK" if stays is Answer.NO else ""

    def _whole(self, day: date) -> int:
        p = amounts_on(day, "prisbasbelopp", of=LowerCeiling)
        base = law.anstallningsinkomst_till_taket(self.incomes.employment, p)
        if self.incomes.business:
            base += law.annan_inkomst_till_taket(self.incomes.employment, self.incomes.business, p)
        return law.hel_graviditetspenning(base, p)

    def _ask(self, question: Question) -> None:
        self.asked[question.code] = question


def decide(facts: GraviditetspenningFacts) -> Explanation:
    """Apply SFB 10 kap. to one claim and record every step."""
    with recording() as recorder:
        claim = Claim(facts)
        lines = day_lines(facts.period, recorder, claim.day)
    asked = [] if all(line.outcome == "refused" for line in lines) else list(claim.asked.values())
    known = facts.model_dump(mode="json")
    return Explanation("graviditetspenning", known, overall(lines, asked), lines, asked, recorder.steps)
