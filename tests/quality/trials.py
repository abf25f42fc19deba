"""Trials with people in them."""

from __future__ import annotations

from datetime import datetime

from handlag.people.models import Account
from handlag.quality.actions.trial import ask_in, close_trial, keep_outcome, register_trial
from handlag.quality.effects_files import EXAMPLE
from handlag.quality.models import Trial
from tests.cases.scene import noon
from tests.quality import scene

WRITTEN = EXAMPLE.read_text(encoding="utf-8")
BEGAN, LATER = noon("2026-05-04"), noon("2026-11-20")


def registered(leader: Account, name: str = "Försök", **more: str) -> Trial:
    written = WRITTEN.replace("Tidigt avstämningsmöte", name)
    for old, new in more.items():
        written = written.replace(f"{old}:", f"{old}: {new} #", 1)
    return register_trial(leader, written, BEGAN)


def tried(leader: Account, officer: Account, count: int = 24, now: datetime = LATER, first: int = 100) -> Trial:
    """A closed trial: the measure helped all but every sixth, usual handling every third."""
    trial = registered(leader, "Avslutat försök")
    for serial in range(first, first + count):
        case = scene.decided(serial).case
        made = ask_in(officer, trial.id, case, True, BEGAN)
        helped = made.position % 6 != 0 if made.arm == "measure" else made.position % 3 == 0
        keep_outcome(officer, made.id, now, outcome=float(helped), received=made.arm == "measure")
    return close_trial(leader, trial.id, now)
