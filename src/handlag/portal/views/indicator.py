"""The controller's and the lawyer's page of one indicator: definition, chart, the tables behind it, vintages, CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handlag.core.errors import HandlagError, NotFound
from handlag.followup import queries
from handlag.followup.browse import Browsed, browse
from handlag.followup.charts import months_chart, years_chart
from handlag.followup.domain.browsed import beside
from handlag.followup.output import as_csv
from handlag.portal.access import page_for
from handlag.portal.middleware import status_of
from handlag.portal.pictures import inline
from handlag.portal.templatetags.portal import language
from handlag.portal.views.controller import READERS, asked_vintage, asked_year
from handlag.portal.words import word

NEWEST = 10
OFFERED_YEARS = 10
MONTHS = 12
CHARTS = {"month": months_chart, "year": years_chart}


@page_for(*READERS)
@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator browsed, or its tables as CSV with ``?format=csv``. What can't be shown is said, with what can."""
    try:
        by = _by(request)
        found = browse(code, _year(request), vintage=asked_vintage(request))
        _refuse_format(request)
    except HandlagError as error:
        context = {"error": error, "one": _defined(code)}
        return render(request, "portal/tables/indicator.html", context, status=status_of(error))
    if "format" in request.GET:
        return _file(found)
    return render(request, "portal/tables/indicator.html", _shown(found, by))


def _shown(found: Browsed, by: str) -> dict[str, object]:
    unit = found.indicator.unit
    title = f"{found.indicator.name.of(language())}, {word(unit.value, 'measure')}"
    months = beside(found.months, found.now_months)[0].cells
    labels = [column.over for column in found.months.columns[::MONTHS]]
    return {
        "one": found.indicator, "found": found, "by": by, "chart": inline(CHARTS[by](found, title, language())),
        "rows": beside(found.years, found.now_years),
        "months": [(label, months[MONTHS * place : MONTHS * (place + 1)]) for place, label in enumerate(labels)],
        "heads": found.months.columns[:MONTHS], "years": found.known.years[::-1][:OFFERED_YEARS],
        "vintages": queries.vintages(newest=NEWEST),
    }  # fmt: skip


def _defined(code: str) -> object:
    """The definition stands on the page even where there is nothing to count yet."""
    return next((each for each in queries.indicators() if each.code == code), None)


def _file(found: Browsed) -> HttpResponse:
    name = f"handlag-{found.indicator.code}-{found.year}-{found.years.vintage}.csv"
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv([found.years, found.months]), content_type="text/csv; charset=utf-8", headers=kept)


def _year(request: HttpRequest) -> int | None:
    return asked_year(request) if request.GET.get("year") else None


def _by(request: HttpRequest) -> str:
    """Whether the chart is by month or by year. Raises PORTAL_STEP."""
    asked = request.GET.get("by", "month")
    if asked in CHARTS:
        return asked
    raise HandlagError(
        "PORTAL_STEP", "by",
        sv="Diagrammet kan inte delas in så.", en="The chart can't be divided so.",
        remedy_sv="Välj month eller year.", remedy_en="Choose month or year.",
    )  # fmt: skip


def _refuse_format(request: HttpRequest) -> None:
    if request.GET.get("format", "csv") != "csv":
        raise NotFound(
            "PORTAL_FORMAT", "format",
            sv="Indikatorn finns inte i det formatet.", en="The indicator can't be had in that format.",
            remedy_sv="Välj csv.", remedy_en="Choose csv.",
        )  # fmt: skip
