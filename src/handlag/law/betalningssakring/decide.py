"""Whether a seizure order can be asked for, and of how much."""

from __future__ import annotations

from handlag.law.betalningssakring import provisions as p
from handlag.law.betalningssakring import reasons as why
from handlag.law.betalningssakring.facts import BetalningssakringFacts
from handlag.law.engine import Answer, recording
from handlag.law.facts import answer_of
from handlag.law.results import Explanation, Line, LineOutcome, Reason, line_of, overall


def _line(facts: BetalningssakringFacts, outcome: LineOutcome, reason: Reason, amount: int = 0) -> Line:
    return line_of(facts.period.start, facts.period.end, outcome, reason, amount=amount, unit="once")


def _answer(facts: BetalningssakringFacts, met: Answer) -> Line:
    if met is Answer.UNCLEAR:
        return _line(facts, "unclear", why.UNCLEAR)
    if met is Answer.NO:
        return _line(facts, "refused", why.NOT_SECURED)
    likely = facts.amount if facts.likely_amount is None else facts.likely_amount
    amount = p.hogst_vad_som_sannolikt_bestams(facts.amount, likely, facts.decided)
    return _line(facts, "granted", why.SECURED, amount)


def decide(facts: BetalningssakringFacts) -> Explanation:
    """Apply 108 kap. 28 §; ``LAW_NOT_WRITTEN`` before March 2025, when there were no such orders."""
    rule = p.skal_for_betalningssakring.on(facts.period.start)
    judged = answer_of(facts.risk_of_evasion), answer_of(facts.considerable_amount)
    likely = Answer.YES if facts.decided else answer_of(facts.likely)
    with recording() as recorder:
        met = rule(*judged, likely, answer_of(facts.outweighs))
        lines = [_answer(facts, met)]
    asked = [why.ASK_SEIZURE] if met is Answer.UNCLEAR else []
    known = facts.model_dump(mode="json")
    return Explanation("betalningssakring", known, overall(lines, asked), lines, asked, recorder.steps)
