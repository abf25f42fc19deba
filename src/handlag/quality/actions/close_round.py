"""Close a round: from then on its figures can be read, and nothing more is scored."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from handlag.core.errors import HandlagError
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.people.models import Account
from handlag.quality.actions.score_file import open_round
from handlag.quality.domain import access as rules
from handlag.quality.models import ReviewRound
from handlag.quality.queries.rounds import asker, final, items_of, round_by_id


@transaction.atomic
def close_round(account: Account, identity: UUID, why: str, now: datetime) -> ReviewRound:
    """Close it; files left unscored must be accounted for in words, and are told beside every figure.

    Raises QUALITY_NOT_ALLOWED, QUALITY_NO_ROUND, QUALITY_ROUND_CLOSED and QUALITY_FILES_LEFT.
    """
    rules.may_lead(asker(account))
    round_by_id(identity)
    found = open_round(identity)
    left = sum(final(item.scorings.all()) is None for item in items_of(found))
    if left and not why.strip():
        raise HandlagError(
            "QUALITY_FILES_LEFT", "why",
            sv=f"{left} akter är inte färdigt granskade.", en=f"{left} files are not fully scored.",
            remedy_sv="Vänta, eller skriv varför de lämnas.", remedy_en="Wait, or write why they are left.",
        )  # fmt: skip
    found.closed_at, found.closed_why = now, why.strip()
    found.save(update_fields=["closed_at", "closed_why"])
    leave(Kind.REVIEW_ROUND_CLOSED, now, actor=Actor("officer", account.id), round=str(found.id), left=left)
    return found
