"""Callers of the API: an insured person, an officer, a care unit's engineer, a controller."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from handlag.api.actions.tokens import issue_token
from handlag.core.benefits import Benefit
from handlag.core.clock import legal_day, wall_clock
from handlag.people.models import Account, Person
from tests.cases.scene import earns, person, unit


@dataclass
class Caller:
    """Somebody with a token. ``last`` is the response to the last call."""

    account: Account | None = None
    headers: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.post(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers={**self.headers, **headers}
        )

    def send(self, path: str, raw: bytes) -> Any:
        return self.client.post(f"/api/v1{path}", raw, content_type="application/xml", headers=self.headers)


def caller(role: str, name: str, who: Person | None = None, **values: Any) -> Caller:
    account = Account.objects.create(username=name, role=role, person=who, **values)
    clear, _ = issue_token(account, "test", wall_clock())
    return Caller(account, {"Authorization": f"Bearer {clear}"})


@pytest.fixture(autouse=True)
def _nothing_drawn(settings: Settings) -> None:
    """No case is drawn for review by chance, so that what is decided automatically is so every time."""
    settings.HANDLAG_SAMPLE_SHARES = dict.fromkeys(Benefit, Decimal(0))


@pytest.fixture
def today() -> date:
    return legal_day(wall_clock())


@pytest.fixture
def anna(db: None) -> Caller:
    who = person("19850312", "981")
    earns(who)
    return caller("insured", "anna", who)


@pytest.fixture
def bo(db: None) -> Caller:
    return caller("insured", "bo", person("19830201", "982"))


@pytest.fixture
def officer(db: None) -> Caller:
    return caller("officer", "olle", unit=unit())


@pytest.fixture
def engineer(db: None) -> Caller:
    return caller("engineer", "vera")


@pytest.fixture
def controller(db: None) -> Caller:
    return caller("controller", "kim")


@pytest.fixture
def stranger(db: None) -> Caller:
    return Caller()
