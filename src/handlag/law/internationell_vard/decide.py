"""What is paid back for care abroad, and whether Sweden issues certificate S1."""

from __future__ import annotations

from collections.abc import Callable

from handlag.law.engine import Answer, Day, recording
from handlag.law.facts import answer_of
from handlag.law.internationell_vard import provisions as p
from handlag.law.internationell_vard import reasons as why
from handlag.law.internationell_vard.countries import BRITAIN, COORDINATED, EEA
from handlag.law.internationell_vard.facts import S1Facts, VardFacts
from handlag.law.results import Explanation, LineOutcome, Question, Reason, line_of

Found = tuple[LineOutcome, int, Reason] | Question


def _refused(reason: Reason) -> Found:
    return "refused", 0, reason


def _paid(amount: int, reason: Reason) -> Found:
    return ("granted", amount, reason) if amount else _refused(why.NOTHING)


def _answer(code: str, facts: VardFacts | S1Facts, find: Callable[[], Found]) -> Explanation:
    with recording() as recorder:
        found = find()
    period, known = facts.period, facts.model_dump(mode="json")
    if isinstance(found, Question):
        lines = [line_of(period.start, period.end, "unclear", why.UNCLEAR, unit="once")]
        return Explanation(code, known, "unclear", lines, [found], recorder.steps)
    outcome, amount, reason = found
    lines = [line_of(period.start, period.end, outcome, reason, amount=amount, unit="once")]
    return Explanation(code, known, outcome, lines, [], recorder.steps)


def _by_the_act(facts: VardFacts) -> Found:
    if not p.vard_som_lagen_omfattar(facts.country in EEA, facts.way != "act"):
        return _refused(why.OUTSIDE)
    if not p.given_av_personal(facts.qualified_staff):
        return _refused(why.NOT_STAFF)
    public = p.bekostad_av_det_allmanna(answer_of(facts.publicly_paid))
    if public is Answer.UNCLEAR:
        return why.ASK_PUBLIC
    if public is Answer.NO:
        return _refused(why.NOT_PUBLIC)
    found = _cost_in_sweden(facts)
    if isinstance(found, Question):
        return found
    amount, reason = found
    return _paid(p.minst_forhandsbeskedet(amount, facts.advance, facts.paid) if facts.advance else amount, reason)


def _cost_in_sweden(facts: VardFacts) -> tuple[int, Reason] | Question:
    """What the care comes to by the rules for its kind, or what must be found out."""
    if facts.kind == "care":
        if facts.swedish_cost is None:
            return why.ASK_COST
        return p.ersattning_for_vard(facts.paid, facts.swedish_cost, facts.swedish_fee), why.PAID_BACK
    if facts.swedish_support is None:
        return why.ASK_SUPPORT
    if facts.kind == "dental":
        return p.ersattning_for_tandvard(facts.paid, facts.swedish_support), why.DENTAL
    return p.ersattning_for_lakemedel(facts.paid, facts.swedish_support), why.MEDICINE


def _necessary(facts: VardFacts) -> Found:
    if not p.nodvandig_vard(facts.country in COORDINATED):
        return _refused(why.OUTSIDE)
    if facts.local_share is None:
        return why.ASK_LOCAL
    return _paid(p.ersattning_enligt_vistelselandet(facts.paid, facts.local_share), why.LOCAL_RULES)


def _approved(facts: VardFacts) -> Found:
    if facts.country not in COORDINATED:
        return _refused(why.OUTSIDE)
    approved = p.forhandstillstand(answer_of(facts.publicly_paid), answer_of(facts.approval))
    if approved is Answer.UNCLEAR:
        return why.ASK_APPROVAL
    if approved is Answer.NO:
        return _refused(why.NOT_APPROVED)
    return _paid(p.ersattning_med_forhandstillstand(facts.paid, facts.local_fee), why.APPROVED)


WAYS = {"act": _by_the_act, "necessary": _necessary, "prior_approval": _approved}


def _care(facts: VardFacts) -> Found:
    complete = facts.applied_on if facts.complete_on is None else facts.complete_on
    p.senaste_beslut(Day(complete.toordinal()))
    if facts.country == BRITAIN:
        return why.ASK_BRITAIN
    if facts.competent is None:
        return why.ASK_COMPETENT
    if not p.sverige_ar_behorigt(facts.competent):
        return _refused(why.NOT_COMPETENT)
    return WAYS[facts.way](facts)


def decide(facts: VardFacts) -> Explanation:
    """What is paid back for care in another country, with the last day to decide among the steps."""
    return _answer("internationell_vard", facts, lambda: _care(facts))


def _working(facts: S1Facts) -> Found:
    if facts.insured_by_work is None:
        return why.ASK_LAW
    insured = p.vard_i_bosattningslandet(facts.insured_by_work)
    return ("granted", 0, why.GRANTED) if insured else _refused(why.NOT_INSURED)


def _pensioner(facts: S1Facts) -> Found:
    there = any(pension.country == facts.country for pension in facts.pensions)
    if p.ratt_i_bosattningslandet(there, facts.own_right):
        return _refused(why.RESIDENCE)
    longest = max((pension.insured_months for pension in facts.pensions), default=-1)
    last = Answer.UNCLEAR if facts.last_subject_to is None else Answer(facts.last_subject_to == "SE")
    answers = p.sverige_svarar_for_pensionaren(facts.swedish_pension, facts.swedish_months, longest, last)
    if answers is Answer.UNCLEAR:
        return why.ASK_LAST
    return ("granted", 0, why.GRANTED) if answers is Answer.YES else _refused(why.OTHER_STATE)


def _family(facts: S1Facts) -> Found:
    if facts.is_family is None and facts.main_has_s1 and not facts.own_right:
        return why.ASK_FAMILY
    has = p.familjemedlems_ratt(facts.main_has_s1, facts.is_family is True, facts.own_right)
    return ("granted", 0, why.GRANTED) if has else _refused(why.NO_FAMILY)


SITUATIONS = {"worker": _working, "posted": _working, "pensioner": _pensioner, "family": _family}


def _certificate(facts: S1Facts) -> Found:
    if facts.country == BRITAIN:
        return why.ASK_BRITAIN
    return SITUATIONS[facts.situation](facts) if facts.country in COORDINATED else _refused(why.HOME)


def decide_s1(facts: S1Facts) -> Explanation:
    """Whether Sweden answers for care where somebody lives."""
    return _answer("intyg_s1", facts, lambda: _certificate(facts))
