"""One part of a pay-day run, in one transaction: extend the plan, check it, book it, order the payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from handlag.events.kinds import Kind
from handlag.payments.actions.book import book
from handlag.payments.actions.counts_as import counts_as
from handlag.payments.actions.due import due_rows
from handlag.payments.domain import accounts
from handlag.payments.domain.check import Due, Verdict, check
from handlag.payments.models import PayRun, RunPart

EXTEND = """
INSERT INTO payments_plannedpayment (id, entitlement_id, benefit, pay_day, period, amount_ore, status)
SELECT handlag_new_id(), id, benefit, %(day)s, %(month)s::daterange, amount_ore - covered_ore, 'planned'
FROM payments_entitlement
WHERE id >= %(first)s AND id < %(last)s AND benefit = %(benefit)s AND period && %(month)s::daterange
  AND amount_ore > covered_ore AND pay_from <= %(day)s
ORDER BY id
ON CONFLICT DO NOTHING
"""
HOLD = """
WITH why AS (SELECT * FROM unnest(%(ids)s::uuid[], %(reasons)s::text[], %(law)s::bigint[]) AS w (id, reason, law_ore)),
held AS (
    UPDATE payments_plannedpayment plan SET status = 'held' FROM why WHERE plan.id = why.id
    RETURNING plan.id, plan.entitlement_id, plan.amount_ore, why.reason, why.law_ore
), noted AS (
    INSERT INTO payments_heldpayment (id, planned_id, run_id, reason, law_ore, held_at)
    SELECT handlag_new_id(), id, %(run)s, reason, law_ore, %(now)s FROM held
)
INSERT INTO events_event (id, at, kind, case_id, person_id, benefit, sex, birth_year, amount_ore, detail)
SELECT handlag_new_id(), %(now)s, %(kind)s, e.case_id, p.id, %(benefit)s, p.sex, extract(year FROM p.born)::smallint,
       held.amount_ore, jsonb_build_object('payment', held.id, 'run', %(run)s::text, 'reason', held.reason)
FROM held JOIN payments_entitlement e ON e.id = held.entitlement_id JOIN people_person p ON p.id = e.person_id
"""
PAY = """
WITH paid AS (
    INSERT INTO payments_payment
        (planned_id, entitlement_id, person_id, run_id, journal_id, pay_day, amount_ore, status, status_reason)
    SELECT plan.id, e.id, e.person_id, %(run)s, %(journal)s, plan.pay_day, plan.amount_ore, 'ordered', ''
    FROM payments_plannedpayment plan JOIN payments_entitlement e ON e.id = plan.entitlement_id
    WHERE plan.benefit = %(benefit)s AND plan.pay_day = %(day)s AND plan.status = 'planned'
      AND plan.entitlement_id >= %(first)s AND plan.entitlement_id < %(last)s
    ORDER BY e.id
    RETURNING planned_id, entitlement_id, person_id, amount_ore
), again AS (
    UPDATE payments_payment old SET status = 'reissued'
    FROM payments_reissue r JOIN paid ON paid.planned_id = r.planned_id
    WHERE old.planned_id = r.original_id AND old.status IN ('returned', 'rejected') RETURNING old.amount_ore
), told AS (
    INSERT INTO events_event (id, at, kind, case_id, person_id, benefit, sex, birth_year, amount_ore, detail)
    SELECT handlag_new_id(), %(now)s, %(kind)s, e.case_id, p.id, %(benefit)s, p.sex,
           extract(year FROM p.born)::smallint, paid.amount_ore,
           jsonb_strip_nulls(jsonb_build_object('payment', paid.planned_id, 'run', %(run)s::text,
               'pay_day', %(day)s::text, {counts_as}))
    FROM paid JOIN payments_entitlement e ON e.id = paid.entitlement_id JOIN people_person p ON p.id = e.person_id
)
SELECT count(*), coalesce(sum(amount_ore), 0)::bigint, (SELECT coalesce(sum(amount_ore), 0)::bigint FROM again)
FROM paid
""".replace("{counts_as}", counts_as("paid"))


@dataclass(frozen=True)
class _Ordering:
    """A claimed part and the values every statement about it takes."""

    run: PayRun
    part: RunPart
    month: str | None
    now: datetime

    def execute(self, statement: str, **more: Any) -> Any:
        """Run a statement over the part; the first row of its answer, if it answers."""
        given = {
            "run": self.run.id, "benefit": self.run.benefit, "day": self.run.pay_day, "month": self.month,
            "first": self.part.first, "last": self.part.last, "now": self.now,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(statement, given | more)
            return cursor.fetchone() if cursor.description else None


@transaction.atomic
def order_part(run: PayRun, month: str | None, now: datetime, *, wait: bool = False) -> bool:
    """Order the next open part of a run; False when none is left (or, unless ``wait``, all are in other hands).

    ``month`` is the range a run of a month benefit adds to the plans. What the law's batch or the plan disagrees
    with is held back with its reason, never paid.
    """
    part = claim(run, "open", wait=wait)
    if part is None:
        return False
    ordering = _Ordering(run, part, month, now)
    if month:
        ordering.execute(EXTEND)
    due = due_rows(connection, run, part)
    verdict = check(run.benefit, due)
    _hold(ordering, due, verdict)
    _pay(ordering, verdict)
    return True


def claim(run: PayRun, status: str, *, wait: bool) -> RunPart | None:
    """Lock the first part that has come as far as ``status`` and nobody else is at work on."""
    parts: QuerySet[RunPart] = RunPart.objects.filter(run=run, status=status).order_by("position")
    return parts.select_for_update(skip_locked=not wait).first()


def _hold(ordering: _Ordering, due: Due, verdict: Verdict) -> None:
    held = verdict.held
    if held:
        ordering.execute(
            HOLD, kind=Kind.PAYMENT_HELD, ids=[UUID(bytes=due.ids[row].tobytes()) for row in held.rows],
            reasons=held.reasons, law=held.law,
        )  # fmt: skip
    ordering.part.held = len(held.rows)


def _pay(ordering: _Ordering, verdict: Verdict) -> None:
    run, part = ordering.run, ordering.part
    if verdict.count:
        entry = accounts.ordered(run.benefit, verdict.total, verdict.supplement, verdict.again)
        text = f"{run.benefit} {run.pay_day} {part.position}"
        journal = book("ordered", entry, run.pay_day, ordering.now, text, run=run)
        made = ordering.execute(PAY, kind=Kind.PAYMENT_ORDERED, journal=journal.id)
        if made != (verdict.count, verdict.total, verdict.again):
            message = f"{part}: checked {verdict.count} payments, {verdict.total} öre, ordered {made}"
            raise RuntimeError(message)
        part.journal = journal
    part.count, part.total_ore, part.status = verdict.count, verdict.total, "ordered"
    part.save(update_fields=["count", "held", "total_ore", "status", "journal"])
