"""Signing in and out, the language switch, and what everybody sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlag.core import clock
from handlag.people.models import Account, Role
from handlag.portal.domain.limits import Limit
from handlag.portal.models import SignInFailure
from tests.portal.conftest import PASSWORD

NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)


def test_the_right_password_leads_to_the_page_asked_for(account: Callable[..., Account]) -> None:
    person = account(Role.ENGINEER)
    answer = Client().post("/login/", {"username": person.username, "password": PASSWORD, "next": "/status/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/status/")


def test_a_sign_in_link_cannot_lead_to_another_site(account: Callable[..., Account]) -> None:
    person = account(Role.ENGINEER)
    answer = Client().post(
        "/login/", {"username": person.username, "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_keeps_the_name_and_does_not_tell_whether_it_exists(account: Callable[..., Account]) -> None:
    person = account(Role.OFFICER)
    known = Client().post("/login/", {"username": person.username, "password": "wrong"})
    unknown = Client().post("/login/", {"username": "nobody", "password": "wrong"})
    assert known.status_code == unknown.status_code == 403
    assert f'value="{person.username}"' in known.content.decode()
    assert "Användarnamnet eller lösenordet stämmer inte." in known.content.decode()
    assert "Användarnamnet eller lösenordet stämmer inte." in unknown.content.decode()


def test_the_sixth_try_within_a_quarter_of_an_hour_waits_even_with_the_right_password(
    account: Callable[..., Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = account(Role.OFFICER)
    monkeypatch.setattr(clock, "wall_clock", lambda: NOON)
    for _ in range(5):
        Client().post("/login/", {"username": person.username, "password": "wrong"})
    locked = Client().post("/login/", {"username": person.username, "password": PASSWORD})
    assert locked.status_code == 429
    assert "Vänta 15 min" in locked.content.decode()
    monkeypatch.setattr(clock, "wall_clock", lambda: NOON + timedelta(minutes=15))
    assert Client().post("/login/", {"username": person.username, "password": PASSWORD}).status_code == 302


def test_what_was_typed_as_a_name_is_not_kept_in_the_clear(db: None) -> None:
    Client().post("/login/", {"username": "my-password-by-mistake", "password": "x"})
    assert SignInFailure.objects.count() == 2
    assert not SignInFailure.objects.filter(key__contains="mistake").exists()


@settings(suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy with other tests
@given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 6), st.integers(1, 30))
def test_after_the_wait_a_try_is_always_let_in(minutes: list[int], failures: int, window: int) -> None:
    limit = Limit(failures, timedelta(minutes=window))
    failed = [NOON - timedelta(minutes=at) for at in minutes]
    wait = limit.wait(failed, NOON)
    assert timedelta(0) <= wait <= limit.window
    assert limit.wait(failed, NOON + wait) == timedelta(0)


def test_signing_out_ends_the_session(signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.ENGINEER)
    client.post("/logout/")
    assert client.get("/").headers["Location"] == "/login/"


def test_the_language_is_swedish_until_the_switch_is_used_whatever_the_browser_prefers(db: None) -> None:
    client = Client(headers={"Accept-Language": "en-GB,en"})
    first = client.get("/login/")
    assert '<html lang="sv">' in first.content.decode()
    assert first.headers["Content-Language"] == "sv"
    client.post("/language/", {"language": "en", "next": "/login/"})
    second = client.get("/login/").content.decode()
    assert '<html lang="en">' in second
    assert "Skip to the content" in second


def test_an_unknown_language_changes_nothing(db: None) -> None:
    client = Client()
    client.post("/language/", {"language": "xx", "next": "/login/"})
    assert client.get("/login/").headers["Content-Language"] == "sv"


def test_pages_forbid_copies_and_scripts_from_elsewhere(db: None) -> None:
    answer = Client().get("/login/")
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.content.decode()
    assert "<style" not in answer.content.decode()


def test_the_health_page_answers_without_signing_in(db: None) -> None:
    assert Client().get("/healthz").json() == {"status": "ok", "database": "ok"}
