"""One field of a form as the page draws it. All forms of the portal are lists of these, so all look and speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise

from handlag.core.errors import HandlagError

Text = Promise | str
PARTS = {
    "text": "longtext",
    "boolean": "yes_no",
    "confirm": "confirm",
    "choice": "choice",
    "choices": "choices",
    "file": "file",
}


@dataclass(frozen=True)
class Choice:
    """One alternative of a choice."""

    value: str
    text: Text


@dataclass(frozen=True)
class Field:
    """A field with its label and help, what has been filled in, and the error at it, if any.

    ``kind`` is one of the claim forms' kinds, or line (one line of text) or file. ``form`` keeps ids unique where a
    page has several forms. ``when`` names the field and the answers this one belongs to, ``when_text`` says so.
    """

    name: str
    kind: str
    label: Text
    help: Text = ""
    required: bool = True
    choices: tuple[Choice, ...] = ()
    form: str = "form"
    values: tuple[str, ...] = ()
    error: HandlagError | None = None
    when: tuple[str, str] | None = None
    when_text: Text = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    rows: int = 4  # of a longer text

    @property
    def id(self) -> str:
        """The field's id on the page."""
        return f"{self.form}-{self.name}".replace(".", "-")

    @property
    def value(self) -> str:
        """What has been filled in."""
        return self.values[0] if self.values else ""

    @property
    def template(self) -> str:
        """The part that draws the kind."""
        return f"portal/fields/{PARTS.get(self.kind, 'line')}.html"

    @property
    def input_type(self) -> str:
        """The browser's own kind of box. Figures are text with a keypad, since people write spaces and commas."""
        return self.kind if self.kind in ("date", "month") else "text"

    @property
    def input_mode(self) -> str:
        """The keypad a phone shows."""
        return "numeric" if self.kind in ("kronor", "integer", "person", "organisation") else "text"


def filled(
    fields: Iterable[Field], posted: Mapping[str, list[str]], errors: Iterable[HandlagError] = ()
) -> list[Field]:
    """The fields with what was filled in, and the errors at the fields they name."""
    found = list(errors)
    return [_filled(one, posted, found) for one in fields]


def _filled(one: Field, posted: Mapping[str, list[str]], errors: list[HandlagError]) -> Field:
    mine = next((error for error in errors if names(error.field, one.name)), None)
    return replace(one, values=tuple(posted.get(one.name, one.values)), error=mine)


def names(named: str, name: str) -> bool:
    """Whether an error's field (``content.start``, ``periods[0].end``) is the form's."""
    return named == name or named.rsplit(".", maxsplit=1)[-1] == name or named.split("[", maxsplit=1)[0] == name


def answers(fields: Iterable[Field], posted: Mapping[str, list[str]]) -> dict[str, str | list[str]]:
    """What was filled in, as the rooms read it: text per field, a list where several may be chosen."""
    given: dict[str, str | list[str]] = {}
    for one in fields:
        values = [value for value in posted.get(one.name, []) if value.strip()]
        if values:
            given[one.name] = values if one.kind == "choices" else values[0]
    return given


@dataclass(frozen=True)
class Summary:
    """The errors of a form gathered at its top, each with the id of its field, or none."""

    errors: tuple[tuple[HandlagError, str], ...]

    def __bool__(self) -> bool:
        return bool(self.errors)


def summary(fields: Iterable[Field], errors: Iterable[HandlagError]) -> Summary:
    """Every error with the link to its field."""
    drawn = list(fields)
    return Summary(
        tuple((error, next((one.id for one in drawn if names(error.field, one.name)), "")) for error in errors)
    )
