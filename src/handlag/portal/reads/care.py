"""Health care on an officer's pages: conversations, certificates as on paper, what they cover and what they follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from handlag.cases.domain.coverage import Coverage, coverage
from handlag.cases.models import Case, Evidence
from handlag.cases.models.case import State
from handlag.core.errors import NotFound
from handlag.exchange import queries as exchange
from handlag.exchange.models import CareTask
from handlag.exchange.queries import Thread
from handlag.intake import queries as intake
from handlag.intake.domain.certificates import Box, on_paper, read_certificate
from handlag.intake.domain.certificates.forms import form_for
from handlag.intake.models import Certificate, Claim, Revocation
from handlag.people.models import Person


@dataclass(frozen=True)
class Sheet:
    """One certificate as on paper, with how it stands to others."""

    row: Certificate
    title_sv: str
    title_en: str
    number: str
    boxes: Sequence[Box]
    withdrawn: Revocation | None
    before: list[Certificate]
    after: list[Certificate]


def threads_about(person: Person) -> list[Thread]:
    """Every conversation about a person's certificates."""
    return exchange.threads(exchange.conversation(person))


def open_cases(person: Person | None) -> list[Case]:
    """A person's cases that are not closed, the newest first: what has come may belong to one of them."""
    return list(Case.objects.filter(person=person).exclude(state=State.CLOSED).order_by("-opened_at")) if person else []


def tasks_about(person: Person) -> list[CareTask]:
    """What has come from care about a person and nobody has dealt with, the soonest due first."""
    return list(CareTask.objects.filter(person=person, done_at__isnull=True).order_by("due", "id"))


def covered(claims: Sequence[Claim], certificates: Sequence[Evidence]) -> Coverage | None:
    """What the certificates cover of the newest claim; None where the claim has no last day."""
    claim = claims[-1] if claims else None
    if claim is None or claim.benefit != "sjukpenning" or claim.period.upper is None or not certificates:
        return None
    days = [_days(each) for row in certificates for each in row.content.get("reductions", ())]
    return coverage((claim.period.lower, date.fromordinal(claim.period.upper.toordinal() - 1)), days)


def _days(reduction: dict[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(reduction["start"]), date.fromisoformat(reduction["end"])


def certificate(certificate_id: UUID) -> Certificate:
    """A certificate with its person. Raises CERT_UNKNOWN."""
    found = Certificate.objects.select_related("person").filter(pk=certificate_id, person__isnull=False).first()
    if found is None:
        raise NotFound(
            "CERT_UNKNOWN", "certificate",
            sv="Intyget finns inte, eller har ingen person än.",
            en="There is no such certificate, or it has no person yet.",
            remedy_sv="Öppna intyget från ärendet.", remedy_en="Open the certificate from the case.",
        )  # fmt: skip
    return found


def sheet(row: Certificate) -> Sheet:
    """The certificate as on paper, from the bytes it came as."""
    read = read_certificate(bytes(row.raw))
    form = form_for(read.form, read.version)
    others = list(intake.certificates_of(row.person)) if row.person else []
    named = {each.certificate_id for each in read.relations}
    return Sheet(
        row, form.title_sv, form.title_en, form.number, on_paper(read), intake.revocation_of(row),
        before=[each for each in others if each.external_id in named],
        after=[each for each in others if _names(each, row.external_id)],
    )  # fmt: skip


def _names(other: Certificate, external_id: str) -> bool:
    return any(each["certificate_id"] == external_id for each in other.content.get("relations", ()))


def care_task(task_id: UUID) -> CareTask:
    """A task of the exchange. Raises CARE_TASK_UNKNOWN."""
    found = CareTask.objects.select_related("person", "message", "assignee").filter(pk=task_id).first()
    if found is None:
        raise NotFound(
            "CARE_TASK_UNKNOWN", "task",
            sv="Uppgiften finns inte.", en="There is no such task.",
            remedy_sv="Öppna listan på nytt.", remedy_en="Open the list again.",
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Door:
    """The exchange as an engineer sees it: who calls, what was refused, and what is on its way out."""

    connections: list[exchange.Connection]
    refusals: list[Any]
    outbox: dict[str, int]
    parked: int
    since: datetime


def door(since: datetime) -> Door:
    """How every care unit's connection stands since an instant."""
    return Door(
        exchange.connections(since), exchange.recent_refusals(50), exchange.outbox(),
        intake.parked_revocations().count(), since,
    )  # fmt: skip
