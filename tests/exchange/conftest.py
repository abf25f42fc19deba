"""The exchange is tried by itself; what cases do with what it brings is tested with the cases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlag.exchange import hooks
from handlag.exchange.actions.arrivals import reopen
from handlag.intake import hooks as intake_hooks
from handlag.people.actions.register_person import register_person
from handlag.people.models import Person
from tests.intake.samples import ANNA

NOW = datetime(2024, 3, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _cases_do_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("on_claim", "on_withdrawal", "on_certificate"):
        monkeypatch.setattr(intake_hooks, name, [])
    monkeypatch.setattr(intake_hooks, "on_revoked", [reopen])
    for name in ("on_message", "on_answered"):
        monkeypatch.setattr(hooks, name, [])


@pytest.fixture
def anna(db: None) -> Person:
    return register_person(ANNA, "Anna", "Testsson", NOW)
