"""Writing a journal to the ledger: the only way money is booked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from handlag.payments.domain.accounts import Entry
from handlag.payments.models import Journal, JournalLine


def book(kind: str, entry: Entry, day: date, now: datetime, text: str, **origin: Any) -> Journal:
    """Write a balanced journal (öre, debit positive) for an accounting day. The database refuses an unbalanced one.

    ``origin`` is the ``run`` or the bank ``report`` it comes from.
    """
    journal = Journal.objects.create(at=now, accounting_day=day, kind=kind, text=text, **origin)
    JournalLine.objects.bulk_create(
        JournalLine(journal=journal, account_id=account, amount_ore=amount) for account, amount in entry if amount
    )
    return journal
