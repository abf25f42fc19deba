"""The answer on a child's months of underhållsstöd, and on a liable parent's months of payment."""

from __future__ import annotations

from handlag.core.errors import HandlagError
from handlag.law.engine import Answer, Month, Ore, recording
from handlag.law.monthly import MonthAnswer, in_month, month_lines
from handlag.law.months import month_of
from handlag.law.results import Explanation, Question, overall
from handlag.law.underhallsstod import provisions as law
from handlag.law.underhallsstod import reasons
from handlag.law.underhallsstod.debt import decide_debt, decide_instalments
from handlag.law.underhallsstod.facts import BetalningFacts, SupportedChild, UnderhallsstodFacts
from handlag.law.underhallsstod.payment import amounts, before_stays, for_stays

__all__ = ["decide", "decide_debt", "decide_instalments", "decide_payment"]
ADULT = 12 * 18


class Claim:
    """One child's months being decided, and what has to be asked."""

    def __init__(self, facts: UnderhallsstodFacts) -> None:
        self.facts = facts
        self.born = month_of(facts.birth_date)
        self.asked: dict[str, Question] = {}

    def month(self, month: Month) -> MonthAnswer:
        """What one month comes to."""
        facts = self.facts
        if facts.insured is None:
            return self._ask(reasons.INSURED.asked)
        if not facts.insured:
            return MonthAnswer("refused", reasons.INSURED.refused)
        refused = self._time(month) or self._family(month)
        if refused:
            return MonthAnswer("refused", reasons.REFUSED[refused])
        return self._open(month)

    def _time(self, month: Month) -> str:
        facts = self.facts
        if not law.fran_manaden_efter(month, month_of(facts.apart_from)):
            return "UHS_TOO_EARLY"
        if facts.applied_on and not law.hogst_en_manad_tillbaka(month, month_of(facts.applied_on)):
            return "UHS_TOO_EARLY"
        if facts.right_until and month > month_of(facts.right_until):
            return "UHS_ENDED"
        return self._age(month)

    def _age(self, month: Month) -> str:
        if law.till_manaden_barnet_fyller_18(month, self.born):
            return ""
        studies = in_month(self.facts.studies, month) is not None
        extended = law.forlangt_for_studier(studies, self.facts.married)
        in_time = extended and law.till_juni_aret_barnet_fyller_20(month, self.born)
        return "" if in_time else "UHS_AGE"

    def _family(self, month: Month) -> str:
        facts = self.facts
        if facts.lives_apart is False and not facts.special_guardians:
            return "UHS_TOGETHER"
        minor, here = month <= self.born + ADULT, facts.resident_parent_here
        if not law.boforalder_har_vardnaden_och_bor_har(here, facts.resident_parent_has_custody, minor):
            return "UHS_RESIDENT_PARENT"
        if facts.refuses_paternity or facts.refuses_maintenance_claim:
            return "UHS_REFUSES"
        return "UHS_CHILDS_PENSION" if facts.childs_pension else ""

    def _open(self, month: Month) -> MonthAnswer:
        facts = self.facts
        if not facts.special_guardians:
            apart = Answer.UNCLEAR if facts.lives_apart is None else Answer(facts.lives_apart)
            if law.foraldrarna_bor_isar(apart) is Answer.UNCLEAR:
                return self._ask(reasons.ASK_APART)
        goes_on = law.efter_tolv_manaders_betalning(facts.paid_twelve_months, self._special_reasons(month))
        if goes_on is Answer.UNCLEAR:
            return self._ask(reasons.ASK_SPECIAL)
        if goes_on is Answer.NO:
            return MonthAnswer("refused", reasons.REFUSED["UHS_PAID_TWELVE"])
        return self._amount(month)

    def _special_reasons(self, month: Month) -> Answer:
        facts = self.facts
        if facts.special_reasons is None:
            return Answer.UNCLEAR
        until = facts.special_reasons_until
        return Answer(facts.special_reasons and (until is None or month <= month_of(until)))

    def _amount(self, month: Month) -> MonthAnswer:
        facts, p = self.facts, amounts(month)
        support = 100 * law.helt_underhallsstod(month, self.born, p)
        if facts.special_guardians:
            support = law.dubbelt_hos_sarskilda_vardnadshavare(support)
        if facts.pays_directly and law.betalar_i_ratt_ordning(100 * facts.pays_directly, support):
            return MonthAnswer("refused", reasons.REFUSED["UHS_PAID_DIRECTLY"])
        left = law.efter_avrakning(support, self._taken(month, support))
        if facts.childs_income:
            left = law.efter_avrakning(left, law.avrakning_for_barnets_inkomst(facts.childs_income, p))
        paid = law.stod_att_betala_ut(left)
        if paid == 0:
            return MonthAnswer("refused", reasons.REFUSED["UHS_NOTHING_LEFT"])
        extended = month > self.born + ADULT
        return MonthAnswer("granted", reasons.EXTENDED if extended else reasons.GRANTED, paid, (paid, support))

    def _taken(self, month: Month, support: Ore) -> Ore:
        """What of the support the liable parent pays, should pay, or is given off for stays (21–29 §§)."""
        facts = self.facts
        before = in_month(facts.paid_before, month)
        taken = 100 * (facts.lump_sum_monthly + (before.monthly if before else 0))
        if facts.kind == "abroad":
            return taken + 100 * facts.maintenance_abroad
        if facts.liable is None:
            return taken
        payable = before_stays(facts.liable, support, month)
        if facts.kind == "topped_up":
            return taken + law.belopp_att_betala(payable)
        return taken + for_stays(facts.liable.stays, payable, month)

    def _ask(self, question: Question) -> MonthAnswer:
        self.asked[question.code] = question
        return MonthAnswer("unclear", reasons.UNCLEAR)


def decide(facts: UnderhallsstodFacts) -> Explanation:
    """Apply SFB 18 kap. to one child's months and record every step."""
    if facts.kind == "topped_up" and facts.liable is None:
        raise _lacks_liable()
    claim = Claim(facts)
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, claim.month)
    asked, known = list(claim.asked.values()), facts.model_dump(mode="json")
    return Explanation("underhallsstod", known, overall(lines, asked), lines, asked, recorder.steps)


def decide_payment(facts: BetalningFacts) -> Explanation:
    """Apply SFB 19 kap. to a liable parent's months: a granted line's amount is what is to be paid the agency."""
    answer = _claimed_abroad if facts.abroad else _to_pay
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, lambda month: answer(facts, month))
    asked = [reasons.ASK_SET] if any(line.outcome == "unclear" for line in lines) else []
    known = facts.model_dump(mode="json")
    return Explanation("underhallsstod_betalning", known, overall(lines, asked), lines, asked, recorder.steps)


def _claimed_abroad(facts: BetalningFacts, month: Month) -> MonthAnswer:
    """The agency in the child's place: set maintenance up to the support, less what was paid before (29, 32 §§)."""
    supported = [child for child in facts.children if _supported(child, month)]
    if not supported:
        return MonthAnswer("refused", reasons.NO_SUPPORT)
    if any(child.set_maintenance is None for child in supported):
        return MonthAnswer("unclear", reasons.UNCLEAR)
    total = 0
    for child in supported:
        claimed = law.intrade_i_barnets_ratt(100 * (child.set_maintenance or 0), _support(child, month))
        total += _less_paid(child, month, claimed)
    if total == 0:
        return MonthAnswer("refused", reasons.NOTHING_TO_PAY)
    return MonthAnswer("granted", reasons.IN_THE_CHILDS_PLACE, total, (len(supported), 1))


def _to_pay(facts: BetalningFacts, month: Month) -> MonthAnswer:
    if facts.notice_sent_on and not law.hogst_tre_ar_tillbaka(month, month_of(facts.notice_sent_on)):
        return MonthAnswer("refused", reasons.TOO_LONG_AGO)
    supported = [child for child in facts.children if _supported(child, month)]
    if not supported:
        return MonthAnswer("refused", reasons.NO_SUPPORT)
    total = sum(_for_child(facts, child, month) for child in supported)
    if total == 0:
        return MonthAnswer("refused", reasons.NOTHING_TO_PAY)
    return MonthAnswer("granted", reasons.TO_PAY, total, (len(supported), 1))


def _supported(child: SupportedChild, month: Month) -> bool:
    """Whether support can be given for the child: born, and not past June of the year of 20."""
    born = month_of(child.birth_date)
    return born < month and law.till_juni_aret_barnet_fyller_20(month, born)


def _support(child: SupportedChild, month: Month) -> Ore:
    """What is paid in support for the child."""
    if child.support_monthly is not None:
        return 100 * child.support_monthly
    return 100 * law.helt_underhallsstod(month, month_of(child.birth_date), amounts(month))


def _less_paid(child: SupportedChild, month: Month, payable: Ore) -> Ore:
    paid = in_month(child.paid_before, month)
    return law.avraknat_underhall(payable, 100 * paid.monthly) if paid else payable


def _for_child(facts: BetalningFacts, child: SupportedChild, month: Month) -> Ore:
    monthly = before_stays(facts.liable, _support(child, month), month)
    return _less_paid(child, month, law.belopp_att_betala(monthly - for_stays(child.stays, monthly, month)))


def _lacks_liable() -> HandlagError:
    return HandlagError(
        "LAW_FACTS", "liable",
        sv="Uppgifter om den andra föräldern saknas för att fylla ut underhållet.",
        en="Facts of the other parent are lacking for topping up the maintenance.",
        remedy_sv="Ange den bidragsskyldiges inkomst och antal barn.",
        remedy_en="Give the liable parent's income and number of children.",
    )  # fmt: skip
