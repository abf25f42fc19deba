"""What may be read of legal steering: staff read the register and the log, and guidance where it concerns a step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Q

from handlag.core.errors import NotFound
from handlag.followup.stability.panel import LegalChange
from handlag.steering.domain.provisions import touches
from handlag.steering.domain.sources import CHANGES_LAW, SourceKind, Validity, benefits_of
from handlag.steering.models import Guidance, Investigation, Question, Source, Watched

T = TypeVar("T")


def sources(benefit: str = "", day: date | None = None) -> list[Source]:
    """The register, the latest in force first; of one benefit, and in force on a day, where asked for."""
    found = Source.objects.select_related("registered_by").order_by("-in_force_on", "reference")
    if benefit:
        found = found.filter(Q(benefits=[]) | Q(benefits__contains=benefits_of([benefit])))
    return [each for each in found if day is None or Validity(each.in_force_on, each.ends_on).holds(day)]


def source(source_id: UUID) -> Source:
    """One source; STEERING_NO_SOURCE if there is none."""
    return _one(Source.objects.filter(id=source_id).first(), "STEERING_NO_SOURCE", "Källan", "source")


def questions(*, open_only: bool = False, most: int = 500) -> list[Question]:
    """The work log, the longest open first and then the last closed."""
    found = Question.objects.select_related("asked_by", "source").prefetch_related("guidance")
    waiting = list(found.filter(closed_at__isnull=True).order_by("asked_at")[:most])
    return waiting if open_only else waiting + list(found.filter(closed_at__isnull=False).order_by("-closed_at")[:most])


def question(number: int) -> Question:
    """One question by its number; STEERING_NO_QUESTION if there is none."""
    found = Question.objects.select_related("asked_by", "triaged_by", "closed_by", "source").filter(number=number)
    return _one(found.first(), "STEERING_NO_QUESTION", "Frågan", "question")


def guidance_for(benefit: str, provisions: Iterable[str], day: date) -> list[tuple[str, list[Guidance]]]:
    """By provision, in their order and each once, the guidance that holds on a day and concerns it."""
    held = list(
        Guidance.objects.select_related("source", "question")
        .filter(Q(benefits=[]) | Q(benefits__contains=[benefit]), valid_from__lte=day)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
        .order_by("written_at")
    )
    found = ((each, [one for one in held if touches(one.provisions, [each])]) for each in dict.fromkeys(provisions))
    return [(provision, those) for provision, those in found if those]


def legal_changes(benefit: str) -> tuple[LegalChange, ...]:
    """The benefit's sources as the stability charts take them: what changed the law, and from when."""
    return tuple(
        LegalChange(each.in_force_on, CHANGES_LAW[SourceKind(each.kind)], each.reference)
        for each in reversed(sources(benefit))
    )


def investigations(most: int = 500) -> list[Investigation]:
    """Alarms, the open ones first, each kind by the latest."""
    found = Investigation.objects.select_related("closed_by", "source").defer("shown", "evidence")
    order = (F("closed_at").desc(nulls_first=True), "-opened_at", "-period", "series")
    return list(found.order_by(*order)[:most])


def investigation(identity: UUID) -> Investigation:
    """One alarm; STEERING_NO_INVESTIGATION if there is none."""
    found = Investigation.objects.select_related("closed_by", "source").filter(id=identity).first()
    if found is None:
        raise no_investigation()
    return found


def watched() -> list[Watched]:
    """Every series under watch, by name, with its chart as last computed."""
    return list(Watched.objects.order_by("series"))


def watched_one(identity: UUID) -> Watched:
    """One series under watch; STEERING_NO_SERIES if there is none."""
    return _one(Watched.objects.filter(id=identity).first(), "STEERING_NO_SERIES", "Serien", "series")


def no_investigation() -> NotFound:
    """What is said of an alarm that isn't there."""
    return NotFound(
        "STEERING_NO_INVESTIGATION", "investigation", sv="Larmet finns inte.", en="There is no such alarm.",
        remedy_sv="Välj i listan.", remedy_en="Choose one in the list.",
    )  # fmt: skip


def _one(found: T | None, code: str, what: str, field: str) -> T:
    if found is None:
        raise NotFound(
            code, field, sv=f"{what} finns inte.", en=f"There is no such {field}.",
            remedy_sv="Välj i listan.", remedy_en="Choose one in the list.",
        )  # fmt: skip
    return found
