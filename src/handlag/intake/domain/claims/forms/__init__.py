"""Claim forms as data: one YAML file per benefit and version, used alike by the web form, the API and
officers typing in paper.

A published version never changes; a changed form is a new file, and claims keep the version they were made
with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handlag.core.benefits import Benefit
from handlag.intake.domain.claims.errors import wrong


@dataclass(frozen=True)
class Choice:
    """One answer of a field with given answers."""

    value: str
    sv: str
    en: str

    def label(self, language: str) -> str:
        """The answer in words; Swedish unless English is asked for."""
        return self.en if language.startswith("en") else self.sv


@dataclass(frozen=True)
class OnlyWhen:
    """The field applies only when another field has one of these answers."""

    field: str
    values: frozenset[str]

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether the other field's answer is one of them."""
        return str(values.get(self.field, "")) in self.values


@dataclass(frozen=True)
class Longest:
    """The most days from another date to this one, both included."""

    since: str
    days: int


@dataclass(frozen=True)
class Field:
    """One question of a claim form.

    ``kind`` is date, month, kronor (whole, a year), integer, choice, choices, boolean, text, person
    (personnummer or samordningsnummer), organisation or confirm. ``required`` counts only while the field
    applies. ``earliest_days`` and ``latest_days`` are days from today.
    """

    name: str
    kind: str
    sv: str
    en: str
    help_sv: str = ""
    help_en: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    only_when: OnlyWhen | None = None
    default: str = ""
    number: bool = False
    min: int = 0
    max: int | None = None
    earliest_days: int | None = None
    latest_days: int | None = None
    not_before: str = ""
    longest: Longest | None = None

    def label(self, language: str) -> str:
        """The question in words; Swedish unless English is asked for."""
        return self.en if language.startswith("en") else self.sv

    def help(self, language: str) -> str:
        """Help that stands by the question, often empty."""
        return self.help_en if language.startswith("en") else self.help_sv

    def applies(self, values: Mapping[str, Any]) -> bool:
        """Whether the question is asked at all, given the other answers."""
        return self.only_when is None or self.only_when.holds(values)


@dataclass(frozen=True)
class ClaimForm:
    """A version of a benefit's claim form. ``start`` and ``end`` name the fields that give the claimed
    period."""

    benefit: Benefit
    version: int
    title_sv: str
    title_en: str
    intro_sv: str
    intro_en: str
    start: str
    end: str
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """Benefit and version, as stored with the claim: ``sjukpenning/1``."""
        return f"{self.benefit.value}/{self.version}"

    def title(self, language: str) -> str:
        """The form's title; Swedish unless English is asked for."""
        return self.title_en if language.startswith("en") else self.title_sv

    def intro(self, language: str) -> str:
        """What to know before filling it in."""
        return self.intro_en if language.startswith("en") else self.intro_sv

    def field(self, name: str) -> Field:
        """The field with a name; KeyError for none."""
        return next((each for each in self.fields if each.name == name), None) or _missing(name)


def _missing(name: str) -> Field:
    raise KeyError(name)


@cache
def all_forms() -> tuple[ClaimForm, ...]:
    """Every version of every form, oldest first."""
    texts = (each.read_text("utf-8") for each in files(__name__).iterdir() if each.name.endswith(".yaml"))
    return tuple(sorted((_form(yaml.safe_load(text)) for text in texts), key=lambda each: (each.benefit, each.version)))


def form_for(benefit: str, version: int | None = None) -> ClaimForm:
    """A benefit's form: the latest version, or the one asked for. Raises CLAIM_FORM_UNKNOWN."""
    fitting = [each for each in all_forms() if each.benefit == benefit and version in (None, each.version)]
    if not fitting:
        asked = f"{benefit}/{version}" if version else benefit
        raise wrong(
            "CLAIM_FORM_UNKNOWN", "benefit", form=repr(asked[:60]), known=_listed(each.name for each in all_forms())
        )
    return fitting[-1]


def form_named(name: str) -> ClaimForm:
    """The form a stored claim was made with (``sjukpenning/1``). Raises CLAIM_FORM_UNKNOWN."""
    benefit, _, version = name.partition("/")
    return form_for(benefit, int(version) if version.isascii() and version.isdecimal() else -1)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _form(data: dict[str, Any]) -> ClaimForm:
    return ClaimForm(
        benefit=Benefit(data["benefit"]),
        version=data["version"],
        title_sv=data["title"]["sv"],
        title_en=data["title"]["en"],
        intro_sv=data["intro"]["sv"],
        intro_en=data["intro"]["en"],
        start=data["period"]["start"],
        end=data["period"].get("end", ""),
        fields=tuple(_field(each) for each in data["fields"]),
    )


def _field(data: dict[str, Any]) -> Field:
    ready: dict[str, Any] = {"choices": tuple(Choice(**each) for each in data.get("choices", ()))}
    if "only_when" in data:
        ready["only_when"] = OnlyWhen(data["only_when"]["field"], frozenset(data["only_when"]["is"]))
    if "longest" in data:
        ready["longest"] = Longest(data["longest"]["from"], data["longest"]["days"])
    return Field(**{**data, **ready})
