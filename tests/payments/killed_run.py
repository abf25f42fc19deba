"""A program of its own that pays in children of its own, to be killed: a pay-day run on two connections each.

Told a line at a time: ``run DAY TODAY OUTBOX`` begins a run and answers with its process, ``wait PROCESS`` with how
it ended. Everything is loaded once, so that a kill strikes the run and not what comes before it; an ended run keeps
its process until it is waited for, so that a late kill can't strike somebody else's.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import django

django.setup()

from handlag.law.batch import barnbidrag_parts  # noqa: E402 — after Django is set up
from handlag.payments.actions.run_pay_day import Settings, run_pay_day  # noqa: E402
from tests.payments.scene import at  # noqa: E402


def begun(day: date, today: date, outbox: Path) -> int:
    """The process of a run that has just begun."""
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            run_pay_day("barnbidrag", day, at(today), Settings(outbox, workers=2, part_size=10))
            failed = 0
        finally:
            os._exit(failed)
    return child


def answer(said: str, *about: str) -> int:
    """What a line is answered with."""
    if said == "run":
        day, today, outbox = about
        return begun(date.fromisoformat(day), date.fromisoformat(today), Path(outbox))
    return os.waitstatus_to_exitcode(os.waitpid(int(about[0]), 0)[1])


if __name__ == "__main__":
    barnbidrag_parts([1], [1], [1], date(2026, 1, 20))
    for line in sys.stdin:
        sys.stdout.write(f"{answer(*line.split())}\n")
        sys.stdout.flush()
