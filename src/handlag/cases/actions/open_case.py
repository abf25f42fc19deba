"""A claim becomes a case, and the machine takes it as far as it goes, all in one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.known import Known
from handlag.cases.actions.numbers import next_number
from handlag.cases.actions.picture import last_day
from handlag.cases.actions.register import lay, refresh
from handlag.cases.actions.run_case import proceed
from handlag.cases.domain.certified import FLOW as WAITING
from handlag.cases.domain.concepts import concept_of
from handlag.cases.domain.flows import FLOWS, flow_for
from handlag.cases.domain.targets import target_on
from handlag.cases.models import Case, CaseClaim
from handlag.cases.models.case import State
from handlag.cases.queries.look_up import Opening, opening
from handlag.core.clock import legal_day
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor
from handlag.intake.models import Claim
from handlag.people.models import Person


@transaction.atomic
def open_case(claim: Claim, now: datetime, actor: Actor = MACHINE) -> Case:
    """Open the case of a claim and run it. The same claim again gives the same case back.

    The person's row is locked meanwhile, so that two of her cases never count the same earlier days at once.
    """
    return open_within(claim, now, actor)


def open_within(claim: Claim, now: datetime, actor: Actor = MACHINE) -> Case:
    """As ``open_case``, in the transaction the claim itself is written in: if one fails, so does the other."""
    case_id = new_id()
    days = (claim.period.lower, last_day(claim.period))
    start = opening(claim.person_id, claim.id, claim.benefit, days, case_id)
    if start.known_case is not None:
        return Case.objects.get(pk=start.known_case)
    if start.prepared is not None and (prepared := _take_up(start.prepared, claim, now, actor)) is not None:
        return prepared
    desk = _desk(case_id, claim, start, now, actor)
    desk.add(desk.case, CaseClaim(case=desk.case, claim=claim))
    _tell_opened(desk)
    lay(desk, [the_claim(claim)])
    refresh(desk, start.registers)
    desk.case.concept = concept_of(desk.case.benefit, claim.period.lower, _days_before(desk))
    desk.opening = False
    proceed(desk)
    desk.write()
    return desk.case


def _take_up(case_id: UUID, claim: Claim, now: datetime, actor: Actor) -> Case | None:
    """The claim that a certificate's case has waited for makes it a claim's case, and opens it.

    None where it has just been closed.
    """
    with at_desk(case_id, now) as desk:
        if desk.case.state == State.CLOSED:
            return None
        desk.actor = actor
        desk.change(desk.claim, status="withdrawn", withdrawn_at=now)  # the note has served
        desk.add(CaseClaim(case=desk.case, claim=claim))
        desk.claim = claim
        desk.change(desk.case, **_begun(claim), subject=_subject(claim))
        _tell_opened(desk)
        for row in [row for row in desk.evidence if row.kind == "claim"]:
            desk.change(row, superseded_at=now)
            desk.evidence.remove(row)
        lay(desk, [the_claim(claim)])
        refresh(desk)
        desk.change(desk.case, concept=concept_of(claim.benefit, claim.period.lower, _days_before(desk)))
        proceed(desk)
        return desk.case


def _begun(claim: Claim) -> dict[str, Any]:
    """Where a case that begins stands: in which flow, since when, and due when."""
    received = legal_day(claim.received_at)
    flow = FLOWS.current(WAITING) if claim.status == "notice" else flow_for(claim.benefit)
    due = received + timedelta(days=claim.content["claim_days"]) if claim.status == "notice" else None
    return {
        "flow": flow.name, "flow_version": flow.version, "step": flow.first, "received_on": received,
        "target_on": due or target_on(claim.benefit, received),
    }  # fmt: skip


def _desk(case_id: UUID, claim: Claim, start: Opening, now: datetime, actor: Actor) -> Desk:
    person = start.person
    begun = _begun(claim)
    case = Case(
        id=case_id, number=next_number(begun["received_on"].year), person=person, subject=_subject(claim),
        benefit=claim.benefit, opened_at=now, unit_id=start.unit, **begun,
    )  # fmt: skip
    return Desk(case, person, claim, now, actor, opening=True)


def _subject(claim: Claim) -> Person | None:
    """The child a family benefit is for, named in the claim by its identity number."""
    number = claim.content.get("child")
    return Person.objects.filter(identity_number=str(number).replace("-", "")).first() if number else None


def _tell_opened(desk: Desk) -> None:
    case = desk.case
    if case.flow == WAITING:
        desk.tell(Kind.CASE_PREPARED, number=case.number)
        return
    desk.tell(
        Kind.CASE_OPENED, number=case.number, flow=case.flow, version=case.flow_version,
        received=case.received_on.isoformat(),
    )  # fmt: skip


def the_claim(claim: Claim) -> Known:
    """The claim itself as evidence."""
    period = claim.period
    last = period.upper - timedelta(days=1) if period.upper else None
    return Known("claim", claim.channel, {"id": str(claim.id)} | claim.content, (period.lower, last))


def _days_before(desk: Desk) -> list[dict[str, str]]:
    return [days for row in desk.evidence if row.kind == "history" for days in row.content["days"]]
