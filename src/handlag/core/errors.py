"""The one kind of error a user meets: a stable code, the field, what is wrong and what to do, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Wording:
    """What is wrong and what to do about it, in one language."""

    problem: str
    remedy: str


class HandlagError(Exception):
    """Input or a request that can't be carried out; nothing has been written when it is raised.

    ``code`` never changes once published (``ROOM_WHAT``); ``field`` is the name of the input at fault, or
    empty where no single input is.
    """

    def __init__(
        self, code: str, field: str = "", *, sv: str, en: str, remedy_sv: str, remedy_en: str, **context: Any
    ) -> None:
        super().__init__(f"{code} {field}: {en}".strip())
        self.code = code
        self.field = field
        self.swedish = Wording(sv, remedy_sv)
        self.english = Wording(en, remedy_en)
        self.context = context

    def wording(self, language: str) -> Wording:
        """The wording for a language code such as ``sv`` or ``en-gb``; Swedish unless English is asked for."""
        return self.english if language.startswith("en") else self.swedish

    def as_dict(self) -> dict[str, Any]:
        """The error as the API gives it: the same keys for every error."""
        return {
            "code": self.code,
            "field": self.field,
            "sv": {"problem": self.swedish.problem, "remedy": self.swedish.remedy},
            "en": {"problem": self.english.problem, "remedy": self.english.remedy},
        }


class NotAllowed(HandlagError):
    """The actor may not read or do this; the refusal itself is logged by the caller."""


class NotFound(HandlagError):
    """What was asked for isn't there, or the actor may not know that it is."""


class Conflict(HandlagError):
    """Somebody else was first, or the facts have changed since they were read."""
