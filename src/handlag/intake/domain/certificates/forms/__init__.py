"""Certificate forms as data: one YAML file per form and major version, read once into the types below.

A new form, or a new version of one, is a new file. The keys of a part:

* ``benefit`` of a form – what the patient may claim on it, and ``waived_benefit`` where the waiver's answer is true; a
  form about somebody another claims for (a child, somebody cared for) has none
* ``required`` – stands in every answer to its question; ``once`` – no two answers share its value
* ``exactly_when`` – stands if and only if the condition holds; ``only_when`` – may stand only then
* ``not_after`` – a date no later than another's; ``days_from_signing`` – the earliest and latest day
* a condition names a part and, with ``is``, the values it must have; it looks in the same answer when it can
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from handlag.intake.domain.certificates.errors import refusal
from handlag.intake.domain.certificates.values import Version


@dataclass(frozen=True)
class Condition:
    """Holds when a part is present and, where values are given, has one of them."""

    part: str
    values: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limit:
    """A date that may not be later than another part's, in answers where a third part has one of some values."""

    part: str
    where: str
    values: frozenset[str]


@dataclass(frozen=True)
class PartRule:
    """What one part of an answer must be."""

    id: str
    kind: str
    required: bool = False
    once: bool = False
    list: str = ""
    codes: frozenset[str] = frozenset()
    display: bool = False
    min: int | None = None
    max: int | None = None
    not_after_signing: bool = False
    not_after: Limit | None = None
    days_from_signing: tuple[int | None, int | None] | None = None
    """The earliest and latest day, counted from the day of signing; of a period its first day."""
    exactly_when: Condition | None = None
    only_when: Condition | None = None


@dataclass(frozen=True)
class Question:
    """What one question of a form asks, how often it is answered, and when."""

    id: str
    sv: str
    en: str
    times: tuple[int, int]
    parts: tuple[PartRule, ...]
    waived: bool = False
    instance: bool = False
    alone: str = ""
    no_overlap: str = ""
    same_system: tuple[str, ...] = ()
    own_words_after: str = ""
    exactly_when: Condition | None = None
    never_when: Condition | None = None


@dataclass(frozen=True)
class Form:
    """A version of a form."""

    form: str
    number: str
    title_sv: str
    title_en: str
    major: int
    minors: frozenset[int]
    questions: tuple[Question, ...]
    waiver: str
    diagnosis_systems: frozenset[str]
    tolerated_diagnosis_systems: frozenset[str]
    text_max: int | None
    additional_from: int | None
    messages: frozenset[str]
    """What care may write to us about on a certificate of this form: subjects of the exchange."""
    any_of: tuple[tuple[str, ...], ...]
    """Groups of questions of which at least one is answered."""
    benefit: str = ""
    waived_benefit: str = ""

    def question(self, question_id: str) -> Question | None:
        """The question with an id, or None where the form has no such question."""
        return next((each for each in self.questions if each.id == question_id), None)


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form received, read from the YAML files of this folder."""
    texts = (each.read_text("utf-8") for each in files(__name__).iterdir() if each.name.endswith(".yaml"))
    return tuple(sorted((_form(yaml.safe_load(text)) for text in texts), key=lambda each: (each.form, each.major)))


@cache
def form_for(code: str, version: Version) -> Form:
    """The form for a type code (upper case) and version: the code alone doesn't tell, FK 7804 v1 and v2
    share it.

    Raises CERT_UNKNOWN_TYPE or CERT_UNKNOWN_VERSION.
    """
    named = [each for each in all_forms() if each.form == code]
    if not named:
        raise refusal("CERT_UNKNOWN_TYPE", "typ", form=repr(code[:40]), known=known())
    for each in named:
        if each.major == version.major and version.minor in each.minors:
            return each
    raise refusal("CERT_UNKNOWN_VERSION", "version", version=str(version), form=code, known=known())


def subjects_of(code: str) -> frozenset[str]:
    """The subjects care may start a case message with on a form; none for a form we don't know."""
    return next((each.messages for each in all_forms() if each.form == code), frozenset())


def benefit_of(code: str, *, waived: bool = False) -> str:
    """The benefit a form's patient claims on it; empty where somebody else claims, who is known first by claiming."""
    found = next((each for each in all_forms() if each.form == code), None)
    if found is None:
        return ""
    return found.waived_benefit if waived else found.benefit


def known() -> str:
    """The forms and versions received, for people to read."""
    return ", ".join(
        f"{each.number} {each.form} {each.major}.{minor}" for each in all_forms() for minor in sorted(each.minors)
    )


def _form(data: dict[str, Any]) -> Form:
    return Form(
        form=data["form"],
        number=data["number"],
        title_sv=data["title"]["sv"],
        title_en=data["title"]["en"],
        major=data["major"],
        minors=frozenset(data["minors"]),
        questions=tuple(_question(each) for each in data["questions"]),
        waiver=data.get("waiver", ""),
        diagnosis_systems=frozenset(data["diagnosis_systems"]),
        tolerated_diagnosis_systems=frozenset(data.get("tolerated_diagnosis_systems", ())),
        text_max=data.get("text_max"),
        additional_from=data.get("additional_from"),
        messages=frozenset(data.get("messages", ())),
        any_of=tuple(tuple(group) for group in data.get("any_of", ())),
        benefit=data.get("benefit", ""),
        waived_benefit=data.get("waived_benefit", ""),
    )


def _question(data: dict[str, Any]) -> Question:
    ready = {
        "times": tuple(data["times"]),
        "parts": tuple(_part(each) for each in data["parts"]),
        "same_system": tuple(data.get("same_system", ())),
    }
    return Question(**{**data, **ready, **_conditions(data)})


def _part(data: dict[str, Any]) -> PartRule:
    ready = {"codes": frozenset(data.get("codes", ())), **_conditions(data)}
    if limit := data.get("not_after"):
        ready["not_after"] = Limit(limit["part"], limit["where"], frozenset(limit["is"]))
    if days := data.get("days_from_signing"):
        ready["days_from_signing"] = tuple(days)
    return PartRule(**{**data, **ready})


def _conditions(data: dict[str, Any]) -> dict[str, Condition]:
    keys = {"exactly_when", "only_when", "never_when"} & data.keys()
    return {key: Condition(data[key]["part"], frozenset(data[key].get("is", ()))) for key in keys}
