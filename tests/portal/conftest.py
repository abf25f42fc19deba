"""Accounts, one per role, and clients signed in with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from handlag.people.models import Account, Role

PASSWORD = "long enough for a test"


@pytest.fixture
def account(db: None) -> Callable[..., Account]:
    """Makes an account of a role."""

    def make(role: Role, **more: object) -> Account:
        made = Account(username=f"{role}-{Account.objects.count()}", role=role, **more)
        made.set_password(PASSWORD)
        made.save()
        return made

    return make


@pytest.fixture
def signed_in(account: Callable[..., Account]) -> Callable[..., Client]:
    """A client signed in as a new account of a role, reading English unless told otherwise."""

    def sign_in(role: Role, language: str = "en", **more: object) -> Client:
        client = Client()
        client.cookies["django_language"] = language
        client.force_login(account(role, **more))
        return client

    return sign_in
