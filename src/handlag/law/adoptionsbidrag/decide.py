"""The answer on an adoption: one sum for the children who give a right to it."""

from __future__ import annotations

from handlag.law.adoptionsbidrag import provisions as law
from handlag.law.adoptionsbidrag import reasons
from handlag.law.adoptionsbidrag.amounts import AdoptionsbidragAmounts
from handlag.law.adoptionsbidrag.facts import AdoptedChild, AdoptionsbidragFacts
from handlag.law.ages import birthday
from handlag.law.engine import Answer, Day, Ore, recording
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, Question, line_of, overall


def _refused(facts: AdoptionsbidragFacts) -> str:
    """The code of what refuses the whole application, or nothing."""
    valid = facts.adoption_valid_on
    limit = Day(birthday(valid, 1).toordinal())
    if not law.bosatta_vid_vard_och_giltighet(facts.resident_at_care, facts.resident_at_validity):
        return "ADB_NOT_RESIDENT"
    if not law.ansokt_inom_ett_ar(Day(facts.applied_on.toordinal()), Day(valid.toordinal()), limit):
        return "ADB_LATE"
    if not law.inte_makes_barn(facts.partners_child):
        return "ADB_PARTNERS_CHILD"
    return "" if law.formedlad_av_auktoriserad(facts.authorised_association) else "ADB_NOT_AUTHORISED"


def _child_refused(child: AdoptedChild) -> str:
    if not law.barn_fran_utlandet(child.foreign):
        return "ADB_NOT_FROM_ABROAD"
    ten = Day(birthday(child.birth_date, 10).toordinal())
    return "" if law.under_tio_ar(Day(child.taken_into_care.toordinal()), ten) else "ADB_TEN"


def _for_children(facts: AdoptionsbidragFacts) -> tuple[Ore, str]:
    """The sum for the children who give a right, and why the last of the others doesn't."""
    requested = -1 if facts.requested_percent is None else facts.requested_percent
    percent = law.foralderns_del(facts.parents, requested)
    total, refused = 0, ""
    for child in facts.children:
        why = _child_refused(child)
        if why:
            refused = why
            continue
        p = amounts_on(child.taken_into_care, "adoptionsbidrag", of=AdoptionsbidragAmounts)
        total += law.bidrag_for_barnet(percent, p)
    return total, refused


def _asked(facts: AdoptionsbidragFacts) -> list[Question]:
    asked = [reasons.INSURED.asked] if facts.insured is None else []
    decision = Answer.UNCLEAR if facts.swedish_decision_or_equal is None else Answer(facts.swedish_decision_or_equal)
    if law.svensk_domstol_eller_likstallt(decision) is Answer.UNCLEAR:
        asked.append(reasons.ASK_DECISION)
    return asked


def _line(facts: AdoptionsbidragFacts, asked: list[Question]) -> Line:
    on = facts.applied_on
    if facts.insured is False:
        return line_of(on, on, "refused", reasons.INSURED.refused, unit="once")
    refused = "ADB_DECISION" if facts.swedish_decision_or_equal is False else _refused(facts)
    if not refused and asked:
        return line_of(on, on, "unclear", reasons.UNCLEAR, unit="once")
    total, why = _for_children(facts) if not refused else (0, refused)
    if total == 0 and why:
        return line_of(on, on, "refused", reasons.REFUSED[why], unit="once")
    return line_of(on, on, "granted", reasons.GRANTED, amount=total, unit="once", share=(1, 1))


def decide(facts: AdoptionsbidragFacts) -> Explanation:
    """Apply SFB 21 kap. to one parent's adoption and record every step. The sum is paid once."""
    with recording() as recorder:
        asked = _asked(facts)
        line = _line(facts, asked)
    if line.outcome == "refused":
        asked = []
    known = facts.model_dump(mode="json")
    return Explanation("adoptionsbidrag", known, overall([line], asked), [line], asked, recorder.steps)
