"""Reading a pain.002 or camt.054 back: each payment follows until it is settled, returned or rejected."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.payments.actions.book import book
from handlag.payments.actions.counts_as import counts_as
from handlag.payments.actions.tell_of_return import tell_of_return
from handlag.payments.domain import accounts
from handlag.payments.domain.bank_report import Report, Told, payment_id, read
from handlag.payments.locks import REPORTS, alone
from handlag.payments.models import BankFile, BankReport, RunPart

MAY_BECOME = {
    "accepted": ["ordered"],
    "rejected": ["ordered", "accepted"],
    "settled": ["ordered", "accepted"],
    "returned": ["settled"],
}
"""From which statuses a payment may become what the bank says; the order is that of things within one message."""
SAYS_NOTHING_NEW = {"accepted": ["accepted", "settled"], "rejected": ["rejected"], "settled": [], "returned": []}
BOOKED = {"settled": accounts.settled, "returned": accounts.returned, "rejected": accounts.rejected}
EVENTS = {
    "settled": Kind.PAYMENT_SETTLED,
    "returned": Kind.PAYMENT_RETURNED,
    "rejected": Kind.PAYMENT_REJECTED,
}

TABLE = """
CREATE TEMPORARY TABLE told (payment uuid, status text, reason text, ore bigint, day date) ON COMMIT DROP
"""
UNKNOWN = """
SELECT told.payment FROM told LEFT JOIN payments_payment pay ON pay.planned_id = told.payment
WHERE pay.planned_id IS NULL LIMIT 1
"""
OTHER_AMOUNT = """
SELECT told.payment, pay.amount_ore, told.ore FROM told JOIN payments_payment pay ON pay.planned_id = told.payment
WHERE told.ore <> pay.amount_ore LIMIT 1
"""
TWICE = "SELECT payment, status FROM told GROUP BY payment, status HAVING count(*) > 1 LIMIT 1"
LOCK = """
SELECT pay.planned_id FROM payments_payment pay WHERE pay.planned_id IN (SELECT payment FROM told)
ORDER BY pay.planned_id FOR UPDATE
"""
FORGET = """
DELETE FROM told USING payments_payment pay
WHERE pay.planned_id = told.payment AND told.status = %(status)s AND pay.status = ANY(%(stale)s)
"""
CONTRADICTED = """
SELECT told.payment, pay.status FROM told JOIN payments_payment pay ON pay.planned_id = told.payment
WHERE told.status = %(status)s AND NOT pay.status = ANY(%(from)s) LIMIT 1
"""
CHANGE = """
WITH changed AS (
    UPDATE payments_payment pay SET status = told.status, status_reason = told.reason FROM told
    WHERE pay.planned_id = told.payment AND told.status = %(status)s AND told.day IS NOT DISTINCT FROM %(day)s
    RETURNING pay.planned_id, pay.entitlement_id, pay.person_id, pay.pay_day, pay.amount_ore, told.reason
), noted AS (
    INSERT INTO events_event
        (id, at, kind, case_id, person_id, benefit, sex, birth_year, actor_kind, amount_ore, detail)
    SELECT handlag_new_id(), %(now)s, %(kind)s, e.case_id, p.id, e.benefit, p.sex,
           extract(year FROM p.born)::smallint, 'bank', changed.amount_ore,
           jsonb_build_object('payment', changed.planned_id, 'pay_day', changed.pay_day::text)
           || CASE WHEN %(status)s = 'settled' THEN jsonb_build_object('settled_on', %(day)s::text)
                   ELSE jsonb_strip_nulls(jsonb_build_object('reason', changed.reason,
                   {counts_as})) END
    FROM changed JOIN payments_entitlement e ON e.id = changed.entitlement_id
    JOIN people_person p ON p.id = changed.person_id
    WHERE %(kind)s::text IS NOT NULL
)
SELECT count(*), coalesce(sum(amount_ore), 0)::bigint FROM changed
""".replace("{counts_as}", counts_as("changed"))
BACK = "SELECT DISTINCT payment FROM told WHERE status IN ('returned', 'rejected')"
DAYS = "SELECT DISTINCT day FROM told WHERE status = %s ORDER BY day"


@dataclass(frozen=True)
class Reading:
    """What came of a message: how many payments of each status it changed. ``new`` is False for one read before."""

    report: BankReport
    new: bool
    changed: dict[str, int]


@transaction.atomic
def read_bank_report(raw: bytes, now: datetime) -> Reading:
    """Read a message from the bank into payments, ledger and events; all of it or nothing.

    The same message again changes nothing and says so. Errors besides those of reading: ``PAYMENTS_REPORT_CHANGED``
    (same id, other content), ``PAYMENTS_REPORT_UNKNOWN``, ``PAYMENTS_REPORT_AMOUNT``, ``PAYMENTS_REPORT_STATUS``.
    """
    report, digest = read(raw), hashlib.sha256(raw).hexdigest()
    alone(connection, REPORTS, 0)
    before = BankReport.objects.filter(message_id=report.message_id).first()
    if before:
        return _again(before, digest)
    _tell(report)
    _check()
    kept = BankReport(
        id=new_id(), message_id=report.message_id, kind=report.kind, received_at=now, sha256=digest, raw=raw
    )
    kept.result = _counted(report.payments)
    kept.save(force_insert=True)
    changed = {status: _change(kept, status, now) for status in MAY_BECOME}
    tell_of_return((payment for [payment] in _rows(BACK)), now)
    return Reading(kept, True, {status: count for status, count in changed.items() if count})


def _again(before: BankReport, digest: str) -> Reading:
    if before.sha256 != digest:
        raise Conflict(
            "PAYMENTS_REPORT_CHANGED", "MsgId",
            sv=f"Meddelandet {before.message_id} har lästs förut med annat innehåll.",
            en=f"The message {before.message_id} has been read before with other content.",
            remedy_sv="Fråga banken vilket som gäller; inget har sparats.",
            remedy_en="Ask the bank which one holds; nothing was saved.",
        )  # fmt: skip
    return Reading(before, False, {})


def _counted(payments: Iterable[Told]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for told in payments:
        counts[told.status] = counts.get(told.status, 0) + 1
    return counts


def _tell(report: Report) -> None:
    """Put what is said of each payment, whole files spelled out, where the database can compare it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS told")
        cursor.execute(TABLE)
    with connection.connection.cursor() as cursor, cursor.copy("COPY told FROM STDIN") as copy:
        for told in report.payments:
            payment = payment_id(told.payment)
            if payment is None:
                raise _unknown(told.payment)
            copy.write_row([payment, told.status, told.reason, told.ore, told.day])
    for message_id, status, reason in report.files:
        _tell_file(message_id, status, reason)


WHOLE_FILE = """
INSERT INTO told SELECT pay.planned_id, %s, %s, NULL, NULL FROM payments_payment pay
WHERE pay.pay_day = %s AND pay.run_id = %s AND pay.entitlement_id >= %s AND pay.entitlement_id < %s
  AND NOT EXISTS (SELECT FROM told WHERE told.payment = pay.planned_id)
"""


def _tell_file(message_id: str, status: str, reason: str) -> None:
    """A status of a whole file holds for each of its payments nothing else is said of."""
    file = BankFile.objects.filter(message_id=message_id).select_related("run").first()
    if file is None:
        raise _unknown(message_id)
    part = RunPart.objects.get(run=file.run, position=file.position)
    _fetch(WHOLE_FILE, [status, reason, file.run.pay_day, file.run_id, part.first, part.last])


def _check() -> None:
    for [payment] in _rows(UNKNOWN):
        raise _unknown(payment.hex)
    for payment, ours, theirs in _rows(OTHER_AMOUNT):
        raise _refused(
            "PAYMENTS_REPORT_AMOUNT", "Amt",
            f"betalningen {payment.hex} är på {ours} öre men banken säger {theirs}",
            f"the payment {payment.hex} is {ours} öre but the bank says {theirs}",
        )  # fmt: skip
    for payment, status in _rows(TWICE):
        raise _refused(
            "PAYMENTS_REPORT_STATUS", "EndToEndId",
            f"betalningen {payment.hex} står två gånger som {status}",
            f"the payment {payment.hex} stands twice as {status}",
        )  # fmt: skip
    _fetch(LOCK, [])


def _change(report: BankReport, status: str, now: datetime) -> int:
    """Give the payments said to have a status that status, with journal and events, one journal a booking day."""
    _fetch(FORGET, {"status": status, "stale": SAYS_NOTHING_NEW[status]})
    for payment, is_now in _rows(CONTRADICTED, {"status": status, "from": MAY_BECOME[status]}):
        raise _refused(
            "PAYMENTS_REPORT_STATUS", "EndToEndId",
            f"betalningen {payment.hex} är {is_now} och kan inte bli {status}",
            f"the payment {payment.hex} is {is_now} and can't become {status}",
        )  # fmt: skip
    days: list[date | None] = [day for [day] in _rows(DAYS, [status])]
    return sum(_change_day(report, status, day, now) for day in days)


def _change_day(report: BankReport, status: str, day: date | None, now: datetime) -> int:
    given = {"status": status, "day": day, "kind": EVENTS.get(status), "now": now}
    [(count, total)] = _rows(CHANGE, given)
    if status in BOOKED and total:
        text = f"{report.kind} {report.message_id}"
        book(status, BOOKED[status](total), day or legal_day(now), now, text, report=report)
    return int(count)


def _fetch(statement: str, given: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def _rows(statement: str, given: Any = None) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        yield from cursor.fetchall()


def _unknown(name: str) -> HandlagError:
    return _refused(
        "PAYMENTS_REPORT_UNKNOWN", "EndToEndId",
        f"banken nämner {name!r}, som vi inte har skickat", f"the bank names {name!r}, which we have not sent",
    )  # fmt: skip


def _refused(code: str, field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        code, field,
        sv=f"Bankens besked stämmer inte: {sv}.", en=f"The bank's message does not agree: {en}.",
        remedy_sv="Fråga banken; inget ur meddelandet har sparats.",
        remedy_en="Ask the bank; nothing of the message was saved.",
    )  # fmt: skip
