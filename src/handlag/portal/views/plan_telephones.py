"""A day on the telephones: officers by half hour, and what letters, other hours and officers moved would change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from handlag.core.errors import HandlagError
from handlag.planning.charts import telephones_chart
from handlag.planning.telephony import STARTS, answered, asked, rows
from handlag.portal.access import page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.pictures import inline
from handlag.portal.templatetags.portal import language
from handlag.portal.views.plan import PLANNERS

FORM = "telephones"
NOW = (
    Field("calls", "line", _("Calls a day"), _("First calls, before anybody calls again."), form=FORM),
    Field("profile", "choice", _("How the calls lie over the day"), form=FORM, choices=(
        Choice("falling", _("Half more than the mean as the telephones open, half less as they close")),
        Choice("even", _("Evenly")),
    )),
    Field("values", "line", _("Or the calls of each half hour"),
          _("One number for each half hour open, or 48 from midnight, with spaces between, for the calls a day."),
          required=False, form=FORM),
    Field("opens", "line", _("Opens"), form=FORM),
    Field("closes", "line", _("Closes"), form=FORM),
    Field("talk", "line", _("Minutes a call takes, with what is written after it"), form=FORM),
    Field("patience", "line", _("Minutes a caller waits, on average, before giving up"), form=FORM),
    Field("places", "line", _("Places in the queue"), _("Empty: nobody is turned away."), required=False, form=FORM),
    Field("again", "line", _("Per cent of those not answered who call again"), form=FORM),
    Field("goal", "choice", _("Goal"), form=FORM, choices=(
        Choice("85", _("85 per cent answered within 15 minutes")),
        Choice("75", _("75 per cent answered within 30 minutes, at most 10 per cent turned away")),
    )),
    Field("officers", "line", _("Officers answering"),
          _("Empty: the fewest that reach the goal in each half hour. One number, or one for each half hour."),
          required=False, form=FORM),
)  # fmt: skip
THEN = (
    Field("letters", "line", _("Letters sent"), form=FORM),
    Field("share", "line", _("Per cent of the letters that make somebody call"), form=FORM),
    Field("days", "line", _("Days over which those calls come"), _("Most on the first day, fewer each day."),
          form=FORM),
    Field("opens_then", "line", _("Opens instead"), _("Empty: as now. The calls a day are the same."),
          required=False, form=FORM),
    Field("closes_then", "line", _("Closes instead"), required=False, form=FORM),
    Field("moved", "line", _("Officers moved from cases to the telephones"), _("Below zero: to cases."), form=FORM),
    Field("cases", "line", _("Cases an officer decides a day"), form=FORM),
)  # fmt: skip


@page_for(*PLANNERS)
@require_GET
def telephones(request: HttpRequest) -> HttpResponse:
    """A form in the address, begun from an example; the day by half hour, with its chart and the price in cases."""
    context: dict[str, Any] = {}
    errors: list[HandlagError] = []
    if "calls" in request.GET:
        context, errors = _answer(request.GET.dict())
    given = {name: [request.GET.get(name, start)] for name, start in STARTS.items()}
    now, then = filled(NOW, given, errors), filled(THEN, given, errors)
    context |= {"now": now, "then": then, "summary": summary([*now, *then], errors)}
    return render(request, "portal/plan/telephones.html", context, status=status_of(errors[0]) if errors else 200)


def _answer(given: dict[str, str]) -> tuple[dict[str, Any], list[HandlagError]]:
    wanted, errors = asked(given)
    if wanted is None:
        return {}, errors
    try:
        found = answered(wanted)
    except HandlagError as error:
        return {}, [error]
    drawn = inline(telephones_chart(rows(found), language()))
    more = found.after.officer_hours - found.before.officer_hours if found.after else 0.0
    sides = [("now", found.before)] + ([("then", found.after)] if found.after else [])
    return {
        "found": found, "rows": rows(found), "chart": drawn, "more": more, "saved_hours": found.saved / 60,
        "sides": sides, "wanted": wanted,
    }, []  # fmt: skip
