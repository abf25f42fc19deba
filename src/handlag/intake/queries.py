"""What the room can tell: claims and certificates of a person, and certificates that wait for theirs.

Callers have let the read through ``people.actions.read_person`` first; nothing here decides who may see what.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from handlag.core.errors import NotFound
from handlag.intake.domain.certificates.errors import refusal
from handlag.intake.domain.certificates.summary import superseded
from handlag.intake.domain.claims.errors import wrong
from handlag.intake.models import CERTIFICATE_NOTICE, Certificate, Claim, Revocation
from handlag.people.models import Person


def claim(claim_id: UUID, person: Person | None = None) -> Claim:
    """A claim, the person's own where she is given. Raises CLAIM_UNKNOWN."""
    found = Claim.objects.select_related("person").filter(pk=claim_id).first()
    if found is None or (person is not None and found.person_id != person.pk):
        raise wrong("CLAIM_UNKNOWN", "claim", kind=NotFound)
    return found


def claims_of(person: Person, benefit: str = "") -> QuerySet[Claim]:
    """A person's claims, withdrawn ones too, the latest first."""
    rows = Claim.objects.filter(person=person).exclude(form=CERTIFICATE_NOTICE).order_by("-received_at", "-id")
    return rows.filter(benefit=benefit) if benefit else rows


def certificates_of(person: Person) -> QuerySet[Certificate]:
    """A person's certificates without their raw bytes, the latest signed first."""
    return Certificate.objects.filter(person=person).defer("raw").order_by("-signed_at", "-id")


def certificates_for(person: Person, start: date, end: date | None) -> list[Certificate]:
    """Certificates in force that certify reduced work ability on a day of the period, in the order signed.

    One that a later certificate replaces or completes, or that its issuer has withdrawn, is no longer in force.
    """
    rows = list(certificates_of(person).reverse())
    gone = superseded(row.content for row in rows) | revoked(rows)
    return [row for row in rows if row.external_id not in gone and _touches(row, start, end)]


def revoked(rows: Iterable[Certificate]) -> set[str]:
    """The identities of the certificates among ``rows`` that those who issued them have withdrawn."""
    patients = {row.external_id: row.identity_number for row in rows}
    found = Revocation.objects.filter(external_id__in=list(patients)).values_list("external_id", "identity_number")
    return {identity for identity, patient in found if patients[identity] == patient}


def revocation_of(row: Certificate) -> Revocation | None:
    """How a certificate was withdrawn, or None where it stands."""
    return Revocation.objects.filter(external_id=row.external_id, identity_number=row.identity_number).first()


def parked_revocations() -> QuerySet[Revocation]:
    """Withdrawals of certificates that have not come, the oldest first."""
    there = Certificate.objects.filter(external_id=OuterRef("external_id"), identity_number=OuterRef("identity_number"))
    return Revocation.objects.filter(~Exists(there)).defer("raw").order_by("received_at", "id")


def by_external_id(external_id: str) -> Certificate | None:
    """The certificate with an identity of its issuer's (``intygs-id``), without its raw bytes."""
    return Certificate.objects.filter(external_id=external_id).select_related("person").defer("raw").first()


def _touches(row: Certificate, start: date, end: date | None) -> bool:
    return any(
        date.fromisoformat(each["start"]) <= (end or date.max) and date.fromisoformat(each["end"]) >= start
        for each in row.content.get("reductions", ())
    )


def unmatched_certificates() -> QuerySet[Certificate]:
    """Certificates for people we don't know, the oldest first: somebody has to look at them."""
    return Certificate.objects.filter(person__isnull=True).defer("raw").order_by("received_at", "id")


def raw_bytes(certificate_id: UUID) -> bytes:
    """A certificate's bytes exactly as they came, which is what a signature was made over. Raises
    CERT_UNKNOWN."""
    found = Certificate.objects.filter(pk=certificate_id).values_list("raw", flat=True).first()
    if found is None:
        raise refusal("CERT_UNKNOWN", "certificate", kind=NotFound)
    return bytes(found)
