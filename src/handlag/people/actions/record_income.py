"""Recording income from work as reported: a new report for the same source and days supersedes the old one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from psycopg.types.range import DateRange

from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.people.actions.relate import Spell
from handlag.people.models import Income, Organisation, Person

KINDS = frozenset({"employment", "business"})
MOST = 1_000_000_000  # kronor a year; above it a decimal point has gone astray


def record_income(
    person: Person, kind: str, yearly_kronor: int, spell: Spell, *, source: str, now: datetime,
    organisation: Organisation | None = None, by: Actor = MACHINE,
) -> Income:  # fmt: skip
    """Record whole kronor a year for a period. Days already reported by the same source are taken over.

    The rows taken over are superseded at ``now``; what they said of other days is written again, known from ``now``.
    Raises PEOPLE_INCOME_KIND, PEOPLE_INCOME_AMOUNT, PEOPLE_PERIOD.
    """
    _check(kind, yearly_kronor)
    period = spell.range()
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        replaced = Income.objects.filter(
            person=person, kind=kind, organisation=organisation, superseded_at__isnull=True, period__overlap=period
        )
        for old in list(replaced):
            _take_over(old, spell, now)
        row = Income.objects.create(
            id=new_id(), person=person, organisation=organisation, kind=kind, yearly_kronor=yearly_kronor,
            period=period, source=source, known_from=now,
        )  # fmt: skip
        leave(Kind.INCOME_RECORDED, now, person=person, actor=by, income=kind, source=source)
    return row


def _take_over(old: Income, spell: Spell, now: datetime) -> None:
    """Supersede a row and write its days outside the new spell again."""
    Income.objects.filter(pk=old.pk).update(superseded_at=now)
    rest = []
    if old.period.lower is None or old.period.lower < spell.start:
        rest.append(DateRange(old.period.lower, spell.start, "[)"))
    if spell.end is not None and (old.period.upper is None or old.period.upper > spell.end):
        rest.append(DateRange(spell.end, old.period.upper, "[)"))
    for period in rest:
        Income.objects.create(
            id=new_id(), person_id=old.person_id, organisation_id=old.organisation_id, kind=old.kind,
            yearly_kronor=old.yearly_kronor, period=period, source=old.source, known_from=now,
        )  # fmt: skip


def _check(kind: str, yearly_kronor: int) -> None:
    if kind not in KINDS:
        raise HandlagError(
            "PEOPLE_INCOME_KIND", "kind",
            sv="Inkomsten är varken av anställning eller av näringsverksamhet.",
            en="The income is neither from employment nor from business.",
            remedy_sv="Välj employment eller business.", remedy_en="Choose employment or business.",
        )  # fmt: skip
    if not 0 <= yearly_kronor <= MOST:
        raise HandlagError(
            "PEOPLE_INCOME_AMOUNT", "yearly_kronor",
            sv="Årsinkomsten är negativ eller orimligt hög.",
            en="The yearly income is negative or absurdly high.",
            remedy_sv="Ange hela kronor per år, mellan 0 och en miljard.",
            remedy_en="Give whole kronor a year, between 0 and a thousand million.",
        )  # fmt: skip
