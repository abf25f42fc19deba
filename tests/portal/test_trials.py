"""Trials on their pages: registered, asked into, outcomes kept, answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from handlag.core import clock
from handlag.people.models import Account, Role
from handlag.quality.actions.trial import ask_in
from handlag.quality.models import Participant, Trial
from tests.portal.test_quality import browser
from tests.quality import scene
from tests.quality.trials import BEGAN, LATER, WRITTEN, registered, tried

Accounts = Callable[..., Account]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, db: None) -> Callable[[datetime], None]:
    def set_clock(now: datetime) -> None:
        monkeypatch.setattr(clock, "wall_clock", lambda: now)

    set_clock(BEGAN)
    return set_clock


@pytest.fixture
def leader(account: Accounts) -> Account:
    return account(Role.CONTROLLER)


@pytest.fixture
def ada(account: Accounts) -> Account:
    return account(Role.OFFICER)


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_trial_is_sized_then_registered(at: object, leader: Account) -> None:
    client = browser(leader)
    assert "818 are asked in" in client.post("/quality/effects/", {"written": WRITTEN, "do": "size"}).content.decode()
    assert not Trial.objects.exists()
    page = client.post("/quality/effects/", {"written": WRITTEN, "do": "register"}, follow=True).content.decode()
    made = Trial.objects.get()
    assert made.sealed in page
    assert made.seed not in page
    wrong = client.post("/quality/effects/", {"written": WRITTEN.replace("0.10", "0.9"), "do": "register"})
    assert wrong.status_code == 400
    assert "EFFECTS_PROTOCOL" in wrong.content.decode()


def test_an_officer_reads_out_asks_and_sees_what_the_lot_says(at: object, leader: Account, ada: Account) -> None:
    trial, case = registered(leader), scene.decided(1).case
    client = browser(ada)
    assert "Försök" in text(client, "/trials/")
    assert "your own choice" in text(client, f"/trials/{trial.id}/")
    refused = client.post(f"/trials/{trial.id}/", {"number": case.number})
    assert "EFFECTS_NO_CONSENT" in refused.content.decode()
    unknown = client.post(f"/trials/{trial.id}/", {"number": "nonsense", "agreed": "true"})
    assert unknown.status_code == 404
    drawn = client.post(f"/trials/{trial.id}/", {"number": case.number, "agreed": "true"}).content.decode()
    made = Participant.objects.get()
    assert {"measure": "A coordination meeting", "comparison": "Handling as usual"}[made.arm] in drawn
    assert case.number in text(client, "/trials/")


def test_an_outcome_is_kept_when_due_and_only_by_whoever_asked(
    at: Callable[[datetime], None], leader: Account, ada: Account, account: Accounts
) -> None:
    made = ask_in(ada, registered(leader).id, scene.decided(1).case, True, BEGAN)
    path = f"/trials/took-part/{made.id}/"
    assert browser(account(Role.OFFICER)).get(path).status_code == 404
    client = browser(ada)
    assert client.post(path, {"outcome": "1", "do": "keep"}).status_code == 409
    at(LATER)
    assert client.post(path, {"outcome": "one", "do": "keep"}).status_code == 400
    assert client.post(path, {"outcome": "1", "received": "no", "do": "keep"}).status_code == 302
    made.refresh_from_db()
    assert (made.outcome, made.received) == (1.0, False)
    other = ask_in(ada, made.trial_id, scene.decided(2).case, True, BEGAN)
    client.post(f"/trials/took-part/{other.id}/", {"do": "withdraw"})
    other.refresh_from_db()
    assert other.withdrew_at == LATER


def test_the_answer_stands_in_words_the_design_can_carry(
    at: object, leader: Account, ada: Account, account: Accounts
) -> None:
    ended = tried(leader, ada)
    page = text(browser(leader), f"/quality/effects/{ended.id}/")
    assert "By lot: strong" in page
    assert "All 24 were put where the sealed list puts them." in page
    assert ended.seed in page
    assert browser(leader).get(f"/quality/effects/{ended.id}/effect.svg").content.startswith(b"<svg")
    chef = browser(account(Role.MANAGER))
    assert "By lot" in text(chef, f"/quality/effects/{ended.id}/")
    assert "Register for good" not in text(chef, "/quality/effects/")


def test_a_trial_is_closed_on_its_page_and_says_when_it_can_not_tell(at: object, leader: Account, ada: Account) -> None:
    trial = registered(leader)
    assert browser(ada).post(f"/quality/effects/{trial.id}/close/").status_code == 403
    page = browser(leader).post(f"/quality/effects/{trial.id}/close/", follow=True).content.decode()
    assert "EFFECTS_TOO_FEW" in page
    assert browser(leader).get(f"/quality/effects/{trial.id}/effect.svg").status_code == 400
