"""Accounts of the agency."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlag.people.models import Account, Role


@pytest.fixture
def somebody(db: None) -> Callable[[Role], Account]:
    """Makes an account of a role."""
    return lambda role: Account.objects.create(username=f"{role}-{Account.objects.count()}", role=role)
