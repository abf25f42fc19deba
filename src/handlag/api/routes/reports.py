"""Report tables, as the reader may see them: small cells are hidden before they come here. No person is named."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from handlag.api.door import account_of
from handlag.api.shapes import refusals
from handlag.followup import queries
from handlag.followup.browse import browse
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.tables import TABLES, ReportTable

router = Router(tags=["reports"])
READERS = ("controller", "manager", "lawyer")
Year = Annotated[int, Query(ge=2000, le=2100)]
Month = Annotated[int, Query(ge=1, le=12)]


class TableName(Schema):
    """A numbered table of the annual report."""

    number: int
    title_sv: str
    title_en: str


class CellOut(Schema):
    """One cell: the number as printed, and how it is printed. A hidden or missing cell has no number."""

    group: str
    period: str
    number: str | None
    printed_sv: str
    printed_en: str


class RowOut(Schema):
    """A row and its cells."""

    code: str
    name_sv: str
    name_en: str
    cells: list[CellOut]


class TableOut(Schema):
    """A finished table with its notes, and the export of facts it was made from (``vintage``)."""

    number: str
    title_sv: str
    title_en: str
    metric: str
    vintage: int
    rows: list[RowOut]
    notes_sv: list[str]
    notes_en: list[str]


@router.get("/tables", response={200: list[TableName], **refusals()})
def tables(request: HttpRequest) -> Any:
    """The numbered tables there are."""
    account_of(request, *READERS)
    return [TableName(number=each.number, title_sv=each.title.sv, title_en=each.title.en) for each in TABLES.values()]


@router.get("/tables/{int:number}", response={200: TableOut, **refusals(404, 422)})
def table(request: HttpRequest, number: int, year: Year, vintage: int | None = None) -> Any:
    """A table for a year and the two before it, from the latest export of facts or an earlier one."""
    account_of(request, *READERS)
    return _table(queries.report_table(number, year, vintage=vintage))


@router.get("/targets", response={200: list[TableOut], **refusals(404, 422)})
def targets(request: HttpRequest, year: Year, month: Month = 12, vintage: int | None = None) -> Any:
    """The action plan's tables: processing times with their targets, and pending cases."""
    account_of(request, *READERS)
    return [_table(each) for each in queries.targets_tables(year, month, vintage=vintage)]


class IndicatorOut(Schema):
    """An indicator's written definition. ``role`` says what it is for; one for analysis is nobody's result."""

    code: str
    version: int
    name_sv: str
    name_en: str
    counts_sv: str
    counts_en: str
    unit: str
    date_basis_sv: str
    date_basis_en: str
    role: str
    source: str
    breakdowns: list[str]


class BrowsedOut(Schema):
    """An indicator browsed: three years by benefit and sex, and month by month, small cells hidden in both together."""

    indicator: IndicatorOut
    year: int
    vintage: int
    newest: int
    years: TableOut
    months: TableOut


@router.get("/indicators", response={200: list[IndicatorOut], **refusals()})
def indicators(request: HttpRequest) -> Any:
    """The definitions in force."""
    account_of(request, *READERS)
    return [_defined(each) for each in queries.indicators()]


@router.get("/indicators/{code}", response={200: BrowsedOut, **refusals(404, 422)})
def indicator(request: HttpRequest, code: str, year: int | None = None, vintage: int | None = None) -> Any:
    """One indicator for a year and the two before it, from the latest export of facts or as printed from an earlier."""
    account_of(request, *READERS)
    found = browse(code, year, vintage=vintage)
    return BrowsedOut(
        indicator=_defined(found.indicator), year=found.year, vintage=found.years.vintage,
        newest=found.now_years.vintage, years=_table(found.years), months=_table(found.months),
    )  # fmt: skip


def _defined(one: Indicator) -> IndicatorOut:
    return IndicatorOut(
        code=one.code, version=one.version, name_sv=one.name.sv, name_en=one.name.en, counts_sv=one.counts.sv,
        counts_en=one.counts.en, unit=one.unit.value, date_basis_sv=one.date_basis.sv, date_basis_en=one.date_basis.en,
        role=one.role.value, source=one.source, breakdowns=list(one.breakdowns),
    )  # fmt: skip


def _table(made: ReportTable) -> TableOut:
    return TableOut(
        number=made.number, title_sv=made.title.sv, title_en=made.title.en, metric=made.metric, vintage=made.vintage,
        rows=[_row(made, index) for index in range(len(made.rows))],
        notes_sv=[note.sv for note in made.notes], notes_en=[note.en for note in made.notes],
    )  # fmt: skip


def _row(made: ReportTable, index: int) -> RowOut:
    row = made.rows[index]
    cells = [
        CellOut(
            group=column.group, period=column.period, number=cell.number.plain() if cell.number else None,
            printed_sv=cell.sv, printed_en=cell.en,
        )
        for column, cell in zip(made.columns, row.cells, strict=True)
    ]  # fmt: skip
    return RowOut(code=row.code, name_sv=row.name.sv, name_en=row.name.en, cells=cells)
