"""The calculators: open to everybody, signed in or not, and nothing of what is typed is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from handlag.core.errors import HandlagError, NotFound
from handlag.law import explain
from handlag.law.about import about
from handlag.law.registry import REGISTRY
from handlag.portal.calculators import as_json, at_their_questions, facts_in, facts_of, fields_of, shelves
from handlag.portal.explained import explained
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads.case_page import Law
from handlag.portal.templatetags.portal import language

FACTS = Field("facts", "text", "", form="calculator")


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Which benefit to work out."""
    return render(request, "portal/calculators.html", {"shelves": shelves()})


@dataclass(frozen=True)
class Worked:
    """What the law said of what was asked, or why it couldn't; the facts as text, to read and change."""

    facts: str
    law: Law | None = None
    rows: list[dict[str, Any]] | None = None
    errors: tuple[HandlagError, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
def calculator(request: HttpRequest, benefit: str) -> HttpResponse:
    """Questions, and the law's answer to what has been filled in, or posted as JSON by somebody who checks the law."""
    if benefit not in REGISTRY:
        raise _none()
    asked = dict(request.GET.lists())
    if request.method == "POST":
        worked = _of_json(benefit, request.POST.get("facts", ""))
    else:
        worked = _of_answers(benefit, {name: values[0] for name, values in asked.items()})
    drawn = [*filled(fields_of(benefit, language()), asked, worked.errors), FACTS]
    said = {name: getattr(about(benefit), name).in_language(language()) for name in ("name", "what", "for_whom", "how")}
    context = {
        "benefit": benefit,
        "said": said | {"assumes": about(benefit).assumes.in_language(language()), "lagrum": about(benefit).lagrum},
        "fields": drawn[:-1],
        "summary": summary(drawn, worked.errors),
        "worked": worked,
        "law": worked.law,
        "checking": request.method == "POST",
    }
    return render(
        request, "portal/calculator.html", context, status=status_of(worked.errors[0]) if worked.errors else 200
    )


def _of_answers(benefit: str, given: Mapping[str, str]) -> Worked:
    """Nothing is worked out before something is asked, but the example's facts are there to read."""
    try:
        facts = facts_of(benefit, given)
    except HandlagError as error:
        return Worked(as_json(about(benefit).example), errors=(error,))
    text = as_json(facts)
    return _asked_of_the_law(benefit, facts, text) if given else Worked(text)


def _of_json(benefit: str, text: str) -> Worked:
    try:
        return _asked_of_the_law(benefit, facts_in(text), text)
    except HandlagError as error:
        return Worked(text, errors=(error,))


def _asked_of_the_law(benefit: str, facts: Mapping[str, Any], text: str) -> Worked:
    try:
        answer = explain(benefit, facts)
    except HandlagError as error:
        return Worked(text, errors=tuple(at_their_questions(benefit, error)))
    rows = [step.as_dict() for step in answer.steps]
    steps = explained(rows, language(), benefit)
    return Worked(text, Law(answer.outcome, answer.lines, answer.questions, steps, answer.total), rows)


def _none() -> NotFound:
    return NotFound(
        "PORTAL_CALCULATOR", "benefit",
        sv="Den förmånen går inte att räkna på här.", en="That benefit can't be worked out here.",
        remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
    )  # fmt: skip
