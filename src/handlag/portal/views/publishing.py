"""The controller publishes an annual report: she sees what will stand for good, gives her reason, and confirms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.followup.actions import publish
from handlag.followup.report import desk
from handlag.followup.report.protect import Why
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.views.controller import asked_vintage, asked_year

FIELDS = (
    Field(
        "reason", "text", gettext_lazy("Reason"),
        gettext_lazy("Who decided on the report, and when. Kept with it."),
        attributes={"maxlength": "500"},
    ),
)  # fmt: skip


@page_for(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def publish_report(request: HttpRequest) -> HttpResponse:
    """What would be published, and the form that publishes it; then the workbench."""
    try:
        year, vintage = asked_year(request), asked_vintage(request)
        if request.method == "POST":
            _publish(request, year, vintage)
            return redirect("reports")
    except HandlagError as error:
        return _page(request, error)
    return _page(request)


def _publish(request: HttpRequest, year: int, vintage: int | None) -> None:
    account = account_of(request)
    publish.publish(
        year, vintage, seen=request.POST.get("seen", ""), by=account.get_full_name() or account.username,
        reason=request.POST.get("reason", "")[:500], now=clock.wall_clock(),
    )  # fmt: skip
    messages.success(request, _("The report of %(year)s is published.") % {"year": year})


def _page(request: HttpRequest, error: HandlagError | None = None) -> HttpResponse:
    fields = filled(FIELDS, {"reason": [request.POST.get("reason", "")]}, [error] if error else [])
    context: dict[str, object] = {"fields": fields, "error": error}
    try:
        context |= _proposed(asked_year(request), asked_vintage(request))
    except HandlagError as wrong:
        context["error"], error = wrong, wrong
    context["summary"] = summary(fields, [error] if error else [])
    return render(request, "portal/reports/publish.html", context, status=status_of(error) if error else 200)


def _proposed(year: int, vintage: int | None) -> dict[str, object]:
    found = publish.proposed(year, vintage)
    states = [each.state for each in desk.standings(found.ready)]
    return {
        "year": year, "found": found.ready, "seen": found.sha256, "vintage": found.ready.report.vintage,
        "tables": [(state, states.count(state)) for state in ("ready", "wrong", "missing")],
        "reasons": [(why.value, found.ready.protected.count(why)) for why in Why if found.ready.protected.count(why)],
    }  # fmt: skip
