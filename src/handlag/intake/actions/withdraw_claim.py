"""A claim is taken back by the one who made it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from handlag.core.errors import NotFound
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.intake import hooks
from handlag.intake.domain.claims.errors import wrong
from handlag.intake.models import Claim
from handlag.people.models import Person


@transaction.atomic
def withdraw_claim(claim_id: UUID, now: datetime, *, person: Person | None = None, by: Actor = MACHINE) -> Claim:
    """Mark a claim as withdrawn; withdrawn again it stays as it was. The claim and what came of it are kept.

    With ``person`` given, only her own claim is found: another's is CLAIM_UNKNOWN, as one that isn't there.
    """
    claim = Claim.objects.select_for_update(of=("self",)).select_related("person").filter(pk=claim_id).first()
    if claim is None or (person is not None and claim.person_id != person.pk):
        raise wrong("CLAIM_UNKNOWN", "claim", kind=NotFound)
    if claim.status == "withdrawn":
        return claim
    claim.status, claim.withdrawn_at = "withdrawn", now
    claim.save(update_fields=["status", "withdrawn_at"])
    leave(Kind.CLAIM_WITHDRAWN, now, person=claim.person, benefit=claim.benefit, actor=by, claim=str(claim.pk))
    for listener in hooks.on_withdrawal:
        listener(claim, now, by)
    return claim
