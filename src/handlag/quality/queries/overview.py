"""All follow-up there is in one list: what is asked, of which benefits, by whom, where it stands, and what overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from handlag.people.models import Account
from handlag.quality.domain import access as rules
from handlag.quality.domain.effects.protocol import read_protocol
from handlag.quality.models import LegalFollowUp, ReviewRound, Supervision, Trial
from handlag.quality.queries.rounds import asker


@dataclass(frozen=True)
class Effort:
    """One follow-up. ``overlaps`` names others under way on the same benefit: who should talk to whom."""

    kind: str  # review, legal, supervision, trial
    id: UUID
    name: str
    about: str
    benefits: tuple[str, ...]
    owner: str
    began: datetime
    ended: datetime | None
    overlaps: tuple[str, ...] = ()
    about_en: str = ""  # where what it is about has words of its own in English


def overview(account: Account) -> list[Effort]:
    """Everything under way first, then what is closed, the latest first. Raises QUALITY_NOT_ALLOWED."""
    rules.may_see_overview(asker(account))
    found = sorted(_efforts(), key=lambda one: (one.ended is None, one.began), reverse=True)
    return [replace(one, overlaps=tuple(_overlapping(one, found))) for one in found]


def _overlapping(one: Effort, every: Iterable[Effort]) -> Iterator[str]:
    for other in every:
        both = one.ended is None and other.ended is None and one.id != other.id
        if both and set(one.benefits) & set(other.benefits):
            yield other.name


def _efforts() -> Iterator[Effort]:
    for review in ReviewRound.objects.select_related("led_by"):
        about = f"{review.first_day}\u2013{review.last_day}"
        yield Effort(
            "review", review.id, review.name, about, tuple(review.benefits), _name(review.led_by), review.drawn_at,
            review.closed_at,
        )  # fmt: skip
    for legal in LegalFollowUp.objects.select_related("owner"):
        yield Effort(
            "legal", legal.id, legal.title, legal.question, tuple(legal.benefits), _name(legal.owner),
            legal.opened_at, legal.closed_at,
        )  # fmt: skip
    for watched in Supervision.objects.select_related("owner"):
        yield Effort(
            "supervision", watched.id, watched.title, ", ".join(watched.units), (), _name(watched.owner),
            watched.opened_at, watched.closed_at,
        )  # fmt: skip
    for trial in Trial.objects.select_related("registered_by"):
        protocol = read_protocol(trial.written)
        yield Effort(
            "trial", trial.id, trial.name, protocol.outcome.sv, tuple(protocol.benefits), _name(trial.registered_by),
            trial.registered_at, trial.closed_at, about_en=protocol.outcome.en,
        )  # fmt: skip


def _name(account: Account) -> str:
    return account.get_full_name() or account.username
