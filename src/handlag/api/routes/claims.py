"""Claims: the forms, claiming for oneself, typing a paper claim, following and withdrawing."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Header, Router, Schema, Status

from handlag.api.door import Anybody, account_of, herself
from handlag.api.shapes import Days, days, refusals
from handlag.cases.actions.desk import by
from handlag.cases.actions.open_case import open_case
from handlag.core.clock import legal_day, wall_clock
from handlag.intake import queries
from handlag.intake.actions.receive_claim import receive_claim
from handlag.intake.actions.withdraw_claim import withdraw_claim
from handlag.intake.domain.claims import ClaimForm, Field, all_forms, form_for
from handlag.intake.models import Claim
from handlag.people.actions.read_person import read_person
from handlag.people.models import Account, Person
from handlag.people.queries import person_by_identity

router = Router(tags=["claims"])
INSURED, OFFICER = "insured", "officer"


class ChoiceOut(Schema):
    """One answer of a field with given answers."""

    value: str
    sv: str
    en: str


class FieldOut(Schema):
    """One question of a form. It is asked only while ``only_when`` holds; a required one must then be answered."""

    name: str
    kind: str
    sv: str
    en: str
    help_sv: str
    help_en: str
    required: bool
    choices: list[ChoiceOut]
    only_when: dict[str, Any] | None


class FormOut(Schema):
    """A version of a benefit's claim form."""

    name: str
    benefit: str
    version: int
    title_sv: str
    title_en: str
    intro_sv: str
    intro_en: str
    fields: list[FieldOut]


class ClaimIn(Schema):
    """A claim as filled in. ``person`` is given by officers typing paper, and left out when claiming for oneself."""

    benefit: str
    answers: dict[str, Any]
    intention: Literal["new", "change"] = "new"
    version: int | None = None
    person: str | None = None


class ReceivedOut(Schema):
    """The claim and its case; ``created`` is false when the same key came before."""

    claim: UUID
    case: str
    created: bool


class ClaimOut(Schema):
    """A claim as it was given."""

    id: UUID
    benefit: str
    intention: str
    channel: str
    received_at: datetime
    period: Days
    form: str
    content: dict[str, Any]
    status: str
    withdrawn_at: datetime | None


@router.get("/forms", auth=Anybody(), response={200: list[FormOut], **refusals()})
def forms(request: HttpRequest) -> Any:
    """Every version of every claim form."""
    return [_form(each) for each in all_forms()]


@router.get("/forms/{benefit}", auth=Anybody(), response={200: FormOut, **refusals(422)})
def form(request: HttpRequest, benefit: str, version: int | None = None) -> Any:
    """A benefit's claim form, the latest version unless another is asked for."""
    return _form(form_for(benefit, version))


@router.post("", response={200: ReceivedOut, 201: ReceivedOut, **refusals(404, 409, 413, 422)})
def make(request: HttpRequest, body: ClaimIn, idempotency_key: Annotated[str, Header()]) -> Any:
    """Claim a benefit. The same Idempotency-Key with the same content gives the first claim back (200)."""
    account, now = account_of(request, INSURED, OFFICER), wall_clock()
    with transaction.atomic():
        person = _claimant(account, body.person, now)
        received = receive_claim(
            person, body.benefit, body.answers, now,
            channel="paper" if account.role == OFFICER else "api",
            key=_key(account, idempotency_key), intention=body.intention, version=body.version,
            registered_by=account if account.role == OFFICER else None, by=by(account),
        )  # fmt: skip
        case = open_case(received.claim, now, by(account))
    out = ReceivedOut(claim=received.claim.pk, case=case.number, created=received.created)
    return Status(201 if received.created else 200, out)


@router.get("", response={200: list[ClaimOut], **refusals(404, 422)})
def listed(request: HttpRequest, benefit: str = "", person: str | None = None) -> Any:
    """One's own claims, or for officers those of the person named."""
    account, now = account_of(request, INSURED, OFFICER), wall_clock()
    with transaction.atomic():
        claimant = _claimant(account, person, now)
        return [_claim(each) for each in queries.claims_of(claimant, benefit)[:200]]


@router.get("/{uuid:claim_id}", response={200: ClaimOut, **refusals(404)})
def one(request: HttpRequest, claim_id: UUID) -> Any:
    """A claim."""
    account, now = account_of(request, INSURED, OFFICER), wall_clock()
    with transaction.atomic():
        return _claim(_readable(account, claim_id, now))


@router.post("/{uuid:claim_id}/withdrawal", response={200: ClaimOut, **refusals(404, 409)})
def withdraw(request: HttpRequest, claim_id: UUID) -> Any:
    """Take a claim of one's own back. Taken back again it stays as it was."""
    account, now = account_of(request, INSURED), wall_clock()
    return _claim(withdraw_claim(claim_id, now, person=herself(account), by=by(account)))


def _claimant(account: Account, identity_number: str | None, now: datetime) -> Person:
    """Who it is about, read under the access rules and with a row in the read log."""
    person = herself(account) if identity_number is None else person_by_identity(identity_number, legal_day(now))
    return read_person(account, person, "claim", now)


def _readable(account: Account, claim_id: UUID, now: datetime) -> Claim:
    """For the insured, another's claim is as unknown as one that isn't there."""
    own = herself(account) if account.role == INSURED else None
    claim = queries.claim(claim_id, own)
    read_person(account, claim.person, "claim", now)
    return claim


def _key(account: Account, key: str) -> str:
    """Keys are each sender's own: two accounts may use the same without meeting. Hashed, they may have any length."""
    return f"{account.pk}:{sha256(key.encode()).hexdigest()}" if key else ""


def _claim(claim: Claim) -> ClaimOut:
    return ClaimOut(
        id=claim.pk, benefit=claim.benefit, intention=claim.intention, channel=claim.channel,
        received_at=claim.received_at, period=days(claim.period), form=claim.form, content=claim.content,
        status=claim.status, withdrawn_at=claim.withdrawn_at,
    )  # fmt: skip


def _form(form: ClaimForm) -> FormOut:
    return FormOut(
        name=form.name, benefit=form.benefit.value, version=form.version, title_sv=form.title_sv,
        title_en=form.title_en, intro_sv=form.intro_sv, intro_en=form.intro_en,
        fields=[_field(each) for each in form.fields],
    )  # fmt: skip


def _field(field: Field) -> FieldOut:
    condition = field.only_when
    return FieldOut(
        name=field.name, kind=field.kind, sv=field.sv, en=field.en, help_sv=field.help_sv, help_en=field.help_en,
        required=field.required,
        choices=[ChoiceOut(value=each.value, sv=each.sv, en=each.en) for each in field.choices],
        only_when={"field": condition.field, "is": sorted(condition.values)} if condition else None,
    )  # fmt: skip
