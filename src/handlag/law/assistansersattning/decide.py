"""The answer on somebody's months of assistansersättning, and on what the municipality bears of them."""

from __future__ import annotations

from datetime import date

from handlag.law.ages import RIKTALDER, day_reached
from handlag.law.assistansersattning import provisions as law
from handlag.law.assistansersattning import reasons
from handlag.law.assistansersattning.amounts import AssistansAmounts
from handlag.law.assistansersattning.facts import AssistansersattningFacts, Needs, Performed
from handlag.law.engine import Answer, Day, Month, recording
from handlag.law.facts import answer_of
from handlag.law.monthly import MonthAnswer, in_month, month_lines
from handlag.law.months import first_day, last_day, month_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Question, overall

DEDUCTIONS_FROM = date(2023, 1, 1)
"""From when a guardian's part is taken off by age; before, it was weighed by judgement (SFS 2022:1251)."""
ADULT = 18


class Claim:
    """One person's months being decided, and what has to be asked."""

    def __init__(self, facts: AssistansersattningFacts, *, municipality: bool) -> None:
        self.facts, self.municipality = facts, municipality
        self.born = month_of(facts.birth_date)
        self.reached = Day(day_reached(facts.birth_date, RIKTALDER).toordinal())
        self.asked: dict[str, Question] = {}

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        facts = self.facts
        if facts.insured is False:
            return MonthAnswer("refused", reasons.INSURED.refused)
        covered = law.omfattas_av_lss(answer_of(facts.covered))
        if covered is Answer.NO:
            return self._refused("ASS_NOT_COVERED")
        if facts.insured is None or covered is Answer.UNCLEAR:
            return self._ask(reasons.INSURED.asked if facts.insured is None else reasons.ASK_COVERED)
        refused = self._time(month)
        return self._refused(refused) if refused else self._by_needs(month)

    def _time(self, month: Month) -> str:
        facts = self.facts
        if facts.applied_on and not law.hogst_en_manad_tillbaka(month, month_of(facts.applied_on)):
            return "ASS_TOO_EARLY"
        granted = Day(facts.granted_before.toordinal() if facts.granted_before else 0)
        applied = Day(facts.applied_on.toordinal() if facts.applied_on else 0)
        in_time = law.beviljad_eller_sokt_fore_riktaldern(
            Day(first_day(month).toordinal()), self.reached, granted, applied
        )
        return "" if in_time else "ASS_AGE"

    def _by_needs(self, month: Month) -> MonthAnswer:
        known = [need for need in self.facts.needs if month_of(need.from_day) <= month]
        if not known:
            return self._refused("ASS_TOO_EARLY") if self.facts.needs else self._ask(reasons.ASK_NEEDS)
        need = max(known, key=lambda one: one.from_day)
        if self._weighed_by_judgement(month, need):
            return self._ask(reasons.ASK_PARENTAL)
        basic, other = self._after_deduction(month, need)
        if not law.mer_an_20_timmar(basic):
            return self._refused("ASS_TWENTY_HOURS")
        return self._paid(month, self._granted(month, basic + other))

    def _weighed_by_judgement(self, month: Month, need: Needs) -> bool:
        child = month - self.born < 12 * ADULT
        return child and first_day(month) < DEDUCTIONS_FROM and not need.parental_responsibility_weighed

    def _after_deduction(self, month: Month, need: Needs) -> tuple[int, int]:
        age = (month - self.born) // 12
        if age >= ADULT or first_day(month) < DEDUCTIONS_FROM:
            return need.basic, need.other
        p = amounts_on(first_day(month), of=AssistansAmounts)
        basic = law.behov_efter_avdrag(need.basic, need.basic_exempt, law.foraldraavdrag_fran_grundlaggande(age, p))
        other = law.behov_efter_avdrag(need.other, need.other_exempt, law.foraldraavdrag_fran_andra_behov(age, p))
        return basic, other

    def _granted(self, month: Month, minutes: int) -> int:
        then = self.facts.granted_minutes_then
        if then is None or Day(first_day(month).toordinal()) < self.reached:
            return minutes
        return law.inte_fler_timmar_efter_riktaldern(minutes, then)

    def _paid(self, month: Month, granted: int) -> MonthAnswer:
        done = in_month(self.facts.performed, month)
        days = (last_day(month) - first_day(month)).days + 1
        minutes = law.minuter_att_ersatta(granted, days, max(done.minutes - done.not_payable, 0)) if done else 0
        if done is None or minutes == 0:
            return self._refused("ASS_NOT_PERFORMED")
        hourly = self._hourly(month, done)
        if self.municipality:
            amount = law.ersattning_for_manad(law.kommunens_minuter(minutes, days), hourly)
            return MonthAnswer("granted", reasons.MUNICIPALITY, amount, (1, 1))
        level = f"{granted // 60} h {granted % 60} min"
        return MonthAnswer("granted", reasons.GRANTED, law.ersattning_for_manad(minutes, hourly), (1, 1), level)

    def _hourly(self, month: Month, done: Performed) -> int:
        p = amounts_on(first_day(month), "assistans_schablon_ore", of=AssistansAmounts)
        return law.timbelopp(done.hourly_cost_ore or 0, p)

    def _refused(self, code: str) -> MonthAnswer:
        return MonthAnswer("refused", reasons.REFUSED[code])

    def _ask(self, question: Question) -> MonthAnswer:
        self.asked[question.code] = question
        return MonthAnswer("unclear", reasons.UNCLEAR)


def _decided(facts: AssistansersattningFacts, benefit: str) -> Explanation:
    claim = Claim(facts, municipality=benefit != "assistansersattning")
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, claim.month)
    asked, known = list(claim.asked.values()), facts.model_dump(mode="json")
    return Explanation(benefit, known, overall(lines, asked), lines, asked, recorder.steps)


def decide(facts: AssistansersattningFacts) -> Explanation:
    """Apply SFB 51 kap. to one person's months: the whole payment; ``level`` is the time granted a week."""
    return _decided(facts, "assistansersattning")


def decide_municipality(facts: AssistansersattningFacts) -> Explanation:
    """Apply 51 kap. 22–23 §§: what of the payment the municipality is to pay the agency."""
    return _decided(facts, "assistansersattning_kommun")
