"""When a start makes the synthetic agency: once, and only where nobody is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.people.models import Account, Person, Role
from handlag.run.start import _needs_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def somebody() -> None:
    Person.objects.create(identity_number="199001012384", given_name="Ada", family_name="Ek", born=NOW.date(), sex="F")


def test_an_empty_database_gets_a_world():
    assert _needs_world()


def test_a_database_with_people_of_its_own_is_left_alone():
    somebody()
    assert not _needs_world()


def test_a_world_killed_halfway_is_taken_up():
    somebody()
    leave(Kind.WORLD_MADE, NOW, stage="block", blocks=1)
    assert _needs_world()


def test_a_world_with_its_demonstration_accounts_is_whole():
    leave(Kind.WORLD_MADE, NOW, stage="finished", blocks=1)
    Account.objects.create(username="drift", role=Role.ENGINEER)
    assert not _needs_world()
