"""Supervision: what a unit's people answered in the two rounds, where enough have."""

from __future__ import annotations

from uuid import UUID

from handlag.core.errors import NotFound
from handlag.people.models import Account
from handlag.quality.domain import access as rules
from handlag.quality.domain.supervision import Change, change
from handlag.quality.models import Supervision, SupervisionAnswer
from handlag.quality.queries.rounds import asker


def supervision(identity: UUID) -> Supervision:
    """A supervision; ``SUPERVISION_NONE`` if there is none."""
    found = Supervision.objects.filter(id=identity).first()
    if found is None:
        raise NotFound(
            "SUPERVISION_NONE", "supervision", sv="Tillsynen finns inte.", en="There is no such supervision.",
            remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
        )  # fmt: skip
    return found


def changes(account: Account, found: Supervision) -> dict[str, list[Change]]:
    """By unit, every question in both rounds; a manager sees her own unit's. Raises QUALITY_NOT_ALLOWED."""
    rules.may_see_overview(asker(account))
    units = [unit for unit in found.units if account.role in rules.LEADERS or unit == account.unit_id]
    rows = SupervisionAnswer.objects.filter(supervision=found, unit__in=units)
    held: dict[tuple[str, int, str], list[int]] = {}
    for row in rows:
        for code, value in row.answers.items():
            held.setdefault((row.unit, row.round, code), []).append(value)
    codes = [str(place) for place in range(len(found.questions))]
    return {
        unit: [change(code, held.get((unit, 1, code), []), held.get((unit, 2, code), [])) for code in codes]
        for unit in units
    }


def asked_of(account: Account) -> list[Supervision]:
    """Supervisions whose questions are put to the account now."""
    if not account.unit_id:
        return []
    return list(Supervision.objects.filter(units__contains=[account.unit_id], closed_at__isnull=True))
