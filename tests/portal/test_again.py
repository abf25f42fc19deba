"""Reconsideration and appeal on the pages: asked for by the insured or typed in from paper, settled by an officer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from handlag.cases.models import Appeal, Case, Reconsideration, Task
from handlag.core import clock
from handlag.people.models import Account, Person, Role
from tests.cases import scene

SignIn = Callable[..., Client]
Days = Callable[[str], None]
pytestmark = pytest.mark.django_db


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Days:
    """Sets the day it is."""

    def on(said: str) -> None:
        monkeypatch.setattr(clock, "wall_clock", lambda: scene.noon(said))

    return on


@pytest.fixture
def anna() -> Person:
    anna = scene.person()
    scene.earns(anna)
    return anna


@pytest.fixture
def case(anna: Person, settings: LazySettings, day: Days) -> Case:
    """Granted by the machine on 1 April 2026; 1 June is the last day to ask."""
    settings.HANDLAG_SAMPLE_SHARES = {}
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    opened = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    day("2026-05-04")
    return opened


def do(client: Client, case: Case, act: str, **given: str) -> str:
    case.refresh_from_db()
    posted = {"revision": str(case.revision), **given}
    return client.post(f"/work/cases/{case.number}/do/{act}/", posted, follow=True).content.decode()


def test_the_insured_asks_and_follows_what_becomes_of_it(signed_in: SignIn, case: Case, anna: Person) -> None:
    client = signed_in(Role.INSURED, person=anna)
    address = f"/my/cases/{case.number}/again/"
    assert address in client.get(f"/my/cases/{case.number}/").content.decode()
    page = client.get(address).content.decode()
    assert "Ask us to reconsider the decision" in page
    assert "1 June 2026" in page.replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")
    wrong = client.post(address, {"text": " "})
    assert wrong.status_code == 400
    assert 'href="#again-text"' in wrong.content.decode()
    page = client.post(address, {"text": "Beloppet är för lågt."}, follow=True).content.decode()
    assert "We have received what you wrote" in page
    assert "being looked at" in page
    assert address not in page  # once
    assert Reconsideration.objects.get().text == "Beloppet är för lågt."
    assert client.get(address).status_code == 302


def test_another_person_has_no_such_page(signed_in: SignIn, case: Case) -> None:
    bo = scene.person("19840202", "981", given_name="Bo", sex="M")
    assert signed_in(Role.INSURED, person=bo).post(f"/my/cases/{case.number}/again/", {"text": "x"}).status_code == 404
    assert not Reconsideration.objects.exists()


def test_an_officer_types_in_a_request_and_another_decides_it(signed_in: SignIn, case: Case) -> None:
    first, second = signed_in(Role.OFFICER), signed_in(Role.OFFICER)
    page = do(first, case, "ask-again", received_on="2026-05-02", text="Beloppet är för lågt.")
    assert "The request is registered" in page
    assert Reconsideration.objects.get().registered_by is not None
    do(second, case, "take")
    page = second.get(f"/work/cases/{case.number}/").content.decode()
    assert "Beloppet är för lågt." in page
    assert 'do/reconsider/"' in page
    assert 'do/decide/"' not in page
    assert "CASE_REASONS_AGAIN" in do(second, case, "reconsider", reasons="")
    page = do(second, case, "reconsider", reasons="Beloppet är rätt räknat.")
    assert "The reconsideration is decided" in page
    assert "Not changed" in page
    page = do(first, case, "appeal", received_on="2026-05-04", text="Jag överklagar.")
    assert "The appeal is registered" in page
    do(first, case, "take")
    page = do(first, case, "hand-over", court="Förvaltningsrätten i Stockholm")
    assert "handed over to the court" in page
    assert "CASE_COURT" in do(first, case, "court", outcome="nonsense", decided_on="2026-05-04")
    assert "The court upheld" in do(first, case, "court", outcome="upheld", decided_on="2026-05-04")
    assert Appeal.objects.get().status == "tried"


def test_a_late_request_shows_what_can_be_done_with_it(signed_in: SignIn, case: Case, anna: Person, day: Days) -> None:
    day("2026-06-02")
    page = signed_in(Role.INSURED, person=anna).get(f"/my/cases/{case.number}/again/").content.decode()
    assert "You may still write" in page
    client = signed_in(Role.OFFICER)
    do(client, case, "ask-again", received_on="2026-06-02", text="Jag var bortrest.")
    do(client, case, "take")
    page = client.get(f"/work/cases/{case.number}/").content.decode()
    for act in ("dismiss-request", "accept-late", "as-change"):
        assert f'do/{act}/"' in page
    assert 'do/reconsider/"' not in page
    assert "CASE_STILL_LATE" in do(client, case, "accept-late", got_on="2026-04-01")
    do(client, case, "accept-late", got_on="2026-04-10")
    assert Reconsideration.objects.get().in_time
    do(client, case, "withdraw-request")
    assert Reconsideration.objects.get().status == "withdrawn"


def test_who_decided_is_not_offered_the_task(
    signed_in: SignIn, anna: Person, settings: LazySettings, day: Days
) -> None:
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": 1}
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    day("2026-04-02")
    olle = signed_in(Role.OFFICER)
    do(olle, case, "take")
    do(olle, case, "decide")
    day("2026-05-04")
    do(olle, case, "ask-again", received_on="2026-05-02", text="Beloppet är för lågt.")
    assert "CASE_TASK_NOT_ALLOWED" in do(olle, case, "take")
    assert Task.objects.get(status="open").excluded == Account.objects.get(role=Role.OFFICER)
