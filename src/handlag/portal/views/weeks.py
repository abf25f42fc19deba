"""The manager's next twelve weeks: what comes, what is decided, what passes its limit. Never who does how much."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.models import Role
from handlag.planning.charts import weeks_chart
from handlag.portal.access import account_of, page_for
from handlag.portal.pictures import inline
from handlag.portal.reads.weeks import Ahead, benefits_of, weeks_ahead
from handlag.portal.templatetags.portal import language

SHOWN_BEFORE = 26


@page_for(Role.MANAGER)
@require_GET
def weeks(request: HttpRequest) -> HttpResponse:
    """The unit's queue the next twelve weeks, of all benefits or one (``?benefit=``)."""
    unit = account_of(request).unit
    code, today = unit.code if unit else None, clock.legal_day(clock.wall_clock())
    benefits = benefits_of(code)
    chosen = request.GET.get("benefit", "")
    context: dict[str, Any] = {"unit": unit, "benefits": benefits, "chosen": chosen if chosen in benefits else ""}
    try:
        ahead = weeks_ahead(code, context["chosen"], today)
        context |= {"ahead": ahead, "chart": _chart(ahead)}
    except HandlagError as error:  # too few weeks: said on the page, which has nothing else to show
        context |= {"error": error}
    return render(request, "portal/manage/weeks.html", context)


def _chart(ahead: Ahead) -> str:
    known = [(monday, pending) for monday, _received, _ended, pending in ahead.history[-SHOWN_BEFORE:]]
    comes = [(week.monday, *week.pending) for week in ahead.weeks]
    return inline(weeks_chart(known, comes, language()))
