"""The answer on a parent's days: day by day through the account, then one line per run of equal days."""

from __future__ import annotations

from datetime import date

from handlag.law import sgi
from handlag.law.ages import birthday
from handlag.law.daily import DayAnswer, covering
from handlag.law.engine import Answer, Day, paused, recording
from handlag.law.facts import answer_of
from handlag.law.results import Explanation, Line, Question, joined, line_of, overall
from handlag.law.tillfallig_foraldrapenning import provisions as law
from handlag.law.tillfallig_foraldrapenning import reasons
from handlag.law.tillfallig_foraldrapenning.account import Used, pool
from handlag.law.tillfallig_foraldrapenning.amount import Pay
from handlag.law.tillfallig_foraldrapenning.child import child_refuses
from handlag.law.tillfallig_foraldrapenning.facts import CareDays, TillfalligFacts

FOR_BOTH = frozenset({"birth", "death", "contact", "serious"})


class Claim:
    """One parent's claim, ready to be asked about its days in order."""

    def __init__(self, facts: TillfalligFacts) -> None:
        self.facts = facts
        start = facts.period.start
        self.asked = {question.code: question for question in sgi.questions(facts.sgi, start)}
        if facts.insured is None:
            self._ask(reasons.ASK_INSURED)
        incomes = sgi.incomes(facts.sgi, start)
        self.has_sgi = sgi.has_right(facts.sgi, incomes, start)
        self.pay = Pay(facts, incomes)

    def day(self, day: date, used: Used) -> tuple[DayAnswer, Used]:
        """What one day comes to given what has been used, and what has been used after it."""
        span = covering(self.facts.days, day)
        if span is None:
            return self._refused("NOT_CLAIMED"), used
        refused = self._formal(day) or self._child(day)
        if refused:
            return self._refused(refused), used
        if not self.has_sgi:
            return self._refused("NO_INCOME"), used
        return self._taken(day, span, used.on(self.facts, day))

    def _formal(self, day: date) -> str:
        facts = self.facts
        if facts.insured is False:
            return "NOT_INSURED"
        if facts.applied_on and not self._in_time(day, facts.applied_on):
            return "LATE"
        vacation, other = covering(facts.vacation, day), covering(facts.other_benefit, day)
        if not law.ledig_utan_annan_ersattning(vacation is not None, other is not None):
            return "OTHER_BENEFIT"
        if facts.covered_by_omvardnadsbidrag and not law.inte_omvardnadsbidrag(facts.covered_by_omvardnadsbidrag):
            return "OMVARDNADSBIDRAG"
        if covering(facts.other_parent, day) and not law.far_ges_till_bada(facts.kind in FOR_BOTH, facts.together):
            return "OTHER_PARENT"
        return ""

    def _in_time(self, day: date, applied: date) -> bool:
        facts, rule = self.facts, law.ansokt_inom_90_dagar.on(day)
        serious, death = facts.kind == "serious", facts.kind == "death"
        excused = facts.late_application_excused
        return bool(rule(Day(day.toordinal()), Day(applied.toordinal()), serious, death, excused))

    def _child(self, day: date) -> str:
        judged = self._condition(day)
        if judged is Answer.UNCLEAR:
            self._ask(reasons.ASKED[self.facts.kind])
        return "NO_CONDITION" if judged is Answer.NO else child_refuses(self.facts, day)

    def _condition(self, day: date) -> Answer:
        """The judgement a kind of days hangs on; the age it is for is looked at with the child."""
        facts, legal, born = self.facts, Day(day.toordinal()), self.facts.child.birth_date
        if facts.kind not in reasons.ASKED or child_refuses(facts, day):
            return Answer.YES
        judged = answer_of(facts.condition)
        if facts.kind == "special_need":
            twelve, sixteen = (Day(birthday(born, age).toordinal()) for age in (12, 16))
            return law.sarskilt_behov_fran_tolv(legal, twelve, sixteen, judged)
        if facts.kind == "serious":
            return law.allvarligt_sjukt_barn(legal, Day(birthday(born, 18).toordinal()), judged)
        limit = birthday(born, 5 if facts.child.adopted_on else 3)
        return law.i_stallet_for_sjuk_foralder(legal, Day(limit.toordinal()), judged)

    def _taken(self, day: date, span: CareDays, used: Used) -> tuple[DayAnswer, Used]:
        place = pool(self.facts, used, span.eighths)
        if not place:
            return self._refused("DAYS_USED"), used
        if self.pay.hours_lacking:
            self._ask(reasons.ASK_HOURS)
        amount, after = self.pay.of(day, span, used)
        if amount == 0:
            return self._refused("FIVE_OF_SEVEN" if self.pay.only_business else "NO_INCOME"), used
        if place != "none":
            after = after._replace(**{place: getattr(used, place) + span.eighths})
        if self.asked:
            return DayAnswer("unclear", reasons.UNCLEAR), after
        return DayAnswer("granted", reasons.GRANTED[self.facts.kind], amount, (span.eighths, 8)), after

    def _refused(self, code: str) -> DayAnswer:
        return DayAnswer("refused", reasons.REFUSED[code])

    def _ask(self, question: Question) -> None:
        self.asked[question.code] = question

    def runs(self) -> list[tuple[date, date, DayAnswer, Used]]:
        """The period as runs of equal days, with what had been used when the first of each came."""
        found: list[tuple[date, date, DayAnswer, Used]] = []
        used = Used.before(self.facts)
        for ordinal in range(self.facts.period.start.toordinal(), self.facts.period.end.toordinal() + 1):
            day = date.fromordinal(ordinal)
            answer, after = self.day(day, used)
            if found and found[-1][2] == answer:
                found[-1] = (found[-1][0], day, answer, found[-1][3])
            else:
                found.append((day, day, answer, used))
            used = after
        return found


def decide(facts: TillfalligFacts) -> Explanation:
    """Apply SFB 13 kap. to one parent's claim and record every step."""
    lines: list[Line] = []
    with recording() as recorder:
        claim = Claim(facts)
        with paused():
            runs = claim.runs()
        for start, end, answer, used in runs:
            recorder.days = (start, end)
            claim.day(start, used)
            lines.append(line_of(start, end, answer.outcome, answer.reason, amount=answer.amount, share=answer.share))
    lines = joined(lines)
    asked = [] if all(line.outcome == "refused" for line in lines) else list(claim.asked.values())
    known = facts.model_dump(mode="json")
    return Explanation("tillfallig_foraldrapenning", known, overall(lines, asked), lines, asked, recorder.steps)
