"""The lawyer's alarms: every series under watch, one alarm with what lies behind it, and its investigation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.people.models import Account, Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, Summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import benefit, handled, language
from handlag.portal.typed import Given
from handlag.portal.views.law import drawn, given_in, identity_in
from handlag.portal.words import word
from handlag.steering import queries
from handlag.steering.actions import investigations
from handlag.steering.actions.investigations import INVESTIGATORS, Verdict
from handlag.steering.charts import funnel_chart, series_chart
from handlag.steering.domain.ways import Explanation
from handlag.steering.models import Investigation

SHOWN = {"series": series_chart, "offices": funnel_chart}
Form = tuple[str, str, str, list[Field], Summary]


@page_for(*INVESTIGATORS)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The alarms, those not judged first, and every series under watch."""
    rows = [(each, called(each.series)) for each in queries.investigations()]
    watched = [(each, called(each.series), _last(each.shown)) for each in queries.watched()]
    return render(request, "portal/law/alarms.html", {"rows": rows, "watched": watched})


def called(series: str) -> str:
    """A series in the reader's words: what is counted, of which benefit, kind, concept and office."""
    measure, code, kind, concept, *office = series.split("/")
    parts = [word(measure, "watched"), benefit(code) if handled(code) else code, word(kind, "decided"),
             word(concept, "claimed"), *office]  # fmt: skip
    return ", ".join(parts)


def _last(shown: dict[str, Any]) -> dict[str, Any]:
    return shown["periods"][-1] if shown.get("periods") else {}


@page_for(*INVESTIGATORS)
@require_GET
def series(request: HttpRequest, identity: UUID) -> HttpResponse:
    """One series' chart as last computed."""
    found = queries.watched_one(identity)
    context = {"watched": found, "called": called(found.series), "shown": found.shown, "where": "law-series-chart"}
    return render(request, "portal/law/series.html", context | {"id": found.id})


@page_for(*INVESTIGATORS)
@require_GET
def chart_of_series(request: HttpRequest, identity: UUID, name: str) -> HttpResponse:
    """A chart of a series."""
    return _drawn(queries.watched_one(identity).shown, name)


@page_for(*INVESTIGATORS)
@require_GET
def chart_of_alarm(request: HttpRequest, identity: UUID, name: str) -> HttpResponse:
    """A chart of an alarm as it was when it came."""
    return _drawn(queries.investigation(identity).shown, name)


def _drawn(shown: dict[str, Any], name: str) -> HttpResponse:
    if name not in SHOWN or not shown.get("periods"):
        raise NotFound(
            "STEERING_NO_CHART", "chart", sv="Diagrammet finns inte.", en="There is no such chart.",
            remedy_sv="Öppna seriens sida.", remedy_en="Open the series' page.",
        )  # fmt: skip
    drawing = SHOWN[name](shown, get_language() or "sv")
    return HttpResponse(drawing, content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"})


def _note(found: Investigation, given: Given, now: datetime, account: Account) -> Any:
    return investigations.note(found.id, given.get("text", ""), now, account)


def _close(found: Investigation, given: Given, now: datetime, account: Account) -> Any:
    verdict = Verdict(given.get("explanation", ""), given.get("text", ""), identity_in(given, "source"))
    return investigations.close(found.id, verdict, now, account)


def _rebase(found: Investigation, given: Given, now: datetime, account: Account) -> Any:
    return investigations.rebase(found.id, given.get("reason", ""), now, account)


WAYS: dict[str, Callable[[Investigation, Given, datetime, Account], Any]] = {
    "note": _note,
    "close": _close,
    "rebase": _rebase,
}


@page_for(*INVESTIGATORS)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, identity: UUID) -> HttpResponse:
    """One alarm: charts, what lies behind, candidates, offices, and the investigation's log with its next step."""
    account, errors, given = account_of(request), list[HandlagError](), given_in(request)
    found, way = queries.investigation(identity), given.get("do", "")
    if request.method == "POST" and way in WAYS:
        try:
            WAYS[way](found, given, clock.wall_clock(), account)
            messages.success(request, _("It has been done."))
            return redirect("law-alarm", identity)
        except HandlagError as error:
            errors = [error]
    forms = _forms(found, account, way, dict(request.POST.lists()), errors)
    lost = errors[0] if errors and way not in {form[0] for form in forms} else None
    context = {
        "alarm": found, "called": called(found.series), "shown": found.shown, "evidence": found.evidence, "error": lost,
        "words": found.shown["alarm"]["words"][language()], "notes": found.notes.select_related("by").order_by("at"),
        "rebases": found.rebases.select_related("decided_by"), "forms": forms, "where": "law-alarm-chart",
        "id": found.id,
    }  # fmt: skip
    return render(request, "portal/law/alarm.html", context, status=status_of(errors[0]) if errors else 200)


def _forms(
    found: Investigation, account: Account, failed: str, posted: dict[str, list[str]], errors: list[HandlagError]
) -> list[Form]:
    offered: list[tuple[str, str, str, list[Field]]] = []
    if not found.closed_at:
        text = Field("text", "text", gettext_lazy("What was found"), form="note")
        offered.append(("note", _("Write in the log"), _("Save the note"), [text]))
    if account.role == Role.LAWYER and not found.closed_at:
        offered.append(("close", _("Close the investigation"), _("Close it"), _closing(found)))
    if account.role == Role.LAWYER and found.closed_at and not found.rebases.exists():
        reason = Field("reason", "text", _("Why the new level is the one to watch from"), form="rebase")
        offered.append(("rebase", _("Watch from the new level"), _("Decide it"), [reason]))
    return [
        (name, heading, button, *drawn(fields, posted, errors if name == failed else []))
        for name, heading, button, fields in offered
    ]


def _closing(found: Investigation) -> list[Field]:
    kinds = tuple(Choice(kind, word(kind, "explanation")) for kind in Explanation)
    code = found.series.split("/")[1]
    sources = tuple(Choice(str(each.id), str(each)) for each in queries.sources(code))
    return [
        Field("explanation", "choice", _("What it was"), choices=kinds, form="close"),
        Field("source", "choice", _("The source, where it was the law"), required=False, choices=sources, form="close"),
        Field("text", "text", _("The analysis in words, and what is done"), form="close"),
    ]
