"""All follow-up there is in one list: what is asked, of which benefits, by whom, where it stands, and what overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Count, Min

from handlag.control.models import Investigation as Control
from handlag.people.models import Account
from handlag.quality.domain import access as rules
from handlag.quality.domain.effects.protocol import read_protocol
from handlag.quality.models import LegalFollowUp, ReviewRound, Supervision, Trial
from handlag.quality.queries.rounds import asker
from handlag.steering.queries import investigations

FEWEST_TOLD = 4
"""Control investigations are of persons: fewer than so many are not told apart."""


@dataclass(frozen=True)
class Effort:
    """One follow-up. ``overlaps`` names others under way on the same benefit: who should talk to whom."""

    kind: str  # review, legal, supervision, trial, alarm, control
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
    """Everything under way first, then what is closed, the latest first. Raises QUALITY_NOT_ALLOWED.

    Alarms are of every office, so they are for those who lead; alarms and controls stand here while they are open.
    """
    rules.may_see_overview(asker(account))
    alarms = _alarms() if account.role in rules.LEADERS else ()
    found = sorted([*_efforts(), *alarms, *_controls()], key=lambda one: (one.ended is None, one.began), reverse=True)
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


def _alarms() -> Iterator[Effort]:
    """Open alarms of the stability charts; the name is the series' code and the period."""
    for one in investigations():
        if one.closed_at is None:
            way = ("Över det väntade", "Above what was expected") if one.upwards else (
                "Under det väntade", "Below what was expected")  # fmt: skip
            yield Effort(
                "alarm", one.id, f"{one.series} {one.period}", way[0], (one.series.split("/")[1],), "",
                one.opened_at, None, about_en=way[1],
            )  # fmt: skip


def _controls() -> Iterator[Effort]:
    """Control investigations under way, a benefit's as one, so that nobody can be found in it."""
    rows = Control.objects.filter(closed_at__isnull=True).values("benefit")
    for row in rows.annotate(n=Count("id"), began=Min("opened_at")).order_by("benefit"):
        benefit, many = row["benefit"], row["n"] >= FEWEST_TOLD
        yield Effort(
            "control", uuid5(NAMESPACE_URL, f"control/{benefit}"), f"control/{benefit}",
            f"{row['n']} pågår" if many else f"Färre än {FEWEST_TOLD} pågår", (benefit,), "", row["began"], None,
            about_en=f"{row['n']} under way" if many else f"Fewer than {FEWEST_TOLD} under way",
        )  # fmt: skip


def _name(account: Account) -> str:
    return account.get_full_name() or account.username
