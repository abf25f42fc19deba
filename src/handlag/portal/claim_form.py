"""A benefit's claim form as fields of a page. The questions themselves belong to intake."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from handlag.intake.domain import claims
from handlag.portal.fields import Choice, Field


def fields_of(form: claims.ClaimForm) -> list[Field]:
    """The form's questions in the reader's language, conditional ones with their condition in words."""
    return [_field(form, one) for one in form.fields]


def start_values(form: claims.ClaimForm) -> dict[str, list[str]]:
    """What stands in the form before anybody has filled it in."""
    return {one.name: [one.default] for one in form.fields if one.default}


def without_hidden_defaults(form: claims.ClaimForm, given: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """The answers, less those to questions that were never asked and still hold what stood there from the start."""
    kept = dict(given)
    for one in form.fields:
        if not one.applies(given) and given.get(one.name) == one.default:
            kept.pop(one.name, None)
    return kept


def _field(form: claims.ClaimForm, one: claims.Field) -> Field:
    language = get_language() or "sv"
    when = one.only_when
    return Field(
        one.name,
        one.kind,
        one.label(language),
        one.help(language),
        required=one.required,
        choices=tuple(Choice(each.value, each.label(language)) for each in one.choices),
        form="claim",
        when=(when.field, ",".join(sorted(when.values))) if when else None,
        when_text=_when_text(form, one, language),
    )


def _when_text(form: claims.ClaimForm, one: claims.Field, language: str) -> str:
    if one.only_when is None:
        return ""
    other = form.field(one.only_when.field)
    named = [each.label(language) for each in other.choices if each.value in one.only_when.values]
    return _("Answer if you have answered “%(answers)s”.") % {"answers": "” / “".join(named)}
