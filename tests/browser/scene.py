"""Whom the pages are about, and how each is held to the rules: no rule of WCAG 2.2 AA that can be tested is broken."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.conf import LazySettings
from playwright.sync_api import Page

from handlag.cases.actions.assess import assess
from handlag.cases.actions.communicate import communicate
from handlag.cases.actions.letters import make_letters
from handlag.cases.actions.take_task import take_next
from handlag.cases.actions.time import lapse_supplements
from handlag.cases.models import Case
from handlag.people.models import Account, Person, Role
from tests.browser.waits import fits_a_phone
from tests.cases import scene

NOT_REDUCED = {"start": "2026-03-10", "end": "2026-03-31", "ground": "own_work", "reduction": "0"}


def officer(name: str, **more: Any) -> Account:
    """An officer of no unit, who handles cases nationwide."""
    names = {"first_name": name.capitalize(), "last_name": "Olsson"}
    return Account.objects.create(username=name, role=Role.OFFICER, **names, **more)


def decided(anna: Person) -> Case:
    """Granted by the machine, with a letter made and a payment planned."""
    scene.certificate(anna, "2026-01-15", "2026-01-31")
    case = scene.opened(scene.claim(anna, "2026-01-15", "2026-01-31", "2026-02-01"), "2026-02-01")
    make_letters(scene.noon("2026-02-01"))
    return case


def waiting(anna: Person) -> Case:
    """The certificate is asked for."""
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


def asked(anna: Person) -> Case:
    """The certificate never came: the law asks."""
    case = waiting(anna)
    lapse_supplements(scene.noon("2026-04-14"))
    case.refresh_from_db()
    return case


def heard(anna: Person, olle: Account) -> Case:
    """A refusal has been put to the party."""
    case, now = asked(anna), scene.noon("2026-04-14")
    take_next(olle, now)
    said: dict[str, Any] = {"reasons": "Inget underlag visar det.", "expected_revision": case.revision}
    assess(case.id, olle, now, "SJP_CERTIFICATE", NOT_REDUCED, **said)
    communicate(case.id, olle, now, text="Läs och svara.", expected_revision=case.revision + 1)
    return case


def drawn(anna: Person, settings: LazySettings) -> Case:
    """The machine could decide it, but it was drawn for a person."""
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


def other_person() -> Person:
    bo = scene.person(serial="981", given_name="Bo", sex="M")
    scene.earns(bo)
    return bo


def look(page: Page, axe: Callable[[Page], None], *paths: str) -> None:
    """Open each page and hold it to the rules."""
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        axe(page)
        fits_a_phone(page)
