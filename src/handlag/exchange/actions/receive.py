"""One call over the exchange, from bytes to the answer the contract prescribes. Nothing that comes is lost."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from lxml import etree

from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.core.rows import insert
from handlag.events.kinds import Kind
from handlag.events.log import Actor, event
from handlag.events.models import Event
from handlag.exchange.actions.register import register
from handlag.exchange.actions.revoke import revoke
from handlag.exchange.actions.take_message import take_message
from handlag.exchange.domain import contract, soap
from handlag.exchange.domain.contract import Operation
from handlag.exchange.domain.results import ErrorId, Result, ResultCode, refused
from handlag.exchange.domain.senders import Peer
from handlag.exchange.models import Arrival
from handlag.intake.domain.certificates.errors import MAX_BYTES
from handlag.intake.domain.certificates.xml import child, parse, text

log = logging.getLogger(__name__)

Handler = Callable[[bytes, etree._Element, datetime], Result]
HANDLERS: dict[str, Handler] = {
    contract.REGISTER.name: register,
    contract.REVOKE.name: revoke,
    contract.TO_RECIPIENT.name: take_message,
}


@dataclass(frozen=True)
class Reply:
    """What goes back over HTTP: 200 with an answer, or 500 with a SOAP fault."""

    status: int
    body: bytes


@dataclass(frozen=True)
class _Call:
    """A call as far as it could be read."""

    raw: bytes
    peer: Peer
    now: datetime
    operation: Operation | None = None
    unit_id: str = ""
    reference: str = ""


def receive(raw: bytes, peer: Peer, now: datetime) -> Reply:
    """Answer one call. Faults only for what is no message of ours at all; everything else is a result."""
    call = _Call(raw, peer, now)
    try:
        root = parse(raw)
        envelope = soap.opened(root)
    except (HandlagError, soap.NoEnvelope) as error:
        return _fault(call, error.swedish.problem if isinstance(error, HandlagError) else str(error))
    operation = contract.RECEIVED.get(str(envelope.body.tag))
    if operation is None:
        return _fault(call, f"Operationen {soap.name_of(envelope.body)!r} tas inte emot här.")
    call = _read(call, operation, envelope.body)
    if envelope.address not in settings.HANDLAG_EXCHANGE["addresses"]:
        return _fault(call, f"Den logiska adressen {envelope.address[:64]!r} är inte mottagarens.")
    return Reply(200, soap.answer(operation, _handle(call, operation, envelope.body)))


def _handle(call: _Call, operation: Operation, body: etree._Element) -> Result:
    """What the message came to, kept in the same transaction as what it did: acknowledged is durable, and both or
    neither are there after a crash."""
    try:
        with transaction.atomic():
            result = _done(call, operation, body)
            _note(call, result.code, result.error or "", result.text)
            return result
    except Exception:  # whatever it was, it is ours: the sender is asked to come again
        log.exception("a %s could not be handled", operation.name)
        result = refused(ErrorId.TECHNICAL, "Tekniskt fel hos mottagaren. Skicka igen.")
        _try_to_note(call, result.code, ErrorId.TECHNICAL, result.text)
        return result


def _done(call: _Call, operation: Operation, body: etree._Element) -> Result:
    if faults := contract.faults(operation, body):
        return refused(ErrorId.VALIDATION, "; ".join(faults))
    return HANDLERS[operation.name](call.raw, body, call.now)


def _read(call: _Call, operation: Operation, body: etree._Element) -> _Call:
    """Who it is from and what it is about, without judging any of it."""
    within = child(body, "intyg") if operation is contract.REGISTER else body
    unit = child(child(within, "skapadAv" if operation is contract.REGISTER else "skickatAv"), "enhet")
    about = text(body, "meddelande-id") if operation is contract.TO_RECIPIENT else ""
    return _Call(
        call.raw, call.peer, call.now, operation, text(child(unit, "enhets-id"), "extension")[:64],
        (about or text(child(within, "intygs-id"), "extension"))[:200],
    )  # fmt: skip


def _fault(call: _Call, reason: str) -> Reply:
    _try_to_note(call, "FAULT", "", reason)
    return Reply(500, soap.fault(reason))


def _try_to_note(call: _Call, outcome: str, error: str, said: str) -> None:
    """Keep how a call was refused. If not even that can be kept, the sender still gets its answer."""
    try:
        with transaction.atomic():
            _note(call, outcome, error, said)
    except Exception:
        log.exception("a call could not be noted")


def _note(call: _Call, outcome: str, error: str, said: str) -> None:
    elsewhere = outcome == ResultCode.OK or len(call.raw) > MAX_BYTES
    row = Arrival(
        id=new_id(), at=call.now, operation=call.operation.name if call.operation else "",
        sender=call.peer.identity[:120], consumer=call.peer.consumer, unit_id=call.unit_id, reference=call.reference,
        outcome=outcome, error=error, text=said.replace("\0", ""), size=len(call.raw),
        sha256=hashlib.sha256(call.raw).hexdigest(), raw=None if elsewhere else call.raw,
    )  # fmt: skip
    insert([row, *_told(row)])


def _told(row: Arrival) -> list[Event]:
    if row.outcome not in ("ERROR", "FAULT"):
        return []
    return [
        event(
            Kind.EXCHANGE_REFUSED, row.at, actor=Actor("care"), operation=row.operation, outcome=row.outcome,
            error=row.error, sender=row.sender,
        )
    ]  # fmt: skip
