"""Registering what steers, and that it no longer does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, leave
from handlag.people.models import Account, Role
from handlag.steering.actions.guards import require
from handlag.steering.domain.provisions import checked
from handlag.steering.domain.sources import SourceKind, Validity, benefits_of, worded
from handlag.steering.models import Source


@dataclass(frozen=True)
class Document:
    """A source as it is to be registered."""

    kind: str
    reference: str
    title: str
    summary_sv: str
    summary_en: str
    provisions: tuple[str, ...]
    in_force_on: date
    ends_on: date | None = None
    benefits: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True)
class Ending:
    """That a source no longer holds: its last day and why."""

    ends_on: date
    reason: str = field(default="")


def register_source(document: Document, now: datetime, account: Account | None = None) -> Source:
    """Register a document that steers. Without an account it is a world's or an import's.

    Raises STEERING_KIND, STEERING_TEXT, STEERING_PROVISION, STEERING_VALIDITY, STEERING_REFERENCE_TAKEN, STEERING_ROLE.
    """
    actor = require(account, Role.LAWYER) if account else MACHINE
    source = _made(document, now, account)
    try:
        with transaction.atomic():
            source.save(force_insert=True)
            leave(
                Kind.SOURCE_REGISTERED, now, actor=actor, source=str(source.id), kind=source.kind,
                reference=source.reference, in_force_on=source.in_force_on.isoformat(),
            )  # fmt: skip
    except IntegrityError:
        raise _taken(document.reference) from None
    return source


def end_source(source_id: UUID, ending: Ending, now: datetime, account: Account) -> Source:
    """Give a source its last day. Raises STEERING_NO_SOURCE, STEERING_ENDED, STEERING_VALIDITY, STEERING_ROLE."""
    actor = require(account, Role.LAWYER)
    with transaction.atomic():
        source = source_for_change(source_id)
        if source.ends_on:
            raise Conflict(
                "STEERING_ENDED", "ends_on",
                sv=f"{source.reference} har redan en slutdag: {source.ends_on}.",
                en=f"{source.reference} already has a last day: {source.ends_on}.",
                remedy_sv="Registrera det som ersätter den i stället.", remedy_en="Register what takes its place.",
            )  # fmt: skip
        Validity(source.in_force_on, ending.ends_on)
        reason = worded(ending.reason, "reason")
        source.ends_on = ending.ends_on
        source.save(update_fields=["ends_on"])
        leave(
            Kind.SOURCE_ENDED, now, actor=actor, source=str(source.id), ends_on=ending.ends_on.isoformat(),
            reason=reason,
        )  # fmt: skip
    return source


def source_for_change(source_id: UUID) -> Source:
    """A source, locked; STEERING_NO_SOURCE where there is none."""
    found = Source.objects.select_for_update().filter(id=source_id).first()
    if found is None:
        raise no_source()
    return found


def no_source() -> NotFound:
    """What is said of a source that isn't in the register."""
    return NotFound(
        "STEERING_NO_SOURCE", "source", sv="Källan finns inte i registret.", en="The source isn't in the register.",
        remedy_sv="Välj en i registret, eller registrera den.", remedy_en="Choose one there, or register it.",
    )  # fmt: skip


def _made(document: Document, now: datetime, account: Account | None) -> Source:
    if document.kind not in set(SourceKind):
        raise HandlagError(
            "STEERING_KIND", "kind",
            sv="Bara författningar, föreskrifter, allmänna råd, rättsliga ställningstaganden och domar styr.",
            en="Only statutes, regulations, general advice, legal positions and judgments steer.",
            remedy_sv="Skriv annat som vägledning.", remedy_en="Write anything else as guidance.",
        )  # fmt: skip
    Validity(document.in_force_on, document.ends_on)
    provisions = checked(document.provisions)
    if not provisions:
        raise HandlagError(
            "STEERING_PROVISION", "provisions",
            sv="Inget lagrum är angivet.", en="No provision is given.",
            remedy_sv="Ange minst ett lagrum som källan rör.", remedy_en="Give at least one that the source touches.",
        )  # fmt: skip
    return Source(
        kind=document.kind, reference=worded(document.reference, "reference", 120),
        title=worded(document.title, "title", 300), summary_sv=worded(document.summary_sv, "summary_sv"),
        summary_en=worded(document.summary_en, "summary_en"), provisions=provisions,
        benefits=benefits_of(document.benefits), in_force_on=document.in_force_on, ends_on=document.ends_on,
        owner=worded(document.owner, "owner", 120) if document.owner.strip() else "", registered_by=account,
        registered_at=now,
    )  # fmt: skip


def _taken(reference: str) -> Conflict:
    return Conflict(
        "STEERING_REFERENCE_TAKEN", "reference",
        sv=f"{reference} finns redan i registret.", en=f"{reference} is in the register already.",
        remedy_sv="Registrerade källor ändras inte; avsluta den och registrera den nya lydelsen.",
        remedy_en="Registered sources aren't changed; end it and register the new wording.",
    )  # fmt: skip
