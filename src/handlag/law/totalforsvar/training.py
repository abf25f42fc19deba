"""The daily compensation of long basic training, and the premium at its end."""

from __future__ import annotations

from datetime import date

from handlag.law.engine import Answer, Recorder, paused, recording
from handlag.law.facts import answer_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, LineOutcome, Question, Reason, joined, line_of, overall
from handlag.law.totalforsvar import provisions as p
from handlag.law.totalforsvar import reasons as why
from handlag.law.totalforsvar.amounts import TrainingAmounts
from handlag.law.totalforsvar.days import attended, days_of
from handlag.law.totalforsvar.facts import DagersattningFacts, PremieFacts


def _of_day(day: date) -> int:
    return p.dagersattning(amounts_on(day, "dagersattning", of=TrainingAmounts))


def _line(facts: DagersattningFacts, day: date) -> Line:
    if not p.utbildning_med_dagersattning(facts.training_days):
        return line_of(day, day, "refused", why.SHORT_TRAINING)
    if not attended(facts, day):
        return line_of(day, day, "refused", why.NOT_ATTENDED)
    return line_of(day, day, "granted", why.TRAINING, amount=_of_day(day))


def decide_dagersattning(facts: DagersattningFacts) -> Explanation:
    """The compensation for each day of basic training of more than 60 days."""
    lines = []
    with recording() as recorder:
        for day in days_of(facts.period):
            recorder.days = (day, day)
            lines.append(_line(facts, day))
    known = facts.model_dump(mode="json")
    code = "dagersattning_till_totalforsvarspliktig"
    return Explanation(code, known, overall(lines, []), joined(lines), [], recorder.steps)


def _given(recorder: Recorder, days: list[date]) -> int:
    """What was given in dagersättning, each of its amounts recorded once."""
    with paused():
        amounts = [_of_day(day) for day in days]
    for amount in dict.fromkeys(amounts):
        having = [day for day, one in zip(days, amounts, strict=True) if one == amount]
        recorder.days = (having[0], having[-1])
        _of_day(having[0])
    recorder.days = None
    return sum(amounts)


def _right(facts: PremieFacts, days: int) -> Answer:
    completed = facts.ended == "completed"
    if completed:
        return Answer.YES if p.slutford_lang_utbildning(completed, days) else Answer.NO
    return p.avbruten_lang_utbildning(facts.training_days, facts.ended == "injured", answer_of(facts.special_reasons))


def _premium(facts: PremieFacts, recorder: Recorder) -> tuple[int, Reason, list[Question]]:
    with paused():
        days = [day for day in days_of(facts.service) if attended(facts, day)]
    right = _right(facts, len(days))
    if right is Answer.UNCLEAR:
        return 0, why.UNCLEAR, [why.ASK_INTERRUPTED]
    if right is Answer.NO:
        return 0, why.NO_PREMIUM, []
    given = _given(recorder, days)
    amounts = amounts_on(facts.period.end, "utbildningspremie_tillagg", "utbildningspremie_lagst", of=TrainingAmounts)
    return p.utbildningspremie(given, facts.ended == "completed", len(days), amounts), why.PREMIUM, []


def decide_premie(facts: PremieFacts) -> Explanation:
    """The premium at the end of a long basic training, on the day of leaving."""
    with recording() as recorder:
        amount, reason, asked = _premium(facts, recorder)
    outcome: LineOutcome = "unclear" if asked else "granted" if amount else "refused"
    lines = [line_of(facts.period.start, facts.period.end, outcome, reason, amount=amount, unit="once")]
    known = facts.model_dump(mode="json")
    code = "utbildningspremie_till_totalforsvarspliktig"
    return Explanation(code, known, overall(lines, asked), lines, asked, recorder.steps)
