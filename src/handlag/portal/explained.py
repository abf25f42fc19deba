"""A receipt of the law in words: one sentence a step, with its provision, days and the amounts it used."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handlag.law.registry import REGISTRY
from handlag.portal.templatetags.portal import between, day, kronor, number

SIGNS = {"met": "✓", "not_met": "✗", "unclear": "?", "calculated": "="}
HALVES = {0: "0", 1: "½", 2: "1"}


@dataclass(frozen=True)
class Explained:
    """One step for the reader."""

    sign: str
    outcome: str
    text: str
    lagrum: str
    days: str
    parameters: tuple[str, ...]


def explained(steps: Sequence[Mapping[str, Any]], language: str, benefit: str = "") -> list[Explained]:
    """The steps of a receipt in words, where a name is several packages' in those of the ``benefit``'s own."""
    package = REGISTRY[benefit].package if benefit in REGISTRY else ""
    return [_explained(step, language, package) for step in steps]


@cache
def words(package: str = "") -> dict[str, dict[str, str]]:
    """The sentences of all provisions by name, a package's own before others'."""
    found: dict[str, dict[str, str]] = {}
    for name in sorted(_files(), key=lambda name: (name == package, name)):
        found |= _files()[name]
    return found


@cache
def _files() -> dict[str, dict[str, dict[str, str]]]:
    folder = files("handlag.portal").joinpath("law_words")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {
        file.name.removesuffix(".yaml"): yaml.load(file.read_text(encoding="utf-8"), loader)  # noqa: S506  a safe loader
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    }


def _explained(step: Mapping[str, Any], language: str, package: str) -> Explained:
    outcome = str(step["outcome"])
    return Explained(
        SIGNS.get(outcome, "·"),
        outcome,
        sentence(step, language, package),
        str(step["lagrum"]),
        _days(step.get("days")),
        tuple(_parameter(one) for one in step.get("parameters", ())),
    )


def sentence(step: Mapping[str, Any], language: str, package: str = "") -> str:
    """The step's sentence; a provision without words of its own is called by its name."""
    known = words(package).get(str(step["name"]))
    if known is None:
        return str(step["name"]).replace("_", " ")
    return Writer().vformat(known[language], (), {**step.get("inputs", {}), "output": step.get("output")})


class Writer(string.Formatter):
    """Fills in a sentence; a fact the receipt lacks is an ellipsis, never an error on the page."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """A named fact of the step."""
        return kwargs.get(str(key), "…")

    def format_field(self, value: Any, format_spec: str) -> str:
        """The fact in the reader's way of writing."""
        if not isinstance(value, int | float):
            return _text(value, format_spec)
        if format_spec == "kr":
            return kronor(int(value) * 100)
        if format_spec == "ore":
            return kronor(int(value))
        if format_spec == "half":
            return HALVES.get(int(value), str(value))
        return number(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _text(value: Any, spec: str) -> str:
    if value is None:
        return "…"
    if spec in ("day", "month") and isinstance(value, str) and len(value) >= 7:
        return day(value) if spec == "day" else value[:7]
    return str(value)


def _days(span: Sequence[str] | None) -> str:
    return between(date.fromisoformat(span[0]), date.fromisoformat(span[1])) if span else ""


def _parameter(parameter: Mapping[str, Any]) -> str:
    return f"{str(parameter.get('name', '')).replace('_', ' ')} {number(parameter.get('value', 0))}"
