"""“What would I get?”: the questions of each benefit's ``about.yaml``, answered by the law itself. Nothing is kept.

The law's worked example is what is taken for granted; an answer overwrites its place in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlag.core.errors import HandlagError
from handlag.law.about import About, Alternative, Asked, about, example_with, known_at
from handlag.law.registry import REGISTRY
from handlag.portal.fields import Choice, Field
from handlag.portal.typed import Given, day, maybe_whole, whole
from handlag.portal.words import AREAS, Word

MOST_COPIES = 20
KINDS = {"kronor": "kronor", "number": "integer", "percent": "integer", "count": "integer", "bool": "boolean"}


@dataclass(frozen=True)
class Shelf:
    """The benefits of one area, each with its code."""

    name: Word
    benefits: list[tuple[str, About]]


def shelves() -> list[Shelf]:
    """All benefits whose law is written, by area."""
    known = [(code, about(code)) for code in REGISTRY]
    return [Shelf(name, [one for one in known if one[1].area == area]) for area, name in AREAS.items()]


def fields_of(code: str, language: str) -> tuple[Field, ...]:
    """A benefit's questions as fields, filled in with its example."""
    said = about(code)
    return tuple(_field(asked, said, language) for asked in said.questions)


def _field(asked: Asked, said: About, language: str) -> Field:
    choices = tuple(Choice(key, one.in_language(language)) for key, one in _alternatives(asked))
    known = known_at(said.example, asked.path)
    return Field(
        asked.path,
        KINDS.get(asked.kind, asked.kind),
        asked.label.in_language(language),
        help=asked.help.in_language(language) if asked.help else "",
        required=known is not None,
        choices=choices,
        form="calculator",
        values=(_written(asked, known),),
    )


def _alternatives(asked: Asked) -> list[tuple[str, Alternative]]:
    """Each alternative with what a form sends for it: the value where that is short, else its number."""
    short = all(isinstance(one.value, str | int) for one in asked.choices)
    return [(str(one.value) if short else str(number), one) for number, one in enumerate(asked.choices)]


def _written(asked: Asked, value: Any) -> str:
    if asked.kind == "choice":
        return next((key for key, one in _alternatives(asked) if one.value == value), "")
    if value is None:
        return ""
    if asked.kind == "count":
        return str(len(value))
    if asked.kind == "month":
        return f"{value['start']:%Y-%m}"
    if asked.kind == "bool":
        return "true" if value else "false"
    return str(value // 100) if asked.ore else str(value)


def facts_of(code: str, given: Given) -> dict[str, Any]:
    """The example with what was answered; what isn't answered stays as in it."""
    said = about(code)
    asked = [one for one in said.questions if one.path in given and not _left_open(one, given, said)]
    return example_with(code, {one.path: READERS[one.kind](one, given) for one in asked})


def _left_open(asked: Asked, given: Given, said: About) -> bool:
    """Whether the question is unanswered, and may be: the example has no answer either."""
    return not given[asked.path].strip() and known_at(said.example, asked.path) is None


def _number(asked: Asked, given: Given) -> int:
    return whole(given, asked.path) * (100 if asked.ore else 1)


def _month(asked: Asked, given: Given) -> date:
    return day({asked.path: f"{given[asked.path].strip()}-01"}, asked.path)


def _chosen(asked: Asked, given: Given) -> Any:
    for key, one in _alternatives(asked):
        if key == given[asked.path].strip():
            return one.value
    raise HandlagError(
        "PORTAL_CHOICE", asked.path,
        sv="Svaret är inte ett av alternativen.", en="The answer is none of the alternatives.",
        remedy_sv="Välj ett av dem.", remedy_en="Choose one of them.",
    )  # fmt: skip


def _copies(asked: Asked, given: Given) -> int:
    found = maybe_whole(given[asked.path])
    if found is not None and 1 <= found <= MOST_COPIES:
        return found
    raise HandlagError(
        "PORTAL_COUNT", asked.path,
        sv="Antalet går inte att räkna med.", en="The number can't be used.",
        remedy_sv=f"Skriv ett tal från 1 till {MOST_COPIES}.", remedy_en=f"Write 1 to {MOST_COPIES}.",
    )  # fmt: skip


READERS: Mapping[str, Callable[[Asked, Given], Any]] = {
    "choice": _chosen,
    "bool": lambda asked, given: given[asked.path].strip() == "true",
    "date": lambda asked, given: day(given, asked.path),
    "month": _month,
    "count": _copies,
    **dict.fromkeys(("kronor", "number", "percent"), _number),
}


def at_their_questions(code: str, error: HandlagError) -> list[HandlagError]:
    """Each fault the law found, named for the question whose answer went there."""
    faults: Iterable[Mapping[str, Any]] = error.context.get("errors") or [error.as_dict()]
    return [
        HandlagError(
            str(one["code"]), _question(code, str(one["field"])),
            sv=one["sv"]["problem"], en=one["en"]["problem"],
            remedy_sv=one["sv"]["remedy"], remedy_en=one["en"]["remedy"],
        )
        for one in faults
    ]  # fmt: skip


def _question(code: str, field: str) -> str:
    for asked in about(code).questions:
        if any(_same(path, field) for path in (asked.path, *(place.path for place in asked.also))):
            return asked.path
    return field


def _same(path: str, field: str) -> bool:
    """Whether an error's place is a question's, or within what it answers."""
    keys, named = path.split("."), field.split(".")
    return len(named) >= len(keys) and all(key in ("*", name) for key, name in zip(keys, named, strict=False))


def facts_in(text: str) -> dict[str, Any]:
    """Facts somebody has pasted as JSON. Raises PORTAL_JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_json() from error
    if not isinstance(found, dict):
        raise _not_json()
    return found


def _not_json() -> HandlagError:
    return HandlagError(
        "PORTAL_JSON", "facts",
        sv="Texten går inte att läsa som ett JSON-objekt.", en="The text can't be read as a JSON object.",
        remedy_sv="Börja med de fakta som sidan visar och ändra i dem.",
        remedy_en="Begin with the facts the page shows and change them.",
    )  # fmt: skip


def as_json(facts: Mapping[str, Any]) -> str:
    """Facts as a person can read and change them."""
    return json.dumps(facts, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"facts hold a {type(value).__name__}")
