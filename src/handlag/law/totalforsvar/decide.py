"""The daily allowance, one day at a time, and the funeral grant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlag.law.engine import Answer, recording
from handlag.law.facts import answer_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, Reason, joined, line_of, overall
from handlag.law.totalforsvar import provisions as p
from handlag.law.totalforsvar import reasons as why
from handlag.law.totalforsvar.amounts import ForsvarsAmounts
from handlag.law.totalforsvar.days import attended, days_of
from handlag.law.totalforsvar.facts import BegravningFacts, HemvarnFacts, VarnpliktFacts
from handlag.law.totalforsvar.family import decide_familjebidrag
from handlag.law.totalforsvar.training import decide_dagersattning, decide_premie
from handlag.law.working_days import SATURDAY, free_days

__all__ = [
    "decide_begravning",
    "decide_dagersattning",
    "decide_familjebidrag",
    "decide_hemvarn",
    "decide_premie",
    "decide_varnplikt",
]
Bars = Callable[[date], Reason | None]
EXERCISES = {"command_exercise", "readiness_task", "joint_exercise"}


def _served(facts: VarnpliktFacts | HemvarnFacts, day: date) -> Reason | None:
    if not attended(facts, day):
        return why.ABSENT
    return None if p.utan_foraldraformaner(any(span.holds(day) for span in facts.parental)) else why.PARENTAL


def _line(facts: VarnpliktFacts | HemvarnFacts, day: date, bars: Bars) -> Line:
    barred = bars(day) or _served(facts, day)
    if barred:
        return line_of(day, day, "refused", barred)
    amounts = amounts_on(day, "prisbasbelopp", "dagpenning_lagst", of=ForsvarsAmounts)
    return line_of(day, day, "granted", why.PAID, amount=p.dagpenning(facts.sgi, amounts))


def _by_day(code: str, facts: VarnpliktFacts | HemvarnFacts, bars: Bars) -> Explanation:
    lines = []
    with recording() as recorder:
        for day in days_of(facts.period):
            recorder.days = (day, day)
            lines.append(_line(facts, day, bars))
    return Explanation(code, facts.model_dump(mode="json"), overall(lines, []), joined(lines), [], recorder.steps)


def decide_varnplikt(facts: VarnpliktFacts) -> Explanation:
    """The daily allowance of who serves otherwise than in long basic training."""

    def bars(_: date) -> Reason | None:
        gives = p.tjanstgoring_med_dagpenning(facts.kind == "basic_training", facts.training_days)
        return None if gives else why.BASIC_TRAINING

    return _by_day("dagpenning_till_totalforsvarspliktig", facts, bars)


def _home_guard(facts: HemvarnFacts, day: date) -> Reason | None:
    days, lost, training = len(days_of(facts.period)), day in facts.lost_income, facts.service == "training"
    gives = p.hemvarnstjanst_med_dagpenning(facts.alert, training, facts.service in EXERCISES, days)
    if not gives and not p.kort_utbildning_med_inkomstforlust(training, days, lost):
        return why.OTHER_PAY
    at_the_ends = day in (facts.period.start, facts.period.end)
    free = day.weekday() >= SATURDAY or day in free_days(day.year)
    if not p.in_och_utryckning(facts.alert, at_the_ends, free, lost):
        return why.ENTRY
    minutes = facts.minutes or (360,) * days
    number = (day - facts.period.start).days
    return None if p.tillrackligt_lang_dag(facts.alert, minutes[number], sum(minutes), days) else why.SHORT


def decide_hemvarn(facts: HemvarnFacts) -> Explanation:
    """The daily allowance of a soldier in the home guard."""
    return _by_day("dagpenning_till_hemvarnssoldat", facts, lambda day: _home_guard(facts, day))


def decide_begravning(facts: BegravningFacts) -> Explanation:
    """The grant for a funeral in the family during the service."""
    day = facts.period.start
    with recording() as recorder:
        right = p.dodsfall_som_ger_bidrag(facts.service.holds(day), facts.family_allowance, answer_of(facts.needed))
        amounts = amounts_on(day, "begravningsbidrag_make", "begravningsbidrag_barn", of=ForsvarsAmounts)
        amount = p.begravningsbidrag(facts.relation == "spouse", amounts) if right is Answer.YES else 0
    asked = [why.ASK_FUNERAL] if right is Answer.UNCLEAR else []
    reason = why.UNCLEAR if asked else why.FUNERAL if amount else why.NO_FUNERAL
    lines = [
        line_of(
            day,
            facts.period.end,
            "unclear" if asked else "granted" if amount else "refused",
            reason,
            amount=amount,
            unit="once",
        )
    ]
    code = "begravningsbidrag_till_totalforsvarspliktig"
    return Explanation(code, facts.model_dump(mode="json"), overall(lines, asked), lines, asked, recorder.steps)
