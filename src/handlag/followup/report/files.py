"""A report as files: tidy CSV in the columns ``handlag report check`` reads, and XLSX with one sheet a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from handlag.followup.checks.reading import COLUMNS
from handlag.followup.output import as_xlsx
from handlag.followup.report.model import PrintedCell, PrintedTable, Report

CSV_COLUMNS = (*COLUMNS, "note", "vintage")


def report_csv(report: Report, language: str = "sv") -> str:
    """One row a figure of every table and diagram; ``printed`` is what stands in a cell instead of a number.

    A table the system holds nothing of is one row whose note says why, so that it is never taken for noughts.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for table in report.by_number.values():
        writer.writerows(_rows(table, language))
    return out.getvalue()


def _rows(table: PrintedTable, language: str) -> Iterator[tuple[str, ...]]:
    if table.missing is not None:
        blank = dict.fromkeys(CSV_COLUMNS, "") | {"table": table.number, "printed": "-"}
        yield tuple((blank | {"note": table.missing.of(language), "vintage": str(table.vintage)}).values())
    for row in table.rows:
        for cell in row.cells:
            if cell is not None:
                yield _row(table, cell, (*table.title_marks, *row.marks, *cell.marks), language)


def _row(table: PrintedTable, cell: PrintedCell, marks: tuple[int, ...], language: str) -> tuple[str, ...]:
    number = cell.number
    words = cell.words.of(language) if cell.words else "-"
    printed = "" if number else ("*" if cell.hidden else words)
    note = " ".join(table.notes[mark - 1].of(language) for mark in dict.fromkeys(marks))
    value = number.plain() if number else ""
    return table.number, *cell.place, value, printed, cell.unit.value, note, str(table.vintage)


def report_json(report: Report, language: str = "sv") -> str:
    """The report's sentences and tables: each figure exact, as printed, and hidden where it must not be shown."""
    said = {
        "title": report.title.of(language), "vintage": report.vintage, "known_on": report.known_on.isoformat(),
        "sentences": [each.of(language) for each in report.findings],
        "tables": [_as_json(each, language) for each in report.by_number.values()],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1)


def _as_json(table: PrintedTable, language: str) -> dict[str, Any]:
    heads = [column.head.of(language) for column in table.columns]
    rows = [
        {"code": row.code, "name": row.name.of(language)}
        | {head: cell.printed.of(language) for head, cell in zip(heads, row.cells, strict=True) if cell is not None}
        for row in table.rows
    ]
    missing = {"missing": table.missing.of(language)} if table.missing else {}
    return {"number": table.number, "title": table.title.of(language), "rows": rows} | missing


def report_xlsx(report: Report, made_at: datetime, language: str = "sv") -> bytes:
    """A workbook of the report's tables and those behind its diagrams. Same report, same bytes."""
    return as_xlsx(tuple(report.by_number.values()), made_at, language)
