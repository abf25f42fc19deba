"""Who calls: a browser's session or a program's token, how often, and which roles a route is for."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from handlag.api.actions.count_request import count_request
from handlag.api.actions.tokens import account_behind
from handlag.api.domain.rates import FAILED, OPEN, SIGNED_IN
from handlag.api.domain.refusals import NotSignedIn
from handlag.core.clock import wall_clock
from handlag.core.errors import NotAllowed
from handlag.people.models import Account, Person


class Token(HttpBearer):
    """A token in the Authorization header."""

    def authenticate(self, request: HttpRequest, token: str) -> Account:
        """The account behind the token. Raises API_TOKEN_WRONG, and API_TOO_OFTEN after many that don't fit."""
        now = wall_clock()
        account = account_behind(token, now)
        if account is None:
            count_request(FAILED, address_of(request), now)
            raise NotSignedIn(
                "API_TOKEN_WRONG", "Authorization",
                sv="Ditt token gäller inte.", en="Your token isn't valid.",
                remedy_sv="Det kan ha gått ut eller dragits in. Be om ett nytt.",
                remedy_en="It may have expired or been revoked. Ask for a new one.",
            )  # fmt: skip
        count_request(SIGNED_IN, str(account.pk), now)
        return account


class Session(AuthBase):
    """A signed-in browser. What changes anything must carry the CSRF token, as a form does."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Account | None:
        """The signed-in account, or None. Raises API_CSRF."""
        if not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise NotAllowed(
                "API_CSRF", "X-CSRFToken",
                sv="Anropet saknar webbsidans CSRF-nyckel.", en="The request lacks the page's CSRF key.",
                remedy_sv="Skicka kakan csrftoken i huvudet X-CSRFToken.",
                remedy_en="Send the csrftoken cookie in the header X-CSRFToken.",
            )  # fmt: skip
        count_request(SIGNED_IN, str(request.user.pk), wall_clock())
        return request.user


class Anybody(AuthBase):
    """Open to all, at the rate of an address: calculators, forms and definitions."""

    openapi_type = "http"
    openapi_scheme = "none"

    def __call__(self, request: HttpRequest) -> Any:
        """Always lets in, but counts."""
        count_request(OPEN, address_of(request), wall_clock())
        return True


def address_of(request: HttpRequest) -> str:
    """The address the connection comes from; a header could be made up by the sender."""
    return str(request.META.get("REMOTE_ADDR", ""))


def account_of(request: HttpRequest, *roles: str) -> Account:
    """The account that calls. Raises API_WRONG_ROLE when the route is for other roles."""
    account = cast(Account, request.auth)  # type: ignore[attr-defined]
    if roles and account.role not in roles:
        raise NotAllowed(
            "API_WRONG_ROLE", "",
            sv="Anropet hör till en annan roll än din.", en="The request belongs to another role than yours.",
            remedy_sv="Använd ett konto med rätt roll.", remedy_en="Use an account of the right role.",
        )  # fmt: skip
    return account


def herself(account: Account) -> Person:
    """The person an insured account belongs to. Raises API_NO_PERSON."""
    if account.person is None:
        raise NotAllowed(
            "API_NO_PERSON", "",
            sv="Kontot hör inte till någon person.", en="The account belongs to no person.",
            remedy_sv="Ange vem det gäller, eller använd den försäkrades konto.",
            remedy_en="Say who it is about, or use the insured person's account.",
        )  # fmt: skip
    return account.person
