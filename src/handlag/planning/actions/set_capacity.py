"""Enter, change or withdraw a fact about capacity: always a new version, with its source, who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.core.ids import new_id
from handlag.planning.models import CapacityEntry

MOST_FTE = 100_000
MOST_RAMP = 60
Kind = CapacityEntry.Kind
SHARES = frozenset({Kind.SYSTEM, Kind.TURNOVER, Kind.AUTOMATION})
"""What is told as a share: of the pace, of those who work there a month, of the cases."""
AGENCYS = SHARES | {Kind.LOAN}
"""What is kept for the agency and not for a unit."""


@dataclass(frozen=True)
class Fact:
    """What is entered: ``fte`` full-time equivalents of a kind, from a day to a last day or until further notice.

    A new system, turnover and automation have a ``share`` (0 to 1) and no ``fte``. A loan goes from ``lender`` to
    ``benefit``. Recruits learn by ``ramp`` (their work by month, 0 to 1) and take ``mentors`` of a mentor's time; as
    is assumed of all where neither is given.
    """

    kind: str
    fte: float
    first: date
    until: date | None
    source: str
    unit: str = ""
    benefit: str = ""
    share: float | None = None
    lender: str = ""
    ramp: tuple[float, ...] = ()
    mentors: float | None = None


def set_capacity(
    fact: Fact, made_by: UUID, now: datetime, why: str = "", entry: UUID | None = None, *, withdrawn: bool = False
) -> CapacityEntry:
    """Keep a fact as a new entry, or as the next version of one; ``withdrawn`` says that it no longer holds.

    Raises ``PLAN_CAPACITY`` naming the field, ``PLAN_NO_ENTRY``, and ``PLAN_SAVED_MEANWHILE`` when somebody changed the
    same entry in the same moment.
    """
    _checked(fact, why, entry)
    latest = 0
    if entry is not None:
        latest = CapacityEntry.objects.filter(entry=entry).aggregate(latest=Max("version"))["latest"] or 0
        if not latest:
            raise no_entry()
    made = CapacityEntry(
        entry=entry or new_id(), version=latest + 1, kind=fact.kind, unit=fact.unit, benefit=fact.benefit, fte=fact.fte,
        share=fact.share, lender=fact.lender, ramp=list(fact.ramp), mentors=fact.mentors,
        first=fact.first, until=fact.until, source=fact.source.strip(), why=why.strip(), withdrawn=withdrawn,
        made_by=made_by, made_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            "PLAN_SAVED_MEANWHILE", "entry",
            sv="Någon ändrade uppgiften just nu.", en="Somebody changed the entry just now.",
            remedy_sv="Läs den igen och ändra.", remedy_en="Read it again and change it.",
        ) from error  # fmt: skip
    return made


def no_entry() -> NotFound:
    """The error for an entry that isn't there, or is another unit's."""
    return NotFound(
        "PLAN_NO_ENTRY", "entry", sv="Uppgiften finns inte.", en="There is no such entry.",
        remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
    )  # fmt: skip


def _checked(fact: Fact, why: str, entry: UUID | None) -> None:
    if fact.kind not in CapacityEntry.Kind.values:
        raise _bad("kind", "Välj vad uppgiften gäller.", "Choose what the entry is about.")
    if not (isfinite(fact.fte) and 0 <= fact.fte <= MOST_FTE):
        raise _bad("fte", "Årsarbetskrafterna kan inte vara under noll.", "Full-time equivalents can't be below zero.")
    _checked_kind(fact)
    if fact.until is not None and fact.until < fact.first:
        raise _bad("until", "Sista dagen är före den första.", "The last day is before the first.")
    if not fact.source.strip():
        raise _bad("source", "Källan saknas.", "The source is missing.")
    if len(fact.source) > 200:
        raise _bad("source", "Källan är längre än 200 tecken.", "The source is longer than 200 characters.")
    if entry is not None and not why.strip():
        raise _bad("why", "Säg varför uppgiften ändras.", "Say why the entry is changed.")


def _checked_kind(fact: Fact) -> None:
    """What a kind needs is there, and what belongs to another kind isn't."""
    if fact.kind in SHARES:
        if fact.share is None or not 0 <= fact.share <= 1:
            raise _bad("share", "Ange en andel, 0 till 100 procent.", "Give a share, 0 to 100 per cent.")
        if fact.fte:
            raise _bad("fte", "Uppgiften är en andel, inte personer.", "The entry is a share, not people.")
    elif fact.share is not None:
        raise _bad("share", "Uppgiften är personer, inte en andel.", "The entry is people, not a share.")
    if fact.kind in AGENCYS and fact.unit:
        raise _bad("unit", "Detta gäller myndigheten, inte en enhet.", "This is the agency's, not a unit's.")
    if fact.kind == Kind.AUTOMATION and fact.until is not None:
        raise _bad("until", "Ett steg gäller till nästa steg.", "A step holds until the next step.")
    _checked_loan(fact)
    _checked_hire(fact)


def _checked_loan(fact: Fact) -> None:
    if fact.kind != Kind.LOAN:
        if fact.lender:
            raise _bad("lender", "Bara ett lån har en långivare.", "Only a loan has a lender.")
    elif not fact.lender or fact.lender == fact.benefit:
        raise _bad("lender", "Välj en annan förmån som lånar ut.", "Choose another benefit that lends.")
    elif not fact.benefit:
        raise _bad("benefit", "Välj förmånen som lånar.", "Choose the benefit that borrows.")


def _checked_hire(fact: Fact) -> None:
    if fact.kind != Kind.HIRE and (fact.ramp or fact.mentors is not None):
        where = "ramp" if fact.ramp else "mentors"
        raise _bad(where, "Bara en rekrytering har upplärning.", "Only a recruitment has training months.")
    if len(fact.ramp) > MOST_RAMP or not all(0 <= one <= 1 for one in fact.ramp):
        raise _bad("ramp", "Ange högst 60 andelar, 0 till 100 procent.", "Give at most 60 shares, 0 to 100 per cent.")
    if fact.mentors is not None and not 0 <= fact.mentors <= 1:
        raise _bad("mentors", "Andelen ska vara 0 till 100 procent.", "The share must be 0 to 100 per cent.")


def _bad(field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "PLAN_CAPACITY", field, sv=sv, en=en, remedy_sv="Rätta värdet.", remedy_en="Correct the value."
    )  # fmt: skip
