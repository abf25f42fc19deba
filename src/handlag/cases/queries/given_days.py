"""Who has given whom parental days for a child, and what a parent holds of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from django.db.models import Sum

from handlag.cases.domain.given_days import LEVELS, Holding, Level, may_give, own_days
from handlag.cases.domain.parental_account import LOWEST
from handlag.cases.models import GivenDays
from handlag.cases.queries.history import parental_days
from handlag.core.ids import new_id
from handlag.people.models import Person
from handlag.people.queries import children_in_custody, guardians

Side = Literal["giver", "receiver"]


def moved(child_id: UUID, person_id: UUID, side: Side, level: Level) -> int:
    """Days of a level the person has given or received for the child, what was taken back taken off."""
    rows = GivenDays.objects.filter(child_id=child_id, level=level, **{f"{side}_id": person_id})
    return int(rows.aggregate(days=Sum("days"))["days"] or 0)


def moved_days(child_id: UUID, person_id: UUID) -> dict[str, int]:
    """Received and given days by level as the law's account names them; only what isn't nothing."""
    names: tuple[tuple[str, Side], ...] = (("received", "receiver"), ("given", "giver"))
    counts = {f"{name}_{level}": moved(child_id, person_id, side, level) for name, side in names for level in LEVELS}
    return {name: days for name, days in counts.items() if days}


def siblings_of_the_birth(person: Person, child: Person, on: date) -> int:
    """How many children were born at the same birth, by the register: born the same day or the one beside it."""
    day = timedelta(days=1)
    return sum(1 for each in children_in_custody(person, on) if abs(each.born - child.born) <= day) or 1


def holding(person: Person, child: Person, level: Level, on: date) -> Holding:
    """What the person holds of a level for the child on a day."""
    used = parental_days(child.id, new_id()).get(person.id, [])
    eighths = sum(
        ((span.end - span.start).days + 1) * span.value.eighths
        for span in used
        if (span.value.level == LOWEST) == (level == "lowest")
    )
    others = GivenDays.objects.filter(child=child, giver=person, to_parent=False).aggregate(days=Sum("days"))["days"]
    return Holding(
        sole=len(guardians(child, on)) == 1,
        children=siblings_of_the_birth(person, child, on),
        used=eighths,
        received=moved(child.id, person.id, "receiver", level),
        given=moved(child.id, person.id, "giver", level),
        given_to_others=int(others or 0),
    )


@dataclass(frozen=True)
class Balance:
    """A parent's days of one level for a child, as the page shows them; ``used`` in eighths."""

    level: Level
    own: int
    received: int
    given: int
    used: int
    may_give: int

    @property
    def left(self) -> str:
        """Days left, to an eighth."""
        whole, eighths = divmod(8 * (self.own + self.received - self.given) - self.used, 8)
        return f"{whole} {eighths}/8" if eighths else str(whole)


def balances(person: Person, child: Person, on: date) -> list[Balance]:
    """The parent's days for a child, level by level."""
    return [_balance(level, holding(person, child, level, on), on) for level in LEVELS]


def _balance(level: Level, held: Holding, on: date) -> Balance:
    most = may_give(held, level, on, to_parent=True)
    return Balance(level, own_days(held, level), held.received, held.given, held.used, most)


def notices(children: Iterable[Person]) -> list[GivenDays]:
    """Every notice about the children's days, newest first."""
    found = GivenDays.objects.filter(child__in=list(children)).select_related("giver", "receiver", "child")
    return list(found.order_by("-recorded_at", "-id"))
