"""A decision somebody wants otherwise: whether it is changed, reconsidered, dismissed or handed to a court."""

from __future__ import annotations

from datetime import date

from handlag.law.engine import Answer, Day, recording
from handlag.law.facts import answer_of
from handlag.law.omprovning import provisions as p
from handlag.law.omprovning import reasons as why
from handlag.law.omprovning.facts import OmprovningFacts
from handlag.law.results import Explanation, LineOutcome, Question, Reason, line_of

Found = tuple[LineOutcome, Reason, Question | None]


def _day(day: date) -> Day:
    return Day(day.toordinal())


def _change(facts: OmprovningFacts) -> Found:
    last = p.sista_dag_for_andring(_day(facts.decided_on))
    if not p.far_tas_upp(_day(facts.period.start), last, facts.basis_known_late, facts.exceptional):
        return "refused", why.TOO_OLD, None
    against = facts.reasons_against is not None and facts.reasons_against.met
    if p.far_inte_andras_till_nackdel(facts.to_the_detriment, facts.fallen_due, against):
        return "refused", why.DETRIMENT, None
    changed = p.ska_andras(answer_of(facts.wrong), facts.minor, facts.tried_by_court)
    if changed is Answer.UNCLEAR:
        return "unclear", why.UNCLEAR, why.ASK_WRONG
    return ("granted", why.CHANGED, None) if changed is Answer.YES else ("refused", why.NOT_CHANGED, None)


def _late(facts: OmprovningFacts) -> Found | None:
    """What lateness comes to: the insured count from when they got the decision, others from its day."""
    counted_from = facts.got_on if facts.by == "insured" else facts.decided_on
    if counted_from is None:
        return "unclear", why.UNCLEAR, why.ASK_GOT
    last = p.sista_dag_att_begara(_day(counted_from))
    return None if p.begard_i_tid(_day(facts.period.start), last) else ("refused", why.TOO_LATE, None)


def _reconsideration(facts: OmprovningFacts, reason: Reason) -> Found:
    if not p.kan_omprovas(facts.in_writing, facts.changed_before, facts.reconsidered, facts.tried_by_court):
        return "refused", why.NOT_POSSIBLE, None
    late = _late(facts)
    if late:
        return late
    if p.overlamnas_till_domstol(facts.ombudsman_appealed):
        return "granted", why.TO_COURT, None
    if p.aldrig_till_nackdel(facts.to_the_detriment):
        return "refused", why.DETRIMENT, None
    return "granted", reason, None


def _appeal(facts: OmprovningFacts) -> Found:
    first = p.ska_omprovas_fore_overklagande(facts.by == "insured", facts.reconsidered, facts.changed_before)
    if first:
        return _reconsideration(facts, why.FIRST_RECONSIDERED)
    return _late(facts) or ("granted", why.TO_COURT, None)


def decide(facts: OmprovningFacts) -> Explanation:
    """What becomes of the request. ``granted``: the decision is changed, taken up or handed to the court."""
    with recording() as recorder:
        if facts.asked == "change":
            outcome, reason, question = _change(facts)
        elif facts.asked == "reconsideration":
            outcome, reason, question = _reconsideration(facts, why.TAKEN_UP)
        else:
            outcome, reason, question = _appeal(facts)
    day = facts.period.start
    lines = [line_of(day, day, outcome, reason, unit="once")]
    asked = [question] if question else []
    return Explanation("omprovning", facts.model_dump(mode="json"), outcome, lines, asked, recorder.steps)
