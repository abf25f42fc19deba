"""A parent gives parental days to somebody, or takes unused ones back (SFB 12 kap. 17–17 c §§)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from handlag.cases.actions.run_case import run_case
from handlag.cases.domain.given_days import Level, checked, may_give, own_days, too_many
from handlag.cases.models import Case, GivenDays
from handlag.cases.models.case import State
from handlag.cases.queries.given_days import holding, moved
from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError, NotAllowed
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.people.models import Account, Person
from handlag.people.queries import children, guardians


def give_days(
    giver: Person, receiver: Person, child: Person, *, level: str, days: int, noticed_on: date, now: datetime,
    account: Account | None = None,
) -> GivenDays:  # fmt: skip
    """Record a notice that moves days, and have open cases about the child see it.

    Raises CASE_DAYS_LEVEL, CASE_DAYS_COUNT, CASE_DAYS_NOTICE, CASE_DAYS_SELF, CASE_DAYS_CUSTODY, CASE_DAYS_LIMIT.
    """
    asked = checked(level, days)
    _dated(noticed_on, legal_day(now))
    with transaction.atomic():
        _lock(child)
        to_parent = _ends(giver, receiver, child, noticed_on)
        most = may_give(holding(giver, child, asked, noticed_on), asked, noticed_on, to_parent=to_parent)
        if days > most:
            raise too_many(most)
        row = _write(GivenDays(
            giver=giver, receiver=receiver, child=child, level=asked, days=days, to_parent=to_parent,
            noticed_on=noticed_on, recorded_at=now, by=account,
        ))  # fmt: skip
    _look_again(child, now)
    return row


def take_back_days(
    giver: Person, receiver: Person, child: Person, *, level: str, days: int, noticed_on: date, now: datetime,
    account: Account | None = None,
) -> GivenDays:  # fmt: skip
    """Take back days that the receiver has not used (17 c §). Raises as ``give_days``."""
    asked = checked(level, days)
    _dated(noticed_on, legal_day(now))
    with transaction.atomic():
        _lock(child)
        to_parent = _ends(giver, receiver, child, noticed_on)
        most = _unused(giver, receiver, child, asked, noticed_on)
        if days > most:
            raise too_many(most)
        row = _write(GivenDays(
            giver=giver, receiver=receiver, child=child, level=asked, days=-days, to_parent=to_parent,
            noticed_on=noticed_on, recorded_at=now, by=account,
        ))  # fmt: skip
    _look_again(child, now)
    return row


def _unused(giver: Person, receiver: Person, child: Person, level: Level, on: date) -> int:
    """Of the days given to the receiver, those still unused: the receiver's own count as used first."""
    held = holding(receiver, child, level, on)
    own = own_days(held, level) if receiver in guardians(child, on) else 0
    given = GivenDays.objects.filter(child=child, giver=giver, receiver=receiver, level=level)
    left = own + held.received - held.given - -(-held.used // 8)
    return max(min(sum(row.days for row in given), left, moved(child.id, receiver.id, "receiver", level)), 0)


def _ends(giver: Person, receiver: Person, child: Person, on: date) -> bool:
    """Whether the receiver is a parent; refuses a giver without custody and a gift to oneself."""
    if giver.id == receiver.id:
        raise _same()
    holding_custody = {each.id for each in guardians(child, on)}
    if giver.id not in holding_custody:
        raise _no_custody()
    return receiver.id in holding_custody or any(each.id == child.id for each in children(receiver, on))


def _write(row: GivenDays) -> GivenDays:
    row.id = new_id()
    row.save(force_insert=True)
    actor = Actor(row.by.role, row.by.id) if row.by else Actor()
    leave(
        Kind.PARENTAL_DAYS_GIVEN, row.recorded_at, person=row.giver, actor=actor, benefit="foraldrapenning",
        level=row.level, days=row.days, to_parent=row.to_parent,
    )  # fmt: skip
    return row


def _lock(child: Person) -> None:
    """Two notices about a child are weighed one after the other."""
    Person.objects.select_for_update().get(id=child.id)


def _look_again(child: Person, now: datetime) -> None:
    cases = Case.objects.filter(subject=child, benefit="foraldrapenning").exclude(state=State.CLOSED)
    for case_id in cases.values_list("id", flat=True):
        run_case(case_id, now)


def _dated(noticed_on: date, today: date) -> None:
    if noticed_on > today:
        raise HandlagError(
            "CASE_DAYS_NOTICE", "noticed_on",
            sv="Anmälan kan inte ha kommit in efter i dag.", en="The notice can't have come in after today.",
            remedy_sv="Ange dagen då anmälan kom in.", remedy_en="Give the day the notice came in.",
        )  # fmt: skip


def _same() -> HandlagError:
    return HandlagError(
        "CASE_DAYS_SELF", "receiver",
        sv="Dagar kan inte ges till den som ger dem.", en="Days can't be given to the one who gives them.",
        remedy_sv="Ange någon annans personnummer.", remedy_en="Give somebody else's identity number.",
    )  # fmt: skip


def _no_custody() -> NotAllowed:
    return NotAllowed(
        "CASE_DAYS_CUSTODY", "giver",
        sv="Bara den som har vårdnaden om barnet kan ge dagar, och inte den som själv har fått dem.",
        en="Only somebody with custody of the child can give days, and not one who has been given them.",
        remedy_sv="Kontrollera barnet och vem som ger dagarna.", remedy_en="Check the child and who gives the days.",
    )  # fmt: skip
