"""Moving a claim: its entry, its journal and its event are written together or not at all."""

from __future__ import annotations

from datetime import date, datetime

from handlag.cases.actions.desk import by
from handlag.control.models import Claim, Entry
from handlag.core.clock import legal_day
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.payments.actions.book import book
from handlag.payments.domain import accounts
from handlag.people.models import Account

EVENTS = {
    "demanded": Kind.RECOVERY_CLAIMED, "paid": Kind.RECOVERY_PAID, "remitted": Kind.RECOVERY_REMITTED,
    "written_off": Kind.RECOVERY_WRITTEN_OFF,
}  # fmt: skip


def book_entry(
    claim: Claim, kind: str, amount: int, account: Account, now: datetime, *, day: date | None = None,
    reference: str = "", reason: str = "",
) -> Entry:  # fmt: skip
    """Write ``amount`` öre (above zero) of a kind on a claim. The caller has locked the claim and checked it."""
    wrong, on = claim.wrong, day or legal_day(now)
    lines = accounts.reclaimed(wrong.benefit, amount) if kind == "demanded" else _less(kind, wrong.benefit, amount)
    journal = book(f"recovery_{kind}", lines, on, now, f"{wrong.benefit} {claim.pk}")
    entry = Entry.objects.create(
        id=new_id(), claim=claim, kind=kind, day=on, amount_ore=amount if kind == "demanded" else -amount, at=now,
        by=account, reference=reference, reason=reason, journal=journal,
    )  # fmt: skip
    leave(
        EVENTS[kind], now, person=wrong.person, case_id=wrong.case_id, benefit=wrong.benefit, actor=by(account),
        amount_ore=amount, claim=str(claim.pk), cause=wrong.cause, day=on.isoformat(),
    )  # fmt: skip
    return entry


def _less(kind: str, benefit: str, amount: int) -> accounts.Entry:
    return accounts.repaid(amount) if kind == "paid" else accounts.forgiven(benefit, amount)
