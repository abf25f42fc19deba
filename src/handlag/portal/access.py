"""Who may open which page. Rights to a person's data are the people room's to judge; this is about doors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from handlag.core.errors import NotAllowed
from handlag.people.models import Account, Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def page_for(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Open a page to some roles. Others are told; the signed-out are sent to sign in and back again."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if account_of(request).role not in roles:
                raise _wrong_door()
            return view(request, *args, **kwargs)

        return cast(View[P], guarded)

    return decorate


def account_of(request: HttpRequest) -> Account:
    """The signed-in account; only called behind ``page_for``."""
    return cast(Account, request.user)


def _wrong_door() -> NotAllowed:
    return NotAllowed(
        "PORTAL_WRONG_ROLE",
        sv="Den här sidan hör till en annan roll än din.", en="This page belongs to another role than yours.",
        remedy_sv="Gå till din startsida, eller logga in med rätt konto.",
        remedy_en="Go to your start page, or sign in with the right account.",
    )  # fmt: skip
