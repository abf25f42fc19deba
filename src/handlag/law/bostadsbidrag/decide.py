"""The answer on a household's months, on the supplement to families, and on a year's final amount."""

from __future__ import annotations

from datetime import date

from handlag.law.ages import birthday
from handlag.law.bostadsbidrag import provisions as law
from handlag.law.bostadsbidrag import reasons
from handlag.law.bostadsbidrag.facts import BostadsbidragFacts, FinalFacts, Household
from handlag.law.bostadsbidrag.sums import amounts, year_of
from handlag.law.engine import Answer, Day, Month, Ore, recording
from handlag.law.facts import answer_of
from handlag.law.monthly import MonthAnswer, month_lines
from handlag.law.months import first_day, last_day, month_of, months_of
from handlag.law.results import Explanation, Line, Question, line_of, overall


class Claim:
    """One household's months being decided, and what has to be asked."""

    def __init__(self, facts: BostadsbidragFacts) -> None:
        self.facts, self.household = facts, facts.household
        self.asked: dict[str, Question] = {}

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        if self.facts.insured is None:
            return self._ask(reasons.INSURED.asked)
        if not self.facts.insured:
            return MonthAnswer("refused", reasons.INSURED.refused)
        refused = self._time(month) or self._persons(month)
        if refused:
            return MonthAnswer("refused", reasons.REFUSED[refused])
        home = self.household
        dwelling = law.egen_bostad(home.owns_or_rents, home.registered, answer_of(home.special_reasons))
        if dwelling is Answer.UNCLEAR:
            return self._ask(reasons.ASK_DWELLING)
        return MonthAnswer("refused", reasons.REFUSED["BOB_DWELLING"]) if dwelling is Answer.NO else self._sum(month)

    def _time(self, month: Month) -> str:
        facts = self.facts
        begun, ended, applied = facts.right_from, facts.right_until, facts.applied_on
        if begun and not law.fran_manaden_efter(month, month_of(begun), begun.day == 1):
            return "BOB_TOO_EARLY"
        if applied and not law.tidigast_ansokningsmanaden(month, month_of(applied), facts.rent_rise_told_in_time):
            return "BOB_TOO_EARLY"
        if ended and not law.till_manaden_da_ratten_upphor(month, month_of(ended), ended.day == 1):
            return "BOB_ENDED"
        return ""

    def _persons(self, month: Month) -> str:
        home = self.household
        if home.kind == "without_children":
            return self._young(month)
        if home.at_home + home.alternating + home.visiting == 0:
            return "BOB_NO_CHILDREN"
        only_visits = home.at_home + home.alternating == 0
        if only_visits and not law.rymlig_for_umgange(home.two_rooms, home.area):
            return "BOB_SMALL_FOR_VISITS"
        return ""

    def _young(self, month: Month) -> str:
        home = self.household
        if home.housing_supplement:
            return "BOB_SUPPLEMENT"
        for born in (home.birth_date, home.spouse_birth_date):
            if born and not self._of_age(born, month):
                return "BOB_AGE"
        return ""

    def _of_age(self, born: date, month: Month) -> bool:
        start, end = Day(first_day(month).toordinal()), Day(last_day(month).toordinal())
        eighteen, twenty_nine = (Day(birthday(born, age).toordinal()) for age in (18, 29))
        return law.mellan_18_och_29(end, eighteen, start, twenty_nine)

    def _sum(self, month: Month) -> MonthAnswer:
        if self.facts.not_needed and law.uppenbart_utan_behov(answer_of(self.facts.not_needed)) is Answer.YES:
            return MonthAnswer("refused", reasons.REFUSED["BOB_NOT_NEEDED"])
        amount = law.preliminart_for_manad(year_of(self.household, month))
        if amount == 0:
            return MonthAnswer("refused", reasons.REFUSED["BOB_INCOME"])
        reason = reasons.GRANTED if self.household.kind == "family" else reasons.GRANTED_YOUNG
        return MonthAnswer("granted", reason, amount, (1, 1))

    def supplement(self, month: Month) -> MonthAnswer:
        """The supplement to families on one month."""
        answer = self.month(month)
        if answer.outcome != "granted":
            return answer
        extra = law.tillaggsbidrag(answer.amount, amounts(month)) if self.household.kind == "family" else 0
        if extra == 0:
            return MonthAnswer("refused", reasons.NO_SUPPLEMENT)
        return MonthAnswer("granted", reasons.SUPPLEMENT, extra, (1, 1))

    def _ask(self, question: Question) -> MonthAnswer:
        self.asked[question.code] = question
        return MonthAnswer("unclear", reasons.UNCLEAR)


def _decided(facts: BostadsbidragFacts, benefit: str) -> Explanation:
    claim = Claim(facts)
    with recording() as recorder:
        answer = claim.month if benefit == "bostadsbidrag" else claim.supplement
        lines = month_lines(facts.period, recorder, answer)
    asked = list(claim.asked.values())
    known = facts.model_dump(mode="json")
    return Explanation(benefit, known, overall(lines, asked), lines, asked, recorder.steps)


def decide(facts: BostadsbidragFacts) -> Explanation:
    """Apply SFB 96–98 kap. to a household's months: the preliminary allowance."""
    return _decided(facts, "bostadsbidrag")


def decide_supplement(facts: BostadsbidragFacts) -> Explanation:
    """Apply 97 kap. 23 a §: the supplement that families had from July 2022 to June 2025. It is never repaid."""
    return _decided(facts, "tillaggsbidrag")


def decide_final(facts: FinalFacts) -> Explanation:
    """Apply 98 kap. 5–7 §§: the granted line is what is paid out, or by its reason what is to be repaid."""
    with recording() as recorder:
        final = sum(_final_part(part.period.start, part.period.end, part.household) for part in facts.parts)
        paid = sum(
            part.paid_monthly * 100 * len(list(months_of(part.period.start, part.period.end))) for part in facts.parts
        )
        line = _final_line(facts, law.skillnad_att_reglera(final, paid))
    known = facts.model_dump(mode="json")
    return Explanation("bostadsbidrag_slutligt", known, overall([line], []), [line], [], recorder.steps)


def _final_part(start: date, end: date, household: Household) -> Ore:
    months = list(months_of(start, end))
    return law.slutligt_for_manader(year_of(household, months[0]), len(months))


def _final_line(facts: FinalFacts, difference: Ore) -> Line:
    start, end = date(facts.year, 1, 1), date(facts.year, 12, 31)
    if difference == 0:
        return line_of(start, end, "refused", reasons.EVEN, unit="once")
    reason = reasons.PAID_OUT if difference > 0 else reasons.REPAID
    extra = facts.addition_or_fee
    amount = law.med_tillagg_eller_avgift(difference, extra.ore) if extra else abs(difference)
    return line_of(start, end, "granted", reason, amount=amount, unit="once", share=(1, 1))
