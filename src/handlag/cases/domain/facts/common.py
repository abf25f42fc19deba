"""Facts several benefits share: days and incomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Picture


def span(start: date, end: date) -> dict[str, str]:
    """A run of days as the law writes it."""
    return {"start": start.isoformat(), "end": end.isoformat()}


def answers(picture: Picture, question: str) -> Iterable[dict[str, Any]]:
    """Every answer to a question, oldest first, with who answered and when as the law wants them."""
    return (
        given.answer | {"by": given.by, "made_on": given.on.isoformat(), "why": given.reasons}
        for given in picture.assessed
        if given.question == question
    )


def yearly_incomes(picture: Picture) -> dict[str, int]:
    """Whole kronor a year by kind: what is registered, else what the claim says.

    What an employer, the insured or an officer has given with the case replaces what is registered of that kind.
    """
    known = [item.content for item in picture.items("income")]
    if not known:
        return claimed_incomes(picture)
    return {kind: _of_kind([row for row in known if row["kind"] == kind]) for kind in ("employment", "business")}


def _of_kind(rows: list[Any]) -> int:
    given = [row for row in rows if row.get("given")]
    return sum(int(row["yearly_kronor"]) for row in (given[-1:] or rows))


def claimed_incomes(picture: Picture) -> dict[str, int]:
    """Whole kronor a year by kind, as the claim says."""
    said = picture.claim.content
    employment = said.get("employment_income") or said.get("earlier_income") or 0
    return {"employment": int(employment), "business": int(said.get("business_income") or 0)}


def incomes_differ(picture: Picture) -> bool:
    """Whether claimed and registered income are more than a tenth apart: then a person looks (our own rule)."""
    if picture.first("income") is None or any(item.content.get("given") for item in picture.items("income")):
        return False
    claimed, registered = sum(claimed_incomes(picture).values()), sum(yearly_incomes(picture).values())
    return claimed > 0 and abs(claimed - registered) * 10 > registered
