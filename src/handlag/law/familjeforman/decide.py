"""The answer on a family's months where Swedish family benefits meet another state's."""

from __future__ import annotations

from handlag.law.engine import Answer, Month, recording
from handlag.law.familjeforman import provisions as law
from handlag.law.familjeforman import reasons
from handlag.law.familjeforman.facts import FamiljeformanFacts
from handlag.law.monthly import MonthAnswer, in_month, month_lines
from handlag.law.results import Explanation, Question, overall

ASKED = MonthAnswer("unclear", reasons.UNCLEAR)


def decide(facts: FamiljeformanFacts) -> Explanation:
    """Apply article 68 to a family's months; which state pays first is a judgement."""
    asked: dict[str, Question] = {}
    with recording() as recorder:
        lines = month_lines(facts.period, recorder, lambda month: _month(facts, month, asked))
    questions, known = list(asked.values()), facts.model_dump(mode="json")
    code = "tillaggsbelopp_vid_familjeforman"
    return Explanation(code, known, overall(lines, questions), lines, questions, recorder.steps)


def _month(facts: FamiljeformanFacts, month: Month, asked: dict[str, Question]) -> MonthAnswer:
    first = Answer.UNCLEAR if facts.priority is None else Answer(facts.priority.first == "other")
    other_first = law.annan_stat_betalar_forst(first)
    if other_first is Answer.UNCLEAR:
        asked[reasons.ASK_PRIORITY.code] = reasons.ASK_PRIORITY
        return ASKED
    if other_first is Answer.NO:
        return MonthAnswer("refused", reasons.WHOLE)
    foreign = in_month(facts.foreign, month)
    if foreign is None and not facts.foreign_known:
        asked[reasons.ASK_FOREIGN.code] = reasons.ASK_FOREIGN
        return ASKED
    if not law.skillnad_lamnas(facts.by_residence_only):
        return MonthAnswer("refused", reasons.NOTHING)
    amount = law.tillaggsbelopp(facts.swedish_monthly_ore, foreign.monthly_ore if foreign else 0)
    return (
        MonthAnswer("granted", reasons.GRANTED, amount, (1, 1)) if amount else MonthAnswer("refused", reasons.NOTHING)
    )
