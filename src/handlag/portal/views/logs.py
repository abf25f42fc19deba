"""The controller's page of event logs: a file from anywhere, or our own events, measured at once and not kept."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from handlag.core.errors import HandlagError
from handlag.followup.logs.ask import MEGABYTE, MOST_SENT, report_of_own, report_of_sent
from handlag.followup.logs.charts import months_chart, ways_chart
from handlag.followup.logs.finish import Keys
from handlag.followup.logs.measure import Question
from handlag.followup.logs.report import LogReport
from handlag.followup.logs.tables import tables
from handlag.people.models import Role
from handlag.portal.access import page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import language

FIELDS = (
    Field(
        "file", "file", _("The log"), _("XES or CSV, also packed as .gz."),
        form="log", attributes={"accept": ".xes,.csv,.gz,.xml"},
    ),
    Field(
        "ends", "line", _("Activities that close a case"),
        _("With semicolons between. Without any, a case is over at its last event."), required=False, form="log",
    ),
    Field("case", "line", _("What holds the case"), _("Only where it isn't the usual name."), False, form="log"),
    Field(
        "activity", "line", _("What holds the activity"), _("Only where it isn't the usual name."), False, form="log"
    ),
    Field("time", "line", _("What holds the time"), _("Only where it isn't the usual name."), False, form="log"),
)  # fmt: skip
KEYS = ("case", "activity", "time")


@page_for(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The form, and under it the report of the file just sent or of our own events."""
    errors: list[HandlagError] = []
    context: dict[str, Any] = {"most": MOST_SENT // MEGABYTE}
    if request.method == "POST":
        try:
            context |= _shown(report_of_own() if request.POST.get("do") == "own" else _sent(request))
        except HandlagError as error:
            errors = [error]
    fields = filled(FIELDS, dict(request.POST.lists()), errors)
    context |= {"fields": fields, "summary": summary(fields, errors)}
    return render(request, "portal/logs/start.html", context, status=status_of(errors[0]) if errors else 200)


def _sent(request: HttpRequest) -> LogReport:
    sent = request.FILES.get("file")
    given = {name: request.POST[name].strip() for name in KEYS if request.POST.get(name, "").strip()}
    ends = tuple(name.strip() for name in request.POST.get("ends", "").split(";") if name.strip())
    chunks, name = (sent.chunks(), sent.name or "") if sent is not None else ((), "")
    return report_of_sent(chunks, name, Keys(**given), Question(ends))


def _shown(made: LogReport) -> dict[str, Any]:
    """The tables with the chart that stands above each, if any, in the reader's language."""
    charts = {"months": months_chart, "variants": ways_chart}
    pictures = {name: _picture(draw(made.measured, language())) for name, draw in charts.items()}
    shown = [{"table": table, "chart": pictures.get(table.name, "")} for table in tables(made, language())]
    return {"made": made, "shown": shown, "notes": made.notes(language())}


def _picture(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
