"""Inflow forecasts as they were kept, and how earlier ones did when the truth came."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.planning.actions.keep_forecasts import keep_forecasts
from handlag.planning.charts import forecast_chart
from handlag.planning.domain.months import month_text
from handlag.planning.models import KeptForecast
from handlag.planning.queries import as_kept, forecasts_judged, kept_forecasts
from handlag.portal.access import page_for
from handlag.portal.middleware import status_of
from handlag.portal.pictures import inline
from handlag.portal.templatetags.portal import language
from handlag.portal.views.plan import PLANNERS


@page_for(*PLANNERS)
@require_http_methods(["GET", "POST"])
def forecasts(request: HttpRequest) -> HttpResponse:
    """The newest forecast of each series with its chart and table, and the scores; a button forecasts and keeps."""
    context: dict[str, Any] = {}
    try:
        if request.method == "POST":
            keep_forecasts(clock.wall_clock())
            return redirect("plan-forecasts")
        context |= {"judged": forecasts_judged(clock.legal_day(clock.wall_clock()))}
    except HandlagError as error:
        context |= {"error": error}
    context |= {"kept": [_shown(row) for row in kept_forecasts()]}
    status = status_of(context["error"]) if request.method == "POST" else 200
    return render(request, "portal/plan/forecasts.html", context, status=status)


def _shown(row: KeptForecast) -> dict[str, Any]:
    months = [{**month._asdict(), "text": month_text(month.month)} for month in as_kept(row).months]
    known_to = month_text(row.known_to)
    return {"row": row, "known_to": known_to, "months": months, "chart": inline(forecast_chart(months, language()))}
