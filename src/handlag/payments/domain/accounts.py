"""The ledger's accounts, and which of them a payment moves money between.

Expense accounts are charged to the appropriation items the agency's appropriation accounts of 2024 name for each
benefit: 10 1:1 ap.21 sjukpenning, 12 1:2 ap.9 föräldrapenning, 12 1:1 ap.1 barnbidrag and ap.2 flerbarnstillägg.
The account numbers are our own.
"""

from __future__ import annotations

from typing import NamedTuple

from handlag.core.benefits import Benefit


class Account(NamedTuple):
    """An account of the ledger; ``appropriation`` for expense accounts only."""

    number: str
    name_sv: str
    name_en: str
    kind: str
    appropriation: str = ""


BANK = "1910"
ORDERED = "2510"
RETURNED = "2520"
RECLAIMED = "1510"
PAID_IN = "1920"
SJUKPENNING, FORALDRAPENNING, BARNBIDRAG, FLERBARNSTILLAGG = "5010", "5020", "5030", "5031"

ACCOUNTS = [
    Account(RECLAIMED, "Återkrav", "Recovery claims", "asset"),
    Account(PAID_IN, "Inbetalningskonto för återkrav", "Account recoveries are paid into", "asset"),
    Account(BANK, "Utbetalningskonto i bank", "Payment account at the bank", "asset"),
    Account(ORDERED, "Beordrade utbetalningar", "Payments ordered", "liability"),
    Account(RETURNED, "Utbetalningar som kommit åter", "Payments that came back", "liability"),
    Account(SJUKPENNING, "Sjukpenning", "Sickness benefit", "expense", "10 1:1 ap.21"),
    Account(FORALDRAPENNING, "Föräldrapenning", "Parental benefit", "expense", "12 1:2 ap.9"),
    Account(BARNBIDRAG, "Barnbidrag", "Child allowance", "expense", "12 1:1 ap.1"),
    Account(FLERBARNSTILLAGG, "Flerbarnstillägg", "Large-family supplement", "expense", "12 1:1 ap.2"),
]

EXPENSE: dict[str, str] = {
    Benefit.SJUKPENNING: SJUKPENNING,
    Benefit.FORALDRAPENNING: FORALDRAPENNING,
    Benefit.BARNBIDRAG: BARNBIDRAG,
}
SUPPLEMENT: dict[str, str] = {Benefit.BARNBIDRAG: FLERBARNSTILLAGG}

Entry = list[tuple[str, int]]
"""Lines of a journal: account number and öre, debit positive; they sum to zero."""


def ordered(benefit: str, total: int, supplement: int = 0, again: int = 0) -> Entry:
    """A part of a run has been ordered: the appropriation is charged, the payments are owed.

    ``again`` is what had come back and is sent anew: charged once already, it is taken from what was owed.
    """
    lines = [(EXPENSE[benefit], total - supplement - again), (ORDERED, -total)]
    more = [(SUPPLEMENT[benefit], supplement)] if supplement else []
    return [*lines, *more, *([(RETURNED, again)] if again else [])]


def settled(total: int) -> Entry:
    """The bank has paid: what was owed has left the account."""
    return [(ORDERED, total), (BANK, -total)]


def returned(total: int) -> Entry:
    """Money came back from the receiver's bank: it is owed again, to be paid anew."""
    return [(BANK, total), (RETURNED, -total)]


def lapsed(benefit: str, total: int, supplement: int = 0) -> Entry:
    """Money nobody claimed in time: no longer owed, and given back to the appropriations it was charged to."""
    more = [(SUPPLEMENT[benefit], -supplement)] if supplement else []
    return [(RETURNED, total), (EXPENSE[benefit], supplement - total), *more]


def rejected(total: int) -> Entry:
    """The bank never sent it: owed still, no longer under way."""
    return [(ORDERED, total), (RETURNED, -total)]


def reclaimed(benefit: str, total: int) -> Entry:
    """A claim for repayment has been decided: it is owed to the agency, and the appropriation gets it back."""
    return [(RECLAIMED, total), (EXPENSE[benefit], -total)]


def repaid(total: int) -> Entry:
    """Somebody has paid on a claim."""
    return [(PAID_IN, total), (RECLAIMED, -total)]


def forgiven(benefit: str, total: int) -> Entry:
    """A claim or a part of it is waived or written off: the appropriation bears it after all."""
    return [(EXPENSE[benefit], total), (RECLAIMED, -total)]
