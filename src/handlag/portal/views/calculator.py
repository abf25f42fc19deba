"""The calculators: open to everybody, signed in or not, and nothing of what is typed is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.law import explain
from handlag.portal.calculators import CALCULATORS, Calculator
from handlag.portal.explained import explained
from handlag.portal.fields import filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads.case_page import Law
from handlag.portal.templatetags.portal import language


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Which benefit to work out."""
    return render(request, "portal/calculators.html", {"calculators": list(CALCULATORS.values())})


@require_GET
def calculator(request: HttpRequest, benefit: str) -> HttpResponse:
    """Questions, and the law's answer to what has been filled in. With HTMX only the answer is sent back."""
    chosen = CALCULATORS.get(benefit) or _none()
    asked, errors, law = dict(request.GET.lists()), [], None
    if asked:
        try:
            law = _answer(chosen, {name: values[0] for name, values in asked.items()})
        except HandlagError as error:
            errors = [error]
    fields = filled(chosen.fields, asked, errors)
    context = {"calculator": chosen, "fields": fields, "summary": summary(fields, errors), "law": law}
    return render(request, "portal/calculator.html", context, status=status_of(errors[0]) if errors else 200)


def _answer(chosen: Calculator, given: dict[str, str]) -> Law:
    answer = explain(chosen.benefit, chosen.facts(given, clock.legal_day(clock.wall_clock())))
    steps = explained([step.as_dict() for step in answer.steps], language(), chosen.benefit)
    return Law(answer.outcome, answer.lines, answer.questions, steps, answer.total)


def _none() -> Calculator:
    raise NotFound(
        "PORTAL_CALCULATOR", "benefit",
        sv="Den förmånen går inte att räkna på här.", en="That benefit can't be worked out here.",
        remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
    )  # fmt: skip
