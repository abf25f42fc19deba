"""Work trial with the benefit kept (27 kap. 8 a–8 c §§, from March 2026): which trial days the law allows."""

from __future__ import annotations

from datetime import date

from handlag.law.facts import Span
from handlag.law.sjukpenning.facts import SjukpenningFacts
from handlag.law.sjukpenning.provisions import arbetsprovning

_NONE_BEFORE = 9999
"""Days since a trial that never was: more than any limit."""


def trial_on(facts: SjukpenningFacts, day: date) -> Span | None:
    """The work trial a day lies in."""
    return next((trial for trial in facts.work_trials if trial.holds(day)), None)


def allowed(facts: SjukpenningFacts, trial: Span, day: date) -> bool:
    """Whether a trial day leaves the right as it is: by its number, length and distance to the one before."""
    earlier = [other for other in facts.work_trials if other.end < trial.start]
    within = [other for other in earlier if (day - other.start).days < 365]
    gap = min(((trial.start - other.end).days - 1 for other in earlier), default=_NONE_BEFORE)
    length = (day - trial.start).days + 1
    return arbetsprovning.on(day)(length, len(within) + 1, gap) and _announced(facts, trial)


def _announced(facts: SjukpenningFacts, trial: Span) -> bool:
    return facts.work == "employee" and trial.start in facts.work_trials_announced
