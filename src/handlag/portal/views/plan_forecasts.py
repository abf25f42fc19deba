"""Inflow forecasts as they were kept, and how earlier ones did when the truth came."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.planning.actions.keep_forecasts import keep_forecasts
from handlag.planning.charts import forecast_chart
from handlag.planning.domain.grains import GRAINS, MONTH, Grain, first_day, text
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
    """The newest forecast of each series with its chart, and the scores (``?by=week``); a button keeps new ones."""
    grain = GRAINS.get(request.GET.get("by", ""), MONTH)
    context: dict[str, Any] = {"by": grain.name}
    try:
        if request.method == "POST":
            keep_forecasts(clock.wall_clock(), grain=grain)
            return redirect(f"{reverse('plan-forecasts')}?by={grain.name}")
        context |= {"judged": forecasts_judged(clock.legal_day(clock.wall_clock()), grain=grain)}
    except HandlagError as error:
        context |= {"error": error}
    context |= {"kept": [_shown(row, grain) for row in kept_forecasts(grain)]}
    status = status_of(context["error"]) if request.method == "POST" else 200
    return render(request, "portal/plan/forecasts.html", context, status=status)


def _shown(row: KeptForecast, grain: Grain) -> dict[str, Any]:
    periods = [
        {**one._asdict(), "text": text(grain, one.period), "at": first_day(grain, one.period).isoformat()}
        for one in as_kept(row).periods
    ]
    chart = inline(forecast_chart(periods, language(), grain.name))
    return {"row": row, "known_to": text(grain, row.known_to), "periods": periods, "chart": chart}
