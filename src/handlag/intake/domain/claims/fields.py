"""One field's answer, from what a browser, a program or an officer gave to a value of the field's kind.

Web forms send text, the API sends JSON; both are read by the same functions, so the same answer gets the
same error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from handlag.core.errors import HandlagError
from handlag.intake.domain.claims.errors import wrong
from handlag.intake.domain.claims.forms import Field
from handlag.people.domain.identity import Organisationsnummer, parse_identity

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_MONTH = re.compile(r"(?!0000)([0-9]{4})-(0[1-9]|1[0-2])(?:-01)?")
_MOST = 10**15
_BOOLEANS = {"true": True, "on": True, "yes": True, "ja": True, "1": True}
_BOOLEANS |= {"false": False, "off": False, "no": False, "nej": False, "0": False}


def is_empty(answer: Any) -> bool:
    """Whether nothing was answered: a web form sends empty text where a program sends nothing."""
    return answer is None or answer in ([], ()) or (isinstance(answer, str) and not answer.strip())


def read_field(field: Field, answer: Any, today: date) -> Any:
    """The answer as a value of the field's kind. Raises a ``CLAIM_…`` or ``PEOPLE_…`` error naming the
    field."""
    return _KINDS[field.kind](field, _bounded(answer), today)


def _bounded(answer: Any) -> Any:
    """A number too long to be written out is as wrong as the largest one that can be."""
    return max(min(answer, _MOST), -_MOST) if type(answer) is int else answer


def error(code: str, field: Field, **details: Any) -> HandlagError:
    """An error about a field."""
    return wrong(code, field.name, (field.sv, field.en), **details)


def shown(answer: Any) -> str:
    """An answer as quoted back to whoever gave it, never long."""
    return f"”{_scalar(answer)[:40]}”"


def _scalar(answer: Any) -> str:
    """A single answer as text; a list or an object is none, and never equal to any answer."""
    return str(answer) if isinstance(answer, (str, int, float)) else "…"


def _date(field: Field, answer: Any, today: date) -> date:
    written = answer.strip() if isinstance(answer, str) else answer
    if isinstance(written, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        try:
            return _within(field, date.fromisoformat(written), today)
        except ValueError:
            pass
    if type(written) is date:
        return _within(field, written, today)
    raise error("CLAIM_DATE_WRONG", field, value=shown(answer))


def _month(field: Field, answer: Any, today: date) -> date:
    """The first day of the month."""
    match = _MONTH.fullmatch(answer.strip()) if isinstance(answer, str) else None
    if match:
        return _within(field, date(int(match[1]), int(match[2]), 1), today)
    raise error("CLAIM_MONTH_WRONG", field, value=shown(answer))


def _within(field: Field, day: date, today: date) -> date:
    if field.earliest_days is not None and (day - today).days < field.earliest_days:
        earliest = today + timedelta(days=field.earliest_days)
        raise error("CLAIM_DATE_TOO_EARLY", field, value=day.isoformat(), limit=earliest.isoformat())
    if field.latest_days is not None and (day - today).days > field.latest_days:
        latest = today + timedelta(days=field.latest_days)
        raise error("CLAIM_DATE_TOO_LATE", field, value=day.isoformat(), limit=latest.isoformat())
    return day


def _number(field: Field, answer: Any, _today: date) -> int:
    """A whole number; thousands may be set off by spaces, and kronor may say so."""
    number = answer if type(answer) is int else None
    if isinstance(answer, str):
        compact = _SPACES.sub("", answer).replace("−", "-")
        compact = re.sub(r"(kr|kronor|:-)$", "", compact) if field.kind == "kronor" else compact
        number = int(compact) if re.fullmatch(r"-?[0-9]{1,15}", compact) else None
    if number is None:
        raise error("CLAIM_NUMBER_WRONG", field, value=shown(answer))
    if number < field.min:
        raise error("CLAIM_NUMBER_TOO_SMALL", field, value=number, limit=field.min)
    if field.max is not None and number > field.max:
        raise error("CLAIM_NUMBER_TOO_LARGE", field, value=number, limit=field.max)
    return number


def _choice(field: Field, answer: Any, _today: date) -> str:
    value = _scalar(answer).strip()
    if value in {each.value for each in field.choices}:
        return value
    known = tuple(", ".join(each.label(language) for each in field.choices) for language in ("sv", "en"))
    raise error("CLAIM_CHOICE_WRONG", field, value=shown(answer), known=known)


def _choices(field: Field, answer: Any, today: date) -> list[str]:
    """Any number of the answers, each once, in the form's order."""
    given = answer.split(",") if isinstance(answer, str) else answer
    if not isinstance(given, (list, tuple)):
        given = [given]
    chosen = {_choice(field, each, today) for each in given}
    return [each.value for each in field.choices if each.value in chosen]


def _boolean(field: Field, answer: Any, _today: date) -> bool:
    value = answer if isinstance(answer, bool) else _BOOLEANS.get(_scalar(answer).strip().lower())
    if value is None:
        raise error("CLAIM_BOOLEAN_WRONG", field, value=shown(answer))
    return value


def _confirm(field: Field, answer: Any, today: date) -> bool:
    if not _boolean(field, answer, today):
        raise error("CLAIM_NOT_CONFIRMED", field)
    return True


def _text(field: Field, answer: Any, _today: date) -> str:
    """Plain text. A zero byte can't be kept in the database, and a lone surrogate can't be sent anywhere."""
    text = answer.strip() if isinstance(answer, str) else "\0"
    if "\0" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise error("CLAIM_TEXT_WRONG", field)
    if field.max is not None and len(text) > field.max:
        raise error("CLAIM_TEXT_TOO_LONG", field, count=len(text), limit=field.max)
    return text


def _person(field: Field, answer: Any, today: date) -> str:
    return _identity(field, lambda: parse_identity(_scalar(answer), today).digits)


def _organisation(field: Field, answer: Any, _today: date) -> str:
    return _identity(field, lambda: Organisationsnummer.parse(_scalar(answer)).digits)


def _identity(field: Field, read: Callable[[], str]) -> str:
    """The number, or the identity's own error told about this field."""
    try:
        return read()
    except HandlagError as wrongly:
        raise HandlagError(
            wrongly.code,
            field.name,
            sv=f"{field.sv.rstrip('?.')}: {wrongly.swedish.problem}",
            en=f"{field.en.rstrip('?.')}: {wrongly.english.problem}",
            remedy_sv=wrongly.swedish.remedy,
            remedy_en=wrongly.english.remedy,
        ) from wrongly


_KINDS: dict[str, Callable[[Field, Any, date], Any]] = {
    "date": _date,
    "month": _month,
    "kronor": _number,
    "integer": _number,
    "choice": _choice,
    "choices": _choices,
    "boolean": _boolean,
    "confirm": _confirm,
    "text": _text,
    "person": _person,
    "organisation": _organisation,
}
