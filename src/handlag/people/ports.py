"""What the room must ask of rooms above it without importing them: they register their answer when they start."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from handlag.people.domain.access import CaseFacts

CaseLookup = Callable[[UUID], CaseFacts | None]

_case_lookups: list[CaseLookup] = []


def register_case_lookup(lookup: CaseLookup) -> None:
    """Have ``lookup`` tell the parties and unit of a case. Called once, from the cases room's ``AppConfig.ready``."""
    _case_lookups[:] = [lookup]


def case_facts(case_id: UUID) -> CaseFacts | None:
    """The case's parties and unit; None where there is no such case (or no room that keeps cases)."""
    return _case_lookups[0](case_id) if _case_lookups else None
