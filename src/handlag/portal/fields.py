"""One field of a form as the page draws it. All forms of the portal are lists of these, so all look and speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise

from handlag.core.errors import HandlagError

Text = Promise | str


@dataclass(frozen=True)
class Choice:
    """One alternative of a choice."""

    value: str
    text: Text


@dataclass(frozen=True)
class Field:
    """A field with its label and help, what has been filled in, and the error at it, if any.

    ``kind``: text, longtext, date, number, amount (kronor), yes_no, choice, choices, file, person. ``form`` keeps
    ids unique where a page has several forms.
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
    attributes: Mapping[str, str] = field(default_factory=dict)

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
        known = {"longtext", "yes_no", "choice", "choices", "file"}
        name = self.kind if self.kind in known else "text"
        return f"portal/fields/{name}.html"

    @property
    def input_type(self) -> str:
        """The browser's own kind of box. Figures are text with a keypad, since people write spaces and commas."""
        return "date" if self.kind == "date" else "text"

    @property
    def input_mode(self) -> str:
        """The keypad a phone shows."""
        return {"number": "numeric", "amount": "decimal", "person": "numeric"}.get(self.kind, "text")


def filled(fields: Iterable[Field], posted: Mapping[str, list[str]], error: HandlagError | None = None) -> list[Field]:
    """The fields with what was filled in, and the error at the field it names."""
    return [_filled(one, posted, error) for one in fields]


def _filled(one: Field, posted: Mapping[str, list[str]], error: HandlagError | None) -> Field:
    mine = error if error is not None and names(error.field, one.name) else None
    return replace(one, values=tuple(posted.get(one.name, one.values)), error=mine)


def names(named: str, name: str) -> bool:
    """Whether an error's field (``content.start``, ``periods[0].end``) is the form's."""
    return named == name or named.rsplit(".", maxsplit=1)[-1] == name or named.split("[", maxsplit=1)[0] == name


def linked(fields: Iterable[Field]) -> str:
    """The id of the field at fault, for the link in the error summary; empty if none is."""
    return next((one.id for one in fields if one.error), "")
