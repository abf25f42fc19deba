"""What the population register says of a claimant's children, as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from handlag.cases.actions.known import Known
from handlag.cases.actions.picture import last_day
from handlag.people.models import Person, Relation

SOURCE = "Folkbokföringen"


@dataclass(frozen=True)
class Tie:
    """A child and one way the claimant is tied to it."""

    kind: str
    child: Person
    period: Any
    joint: bool


def relations(person: Person, since: date) -> Iterator[Known]:
    """Parenthood and custody of every child, as they hold on a day or begin after it."""
    for tie in _ties(person, since):
        yield _known("relation", tie)


def partners_children(identity_number: str, since: date) -> Iterator[Known]:
    """Children a partner has custody of: they may count for the supplement (15 kap. 12 §)."""
    partner = Person.objects.filter(identity_number=identity_number).first()
    if partner is not None:
        for tie in _ties(partner, since):
            if tie.kind == "custody":
                yield _known("household_child", tie)


def _ties(person: Person, since: date) -> list[Tie]:
    rows = list(
        Relation.objects.filter(
            person_id=person.id, kind__in=("parent", "custody"), other__isnull=False, superseded_at__isnull=True
        )
        .filter(Q(period__contains=since) | Q(period__startswith__gte=since))
        .select_related("other")
        .order_by("kind", "other__born", "other__nr")
    )
    shared = _in_joint_custody(person, [row.other_id for row in rows if row.kind == "custody"], since)
    return [Tie(row.kind, row.other, row.period, row.other_id in shared) for row in rows if row.other]


def _in_joint_custody(person: Person, children: list[Any], since: date) -> set[Any]:
    if not children:
        return set()
    others = Relation.objects.filter(kind="custody", other_id__in=children, superseded_at__isnull=True)
    holding = others.exclude(person_id=person.id).filter(Q(period__contains=since) | Q(period__startswith__gte=since))
    return set(holding.values_list("other_id", flat=True))


def _known(kind: str, tie: Tie) -> Known:
    content = {
        "kind": tie.kind, "child": tie.child.identity_number, "born": tie.child.born.isoformat(), "joint": tie.joint
    }  # fmt: skip
    return Known(kind, SOURCE, content, (tie.period.lower, last_day(tie.period)))
