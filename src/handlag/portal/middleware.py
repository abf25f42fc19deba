"""What happens around every page: language, errors people can read, and no copies left in shared caches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation

from handlag.core.errors import Conflict, HandlagError, NotAllowed, NotFound

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The language chosen with the switch, else Swedish: the agency's language, whatever the browser prefers."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language and say so."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.handler(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PrivacyMiddleware:
    """A signed-in page is for one pair of eyes: nothing on the way may keep it."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forbid copies unless the page itself has decided otherwise."""
        response = self.handler(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def status_of(error: HandlagError) -> int:
    """The HTTP status that says the same as the error."""
    if isinstance(error, NotAllowed):
        return 403
    if isinstance(error, NotFound):
        return 404
    return 409 if isinstance(error, Conflict) else 400


class PlainTextMiddleware:
    """A zero byte is in no text anybody writes, and the database can't keep it: refused before any page sees it.

    The API reads its own bodies and does the same there.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse the request, or hand it on."""
        if request.path_info.startswith("/api/") or not _holds_zero(request):
            return self.handler(request)
        return render(request, "portal/error.html", {"error": _zero()}, status=400)


def _holds_zero(request: HttpRequest) -> bool:
    texts = [request.path_info, *(text for sent in (request.GET, request.POST) for text in _texts(sent))]
    return any("\0" in text for text in texts)


def _texts(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from (value for value in values if isinstance(value, str))


def _zero() -> HandlagError:
    return HandlagError(
        "PORTAL_ZERO_BYTE",
        sv="Det som skickades innehåller ett tecken som inte är text.",
        en="What was sent holds a sign that isn't text.",
        remedy_sv="Skriv om det och skicka igen.", remedy_en="Write it anew and send it again.",
    )  # fmt: skip


class ErrorMiddleware:
    """A refusal that no form has shown beside its fields becomes a page of its own, with problem and remedy."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way in or out."""
        return self.handler(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the error; anything that isn't a ``HandlagError`` is a fault of ours and goes on up."""
        if not isinstance(error, HandlagError):
            return None
        return render(request, "portal/error.html", {"error": error}, status=status_of(error))
