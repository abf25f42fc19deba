"""Reforms compared: other amounts by law tried on a sample of people; who gains, who loses, what it costs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.law.months import asked_month
from handlag.law.parameters import enacted
from handlag.law.reform import changed_parameters, understand
from handlag.portal.access import page_for
from handlag.portal.fields import Field
from handlag.portal.middleware import status_of
from handlag.portal.pictures import inline
from handlag.portal.reforms import sample_of, shown, tried
from handlag.portal.templatetags.portal import language
from handlag.portal.views.controller import READERS
from handlag.portal.views.law import drawn, given_in

EXAMPLE = """name: 1 500 kronor i barnbidrag
parameters:
  barnbidrag:
    values:
      - {from: 2026-01-01, value: 1500, source: förslag}
"""


@page_for(*READERS)
@require_http_methods(["GET", "POST"])
def reforms(request: HttpRequest) -> HttpResponse:
    """The form with an example, and under it what came of the reform. Nothing is kept."""
    given, errors, told = given_in(request), list[HandlagError](), dict[str, Any]()
    today = clock.legal_day(clock.wall_clock())
    if request.method == "POST":
        try:
            told = _told(given.get("reform", ""), asked_month(given.get("month", ""), today), today)
        except HandlagError as error:
            errors = [_at_its_box(error)]
    fields, problems = drawn(_fields(given, today), {}, errors)
    context = {"fields": fields, "summary": problems, "amounts": _amounts(today), **told}
    return render(request, "portal/law/reforms.html", context, status=status_of(errors[0]) if errors else 200)


def _told(text: str, month: date, today: date) -> dict[str, Any]:
    reform = understand(text)
    people = sample_of((today.replace(day=1) - timedelta(days=1)).replace(day=1))
    found = tried(reform, people, month)
    told = shown(reform, found, people, language())
    return told | {
        "reform": reform, "month": month, "people": people, "changed": changed_parameters(reform, month),
        "chart": inline(told["chart"]),
    }  # fmt: skip


def _at_its_box(error: HandlagError) -> HandlagError:
    """What is wrong within the reform is shown at its box; the message names the place."""
    error.field = "month" if error.code == "LAW_MONTH" else "reform"
    return error


def _fields(given: dict[str, str], today: date) -> list[Field]:
    return [
        Field("reform", "text", gettext_lazy("The reform as YAML"),
              gettext_lazy("Amounts by law with the day each holds from. Their names are at the end of the page."),
              form="try", rows=9, values=(given.get("reform", EXAMPLE),)),
        Field("month", "month", gettext_lazy("Month"), gettext_lazy("Such as 2026-03."), form="try",
              values=(given.get("month", f"{today:%Y-%m}"),)),
    ]  # fmt: skip


def _amounts(today: date) -> list[tuple[str, int, str, str]]:
    """Every amount by law that there is today: name, value, unit, lagrum."""
    known = enacted()
    found = [(one.name, known.value(one.name, today), one.unit, one.lagrum) for one in known.dated.values()]
    return sorted(one for one in found if one[1] >= 0)
