"""What a case still lacks, as things to ask for with their deadlines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlag.cases.domain.clock import deadline
from handlag.cases.domain.flow import Ask

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Picture


def missing(picture: Picture) -> list[Ask]:
    """Everything to ask for now. Empty where the claim and its evidence are complete."""
    if picture.benefit != "sjukpenning" or not _needs_certificate(picture) or picture.first("certificate"):
        return []
    return [
        Ask(
            "certificate",
            "insured",
            "Läkarintyg från och med sjukperiodens åttonde dag",
            "A medical certificate from the eighth day of the sickness period",
            deadline(picture.today, 14),
            "SFB 27 kap. 25 §",
        )
    ]


def _needs_certificate(picture: Picture) -> bool:
    first = date.fromisoformat(str(picture.claim.content.get("first_sick_day") or picture.claim.start))
    return (picture.claim.end or picture.claim.start) >= first + timedelta(days=7)
