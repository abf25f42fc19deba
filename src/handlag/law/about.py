"""What is said of each benefit, and a worked example: docs page, calculator and command line are made of it.

``about.yaml`` in a benefit's package has one entry per code.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from handlag.law.months import first_day, last_day, month_of
from handlag.law.registry import REGISTRY, unknown

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Area = Literal["sickness", "children_families", "disability", "labour_market_dental_international", "other"]
Kind = Literal["kronor", "number", "percent", "date", "month", "choice", "bool", "count"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Entry):
    """The same in both languages."""

    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """The words for a language code; Swedish unless English is asked for."""
        return self.en if language.startswith("en") else self.sv


class Alternative(Said):
    """One answer of a choice and the value the facts get: any value, also null or a whole object."""

    value: Any


class Also(_Entry):
    """A further place for the answer; for a date so many days after it (before, where negative)."""

    path: str
    days: int = 0


class Asked(_Entry):
    """A question of the calculator: where in the example's facts its answer goes.

    ``path`` is dotted, list items by number (``capacity.0.reduction``), or ``*`` for every item. A ``month`` answers a
    whole ``Months`` span; a ``count`` repeats the first item of the list at the path so many times, or empties it;
    ``kronor`` in ``ore`` is written in kronor and kept in öre.
    """

    path: str
    kind: Kind
    label: Said
    help: Said | None = None
    choices: tuple[Alternative, ...] = ()
    also: tuple[Also, ...] = ()
    ore: bool = False


class InForce(_Entry):
    """When a benefit that has not always been, or is no more, can be had: ``until`` is the first day without it."""

    start: date | None = None
    until: date | None = None


class About(_Entry):
    """One benefit in plain words, and the example its calculator starts from."""

    area: Area
    name: Said
    what: Said
    for_whom: Said
    how: Said
    lagrum: tuple[str, ...] = Field(min_length=1)
    assumes: Said
    example: dict[str, Any]
    questions: tuple[Asked, ...] = Field(min_length=1)
    in_force: InForce = InForce()
    no_columns: Said | None = None
    """Why it can't be computed for a row about a person and a month; None where it has columns for that."""


@cache
def _of_package(package: str) -> dict[str, About]:
    text = files("handlag.law").joinpath(package, "about.yaml").read_text(encoding="utf-8")
    return {code: About.model_validate(entry) for code, entry in yaml.load(text, _LOADER).items()}  # noqa: S506


def about(code: str) -> About:
    """What is said of a benefit; ``LAW_BENEFIT`` where its law isn't written."""
    if code not in REGISTRY:
        raise unknown(code)
    return _of_package(REGISTRY[code].package)[code]


def example_with(code: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The example's facts with answers by path: dates as dates, a month as any of its days, a count as a number."""
    said = about(code)
    facts = copy.deepcopy(said.example)
    for asked in said.questions:
        if asked.path in answers:
            _answer(facts, asked, answers[asked.path])
    return facts


def _answer(facts: dict[str, Any], asked: Asked, value: Any) -> None:
    for place in (Also(path=asked.path), *asked.also):
        put(facts, place.path.split("."), _fact(facts, asked, place, value))


def _fact(facts: dict[str, Any], asked: Asked, place: Also, value: Any) -> Any:
    if asked.kind == "count":
        first = at(facts, place.path)[:1]
        return [copy.deepcopy(item) for item in first * int(value)]
    if asked.kind == "month":
        month = month_of(value)
        return {"start": first_day(month), "end": last_day(month)}
    if asked.kind == "date" and value is not None:
        return value + timedelta(days=place.days)
    return value


def at(facts: Any, path: str) -> Any:
    """What stands at a dotted path, ``*`` being the first item; KeyError or IndexError where nothing does."""
    for key in path.split("."):
        facts = facts[_key(facts, "0" if key == "*" else key)]
    return facts


def known_at(facts: Any, path: str) -> Any:
    """What stands at a dotted path, or None where nothing does: a fact that may be left out."""
    try:
        return at(facts, path)
    except (KeyError, IndexError):
        return None


def put(facts: Any, keys: Sequence[str], value: Any) -> None:
    """Set what stands at a path, ``*`` being every item; its last step may be new, the rest must be there."""
    first, *rest = keys
    for key in range(len(facts)) if first == "*" else (_key(facts, first),):
        if rest:
            put(facts[key], rest, value)
        else:
            facts[key] = value


def _key(place: Any, key: str) -> int | str:
    return int(key) if isinstance(place, list) else key
