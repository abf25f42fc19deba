"""Reading the ledger: balances, the trial balance, and the system's check that payments and ledger say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from handlag.payments.domain.accounts import BANK, ORDERED, RETURNED


@dataclass(frozen=True)
class Balance:
    """An account with the öre debited and credited to it in a period (or ever)."""

    number: str
    name_sv: str
    name_en: str
    kind: str
    appropriation: str
    debit_ore: int
    credit_ore: int

    @property
    def balance_ore(self) -> int:
        """Debit less credit: expenses and assets above zero, liabilities below."""
        return self.debit_ore - self.credit_ore


BALANCES = """
SELECT a.number, a.name_sv, a.name_en, a.kind, a.appropriation,
       coalesce(sum(l.amount_ore) FILTER (WHERE l.amount_ore > 0), 0)::bigint,
       coalesce(-sum(l.amount_ore) FILTER (WHERE l.amount_ore < 0), 0)::bigint
FROM payments_ledgeraccount a
LEFT JOIN (
    SELECT line.account_id, line.amount_ore FROM payments_journalline line
    JOIN payments_journal j ON j.id = line.journal_id
    WHERE j.accounting_day >= coalesce(%(first)s, '-infinity'::date)
      AND j.accounting_day <= coalesce(%(last)s, 'infinity'::date)
) l ON l.account_id = a.number
GROUP BY a.number ORDER BY a.number
"""


def trial_balance(first: Any = None, last: Any = None) -> list[Balance]:
    """Every account with what has been booked on it for accounting days from ``first`` to ``last``, both included."""
    return [Balance(*row) for row in _rows(BALANCES, {"first": first, "last": last})]


@dataclass(frozen=True)
class Breach:
    """Something that should never be: a stable code, where, and the two figures that should be equal."""

    code: str
    where: str
    expected: int
    found: int


UNBALANCED = """
SELECT j.id::text, 0, coalesce(sum(l.amount_ore), 0)::bigint FROM payments_journal j
LEFT JOIN payments_journalline l ON l.journal_id = j.id GROUP BY j.id HAVING coalesce(sum(l.amount_ore), 0) <> 0
"""
RUNS = """
SELECT run.id::text, coalesce(paid.total, 0)::bigint, coalesce(booked.total, 0)::bigint
FROM payments_payrun run
LEFT JOIN (SELECT run_id, sum(amount_ore) AS total FROM payments_payment GROUP BY run_id) paid ON paid.run_id = run.id
LEFT JOIN (
    SELECT j.run_id, -sum(l.amount_ore) AS total FROM payments_journal j
    JOIN payments_journalline l ON l.journal_id = j.id
    WHERE j.kind = 'ordered' AND l.account_id = %(ordered)s GROUP BY j.run_id
) booked ON booked.run_id = run.id
WHERE coalesce(paid.total, 0) <> coalesce(booked.total, 0)
"""
STATUSES = """
WITH owed (account, statuses) AS (VALUES
    (%(ordered)s, ARRAY['ordered', 'accepted']), (%(returned)s, ARRAY['returned', 'rejected']),
    (%(bank)s, ARRAY['settled'])
)
SELECT account, paid.total, booked.total FROM owed
CROSS JOIN LATERAL (
    SELECT -coalesce(sum(amount_ore), 0)::bigint AS total FROM payments_payment WHERE status = ANY(statuses)
) paid
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_ore), 0)::bigint AS total FROM payments_journalline WHERE account_id = account
) booked
WHERE paid.total <> booked.total
"""
FILES = """
SELECT file.message_id, part.total_ore, file.total_ore FROM payments_bankfile file
JOIN payments_runpart part ON part.run_id = file.run_id AND part.position = file.position
WHERE (part.total_ore, part.count) <> (file.total_ore, file.count)
"""
COPIES = """
SELECT pay.planned_id::text, plan.amount_ore, pay.amount_ore FROM payments_payment pay
LEFT JOIN payments_plannedpayment plan ON plan.id = pay.planned_id
LEFT JOIN payments_entitlement e ON e.id = plan.entitlement_id
LEFT JOIN payments_runpart part ON part.run_id = pay.run_id AND part.journal_id = pay.journal_id
WHERE (plan.entitlement_id, e.person_id, plan.pay_day, plan.amount_ore, plan.status)
      IS DISTINCT FROM (pay.entitlement_id, pay.person_id, pay.pay_day, pay.amount_ore, 'planned'::varchar)
   OR part.id IS NULL
LIMIT 100
"""
CHECKS = {
    "LEDGER_UNBALANCED": UNBALANCED,
    "LEDGER_RUN": RUNS,
    "LEDGER_STATUS": STATUSES,
    "LEDGER_FILE": FILES,
    "LEDGER_PAYMENT": COPIES,
}


def reconcile() -> list[Breach]:
    """Hold payments, plan, runs, files and ledger against each other; empty when all agree, to the öre.

    A run under way agrees too: a part and its journal are written together.
    """
    given = {"ordered": ORDERED, "returned": RETURNED, "bank": BANK}
    return [
        Breach(code, where, expected or 0, found)
        for code, check in CHECKS.items()
        for where, expected, found in _rows(check, given)
    ]


def _rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
