"""What a data model found wrong, in two languages: one translator for facts, files and the API's bodies.

Pydantic says it in English only; here its kind of error picks the words. Rules of our own raise ``Wrong``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from handlag.core.errors import HandlagError


class Wrong(ValueError):
    """A rule of ours that values break, raised inside a model: which field, and why, in two languages."""

    def __init__(self, sv: str, en: str, field: str = "") -> None:
        super().__init__(en)
        self.sv, self.en, self.field = sv, en, field


class Fault(NamedTuple):
    """One thing wrong: the dotted path of the field, and what is wrong with it, without a full stop."""

    field: str
    sv: str
    en: str


_WHOLE = ("ska vara ett heltal", "must be a whole number")
_DATE = ("ska vara en dag som finns, ÅÅÅÅ-MM-DD", "must be a day there is, YYYY-MM-DD")
_TEXT = ("ska vara text", "must be text")
_TRUTH = ("ska vara sant eller falskt", "must be true or false")
_LIST = ("ska vara en lista", "must be a list")
_OBJECT = ("ska vara ett objekt med namngivna fält", "must be an object with named fields")
_NUMBER = ("ska vara ett tal", "must be a number")

WORDS: dict[str, tuple[str, str]] = {
    "missing": ("saknas", "is missing"),
    "extra_forbidden": ("är inte ett fält som finns", "is not a field there is"),
    "none_required": ("ska vara tomt (null)", "must be empty (null)"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number", "decimal_type", "decimal_parsing"), _NUMBER),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _DATE),
    **dict.fromkeys(
        ("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "timezone_aware"),
        ("ska vara en tidpunkt med tidszon", "must be an instant with a time zone"),
    ),
    **dict.fromkeys(("string_type", "string_unicode"), _TEXT),
    **dict.fromkeys(("bool_type", "bool_parsing"), _TRUTH),
    **dict.fromkeys(("list_type", "tuple_type", "set_type"), _LIST),
    **dict.fromkeys(("model_type", "dict_type", "model_attributes_type", "dataclass_type", "mapping_type"), _OBJECT),
    **dict.fromkeys(("uuid_type", "uuid_parsing"), ("ska vara ett id (UUID)", "must be an id (UUID)")),
    "greater_than_equal": ("ska vara minst {ge}", "must be at least {ge}"),
    "greater_than": ("ska vara mer än {gt}", "must be more than {gt}"),
    "less_than_equal": ("ska vara högst {le}", "must be at most {le}"),
    "less_than": ("ska vara mindre än {lt}", "must be less than {lt}"),
    "multiple_of": ("ska gå jämnt upp i {multiple_of}", "must be a multiple of {multiple_of}"),
    "literal_error": ("ska vara något av {expected}", "must be one of {expected}"),
    "enum": ("ska vara något av {expected}", "must be one of {expected}"),
    "string_too_short": ("ska ha minst {min_length} tecken", "must have at least {min_length} characters"),
    "string_too_long": ("ska ha högst {max_length} tecken", "must have at most {max_length} characters"),
    "string_pattern_mismatch": ("har inte rätt form ({pattern})", "is not of the right form ({pattern})"),
    "too_short": ("ska ha minst {min_length} rader", "must have at least {min_length} items"),
    "too_long": ("ska ha högst {max_length} rader", "must have at most {max_length} items"),
    "json_invalid": ("går inte att läsa som JSON", "cannot be read as JSON"),
}
"""Words by pydantic's kind of error; the braces are filled with what the error says of the limit."""


def faults(found: Iterable[Mapping[str, Any]], skip: int = 0) -> list[Fault]:
    """Pydantic's errors as faults, in its order. The first ``skip`` steps of each place are the caller's own."""
    return [_fault(each, skip) for each in found]


def _fault(each: Mapping[str, Any], skip: int) -> Fault:
    context = each.get("ctx") or {}
    place = [str(step) for step in tuple(each["loc"])[skip:]]
    own = context.get("error")
    if isinstance(own, Wrong):
        return Fault(".".join([*place, *([own.field] if own.field else [])]), own.sv, own.en)
    sv, en = WORDS.get(str(each["type"]), ("kan inte användas: {msg}", "cannot be used: {msg}"))
    said = {"msg": str(each["msg"]).removeprefix("Value error, "), **context}
    if "expected" in said:
        sv = sv.format(expected=str(said["expected"]).replace(" or ", " eller "))
    return Fault(".".join(place), sv.format_map(_Known(said)), en.format_map(_Known(said)))


class _Known(dict[str, Any]):
    """What an error says of its limit; a pydantic that no longer says it gets an ellipsis, never a crash."""

    def __missing__(self, key: str) -> str:
        return "…"


def refused(found: list[Fault], code: str, *, noun: tuple[str, str], remedy: tuple[str, str]) -> HandlagError:
    """One error for all faults: named for the first, told with every one, each in ``context["errors"]`` besides.

    ``noun`` is what a field is called and ``remedy`` what to do about it, Swedish and English.
    """
    each = [_error([fault], code, noun, remedy) for fault in found]
    whole = _error(found, code, noun, remedy)
    whole.context["errors"] = [error.as_dict() for error in each]
    return whole


def _error(found: list[Fault], code: str, noun: tuple[str, str], remedy: tuple[str, str]) -> HandlagError:
    shown = found[:MOST_TOLD]
    more = len(found) - len(shown)
    sv = "; ".join(f"{fault.field or 'helheten'} {fault.sv}" for fault in shown)
    en = "; ".join(f"{fault.field or 'the whole'} {fault.en}" for fault in shown)
    return HandlagError(
        code,
        found[0].field if found else "",
        sv=f"{noun[0]} {sv}{f'; och {more} till' if more else ''}.",
        en=f"{noun[1]} {en}{f'; and {more} more' if more else ''}.",
        remedy_sv=remedy[0],
        remedy_en=remedy[1],
    )


MOST_TOLD = 20
"""How many faults one sentence tells; the list beside it has them all."""
