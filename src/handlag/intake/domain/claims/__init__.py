"""Claims: what may be claimed on which form, and whether what was filled in holds together.

>>> form_for("sjukpenning").fields                       # to draw a form, or describe the API
>>> checked = check_claim("sjukpenning", answers, today)  # every error at once
>>> read_claim("sjukpenning", answers, today)             # the content, or the first error raised
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlag.core.errors import HandlagError
from handlag.intake.domain.claims.contents import (
    CONTENTS,
    BarnbidragContent,
    Content,
    ForaldrapenningContent,
    SjukpenningContent,
    content_from_json,
)
from handlag.intake.domain.claims.errors import wrong
from handlag.intake.domain.claims.fields import error, is_empty, read_field
from handlag.intake.domain.claims.forms import Choice, ClaimForm, Field, all_forms, form_for, form_named

__all__ = [
    "BarnbidragContent",
    "Checked",
    "Choice",
    "ClaimForm",
    "Content",
    "Field",
    "ForaldrapenningContent",
    "SjukpenningContent",
    "all_forms",
    "check_claim",
    "content_from_json",
    "form_for",
    "form_named",
    "read_claim",
]


@dataclass(frozen=True)
class Checked:
    """A claim that has been looked through: its content, or everything that is wrong with it."""

    form: ClaimForm
    content: Content | None
    errors: tuple[HandlagError, ...]


def read_claim(benefit: str, answers: Mapping[str, Any], today: date, version: int | None = None) -> Content:
    """The content of a claim. Raises the first error, with every error's dict in its context as
    ``errors``."""
    checked = check_claim(benefit, answers, today, version)
    if checked.content is None:
        first = checked.errors[0]
        first.context["errors"] = [each.as_dict() for each in checked.errors]
        raise first
    return checked.content


def check_claim(benefit: str, answers: Mapping[str, Any], today: date, version: int | None = None) -> Checked:
    """Looks a claim through on the Swedish day it comes in. Raises only CLAIM_FORM_UNKNOWN."""
    form = form_for(benefit, version)
    errors = list(_unknown(form, answers))
    values: dict[str, Any] = {}
    for field in form.fields:
        try:
            _read_into(values, form, field, answers.get(field.name), today)
        except HandlagError as found:
            errors.append(found)
    errors += _orders(form, values)
    return Checked(form, None if errors else _content(form, values), tuple(errors))


def _unknown(form: ClaimForm, answers: Mapping[str, Any]) -> Iterator[HandlagError]:
    known = [field.name for field in form.fields]
    for name in answers:
        if name not in known:
            yield wrong("CLAIM_FIELD_UNKNOWN", str(name)[:60], name=repr(str(name)[:60]), known=", ".join(known))


def _read_into(values: dict[str, Any], form: ClaimForm, field: Field, answer: Any, today: date) -> None:
    """Reads one answer into the values read so far; a field's condition is always on a field before it."""
    if not field.applies(values):
        if not is_empty(answer) and answer != field.default:
            raise _not_applicable(form, field)
        return
    given = field.default if is_empty(answer) else answer
    if not is_empty(given):
        values[field.name] = read_field(field, given, today)
    elif field.required:
        raise error("CLAIM_NOT_CONFIRMED" if field.kind == "confirm" else "CLAIM_FIELD_MISSING", field)


def _not_applicable(form: ClaimForm, field: Field) -> HandlagError:
    other = form.field(field.only_when.field) if field.only_when else field
    return error("CLAIM_FIELD_NOT_APPLICABLE", field, other=(f"”{other.sv}”", f"“{other.en}”"))


def _orders(form: ClaimForm, values: Mapping[str, Any]) -> Iterator[HandlagError]:
    """Dates against each other, where both could be read."""
    for field in form.fields:
        if field.name in values and field.not_before in values:
            yield from _before(form, field, values)
        if field.longest and field.name in values and field.longest.since in values:
            days = (values[field.name] - values[field.longest.since]).days + 1
            if days > field.longest.days:
                yield error("CLAIM_PERIOD_TOO_LONG", field, count=days, limit=field.longest.days)


def _before(form: ClaimForm, field: Field, values: Mapping[str, Any]) -> Iterator[HandlagError]:
    day, earlier = values[field.name], values[field.not_before]
    if day < earlier:
        other = form.field(field.not_before)
        yield error(
            "CLAIM_DATE_ORDER",
            field,
            value=day.isoformat(),
            limit=earlier.isoformat(),
            other=(other.sv.rstrip("?."), other.en.rstrip("?.")),
        )


def _content(form: ClaimForm, values: dict[str, Any]) -> Content:
    """Choices that are numbers are text in a form and numbers in the content."""
    typed = {name: int(value) if form.field(name).number else value for name, value in values.items()}
    return CONTENTS[form.benefit].model_validate(typed)
