"""The controller's and the lawyer's pages: report tables, targets, definitions, and the same as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.followup import queries
from handlag.followup.domain.hidden_age import MEANING
from handlag.followup.domain.indicators import PROCESSING_TIME
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import TABLES, ReportTable
from handlag.followup.output import as_csv, as_xlsx
from handlag.people.models import Role
from handlag.portal.access import page_for
from handlag.portal.middleware import status_of
from handlag.portal.typed import maybe_whole

READERS = (Role.CONTROLLER, Role.LAWYER)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TIMES = frozenset({PROCESSING_TIME.code})
FIRST_YEAR = 2000
LAST_YEAR = 2100


@page_for(*READERS)
@require_GET
def tables(request: HttpRequest) -> HttpResponse:
    """The main figures of the last month and this one, then the tables there are and the exports they are made from."""
    context: dict[str, object] = {
        "tables": list(TABLES.values()),
        "vintages": queries.vintages()[:10],
        "year": _latest_year(),
    }
    months = queries.main_figures() if context["vintages"] else []
    beside = _hidden_age([month.period for month in months[:1]]) if months else {}
    context |= {"months": months, **beside}
    return render(request, "portal/tables/start.html", context)


@page_for(*READERS)
@require_GET
def table(request: HttpRequest, number: int) -> HttpResponse:
    """One table in three-year form, as it is printed."""
    return _page(request, lambda year: [queries.report_table(number, year)], f"table-{number}")


@page_for(*READERS)
@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """The action plan's tables of processing times and pending cases, with targets and deviations."""
    return _page(request, lambda year: list(queries.targets_tables(year)), "targets")


@page_for(*READERS)
@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator's written definition."""
    return render(request, "portal/tables/indicators.html", {"indicators": queries.indicators()})


Made = Callable[[int], list[ReportTable]]


def _page(request: HttpRequest, make: Made, name: str) -> HttpResponse:
    """The tables on a page, or as the file asked for with ``?format=``. Before the first export the page says so."""
    year = asked_year(request)
    try:
        made = make(year)
    except HandlagError as error:
        context: dict[str, object] = {"error": error, "year": year}
        return render(request, "portal/tables/table.html", context, status=status_of(error))
    file_format = request.GET.get("format", "")
    if file_format:
        return _file(made, file_format, f"handlag-{name}-{year}")
    times = any(table.metric.split(".")[0] in TIMES for table in made)
    beside = _hidden_age([Period.year(each) for each in range(year - queries.YEARS + 1, year + 1)]) if times else {}
    return render(request, "portal/tables/table.html", {"tables": made, "year": year, "years": years(), **beside})


def _hidden_age(periods: Sequence[Period]) -> dict[str, object]:
    """R of each benefit, to stand beside a table of processing times, with what it means."""
    return {
        "hidden_age": queries.hidden_age(periods), "hidden_periods": [period.label for period in periods],
        "hidden_meaning": MEANING.of(get_language() or "sv"),
    }  # fmt: skip


def _file(made: Sequence[ReportTable], file_format: str, name: str) -> HttpResponse:
    kept = {"Content-Disposition": f'attachment; filename="{name}.{file_format}"'}
    if file_format == "csv":
        return HttpResponse(as_csv(made), content_type="text/csv; charset=utf-8", headers=kept)
    if file_format == "xlsx":
        book = as_xlsx(made, queries.vintages()[0].made_at, get_language() or "sv")
        return HttpResponse(book, content_type=XLSX, headers=kept)
    raise NotFound(
        "PORTAL_FORMAT", "format",
        sv="Tabellen finns inte i det formatet.", en="The table can't be had in that format.",
        remedy_sv="Välj csv eller xlsx.", remedy_en="Choose csv or xlsx.",
    )  # fmt: skip


def _latest_year() -> int:
    """The year the newest export tells of; the present one before there is any."""
    newest = queries.vintages()[:1]
    return clock.legal_day(newest[0].until if newest else clock.wall_clock()).year


def years() -> list[int]:
    """The years a page offers."""
    latest = _latest_year()
    return list(range(latest, latest - 5, -1))


def asked_vintage(request: HttpRequest) -> int | None:
    """The vintage asked for with ``?vintage=``, the newest without. Raises PORTAL_VINTAGE."""
    asked = request.GET.get("vintage", "")
    found = maybe_whole(asked) if asked else None
    if asked and found is None:
        raise HandlagError(
            "PORTAL_VINTAGE", "vintage",
            sv="Uttagets nummer går inte att läsa.", en="The vintage's number can't be read.",
            remedy_sv="Ange det med siffror, eller välj i listan.",
            remedy_en="Give it in digits, or choose in the list.",
        )  # fmt: skip
    return found


def asked_year(request: HttpRequest) -> int:
    """The year asked for with ``?year=``, else the last that is over and has facts. Raises PORTAL_YEAR."""
    asked = request.GET.get("year", "")
    if not asked:
        return queries.whole_year() or _latest_year()
    year = maybe_whole(asked)
    if year is not None and FIRST_YEAR <= year <= LAST_YEAR:
        return year
    raise HandlagError(
        "PORTAL_YEAR", "year",
        sv="Året går inte att läsa.", en="The year can't be read.",
        remedy_sv=f"Ange ett år från {FIRST_YEAR} till {LAST_YEAR}, med fyra siffror.",
        remedy_en=f"Give a year from {FIRST_YEAR} to {LAST_YEAR}, with four digits.",
    )  # fmt: skip
