"""A pay-day run: begun once, split into parts, each part ordered and filed. Killed anywhere, it is started again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from handlag.core.benefits import FACTS, Benefit
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.payments.actions.file_part import file_part
from handlag.payments.actions.order_part import order_part
from handlag.payments.domain.pay_days import PAY_DAYS, bank_day_before, is_bank_day, is_pay_day, month_start, pay_day
from handlag.payments.locks import RUNNING, RUNS, alone, try_alone
from handlag.payments.models import PayRun, PlannedPayment, RunPart

log = logging.getLogger(__name__)
PART_SIZE = 100_000  # payments in one transaction, one journal and one bank file
AT_MOST_BEFORE = timedelta(days=14)  # how long before its pay day a run may begin
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Settings:
    """How a run is carried out: where files are put, how large parts are, how many database connections share them."""

    outbox: Path
    workers: int = 1
    part_size: int = PART_SIZE
    progress: Progress = lambda _done, _all: None


def run_pay_day(benefit: str, day: date, now: datetime, settings: Settings) -> PayRun:
    """Order and file everything a benefit pays on a day; a run already begun is taken up where it stopped.

    Each part is its own transaction, so a run killed at any point and started again pays everything exactly once.
    Errors: ``PAYMENTS_PAY_DAY`` (not a bank day, or too early), ``PAYMENTS_DAY_PASSED``, ``PAYMENTS_EARLIER_UNPAID``,
    ``PAYMENTS_RUN_UNDERWAY``.
    """
    run = _begin(benefit, day, now)
    with _only_one(run):
        run.refresh_from_db()
        if run.status == "started":
            _split(run, settings.part_size)
        if run.status != "finished":
            _work(run, now, settings)
            _finish(run, now)
    return run


@contextmanager
def _only_one(run: PayRun) -> Iterator[None]:
    """One process at a time carries a run; the lock is the session's and goes with it when it is killed."""
    key = run.id.int % 2**31
    if not try_alone(connection, RUNNING, key):
        raise _underway(run)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [RUNNING, key])


@transaction.atomic
def _begin(benefit: str, day: date, now: datetime) -> PayRun:
    if benefit not in PAY_DAYS:
        raise _no_benefit(benefit)
    alone(connection, RUNS, FACTS[Benefit(benefit)].number)
    begun = PayRun.objects.filter(benefit=benefit, pay_day=day).first()
    if begun:
        return begun
    _check_day(benefit, day, legal_day(now))
    _check_earlier(benefit, day)
    run = PayRun.objects.create(benefit=benefit, pay_day=day, started_at=now)
    leave(Kind.RUN_STARTED, now, benefit=benefit, run=str(run.id), pay_day=day.isoformat())
    return run


def _check_day(benefit: str, day: date, today: date) -> None:
    if not is_bank_day(day):
        raise _bad_day(
            f"Den {day} är bankerna stängda.", f"Banks are closed on {day}.",
            f"Närmaste bankdag före är {bank_day_before(day)}.",
            f"The nearest bank day before is {bank_day_before(day)}.",
        )  # fmt: skip
    if day - today > AT_MOST_BEFORE:
        first = day - AT_MOST_BEFORE
        raise _bad_day(
            f"Det är för tidigt att betala ut för den {day}.", f"It is too early to pay for {day}.",
            f"Körningen kan börja {first}.", f"The run can begin on {first}.",
        )  # fmt: skip


def _check_earlier(benefit: str, day: date) -> None:
    last = PayRun.objects.filter(benefit=benefit).order_by("-pay_day").first()
    if last and last.pay_day > day:
        raise _passed(last, day)
    if last and last.status != "finished":
        raise _earlier(last.pay_day)
    missed = _missed(benefit, day, last.pay_day if last else date.min)
    if missed:
        raise _earlier(missed)


def _missed(benefit: str, day: date, after: date) -> date | None:
    """The first pay day between the last run and this one that has something to pay and no run."""
    rows = PlannedPayment.objects.filter(benefit=benefit, status="planned", pay_day__gt=after, pay_day__lt=day)
    first: date | None = rows.order_by("pay_day").values_list("pay_day", flat=True).first()
    if first or PAY_DAYS[benefit].in_arrears or after == date.min:
        return first
    before = month_start(day) - timedelta(days=1)
    regular = pay_day(benefit, before.year, before.month)
    return regular if regular > after else None


SPLIT = """
WITH due AS (
    SELECT entitlement_id AS id FROM payments_plannedpayment
    WHERE benefit = %(benefit)s AND pay_day = %(day)s AND status = 'planned'
    UNION
    SELECT id FROM payments_entitlement
    WHERE %(month)s::daterange IS NOT NULL AND benefit = %(benefit)s AND period && %(month)s::daterange
      AND amount_ore > covered_ore AND pay_from <= %(day)s
)
SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM due) AS numbered
WHERE n %% %(size)s = %(one)s ORDER BY id
"""


@transaction.atomic
def _split(run: PayRun, size: int) -> None:
    """Cut the entitlements due into parts by id; nothing can become due for the day once the run has begun."""
    with connection.cursor() as cursor:
        wanted: dict[str, Any] = {"benefit": run.benefit, "day": run.pay_day, "month": extended_month(run)}
        cursor.execute(SPLIT, wanted | {"size": size, "one": 1 % size})
        firsts = [row[0] for row in cursor.fetchall()]
    lasts = [*firsts[1:], END]
    RunPart.objects.bulk_create(
        RunPart(run=run, position=n, first=first, last=last)
        for n, (first, last) in enumerate(zip(firsts, lasts, strict=False), 1)
    )
    run.status = "split"
    run.save(update_fields=["status"])


END = "ffffffff-ffff-ffff-ffff-ffffffffffff"


def extended_month(run: PayRun) -> str | None:
    """The month a run adds to the plans of month benefits on a regular pay day, as a range; None where it adds none."""
    if PAY_DAYS[run.benefit].in_arrears or not is_pay_day(run.benefit, run.pay_day):
        return None
    start = month_start(run.pay_day)
    return f"[{start},{month_start(start + timedelta(days=31))})"


def _work(run: PayRun, now: datetime, settings: Settings) -> None:
    """Order and file every part, on as many connections as asked for; then see to what a killed process held."""
    if settings.workers > 1:
        with ThreadPoolExecutor(settings.workers) as pool:
            for taken in [pool.submit(_take_parts_apart, run, now, settings) for _ in range(settings.workers)]:
                taken.result()
    _take_parts(run, now, settings, wait=True)


def _take_parts_apart(run: PayRun, now: datetime, settings: Settings) -> None:
    try:
        _take_parts(run, now, settings, wait=False)
    finally:
        connection.close()


def _take_parts(run: PayRun, now: datetime, settings: Settings, *, wait: bool) -> None:
    parts = RunPart.objects.filter(run=run)
    every, month = parts.count(), extended_month(run)
    while order_part(run, month, now, wait=wait) | file_part(run, now, settings.outbox, wait=wait):
        settings.progress(parts.filter(status="filed").count(), every)


@transaction.atomic
def _finish(run: PayRun, now: datetime) -> None:
    sums = RunPart.objects.filter(run=run).aggregate(Sum("count"), Sum("held"), Sum("total_ore"))
    run.count, run.held, run.total_ore = (sums[f"{name}__sum"] or 0 for name in ("count", "held", "total_ore"))
    run.status, run.finished_at = "finished", now
    run.save(update_fields=["count", "held", "total_ore", "status", "finished_at"])
    leave(
        Kind.RUN_FINISHED, now, benefit=run.benefit, amount_ore=run.total_ore,
        run=str(run.id), count=run.count,
    )  # fmt: skip


def _no_benefit(benefit: str) -> HandlagError:
    known = ", ".join(PAY_DAYS)
    return HandlagError(
        "PAYMENTS_BENEFIT", "benefit",
        sv=f"Förmånen {benefit} betalas inte ut här.", en=f"The benefit {benefit} is not paid here.",
        remedy_sv=f"Välj en av {known}.", remedy_en=f"Choose one of {known}.",
    )  # fmt: skip


def _bad_day(sv: str, en: str, remedy_sv: str, remedy_en: str) -> HandlagError:
    return HandlagError("PAYMENTS_PAY_DAY", "day", sv=sv, en=en, remedy_sv=remedy_sv, remedy_en=remedy_en)


def _passed(last: PayRun, day: date) -> Conflict:
    return Conflict(
        "PAYMENTS_DAY_PASSED", "day",
        sv=f"Den {last.pay_day} är redan betald, så den {day} kan inte betalas.",
        en=f"{last.pay_day} has been paid already, so {day} can't be paid.",
        remedy_sv="Beslut därefter betalas på nästa utbetalningsdag.",
        remedy_en="Decisions made since are paid on the next pay day.",
    )  # fmt: skip


def _earlier(day: date) -> Conflict:
    return Conflict(
        "PAYMENTS_EARLIER_UNPAID", "day",
        sv=f"Utbetalningsdagen {day} är inte körd.", en=f"The pay day {day} has not been run.",
        remedy_sv=f"Kör {day} först.", remedy_en=f"Run {day} first.",
    )  # fmt: skip


def _underway(run: PayRun) -> Conflict:
    return Conflict(
        "PAYMENTS_RUN_UNDERWAY", "day",
        sv=f"Körningen för {run.pay_day} pågår redan.", en=f"The run for {run.pay_day} is already under way.",
        remedy_sv="Vänta tills den är klar.", remedy_en="Wait until it has finished.",
    )  # fmt: skip
