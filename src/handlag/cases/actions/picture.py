"""From rows to the picture the steps look at."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from handlag.cases.actions.desk import Desk
from handlag.cases.domain.automation import Draw, draw
from handlag.cases.domain.picture import Asked, Assessed, Claimed, Item, Party, Picture, Told
from handlag.cases.models import Assessment, Evidence, Supplement
from handlag.core.clock import legal_day


def picture_of(desk: Desk) -> Picture:
    """What the steps may look at, as the case stands on the desk."""
    case, person = desk.case, desk.person
    return Picture(
        case.id, case.benefit, desk.today, case.revision,
        Party(person.born, person.died, person.protection != "none", person.language),
        _claimed(desk),
        tuple(_item(row) for row in desk.evidence),
        tuple(_asked(row) for row in desk.supplements),
        tuple(_assessed(row) for row in desk.assessments),
        tuple(
            Told(row.revision, row.due, row.answered_at is not None, row.statement) for row in desk.communications
        ),
        drawn(desk),
    )  # fmt: skip


def drawn(desk: Desk) -> Draw:
    """The case's draw: as it was stored, so that a changed share never redraws a case."""
    if desk.check is not None:
        return Draw(desk.check.sampled, desk.check.probability)
    return draw(
        settings.HANDLAG_SAMPLE_SEED, desk.case.id, settings.HANDLAG_SAMPLE_SHARES.get(desk.case.benefit, Decimal(0))
    )


def last_day(period: Any) -> date | None:
    """The last day of a stored half-open period; None where it is open-ended."""
    return None if period is None or period.upper is None else period.upper - timedelta(days=1)


def _claimed(desk: Desk) -> Claimed:
    claim = desk.claim
    return Claimed(
        claim.period.lower, last_day(claim.period), desk.case.received_on, claim.content, claim.intention, claim.channel
    )


def _item(row: Evidence) -> Item:
    start = row.period.lower if row.period else None
    return Item(row.kind, row.source, row.content, start, last_day(row.period), legal_day(row.received_at))


def _asked(row: Supplement) -> Asked:
    return Asked(row.code, row.asked_of, row.due, row.received_at is not None, row.lapsed_at is not None)


def _assessed(row: Assessment) -> Assessed:
    return Assessed(row.question, row.answer, str(row.by_id), legal_day(row.at), row.reasons)
