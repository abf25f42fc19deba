"""What is done to a case: assessed, asked for, heard, proposed, decided, noted, closed; and the party's own answers.

Whatever rests on what somebody has read carries ``revision``, the case's revision at the time: if the facts have
moved since, the answer is 409.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from handlag.api.door import account_of
from handlag.api.routes.cases import CaseOut, Number, case_out, readable
from handlag.api.shapes import refusals
from handlag.cases.actions.assess import assess
from handlag.cases.actions.close_case import close_case
from handlag.cases.actions.communicate import communicate, receive_statement
from handlag.cases.actions.decide import decide, propose_decision
from handlag.cases.actions.evidence import receive_supplement, request_supplement
from handlag.cases.actions.note import write_note
from handlag.cases.models import Case
from handlag.core.clock import wall_clock

router = Router(tags=["handling"])
OFFICER, INSURED = "officer", "insured"
ANSWERS = {200: CaseOut, **refusals(404, 409, 422)}
Text = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1)]


class AssessmentIn(Schema):
    """An answer to one question the law leaves open, with reasons."""

    question: Text
    answer: dict[str, Any]
    reasons: Text
    revision: Revision


class DecisionIn(Schema):
    """Proposing or making the decision the law comes to, on the facts as read at ``revision``."""

    revision: Revision
    reasons: Text = ""


class CommunicationIn(Schema):
    """Putting the material to the party before a decision against her (FL 25 §)."""

    revision: Revision
    text: Text = ""
    days: Annotated[int, Field(ge=1, le=180)] = 14


class RequestIn(Schema):
    """Asking the insured, care or an employer for something in the officer's own words."""

    asked_of: Text
    text: Text
    days: int = 14
    revision: Revision | None = None


class AnswerIn(Schema):
    """The party's own words."""

    text: Annotated[Text, Field(min_length=1)]


class ClosingIn(Schema):
    """Why a case ends without a decision."""

    reason: Text


@router.post("/{number}/assessments", response=ANSWERS)
def assess_one(request: HttpRequest, number: Number, body: AssessmentIn) -> Any:
    """Answer a question. When the last open one is answered, the case goes on."""
    case = _for_officer(request, number)
    assess(
        case.pk, account_of(request), wall_clock(), body.question, body.answer,
        reasons=body.reasons, expected_revision=body.revision,
    )  # fmt: skip
    return _now(case)


@router.post("/{number}/requests", response=ANSWERS)
def request_one(request: HttpRequest, number: Number, body: RequestIn) -> Any:
    """Ask for something; the case waits for it until its deadline."""
    case = _for_officer(request, number)
    request_supplement(
        case.pk, account_of(request), wall_clock(),
        asked_of=body.asked_of, text=body.text, days=body.days, expected_revision=body.revision,
    )  # fmt: skip
    return _now(case)


@router.post("/{number}/communication", response=ANSWERS)
def put_to_party(request: HttpRequest, number: Number, body: CommunicationIn) -> Any:
    """Put the material to the party, who may answer before the decision."""
    case = _for_officer(request, number)
    communicate(
        case.pk, account_of(request), wall_clock(), text=body.text, days=body.days, expected_revision=body.revision
    )
    return _now(case)


@router.post("/{number}/proposal", response=ANSWERS)
def propose(request: HttpRequest, number: Number, body: DecisionIn) -> Any:
    """Propose the decision for somebody else to make."""
    case = _for_officer(request, number)
    propose_decision(case.pk, account_of(request), wall_clock(), expected_revision=body.revision, reasons=body.reasons)
    return _now(case)


@router.post("/{number}/decision", response=ANSWERS)
def make_decision(request: HttpRequest, number: Number, body: DecisionIn) -> Any:
    """Make the decision. On stale facts the answer is 409 CASE_STALE and nothing is decided."""
    case = _for_officer(request, number)
    decide(case.pk, account_of(request), wall_clock(), expected_revision=body.revision, reasons=body.reasons)
    return _now(case)


@router.post("/{number}/notes", response=ANSWERS)
def note(request: HttpRequest, number: Number, body: AnswerIn) -> Any:
    """Write down what has happened."""
    case = _for_officer(request, number)
    write_note(case.pk, account_of(request), wall_clock(), text=body.text)
    return _now(case)


@router.post("/{number}/closing", response=ANSWERS)
def close(request: HttpRequest, number: Number, body: ClosingIn) -> Any:
    """End a case without a decision."""
    case = _for_officer(request, number)
    close_case(case.pk, wall_clock(), reason=body.reason, account=account_of(request))
    return _now(case)


@router.post("/{number}/supplements/{code}", response=ANSWERS)
def supply(request: HttpRequest, number: Number, code: str, body: AnswerIn) -> Any:
    """Send what one has been asked for."""
    case = _for_party(request, number)
    receive_supplement(
        case.pk, code, wall_clock(), content={"text": body.text}, source=INSURED, account=account_of(request)
    )
    return _now(case)


@router.post("/{number}/statement", response=ANSWERS)
def state(request: HttpRequest, number: Number, body: AnswerIn) -> Any:
    """Answer the material that was put to one before a decision."""
    case = _for_party(request, number)
    receive_statement(case.pk, wall_clock(), text=body.text, account=account_of(request))
    return _now(case)


def _for_officer(request: HttpRequest, number: str) -> Case:
    account_of(request, OFFICER)
    with transaction.atomic():
        return readable(request, number, "api:handling")


def _for_party(request: HttpRequest, number: str) -> Case:
    account_of(request, INSURED)
    with transaction.atomic():
        return readable(request, number, "api:answer")


def _now(case: Case) -> CaseOut:
    return case_out(Case.objects.prefetch_related("supplements").get(pk=case.pk))
