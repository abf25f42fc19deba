"""After a decision: asking for reconsideration or appealing, and settling what has been asked. SFB 113 kap."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from handlag.api.door import account_of
from handlag.api.routes.cases import CaseOut, Number, case_out, readable
from handlag.api.shapes import refusals
from handlag.cases.actions.appeal import appeal, dismiss_appeal, hand_over
from handlag.cases.actions.reconsider import Asking, decide_reconsideration, dismiss_request, withdraw_request
from handlag.cases.models import Case
from handlag.core.clock import wall_clock

router = Router(tags=["after a decision"])
OFFICER, INSURED = "officer", "insured"
ANSWERS = {200: CaseOut, **refusals(404, 409, 422)}
Text = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]


class AskingIn(Schema):
    """What the party has written; an officer who types in paper gives the day it came."""

    text: Text
    received_on: date | None = None


class SettleIn(Schema):
    """Deciding a request, with reasons, on the facts as read at ``revision``."""

    reasons: Text
    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]


class ReasonsIn(Schema):
    """Why a request or an appeal that came too late is not tried."""

    reasons: Text


class CourtIn(Schema):
    """The court an appeal is handed over to."""

    court: Annotated[str, Field(max_length=80)]


@router.post("/{number}/appeal", response=ANSWERS)
def ask(request: HttpRequest, number: Number, body: AskingIn) -> Any:
    """Ask for the latest decision to be tried anew: a first decision is reconsidered, a later one goes to the court."""
    account = account_of(request, INSURED, OFFICER)
    case = _readable(request, number)
    paper = account.role == OFFICER
    asking = Asking(body.text, "paper" if paper else "api", body.received_on if paper else None)
    appeal(case.pk, wall_clock(), asking, account)
    return _now(case)


@router.delete("/{number}/reconsideration", response=ANSWERS)
def take_back(request: HttpRequest, number: Number) -> Any:
    """Take one's request for reconsideration back; the decision stands."""
    account = account_of(request, INSURED)
    case = _readable(request, number)
    withdraw_request(case.pk, wall_clock(), account)
    return _now(case)


@router.post("/{number}/reconsideration/decision", response=ANSWERS)
def settle(request: HttpRequest, number: Number, body: SettleIn) -> Any:
    """Decide the request: what the law gives now, and never less than the decision that stood."""
    account = account_of(request, OFFICER)
    case = _readable(request, number)
    decide_reconsideration(case.pk, account, wall_clock(), reasons=body.reasons, expected_revision=body.revision)
    return _now(case)


@router.post("/{number}/reconsideration/dismissal", response=ANSWERS)
def dismiss(request: HttpRequest, number: Number, body: ReasonsIn) -> Any:
    """Dismiss a request that came too late."""
    account = account_of(request, OFFICER)
    case = _readable(request, number)
    dismiss_request(case.pk, account, wall_clock(), reasons=body.reasons)
    return _now(case)


@router.post("/{number}/appeal/handover", response=ANSWERS)
def pass_on(request: HttpRequest, number: Number, body: CourtIn) -> Any:
    """Hand an appeal in time over to the court."""
    account = account_of(request, OFFICER)
    case = _readable(request, number)
    hand_over(case.pk, account, wall_clock(), court=body.court)
    return _now(case)


@router.post("/{number}/appeal/dismissal", response=ANSWERS)
def dismiss_late(request: HttpRequest, number: Number, body: ReasonsIn) -> Any:
    """Dismiss an appeal that came too late."""
    account = account_of(request, OFFICER)
    case = _readable(request, number)
    dismiss_appeal(case.pk, account, wall_clock(), reasons=body.reasons)
    return _now(case)


def _readable(request: HttpRequest, number: str) -> Case:
    with transaction.atomic():
        return readable(request, number, "api:again")


def _now(case: Case) -> CaseOut:
    return case_out(Case.objects.prefetch_related("supplements").get(pk=case.pk))
