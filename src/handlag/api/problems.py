"""Every refusal of the API has one shape: stable code, field, what is wrong and what to do, in two languages."""

from __future__ import annotations

import logging
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from handlag.api.domain.refusals import NotSignedIn, TooOften, not_signed_in
from handlag.core.errors import Conflict, HandlagError, NotAllowed, NotFound
from handlag.core.ids import new_id
from handlag.core.validation import faults, refused

logger = logging.getLogger(__name__)


class Words(Schema):
    """What is wrong and what to do about it, in one language."""

    problem: str
    remedy: str


class Problem(Schema):
    """The body of every answer that isn't a success. ``errors`` holds all of several, the first being this one."""

    code: str
    field: str
    sv: Words
    en: Words
    errors: list[dict[str, Any]] | None = None
    findings: list[dict[str, Any]] | None = None


_STATUS: tuple[tuple[type[HandlagError], int], ...] = (
    (NotSignedIn, 401),
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (TooOften, 429),
)
_TOO_LARGE = {"CERT_TOO_LARGE", "API_TOO_LARGE"}


def status_of(error: HandlagError) -> int:
    """The HTTP status that says the same as the error; 422 for input that can't be used."""
    if error.code in _TOO_LARGE:
        return 413
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 422)


def answer(error: HandlagError) -> HttpResponse:
    """The error as a response."""
    body = error.as_dict() | {key: error.context[key] for key in ("errors", "findings") if error.context.get(key)}
    response = JsonResponse(body, status=status_of(error), json_dumps_params={"ensure_ascii": False})
    if isinstance(error, NotSignedIn):
        response["WWW-Authenticate"] = 'Bearer realm="Handlag"'
    if isinstance(error, TooOften):
        response["Retry-After"] = str(error.seconds)
    return response


def answer_all_errors(api: NinjaAPI) -> None:
    """Have every error that can leave a route answered in the one shape."""
    api.add_exception_handler(HandlagError, lambda _, error: answer(cast(HandlagError, error)))
    api.add_exception_handler(ValidationError, lambda _, error: answer(_bad_input(cast(ValidationError, error))))
    api.add_exception_handler(AuthenticationError, lambda *_: answer(not_signed_in()))
    api.add_exception_handler(RequestDataTooBig, lambda *_: answer(too_large()))
    api.add_exception_handler(Http404, lambda *_: answer(_nothing_here()))
    api.add_exception_handler(HttpError, lambda _, error: answer(_unreadable(cast(HttpError, error))))
    api.add_exception_handler(Exception, _fault)


def too_large() -> HandlagError:
    """The body is larger than the server takes."""
    return HandlagError(
        "API_TOO_LARGE", "body",
        sv="Anropets innehåll är för stort.", en="The request's body is too large.",
        remedy_sv="Dela upp innehållet.", remedy_en="Divide the content.",
    )  # fmt: skip


def _nothing_here() -> NotFound:
    return NotFound(
        "API_NOT_FOUND", "",
        sv="Adressen finns inte.", en="There is no such address.",
        remedy_sv="Se openapi.json för dem som finns.", remedy_en="See openapi.json for those there are.",
    )  # fmt: skip


def _bad_input(error: ValidationError) -> HandlagError:
    """Fields are named as the caller knows them; what was sent is never repeated back."""
    return refused(
        [fault for each in error.errors for fault in faults([each], skip=2 if len(each["loc"]) > 2 else 1)],
        "API_INPUT",
        noun=("Anropet går inte att använda:", "The request can't be used:"),
        remedy=("Se openapi.json för vad anropet tar emot.", "See openapi.json for what the request takes."),
    )


def _unreadable(error: HttpError) -> HandlagError:
    return HandlagError(
        "API_INPUT", "body",
        sv="Anropets innehåll går inte att läsa som JSON.", en="The request's body can't be read as JSON.",
        remedy_sv="Skicka giltig JSON i UTF-8.", remedy_en="Send valid JSON in UTF-8.",
        status=error.status_code,
    )  # fmt: skip


def _fault(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """A fault of ours: told with a number to ask about, and nothing of what happened inside."""
    reference = str(new_id())
    logger.error("fault %s in %s %s", reference, request.method, request.path, exc_info=cast(Exception, error))
    told = HandlagError(
        "API_FAULT", "",
        sv=f"Ett fel har uppstått hos oss ({reference}).", en=f"Something has gone wrong on our side ({reference}).",
        remedy_sv="Försök igen, eller hör av dig med numret.", remedy_en="Try again, or contact us with the number.",
    )  # fmt: skip
    response = answer(told)
    response.status_code = 500
    return response
