"""What happens to a claim: paid, paid in instalments, remitted, written off by two."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from handlag.cases.actions.desk import by
from handlag.control.actions.book_entry import book_entry
from handlag.control.actions.guards import may_act, none_such, reasoned
from handlag.control.actions.handle_wrong import left_of
from handlag.control.models import Claim, Entry
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError, NotAllowed
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.people.models import Account

LONGEST_PLAN_MONTHS = 120
"""The longest plan of instalments: ten years, our own limit."""


@transaction.atomic
def record_payment(
    claim_id: UUID, account: Account, now: datetime, *, amount_ore: int, paid_on: date, reference: str
) -> Entry:
    """Note that the person has paid. The same reference twice is refused, so that no payment counts twice.

    Raises CONTROL_PAID_ALREADY, CONTROL_TOO_MUCH, CONTROL_DAY.
    """
    claim = _open(claim_id, account)
    if not reference.strip() or claim.entries.filter(reference=reference.strip()).exists():
        raise Conflict(
            "CONTROL_PAID_ALREADY", "reference",
            sv="Betalningens referens saknas eller är redan registrerad.",
            en="The payment's reference is missing or has been registered already.",
            remedy_sv="Kontrollera bankens besked.", remedy_en="Check the bank's message.",
        )  # fmt: skip
    if not claim.decided_on <= paid_on <= legal_day(now):
        raise _wrong_day()
    _at_most_left(claim, amount_ore)
    return book_entry(claim, "paid", amount_ore, account, now, day=paid_on, reference=reference.strip()[:60])


@transaction.atomic
def agree_instalments(
    claim_id: UUID, account: Account, now: datetime, *, monthly_ore: int, first: date
) -> Claim:  # fmt: skip
    """Agree that the claim is paid a part a month (SFB 108 kap. 15 §). Raises CONTROL_INSTALMENT, CONTROL_DAY."""
    claim = _open(claim_id, account)
    left = left_of(claim)
    if first < legal_day(now):
        raise _wrong_day()
    if not 0 < monthly_ore <= left or left > monthly_ore * LONGEST_PLAN_MONTHS:
        raise HandlagError(
            "CONTROL_INSTALMENT", "monthly_ore",
            sv=f"Månadsbeloppet ska betala skulden inom {LONGEST_PLAN_MONTHS} månader och inte vara mer än den.",
            en=f"The monthly sum is to pay the debt within {LONGEST_PLAN_MONTHS} months and be no more than it.",
            remedy_sv="Välj ett annat belopp.", remedy_en="Choose another sum.",
        )  # fmt: skip
    claim.monthly_ore, claim.instalments_from = monthly_ore, first
    claim.save(update_fields=["monthly_ore", "instalments_from"])
    wrong = claim.wrong
    leave(
        Kind.RECOVERY_PLANNED, now, person=wrong.person, case_id=wrong.case_id, benefit=wrong.benefit,
        actor=by(account), amount_ore=left, claim=str(claim.pk), monthly_ore=monthly_ore, first=first.isoformat(),
    )  # fmt: skip
    return claim


@transaction.atomic
def remit(claim_id: UUID, account: Account, now: datetime, *, amount_ore: int, reason: str) -> Entry:
    """Waive a part of what is left, or all of it, for special reasons (SFB 108 kap. 11 §). Raises CONTROL_TOO_MUCH."""
    claim = _open(claim_id, account)
    why = reasoned(reason, "reason")
    _at_most_left(claim, amount_ore)
    return book_entry(claim, "remitted", amount_ore, account, now, reason=why[:500])


@transaction.atomic
def propose_write_off(claim_id: UUID, account: Account, now: datetime, *, reason: str) -> Claim:
    """Propose that what is left is written off, since it can't be got in; somebody else approves it."""
    claim = _open(claim_id, account)
    if claim.write_off_by_id is not None:
        raise Conflict(
            "CONTROL_PROPOSED", "claim",
            sv="Avskrivningen är redan föreslagen.", en="The write-off has been proposed already.",
            remedy_sv="En kollega till den som föreslog godkänner.", remedy_en="A colleague of the proposer approves.",
        )  # fmt: skip
    claim.write_off_by, claim.write_off_reason = account, reasoned(reason, "reason")[:500]
    claim.save(update_fields=["write_off_by", "write_off_reason"])
    return claim


@transaction.atomic
def approve_write_off(claim_id: UUID, account: Account, now: datetime) -> Entry:
    """Write off what is left. Raises CONTROL_NOT_PROPOSED, CONTROL_SAME_EYES."""
    claim = _open(claim_id, account)
    if claim.write_off_by_id is None:
        raise Conflict(
            "CONTROL_NOT_PROPOSED", "claim",
            sv="Ingen har föreslagit avskrivningen.", en="Nobody has proposed the write-off.",
            remedy_sv="Föreslå den; en kollega godkänner.", remedy_en="Propose it; a colleague approves.",
        )  # fmt: skip
    if claim.write_off_by_id == account.pk:
        raise NotAllowed(
            "CONTROL_SAME_EYES", "account",
            sv="Den som föreslagit avskrivningen får inte godkänna den.",
            en="Whoever proposed the write-off may not approve it.",
            remedy_sv="Låt en kollega godkänna.", remedy_en="Have a colleague approve.",
        )  # fmt: skip
    return book_entry(claim, "written_off", left_of(claim), account, now, reason=claim.write_off_reason)


def _open(claim_id: UUID, account: Account) -> Claim:
    """The claim, locked, while anything is left of it. Raises CONTROL_UNKNOWN, CONTROL_SETTLED."""
    rows = Claim.objects.select_for_update(of=("self",)).select_related("wrong__person")
    claim = rows.filter(pk=claim_id).first()
    if claim is None:
        raise none_such()
    may_act(account, claim.wrong.person)
    if left_of(claim) <= 0:
        raise Conflict(
            "CONTROL_SETTLED", "claim",
            sv="Inget är kvar av kravet.", en="Nothing is left of the claim.",
            remedy_sv="Läs om listan.", remedy_en="Read the list again.",
        )  # fmt: skip
    return claim


def _at_most_left(claim: Claim, amount: int) -> None:
    left = left_of(claim)
    if not 0 < amount <= left:
        raise HandlagError(
            "CONTROL_TOO_MUCH", "amount_ore",
            sv=f"Beloppet ska vara över noll och högst {left / 100:.2f} kronor, som är kvar.",
            en=f"The sum is to be above nought and at most {left / 100:.2f} kronor, which is left.",
            remedy_sv="Rätta beloppet. Betalas mer än skulden ska resten tillbaka.",
            remedy_en="Correct the sum. What is paid beyond the debt goes back.",
        )  # fmt: skip


def _wrong_day() -> HandlagError:
    return HandlagError(
        "CONTROL_DAY", "day",
        sv="Dagen ligger utanför den tid det kan gälla.", en="The day lies outside the time it can be of.",
        remedy_sv="Rätta dagen.", remedy_en="Correct the day.",
    )  # fmt: skip
