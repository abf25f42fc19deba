"""What intake takes in reaches the cases: registered with its hooks when the system starts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from handlag.cases.actions.certificate_case import benefit_on, note_certificate, run_with
from handlag.cases.actions.close_case import close_case
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow
from handlag.cases.actions.known import key
from handlag.cases.actions.open_case import open_case, open_within, the_claim
from handlag.cases.actions.register import lay
from handlag.cases.actions.run_case import proceed
from handlag.cases.domain.certified import FLOW
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Case, CaseClaim
from handlag.cases.models.case import State
from handlag.core.ids import new_id
from handlag.events.log import MACHINE, Actor
from handlag.intake.models import Certificate, Claim
from handlag.people.models import Person, Relation

BIRTH_FORM = "barnbidrag/1"


def claim_arrived(claim: Claim, now: datetime, actor: Actor = MACHINE) -> Case:
    """Open a claim's case, or let a change join the open case it is about."""
    if claim.intention == "change" and (case := _open_case_of_same_days(claim)) is not None:
        return _join(case, claim, now)
    return open_within(claim, now, actor)


def claim_withdrawn(claim: Claim, now: datetime, actor: Actor = MACHINE) -> Case | None:
    """End the case of a claim that has been withdrawn, or go on with the claim it had changed.

    None where the claim never had a case. A decided claim is not withdrawn: ``CASE_DECIDED``.
    """
    del actor  # the withdrawal has its own event; what becomes of the case follows from it by itself
    case = Case.objects.filter(claim_links__claim=claim).first()
    if case is None:
        return None
    with at_desk(case.id, now) as desk:
        allow(desk, Action.WITHDRAW)
        if desk.case.state == State.CLOSED:
            return desk.case
        if desk.claim.id != claim.id and desk.claim.status != "withdrawn":
            _go_back_to(desk, desk.claim)
            return desk.case
    return close_case(case.id, now, reason="withdrawn")


def certificate_arrived(certificate: Certificate, now: datetime, actor: Actor = MACHINE) -> list[Case]:
    """Run the person's open cases of the benefit on what the certificate says; the others find it when they open.

    What comes over the exchange is run by a job once it is safely kept: a case that fails never costs a certificate.
    """
    del actor
    rows = Case.objects.filter(person=certificate.person, benefit=benefit_on(certificate)).exclude(state=State.CLOSED)
    found = list(rows.order_by("id").values_list("id", flat=True))
    if certificate.channel == "riv":
        return _run_later(found)
    return [run_with(case_id, now) for case_id in found]


def certificate_kept(certificate: Certificate, now: datetime, actor: Actor = MACHINE) -> list[Case]:
    """As ``certificate_arrived``, and have it given a case of its own if nobody has claimed."""
    note_certificate(certificate, now)
    return certificate_arrived(certificate, now, actor)


def _run_later(cases: list[UUID]) -> list[Case]:
    from handlag.cases.tasks import run  # noqa: PLC0415 — jobs import actions

    for case_id in cases:
        run.configure(lock=str(case_id)).defer(case_id=str(case_id))
    return []


def _open_case_of_same_days(claim: Claim) -> Case | None:
    same = Q(claim_links__claim__period__overlap=claim.period, person_id=claim.person_id, benefit=claim.benefit)
    if child := claim.content.get("child"):
        same &= Q(claim_links__claim__content__child=child)
    undecided = Case.objects.filter(same, decided_at__isnull=True).exclude(state=State.CLOSED).exclude(flow=FLOW)
    return undecided.order_by("-opened_at").first()


def _join(case: Case, claim: Claim, now: datetime) -> Case:
    """The later claim says what is asked for now; the earlier stays with the case as it was."""
    with at_desk(case.id, now) as desk:
        desk.add(CaseClaim(case=desk.case, claim=claim))
        desk.claim = claim
        _go_back_to(desk, claim)
        return desk.case


def _go_back_to(desk: Desk, claim: Claim) -> None:
    """Let a claim be what the case is about, whichever it was before."""
    said = the_claim(claim)
    kept = [row for row in desk.evidence if row.kind == "claim"]
    if [key(row.kind, row.content) for row in kept] == [said.key]:
        return
    for row in kept:
        desk.change(row, superseded_at=desk.now)
        desk.evidence.remove(row)
    lay(desk, [said])
    proceed(desk)


@transaction.atomic
def child_born(child: Person, now: datetime) -> list[Case]:
    """Open child allowance for a child born here, without anybody applying: one case for each who has custody.

    With joint custody each gets half (SFB 16 kap. 5 §), from the month after the birth (15 kap. 4 §).
    """
    custody = Relation.objects.filter(kind="custody", other=child, superseded_at__isnull=True).select_related("person")
    holders = sorted({row.person for row in custody}, key=lambda person: person.nr)
    share = "full" if len(holders) == 1 else "half"
    return [open_case(_notice(holder, child, share, now), now) for holder in holders]


def _notice(holder: Person, child: Person, share: str, now: datetime) -> Claim:
    """The agency's own notice of the birth, kept as a claim so that every case has one; the same birth gives one."""
    start = _month_after(child.born)
    content = {"child": child.identity_number, "from_month": start.isoformat(), "reason": "birth", "share": share}
    claim, _ = Claim.objects.get_or_create(
        idempotency_key=f"birth:{child.id}:{holder.id}",
        defaults={
            "id": new_id(), "person": holder, "benefit": "barnbidrag", "channel": "register", "received_at": now,
            "period": (start, None), "form": BIRTH_FORM, "content": content,
        },
    )  # fmt: skip
    claim.refresh_from_db()
    return claim


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
