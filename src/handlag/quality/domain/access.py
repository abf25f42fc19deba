"""Who may see what of quality follow-up: one small rule for each thing, tried without a database.

Measuring and learning are kept apart. A round's figures are for those who answer for quality; a file is for the
reviewer it was given to; a learning dialogue is for the officer who chose its cases and the specialist she asked,
and never for a manager, however the address is known.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from handlag.core.errors import NotAllowed

LEADERS = frozenset({"controller", "lawyer"})
REVIEWERS = frozenset({"officer", "lawyer"})
"""Roles that may read about persons at all, and may be appointed to review."""
OVERVIEW = frozenset({"controller", "lawyer", "manager"})
LEARNERS = frozenset({"officer", "lawyer"})


@dataclass(frozen=True)
class Asker:
    """Who asks."""

    id: UUID
    role: str
    unit: str = ""


def may_lead(asker: Asker) -> None:
    """Plan, draw and close a round, and see its figures. Raises QUALITY_NOT_ALLOWED."""
    _require(asker.role in LEADERS)


def may_see_results(asker: Asker, *, closed: bool) -> None:
    """Figures are for leaders; a manager sees those of a closed round. Raises QUALITY_NOT_ALLOWED."""
    _require(asker.role in LEADERS or (asker.role == "manager" and closed))


def may_see_overview(asker: Asker) -> None:
    """The list of all follow-up under way. Raises QUALITY_NOT_ALLOWED."""
    _require(asker.role in OVERVIEW)


def may_see_trials(asker: Asker) -> None:
    """The trials there are, without their answers: officers ask people in. Raises QUALITY_NOT_ALLOWED."""
    _require(asker.role in OVERVIEW | REVIEWERS)


def may_score(asker: Asker, assigned_to: UUID | None) -> None:
    """A file is scored by the reviewer it was given to. Raises QUALITY_NOT_ALLOWED."""
    _require(asker.role in REVIEWERS and assigned_to == asker.id)


def may_open_dialogue(asker: Asker, taking_part: Collection[UUID]) -> None:
    """A learning dialogue is for those who take part, officers and specialists only. Raises QUALITY_NOT_ALLOWED."""
    _require(asker.role in LEARNERS and asker.id in taking_part)


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(
            "QUALITY_NOT_ALLOWED",
            sv="Det här är inte öppet för dig.", en="This is not open to you.",
            remedy_sv="Granskningar är för den som utsetts, och lärande dialoger för dem som deltar.",
            remedy_en="Reviews are for those appointed, and learning dialogues for those who take part.",
        )  # fmt: skip
