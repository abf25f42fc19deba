"""The other way round: the best split of so many people over a saved scenario's benefits and months."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from handlag.core.errors import HandlagError
from handlag.planning.queries import file_of, saved_scenario
from handlag.planning.split import asked, employed_at_start, split_for_a_page
from handlag.portal.access import page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import language
from handlag.portal.views.plan import PLANNERS

RUNS = 100
FIELDS = (
    Field("people", "line", _("People employed in all, at most"), form="best"),
    Field("hires", "line", _("New people a month, at most"), _("Empty: any number."), required=False, form="best"),
    Field("moves", "line", _("People who change benefit in a month, at most"), _("Empty: any number."),
          required=False, form="best"),
)  # fmt: skip


@page_for(*PLANNERS)
@require_GET
def best(request: HttpRequest, identity: UUID) -> HttpResponse:
    """A form in the address (``?people=``), the plan it gives, and what can't be."""
    saved = saved_scenario(identity)
    file, errors = file_of(saved), []
    given = {name: request.GET.get(name, "") for name in ("people", "hires", "moves")}
    context: dict[str, Any] = {"saved": saved}
    if "people" in request.GET:
        try:
            found = split_for_a_page(file, asked(given["people"], given["hires"], given["moves"]), RUNS)
            context |= {"rows": found.rows, "worth": found.sv if language() == "sv" else found.en}
        except HandlagError as error:
            errors = [error]
    else:
        given["people"] = f"{employed_at_start(file):g}"
    fields = filled(FIELDS, {name: [value] for name, value in given.items()}, errors)
    context |= {"fields": fields, "summary": summary(fields, errors)}
    return render(request, "portal/plan/best.html", context, status=status_of(errors[0]) if errors else 200)
