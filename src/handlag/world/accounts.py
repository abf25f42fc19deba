"""One login per role, so that a new installation can be looked at from every side.

The passwords are random, kept hashed in the database, and written down once in ``demo-logins`` in the state directory
for its owner's eyes only.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from handlag.cases.models import Case
from handlag.people.actions.open_account import open_account
from handlag.people.models import Account, Person, Protection, Relation

FILE = "demo-logins"
SKILLS = ["sjukpenning", "foraldrapenning", "barnbidrag"]


class Login(NamedTuple):
    """A demonstration account."""

    username: str
    role: str
    name: tuple[str, str]
    protected_access: bool = False


STAFF = (
    Login("handlaggare", "officer", ("Harriet", "Handläggare")),
    Login("specialist", "officer", ("Sixten", "Specialist"), True),
    Login("chef", "manager", ("Cecilia", "Chef")),
    Login("controller", "controller", ("Conny", "Controller")),
    Login("jurist", "lawyer", ("Judit", "Jurist")),
    Login("drift", "engineer", ("Disa", "Drift")),
)
INSURED = "forsakrad"


@transaction.atomic
def open_demo_accounts(now: datetime, home: Path) -> list[tuple[str, str, str]]:
    """Open them and write them down; (role, user name, password) each. Nothing happens where they are there already."""
    if Account.objects.filter(username=INSURED).exists():
        return []
    logins = [
        (INSURED, "insured", _open_insured(now)),
        *((each.username, each.role, _open(each, now)) for each in STAFF),
    ]
    rows = [(role, username, password) for username, role, password in logins]
    _write_down(home / FILE, rows)
    return rows


def _open_insured(now: datetime) -> str:
    password = secrets.token_urlsafe(12)
    open_account(INSURED, password, "insured", now, person=_somebody())
    return password


def _somebody() -> Person:
    """A parent with an income, an open case, and something to do with every benefit, as far as there is one."""
    parents = Relation.objects.filter(kind="custody").values("person_id")
    able = Person.objects.filter(id__in=parents, protection=Protection.NONE, incomes__isnull=False)
    waits = able.filter(id__in=Case.objects.exclude(state="closed").values("person_id"))
    for wanted, benefits in ((waits, SKILLS), (waits, SKILLS[2:]), (able, SKILLS), (able, [])):
        found = _with_cases(wanted, benefits).order_by("-born", "nr").distinct().first()
        if found:
            return found
    return Person.objects.order_by("nr")[0]


def _with_cases(persons: QuerySet[Person], benefits: list[str]) -> QuerySet[Person]:
    """Those who have had a case of every benefit."""
    for benefit in benefits:
        persons = persons.filter(id__in=Case.objects.filter(benefit=benefit).values("person_id"))
    return persons


def _open(login: Login, now: datetime) -> str:
    """Staff of the demonstration work nationwide, or a four-eyes case could stop for want of a second pair."""
    password = secrets.token_urlsafe(12)
    account = open_account(
        login.username, password, login.role, now, skills=SKILLS, protected_access=login.protected_access
    )
    account.first_name, account.last_name = login.name
    account.save(update_fields=["first_name", "last_name"])
    return password


def _write_down(path: Path, rows: list[tuple[str, str, str]]) -> None:
    path.touch(mode=0o600)
    path.chmod(0o600)
    named = [{"role": role, "user": username, "password": password} for role, username, password in rows]
    path.write_text(json.dumps(named, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
