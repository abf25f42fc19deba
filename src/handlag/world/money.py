"""The pay-day runs of the history: what each block ordered, booked in the ledger, and paid by the bank on the day."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from django.db import connection

from handlag.core.benefits import FACTS, Benefit
from handlag.events.kinds import Kind
from handlag.events.models import Event
from handlag.payments.domain import accounts
from handlag.payments.models import Journal, JournalLine, Payment, PayRun, RunPart
from handlag.world.domain.columns import (
    Identities,
    Ints,
    as_json,
    hexed,
    identities,
    picked,
    repeated,
    stream,
    text,
)
from handlag.world.domain.paying import TOLD_LEVELS, DaysTold, PayCalendar, Payments
from handlag.world.events import Teller
from handlag.world.load import copy

RUNS, BOOKS = 70, 71
NO_ID, LAST_ID = "0" * 32, "f" * 32
SUM_UP = """
UPDATE payments_payrun run SET count = parts.count, total_ore = parts.total
FROM (SELECT run_id, sum(count) AS count, sum(total_ore) AS total FROM payments_runpart GROUP BY run_id) parts
WHERE parts.run_id = run.id
"""


class Runs:
    """Every run that lies before the cut, of all benefits: made once, then paid into by each block."""

    def __init__(self, seed: int, calendars: dict[str, PayCalendar], done: dict[str, int]) -> None:
        self.seed, self.calendars, self._done = seed, calendars, done
        self.ids: dict[str, Identities] = {}
        for benefit, calendar in calendars.items():
            rng = stream(seed, RUNS, FACTS[Benefit(benefit)].number)
            self.ids[benefit] = identities(rng, calendar.ordered_at(np.arange(len(calendar.days))))

    def done(self, benefit: str) -> int:
        """How many of the calendar's pay days have had their run."""
        return self._done[benefit]

    def write(self) -> None:
        """Write the runs, empty; ``sum_up`` counts them when every block has paid."""
        for benefit, calendar in self.calendars.items():
            rows = np.arange(self._done[benefit])
            at = calendar.ordered_at(rows)
            copy(
                PayRun,
                {"id": self.ids[benefit][rows], "benefit": benefit, "pay_day": calendar.days[rows],
                 "status": "finished", "started_at": at, "finished_at": at + np.timedelta64(20, "m")},
            )  # fmt: skip

    def sum_up(self) -> None:
        """Count each run's payments and tell that it was carried out; runs nobody was paid in are taken away."""
        with connection.cursor() as cursor:
            cursor.execute(SUM_UP)
        PayRun.objects.filter(count=0).delete()
        runs = list(PayRun.objects.order_by("started_at", "id"))
        every = np.arange(len(runs))
        rng = stream(self.seed, RUNS, 0)
        for kind, name in ((Kind.RUN_STARTED, "started_at"), (Kind.RUN_FINISHED, "finished_at")):
            at = np.array([getattr(run, name).replace(tzinfo=None) for run in runs], "datetime64[ms]")
            started = kind == Kind.RUN_STARTED
            more = {"pay_day": text(np.array([run.pay_day for run in runs], "datetime64[D]"))} if started else {
                "count": np.array([run.count for run in runs], np.int64)}  # fmt: skip
            ids, benefits = (picked([str(run.id) for run in runs], every), picked([run.benefit for run in runs], every))
            copy(
                Event,
                {"id": identities(rng, at), "at": at, "recorded_at": at, "kind": str(kind), "actor_kind": "machine",
                 "benefit": benefits, "detail": as_json({"run": ids} | more)},
            )  # fmt: skip

    def pay(
        self, tell: Teller, paid: Payments, planned: Identities, entitlements: Identities,
        who: tuple[Identities, Identities, Ints, Ints], days: DaysTold,
    ) -> int:  # fmt: skip
        """Order, book and settle what a block's plans hold for pay days that have come. How many rows.

        ``days`` is what the payments of a day benefit tell of theirs.
        """
        sent = np.flatnonzero(paid.sent)
        run, amount = paid.run[sent], paid.amount[sent]
        journals, rows = self._book(tell, run, amount, paid.supplement[sent])
        persons, cases, person, owner = who
        case = owner[sent]
        calendar = self.calendars[tell.benefit]
        rows += copy(
            Payment,
            {
                "planned_id": planned[sent], "entitlement_id": entitlements[paid.entitlement[sent]],
                "person_id": persons[case], "run_id": self.ids[tell.benefit][run], "journal_id": journals[run],
                "pay_day": calendar.days[run], "amount_ore": amount, "status": "settled", "status_reason": "",
            },
        )  # fmt: skip
        told = {"payment": hexed(planned[sent]), "pay_day": calendar.days[run]}
        ordered = told | {"run": hexed(self.ids[tell.benefit][run])}
        if calendar.by_month:
            ordered["parts"] = paid.parts[sent]
        else:
            ordered["gross_days"], ordered["net_eighths"] = days.gross[sent], days.net_eighths[sent]
            ordered["level"] = picked(list(TOLD_LEVELS), days.level[sent])
        settled_at = calendar.settled_at(run)
        tell.all(
            Kind.PAYMENT_ORDERED, calendar.ordered_at(run), person[case], cases[case],
            amount=amount, detail=ordered,
        )  # fmt: skip
        tell.all(
            Kind.PAYMENT_SETTLED, settled_at, person[case], cases[case], actor="bank", amount=amount,
            detail=told | {"settled_on": calendar.days[run]},
        )  # fmt: skip
        return rows

    def _book(self, tell: Teller, run: Ints, amount: Ints, supplement: Ints) -> tuple[Identities, int]:
        """Two balanced journals a run: the payments ordered, and paid by the bank. The former's identities by run."""
        benefit, runs = tell.benefit, self.done(tell.benefit)
        rng = stream(self.seed, BOOKS, FACTS[Benefit(benefit)].number, tell.block)
        journals = identities(rng, self.calendars[benefit].ordered_at(np.arange(runs)))
        count = np.bincount(run, minlength=runs)
        total, more = (np.bincount(run, each, runs).astype(np.int64) for each in (amount, supplement))
        rows = np.flatnonzero(count)
        settled = identities(rng, self.calendars[benefit].settled_at(rows))
        written = self._journal("ordered", benefit, rows, journals[rows]) + self._journal(
            "settled", benefit, rows, settled
        )
        entries = [accounts.ordered(benefit, int(total[row]), int(more[row])) for row in rows]
        written += _lines(journals[rows], entries) + _lines(
            settled, [accounts.settled(int(total[row])) for row in rows]
        )
        written += copy(
            RunPart,
            {"run_id": self.ids[benefit][rows], "position": tell.block + 1, "first": NO_ID, "last": LAST_ID,
             "status": "filed", "journal_id": journals[rows], "count": count[rows], "total_ore": total[rows]},
        )  # fmt: skip
        return journals, written

    def _journal(self, kind: str, benefit: str, run: Ints, ids: Identities) -> int:
        day = self.calendars[benefit].days[run]
        calendar = self.calendars[benefit]
        at = calendar.ordered_at(run) if kind == "ordered" else calendar.settled_at(run)
        return copy(
            Journal,
            {"id": ids, "at": at, "accounting_day": day, "kind": kind, "run_id": self.ids[benefit][run],
             "text": picked([f"{benefit} {each}" for each in day], np.arange(len(run)))},
        )  # fmt: skip


def _lines(journals: Identities, entries: list[accounts.Entry]) -> int:
    journal, _ = repeated(np.array([len(entry) for entry in entries], np.int64))
    lines = [line for entry in entries for line in entry]
    return copy(
        JournalLine,
        {"journal_id": journals[journal], "account_id": pa.array([account for account, _ in lines], pa.string()),
         "amount_ore": np.array([amount for _, amount in lines], np.int64)},
    )  # fmt: skip
