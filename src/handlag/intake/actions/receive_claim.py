"""A claim comes in: by the web form, the API, or typed from paper by an officer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.core.ids import new_id
from handlag.core.rows import insert, read, together
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, event
from handlag.events.models import Event
from handlag.intake import hooks
from handlag.intake.domain.claims import ClaimForm, Content, form_for, read_claim
from handlag.intake.domain.claims.errors import wrong
from handlag.intake.models import Claim
from handlag.people.models import Account, Person

Channel = Literal["web", "api", "paper"]
Intention = Literal["new", "change"]
KEY_MAX = 120


@dataclass(frozen=True)
class Received:
    """The claim, and whether it is new; the same key again gives the same claim and changes nothing."""

    claim: Claim
    created: bool


@dataclass(frozen=True)
class _Incoming:
    person: Person
    form: ClaimForm
    content: Content
    stored: dict[str, Any]
    period: DateRange
    key: str
    intention: str


def receive_claim(
    person: Person,
    benefit: str,
    answers: Mapping[str, Any],
    now: datetime,
    *,
    channel: Channel,
    key: str,
    intention: Intention = "new",
    version: int | None = None,
    registered_by: Account | None = None,
    by: Actor = MACHINE,
) -> Received:
    """Take in a claim as it was filled in, on the form's latest version unless an earlier one is named.

    ``key`` is the sender's own (a web form's hidden field, an API's Idempotency-Key): sent again with the
    same content it gives the first claim back. Raises CLAIM_… and PEOPLE_… errors naming the field;
    Conflict CLAIM_DUPLICATE and CLAIM_OVERLAP where the days are claimed already. A change replaces nothing
    by itself: both claims stand, and the case decides.
    """
    if not key or len(key) > KEY_MAX:
        raise wrong("CLAIM_KEY_WRONG", "idempotency_key", limit=KEY_MAX)
    form = form_for(benefit, version)
    content = read_claim(benefit, answers, legal_day(now), form.version)
    incoming = _Incoming(person, form, content, content.as_json(), _period(content), key, intention)
    try:
        with together(), transaction.atomic():
            return _take_in(incoming, now, channel, registered_by, by)
    except IntegrityError as error:
        if "idempotency_key" in str(error):
            raise wrong("CLAIM_KEY_REUSED", "idempotency_key", kind=Conflict) from error
        raise


def _take_in(
    incoming: _Incoming, now: datetime, channel: Channel, registered_by: Account | None, by: Actor
) -> Received:
    """Under a lock on the person, so that two claims for the same days can't both find the days free."""
    others = _others(incoming)
    for earlier in others:
        if earlier.idempotency_key == incoming.key:
            return _again(earlier, incoming)
    _check_free(incoming, others)
    _check_people(incoming)
    claim = _claim(incoming, now, channel, registered_by)
    insert([claim, _received(claim, incoming, now, by)])
    for listener in hooks.on_claim:
        listener(claim, now, by)
    return Received(claim, created=True)


def _received(claim: Claim, incoming: _Incoming, now: datetime, by: Actor) -> Event:
    return event(
        Kind.CLAIM_RECEIVED, now, person=incoming.person, benefit=claim.benefit, actor=by,
        claim=str(claim.pk), channel=claim.channel, intention=incoming.intention,
    )  # fmt: skip


def _period(content: Content) -> DateRange:
    start, end = content.claimed
    return DateRange(start, end + timedelta(days=1) if end else None, "[)")


LOCK = "SELECT FROM people_person WHERE id = $1 FOR NO KEY UPDATE"
OTHERS = """
SELECT id, content, received_at, period, person_id, benefit, intention, idempotency_key FROM intake_claim
WHERE (person_id = $1 AND benefit = $2 AND status = 'received' AND period && $3) OR idempotency_key = $4
ORDER BY received_at, id
"""
NAMES = ("id", "content", "received_at", "period", "person_id", "benefit", "intention", "idempotency_key")


def _others(incoming: _Incoming) -> list[Claim]:
    """Lock the person, then find the claim with the same key and those of the person and benefit that share a day."""
    person, benefit = incoming.person.pk, incoming.form.benefit.value
    _, rows = read((LOCK, [person]), (OTHERS, [person, benefit, incoming.period, incoming.key]))
    return [_kept(dict(zip(NAMES, row, strict=True))) for row in rows]


def _kept(values: dict[str, Any]) -> Claim:
    claim = Claim(**values | {"content": json.loads(values["content"])})
    claim._state.adding = False
    return claim


def _again(earlier: Claim, incoming: _Incoming) -> Received:
    same = (earlier.person_id, earlier.benefit, earlier.intention, earlier.content) == (
        incoming.person.pk,
        incoming.form.benefit.value,
        incoming.intention,
        incoming.stored,
    )
    if not same:
        raise wrong("CLAIM_KEY_REUSED", "idempotency_key", kind=Conflict)
    return Received(earlier, created=False)


def _check_free(incoming: _Incoming, others: list[Claim]) -> None:
    """Family benefits are claimed child by child: another child's days are no hindrance."""
    child = incoming.stored.get("child")
    overlapping = [each for each in others if each.content.get("child") == child]
    for earlier in overlapping:
        if earlier.content == incoming.stored:
            raise _taken("CLAIM_DUPLICATE", incoming.form, earlier)
    if incoming.intention == "change" and not overlapping:
        raise wrong("CLAIM_NOTHING_TO_CHANGE", incoming.form.start)
    if incoming.intention == "new" and overlapping:
        raise _taken("CLAIM_OVERLAP", incoming.form, overlapping[0])


def _taken(code: str, form: ClaimForm, earlier: Claim) -> HandlagError:
    received = legal_day(earlier.received_at).isoformat()
    start, after = earlier.period.lower, earlier.period.upper
    error = wrong(
        code,
        form.start,
        kind=Conflict,
        received=received,
        days=(_days(start, after, "till"), _days(start, after, "to")),
    )
    error.context["claim"] = str(earlier.pk)
    return error


def _days(start: date, after: date | None, to: str) -> str:
    return f"{start.isoformat()} {to} {(after - timedelta(days=1)).isoformat()}" if after else f"{start.isoformat()} –"


def _check_people(incoming: _Incoming) -> None:
    """Persons a claim names are persons we know, and never the claimant."""
    named = {
        field.name: (field, incoming.stored[field.name])
        for field in incoming.form.fields
        if field.kind == "person" and field.name in incoming.stored
    }
    numbers = {number for _, number in named.values()}
    known = set()
    if numbers:
        known = set(Person.objects.filter(identity_number__in=numbers).values_list("identity_number", flat=True))
    for field, number in named.values():
        if number == incoming.person.identity_number:
            raise wrong("CLAIM_PERSON_SAME", field.name, (field.sv, field.en))
        if number not in known:
            raise wrong("CLAIM_PERSON_UNKNOWN", field.name, (field.sv, field.en), kind=NotFound)


def _claim(incoming: _Incoming, now: datetime, channel: Channel, registered_by: Account | None) -> Claim:
    return Claim(
        id=new_id(),
        person=incoming.person,
        benefit=incoming.form.benefit.value,
        intention=incoming.intention,
        channel=channel,
        received_at=now,
        period=incoming.period,
        form=incoming.form.name,
        content=incoming.stored,
        idempotency_key=incoming.key,
        registered_by=registered_by,
    )
