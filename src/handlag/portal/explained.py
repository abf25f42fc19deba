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


def explained(steps: Sequence[Mapping[str, Any]], language: str) -> list[Explained]:
    """The steps of a receipt in words."""
    return [_explained(step, language) for step in steps]


@cache
def words() -> dict[str, dict[str, str]]:
    """The sentences by the provision's name."""
    text = files("handlag.portal").joinpath("law_words.yaml").read_text(encoding="utf-8")
    known: dict[str, dict[str, str]] = yaml.safe_load(text)
    return known


def _explained(step: Mapping[str, Any], language: str) -> Explained:
    outcome = str(step["outcome"])
    return Explained(
        SIGNS.get(outcome, "·"),
        outcome,
        sentence(step, language),
        str(step["lagrum"]),
        _days(step.get("days")),
        tuple(_parameter(one) for one in step.get("parameters", ())),
    )


def sentence(step: Mapping[str, Any], language: str) -> str:
    """The step's sentence; a provision without words of its own is called by its name."""
    known = words().get(str(step["name"]))
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
