"""The report workbench (what is ready, wrong, hidden and missing; the report as read), and the open figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from handlag.core.errors import HandlagError, NotFound
from handlag.followup import queries
from handlag.followup.report import desk
from handlag.followup.report.annual import KIND
from handlag.followup.report.model import Report
from handlag.followup.report.press import FORMS
from handlag.followup.report.protect import Why
from handlag.followup.report.web import fragment
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import language
from handlag.portal.views.controller import READERS, XLSX, asked_vintage, asked_year, years

NEWEST = 10
TYPES = {
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
    "web": "text/html; charset=utf-8",
}


@page_for(*READERS)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The reports there are, and those published."""
    return render(request, "portal/reports/start.html", {"kinds": desk.KINDS, "published": desk.published()})


@page_for(*READERS)
@require_GET
def report(request: HttpRequest, kind: str) -> HttpResponse:
    """How a report stands: ready tables, errors, what is hidden and why, what is missing; or a file, as a draft."""
    year = asked_year(request)
    vintages = queries.vintages(newest=NEWEST)
    context: dict[str, object] = {"kind": kind, "year": year, "years": years(), "vintages": vintages}
    try:
        found = desk.ready_report(kind, year, asked_vintage(request))
    except HandlagError as error:
        return render(request, "portal/reports/report.html", {**context, "error": error}, status=status_of(error))
    if form := request.GET.get("format", ""):
        return _file(found.report, form, draft=True)
    standings = desk.standings(found)
    context |= {
        "found": found,
        "ready": [each for each in standings if each.state == "ready"],
        "wrong": [each for each in standings if each.state == "wrong"],
        "missing": [each for each in standings if each.state == "missing"],
        "both": [[each for each in standings if each.state == state] for state in ("wrong", "ready")],
        "reasons": [(why.value, found.protected.count(why)) for why in Why if found.protected.count(why)],
        "downloads": list(FORMS),
        "vintage": found.report.vintage,
        "may_publish": kind == KIND and account_of(request).role == Role.CONTROLLER,
    }
    return render(request, "portal/reports/report.html", context)


@page_for(*READERS)
@require_GET
def preview(request: HttpRequest, kind: str) -> HttpResponse:
    """The report as its reader sees it."""
    year = asked_year(request)
    try:
        found = desk.ready_report(kind, year, asked_vintage(request))
    except HandlagError as error:
        context = {"kind": kind, "year": year, "error": error}
        return render(request, "portal/reports/read.html", context, status=status_of(error))
    return _read(request, found.report, {"kind": kind, "year": year, "draft": bool(found.errors)})


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The open figures: every published report, for anybody."""
    return render(request, "portal/reports/figures.html", {"published": desk.published(), "downloads": list(FORMS)})


@require_GET
def figures_of(request: HttpRequest, year: int) -> HttpResponse:
    """A published report as it was printed, on the page or as a file."""
    printed, made = desk.published_report(year)
    form = request.GET.get("format", "")
    if form == "csv":
        return HttpResponse(printed.text, content_type=TYPES[form], headers=_name(made, form, draft=False))
    if form:
        return _file(made, form, draft=False)
    return _read(request, made, {"year": year, "printed": printed.record, "downloads": list(FORMS)})


def _read(request: HttpRequest, made: Report, context: dict[str, object]) -> HttpResponse:
    body = SafeString(fragment(made, language()))
    return render(request, "portal/reports/read.html", {**context, "report": made, "body": body})


def _file(made: Report, form: str, *, draft: bool) -> HttpResponse:
    if form not in FORMS:
        raise NotFound(
            "PORTAL_FORMAT", "format",
            sv="Rapporten finns inte i det formatet.", en="The report can't be had in that format.",
            remedy_sv=f"Välj bland {', '.join(FORMS)}.", remedy_en=f"Choose among {', '.join(FORMS)}.",
        )  # fmt: skip
    content = FORMS[form][1](made, desk.made_at(made), language(), draft=draft)
    return HttpResponse(content, content_type=TYPES[form], headers=_name(made, form, draft=draft))


def _name(made: Report, form: str, *, draft: bool) -> dict[str, str]:
    name = f"{made.kind}-{made.year}-{language()}{'-draft' if draft else ''}.{FORMS[form][0]}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
