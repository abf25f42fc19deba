"""A certificate comes and nobody has claimed: the case it opens, what joins it, and how it ends.

Certificates are noted in the transaction that keeps them and given their case soon after, so that a case that fails
never costs a certificate, and a claim that is on its way gets there first. A person has at most one such case for each
benefit. When the claim comes the case becomes the claim's: it is opened for the first time as follow-up sees it then,
for until then nobody waits for a decision.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from handlag.cases.actions.close_case import end
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.open_case import open_within
from handlag.cases.actions.picture import last_day
from handlag.cases.actions.register import refresh
from handlag.cases.actions.run_case import proceed, run_case
from handlag.cases.domain.certified import CLAIM, FLOW, Open, hull, unclaimed
from handlag.cases.domain.clock import deadline
from handlag.cases.models import Case, Unplaced
from handlag.cases.models.case import State
from handlag.core.clock import legal_day
from handlag.core.ids import new_id
from handlag.core.rows import insert
from handlag.intake.domain.certificates.forms import benefit_of
from handlag.intake.models import CERTIFICATE_NOTICE, Certificate, Claim
from handlag.intake.queries import revocation_of
from handlag.people.models import Person

BATCH = 1000
NO_CLAIM, WITHDRAWN = "no_claim", "certificate_withdrawn"


def benefit_on(certificate: Certificate) -> str:
    """The benefit the patient may claim on a certificate; empty where it is for somebody else to claim."""
    return benefit_of(certificate.type_code, waived=bool(certificate.content.get("isolation")))


def note_certificate(certificate: Certificate, now: datetime) -> None:
    """Have a certificate given its case soon, in the transaction that keeps it."""
    if benefit_on(certificate):
        insert([Unplaced(certificate_id=certificate.pk, since=now)])


def place_certificates(now: datetime) -> int:
    """Give certificates that have waited long enough their case. Returns how many were looked at.

    Each in a transaction of its own; any number of workers may do this at once.
    """
    wait = timedelta(minutes=settings.HANDLAG_CERTIFICATE_CASES["after_minutes"])
    rows = Unplaced.objects.filter(since__lte=now - wait).order_by("since", "certificate_id")
    return sum(_place_one(pk, now) for pk in list(rows.values_list("certificate_id", flat=True)[:BATCH]))


@transaction.atomic
def _place_one(certificate_id: UUID, now: datetime) -> bool:
    row = Unplaced.objects.select_for_update(skip_locked=True).filter(pk=certificate_id).first()
    if row is None:
        return False
    place(Certificate.objects.select_related("person").defer("raw").get(pk=certificate_id), now)
    row.delete()
    return True


@transaction.atomic
def place(certificate: Certificate, now: datetime) -> Case | None:
    """Open a case for the days of a certificate that nobody has claimed, or let it join the one that waits already.

    None where a claim reaches its days, where it has been withdrawn, or where its patient is not who claims.
    """
    benefit = benefit_on(certificate)
    if not benefit or certificate.person is None or revocation_of(certificate) is not None:
        return None
    person = Person.objects.select_for_update(no_key=True).get(pk=certificate.person.pk)
    days = _waiting_days(certificate, person, benefit)
    if days is None:
        return None
    waiting = Case.objects.filter(person=person, benefit=benefit, flow=FLOW).exclude(state=State.CLOSED).first()
    if waiting is not None:
        return _join(waiting.id, days, now)
    return open_within(_notice(certificate, person, benefit, days, now), now)


def _waiting_days(certificate: Certificate, person: Person, benefit: str) -> Open | None:
    """The days no claim reaches. A form that certifies no days waits while the benefit has no open case of a claim."""
    claims = Claim.objects.filter(person=person, benefit=benefit, status="received")
    claimed = [(row.lower, last_day(row)) for row in claims.values_list("period", flat=True)]
    certified = [(each["start"], each["end"]) for each in certificate.content.get("reductions", ())]
    if certified:
        first = date.fromisoformat(min(start for start, _ in certified))
        return unclaimed((first, date.fromisoformat(max(end for _, end in certified))), claimed)
    open_cases = Case.objects.filter(person=person, benefit=benefit).exclude(state=State.CLOSED).exclude(flow=FLOW)
    return None if open_cases.exists() else (legal_day(certificate.signed_at or certificate.received_at), None)


def _notice(certificate: Certificate, person: Person, benefit: str, days: Open, now: datetime) -> Claim:
    """The agency's own note, kept where a claim will stand. It has a status of its own: nobody has claimed."""
    chosen = settings.HANDLAG_CERTIFICATE_CASES
    content = {
        "certificate": str(certificate.pk), "unit": certificate.content.get("unit", ""),
        "quiet_days": chosen["quiet_days"], "claim_days": chosen["claim_days"],
    }  # fmt: skip
    claim = Claim(
        id=new_id(), person=person, benefit=benefit, channel="register", received_at=now, period=_range(days),
        form=CERTIFICATE_NOTICE, content=content, idempotency_key=f"certificate:{certificate.pk}", status="notice",
    )  # fmt: skip
    claim.save(force_insert=True)
    claim.refresh_from_db()
    return claim


def _range(days: Open) -> DateRange:
    return DateRange(days[0], days[1] + timedelta(days=1) if days[1] else None)


def _join(case_id: UUID, days: Open, now: datetime) -> Case:
    """Another certificate for a case that waits: it covers the days of both, and the wait begins anew."""
    with at_desk(case_id, now) as desk:
        notice = desk.claim
        desk.change(notice, period=_range(hull((notice.period.lower, last_day(notice.period)), days)))
        for row in desk.supplements:
            if row.code == CLAIM and row.received_at is None:
                desk.change(row, due=deadline(desk.today, notice.content["claim_days"]), reminded_at=None)
        refresh(desk)
        proceed(desk)
        return desk.case


def run_with(case_id: UUID, now: datetime) -> Case:
    """Run a case on a certificate that has come or been withdrawn; one that waits for a claim may be over by that."""
    case = run_case(case_id, now)
    if case.flow != FLOW or case.state == State.CLOSED:
        return case
    with at_desk(case_id, now) as desk:
        if not any(row.kind == "certificate" for row in desk.evidence):
            end(desk, WITHDRAWN)
        return desk.case


def lapsed_without_claim(desk: Desk) -> bool:
    """Close a case that has waited for a claim to the last day; False for any other."""
    if desk.case.flow != FLOW or not any(row.code == CLAIM and row.lapsed_at for row in desk.supplements):
        return False
    end(desk, NO_CLAIM)
    return True
