"""Trying a wrong payment for recovery: the officer judges, the law answers, and a claim is made where it says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from handlag.cases.actions.desk import by
from handlag.cases.actions.letters import recipient
from handlag.cases.domain.letter import recovery_letter
from handlag.cases.models import Case, Decision, Letter
from handlag.control.actions.book_entry import book_entry
from handlag.control.actions.guards import may_act, none_such, reasoned, unknown
from handlag.control.domain.codes import CAUSES, LIMIT_ORE
from handlag.control.domain.trial import Judged, check_heard, facts_of
from handlag.control.models import Claim, WrongPayment
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.law import explain
from handlag.law.results import Explanation
from handlag.payments.actions.grant_entitlements import span_of
from handlag.payments.models import Difference
from handlag.people.models import Account

DUE_AFTER = timedelta(days=30)
"""How long after the decision a claim falls due; our own, no source sets it."""


@dataclass(frozen=True)
class Shown:
    """What a decision showed was paid too much: öre, and the first and last day it was paid for."""

    decision: Decision
    amount_ore: int
    first: date
    last: date


def shown_by(decision_id: UUID) -> Shown:
    """What a decision showed was paid too much and has not been tried. Raises CONTROL_UNKNOWN, CONTROL_HANDLED."""
    decision = Decision.objects.select_related("case__person").filter(pk=decision_id).first()
    rows = list(Difference.objects.filter(line__decision_id=decision_id).order_by("period"))
    amount = sum(row.amount_ore for row in rows)
    if decision is None or amount <= 0:
        raise none_such()
    if WrongPayment.objects.filter(decision=decision).exists():
        raise Conflict(
            "CONTROL_HANDLED", "decision",
            sv="Utbetalningen är redan prövad.", en="The payment has been tried already.",
            remedy_sv="Läs om listan.", remedy_en="Read the list again.",
        )  # fmt: skip
    spans = [span_of(row.period) for row in rows if row.amount_ore > 0]
    return Shown(decision, amount, min(each.start for each in spans), max(each.end for each in spans) - timedelta(1))


@transaction.atomic
def handle_wrong(decision_id: UUID, account: Account, now: datetime, judged: Judged) -> WrongPayment:
    """Try what a decision showed was paid too much, and claim what the law says is to be paid back.

    Below the limit nothing is claimed, and nobody needs to be heard. Raises what ``shown_by`` does, CONTROL_ROLE,
    CONTROL_OWN, CONTROL_CODE, CONTROL_REASONS, CONTROL_NOT_HEARD, and CONTROL_QUESTION for what nobody has judged.
    """
    Decision.objects.select_for_update().filter(pk=decision_id).first()
    shown = shown_by(decision_id)
    case, today = shown.decision.case, legal_day(now)
    may_act(account, case.person)
    if judged.cause not in CAUSES:
        raise unknown("cause", judged.cause, list(CAUSES))
    reasons = reasoned(judged.reasons, "reasons")
    answer = _tried(shown, case, judged, account, today) if shown.amount_ore >= LIMIT_ORE else None
    wrong = WrongPayment.objects.create(
        id=new_id(), decision=shown.decision, person=case.person, case_id=case.pk, benefit=case.benefit,
        amount_ore=shown.amount_ore, demanded_ore=_demanded(answer), cause=judged.cause,
        outcome=_outcome(answer), heard_from=judged.heard_from, reasons=reasons,
        receipt=answer.receipt() if answer else {}, handled_at=now, handled_by=account,
    )  # fmt: skip
    leave(
        Kind.WRONG_PAYMENT_HANDLED, now, person=case.person, case_id=case.pk, benefit=case.benefit, actor=by(account),
        amount_ore=wrong.amount_ore, outcome=wrong.outcome, cause=wrong.cause, decision=str(shown.decision.pk),
    )  # fmt: skip
    if wrong.demanded_ore:
        _claim(wrong, account, now)
    if answer is not None:
        _tell(wrong, case, answer, now)
    return wrong


def _tried(shown: Shown, case: Case, judged: Judged, account: Account, today: date) -> Explanation:
    officer = account.get_full_name() or account.username
    facts = facts_of(case.benefit, shown.amount_ore, (shown.first, shown.last), judged, officer, today)
    answer = explain("aterkrav", facts)
    if answer.questions:
        asked = answer.questions[0]
        raise Conflict(
            "CONTROL_QUESTION", "realised",
            sv=f"Frågan är inte bedömd: {asked.sv}", en=f"The question has not been judged: {asked.en}",
            remedy_sv="Svara ja eller nej.", remedy_en="Answer yes or no.",
        )  # fmt: skip
    if _demanded(answer):
        check_heard(judged, today)
    return answer


def _demanded(answer: Explanation | None) -> int:
    return sum(line.amount for line in answer.lines if line.outcome == "granted") if answer else 0


def _outcome(answer: Explanation | None) -> str:
    if answer is None:
        return "below_limit"
    if _demanded(answer):
        return "claimed"
    return "waived" if answer.lines[0].reason_code == "AKV_WAIVED" else "kept"


def _claim(wrong: WrongPayment, account: Account, now: datetime) -> None:
    today = legal_day(now)
    claim = Claim.objects.create(
        wrong=wrong, person=wrong.person, amount_ore=wrong.demanded_ore, decided_on=today, due_on=today + DUE_AFTER
    )
    book_entry(claim, "demanded", wrong.demanded_ore, account, now)


def _tell(wrong: WrongPayment, case: Case, answer: Explanation, now: datetime) -> None:
    """Queue the decision's letter: what is to be paid back or not, why, and how to have it reconsidered."""
    person, [line] = wrong.person, answer.lines
    due = wrong.claim.due_on if wrong.demanded_ore else None
    content = recovery_letter(
        person.language, recipient(person), case.number, legal_day(now), benefit=case.benefit,
        amount=wrong.amount_ore, demanded=wrong.demanded_ore, due=due, line=line, reasons=wrong.reasons,
    )  # fmt: skip
    letter = Letter.objects.create(
        id=new_id(), case=case, kind="recovery", language=person.language, queued_at=now, content=content
    )
    leave(
        Kind.LETTER_QUEUED, now, person=person, case_id=case.pk, benefit=case.benefit, letter=str(letter.pk),
        kind="recovery",
    )  # fmt: skip


def left_of(claim: Claim) -> int:
    """What is left to pay of a claim, in öre."""
    return int(claim.entries.aggregate(left=Sum("amount_ore"))["left"] or 0)
