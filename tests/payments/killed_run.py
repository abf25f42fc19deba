"""A program of its own, to be killed: a pay-day run on two connections. Arguments: day, today, outbox."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import django

django.setup()

from handlag.law.batch import barnbidrag_parts  # noqa: E402 — after Django is set up
from handlag.payments.actions.run_pay_day import Settings, run_pay_day  # noqa: E402
from tests.payments.scene import at  # noqa: E402

if __name__ == "__main__":
    day, today, outbox = date.fromisoformat(sys.argv[1]), date.fromisoformat(sys.argv[2]), Path(sys.argv[3])
    barnbidrag_parts([1], [1], [1], day)  # loaded before, so that the kill strikes the run and not the compiler
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    run_pay_day("barnbidrag", day, at(today), Settings(outbox, workers=2, part_size=10))
