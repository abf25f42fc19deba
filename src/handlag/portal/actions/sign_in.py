"""Signing in with a name and a password, slowed down after repeated failures."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from handlag.core.errors import HandlagError, NotAllowed
from handlag.people.models import Account
from handlag.portal.domain.limits import PER_ADDRESS, PER_NAME, Limit
from handlag.portal.models import SignInFailure


def sign_in(request: HttpRequest, name: str, password: str, now: datetime) -> Account:
    """The account the name and password belong to.

    Raises ``PORTAL_SIGN_IN_WAIT`` while the name or the address has failed too often, ``PORTAL_SIGN_IN_WRONG``
    otherwise. Neither tells whether the name exists.
    """
    keys = {_hashed("name", name.casefold()): PER_NAME, _hashed("address", _address(request)): PER_ADDRESS}
    _refuse_if_too_often(keys, now)
    account = authenticate(request, username=name, password=password)
    if isinstance(account, Account):
        return account
    SignInFailure.objects.bulk_create([SignInFailure(key=key, at=now) for key in keys])
    raise _wrong()


def _refuse_if_too_often(keys: dict[str, Limit], now: datetime) -> None:
    longest = max(limit.window for limit in keys.values())
    SignInFailure.objects.filter(at__lte=now - longest).delete()
    failed: dict[str, list[datetime]] = {key: [] for key in keys}
    for key, at in SignInFailure.objects.filter(key__in=keys).values_list("key", "at"):
        failed[key].append(at)
    wait = max(limit.wait(failed[key], now) for key, limit in keys.items())
    if wait > timedelta(0):
        raise _too_often(ceil(wait.total_seconds() / 60))


def _hashed(kind: str, value: str) -> str:
    """A keyed hash, because people type passwords into the name field by mistake."""
    return salted_hmac(f"handlag.portal.sign_in.{kind}", value, algorithm="sha256").hexdigest()


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _wrong() -> HandlagError:
    return NotAllowed(
        "PORTAL_SIGN_IN_WRONG", "password",
        sv="Användarnamnet eller lösenordet stämmer inte.", en="The user name or the password is wrong.",
        remedy_sv="Kontrollera båda och försök igen.", remedy_en="Check both and try again.",
    )  # fmt: skip


def _too_often(minutes: int) -> HandlagError:
    return NotAllowed(
        "PORTAL_SIGN_IN_WAIT", "username",
        sv="För många misslyckade försök att logga in.", en="Too many failed attempts to sign in.",
        remedy_sv=f"Vänta {minutes} min och försök igen.", remedy_en=f"Wait {minutes} min and try again.",
    )  # fmt: skip
