"""A finished table as a file: tidy CSV for machines, XLSX as printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import xlsxwriter

from handlag.followup.domain.indicators import Text
from handlag.followup.domain.numbers import NO_BREAK_SPACE
from handlag.followup.domain.tables import ASTERISK, LIVE, Cell, Column, ReportTable, Row, made_from
from handlag.followup.report.model import PrintedCell, PrintedColumn, PrintedRow, PrintedTable

CSV_COLUMNS = ("table", "metric", "row", "group", "period", "value", "printed", "unit", "vintage")
Printable: TypeAlias = ReportTable | PrintedTable
"""Tables are written alike, whether asked for one by one or printed in a report."""
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def as_csv(tables: Sequence[ReportTable]) -> str:
    """One row per cell. ``value`` is the number as printed, ``printed`` what stands there instead of one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for table in tables:
        writer.writerows(_csv_rows(table))
    return out.getvalue()


def _csv_rows(table: ReportTable) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            vintage = str(table.vintage) if table.vintage != LIVE else "live"
            value = cell.number.plain() if cell.number else ""
            printed = "" if cell.number else cell.sv
            unit = column.unit.value if cell.number else ""
            metric = f"{table.metric}.change" if column.group == "change" else table.metric
            yield table.number, metric, row.code, column.group, column.period, value, printed, unit, vintage


def heading(table: Printable, language: str) -> str:
    """The title with its number and the marks of its notes."""
    word = "Table" if language.startswith("en") else "Tabell"
    number = f"{word} {table.number} " if table.number.isdigit() else ""
    return f"{number}{table.title.of(language)}{_marks(table.title_marks)}"


def row_label(row: Row | PrintedRow, language: str) -> str:
    """A row's name with the marks of its notes."""
    return f"{row.name.of(language)}{_marks(row.marks)}"


def footnotes(table: Printable, language: str) -> list[str]:
    """The notes as printed under the table, that of the asterisk last."""
    notes = [f"{_marks((number,)).strip()} {note.of(language)}" for number, note in enumerate(table.notes, 1)]
    return [*notes, ASTERISK.of(language)] if table.any_hidden else notes


def _marks(marks: Sequence[int]) -> str:
    return f"{NO_BREAK_SPACE}{' '.join(map(str, marks)).translate(SUPERSCRIPTS)}" if marks else ""


def as_xlsx(tables: Sequence[Printable], made_at: datetime, language: str = "sv") -> bytes:
    """A workbook with one sheet per table, laid out as printed; numbers are numbers. Same tables, same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": made_at.replace(tzinfo=None), "title": "Handlag"})
    for table in tables:
        _Sheet(book, table, language).write()
    book.close()
    return out.getvalue()


FORMATS = {0: "#,##0", 1: "0.0", 2: "#,##0.00"}


class _Sheet:
    """One table on one sheet."""

    def __init__(self, book: Any, table: Printable, language: str) -> None:
        name = table.number if not table.number.isdigit() else f"{_word(language)} {table.number}"
        self.sheet = book.add_worksheet(name)
        self.table, self.language = table, language
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "align": "center", "text_wrap": True, "bottom": 1})
        self.text = book.add_format({"align": "right"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top", "italic": True})
        self.numbers = {decimals: book.add_format({"num_format": shape}) for decimals, shape in FORMATS.items()}

    def write(self) -> None:
        """Title, headings, rows, notes."""
        self.sheet.write_string(0, 0, heading(self.table, self.language), self.bold)
        if self.table.missing is not None:
            self.sheet.write_string(2, 0, self.table.missing.of(self.language))
            return
        self._headings()
        self._notes(self._rows(4) + 1)
        self.sheet.set_column(0, 0, 34)
        self.sheet.set_column(1, len(self.table.columns), 12)
        self.sheet.freeze_panes(4, 1)

    def _headings(self) -> None:
        left = 1
        for over, width in self.table.spans():
            self._over(left, width, over)
            left += width
        columns: Sequence[Column | PrintedColumn] = self.table.columns
        for place, column in enumerate(columns, 1):
            self.sheet.write_string(3, place, column.head.of(self.language), self.head)

    def _over(self, left: int, width: int, over: Text) -> None:
        if width > 1:
            self.sheet.merge_range(2, left, 2, left + width - 1, over.of(self.language), self.head)
        else:
            self.sheet.write_string(2, left, over.of(self.language), self.head)

    def _rows(self, line: int) -> int:
        """Write the rows, each group under its heading, and give the line after them."""
        over: Text | None = None
        for row in self.table.rows:
            if row.group is not None and row.group != over:
                self.sheet.write_string(line, 0, row.group.of(self.language), self.bold)
                line += 1
            over = row.group
            self._row(line, row)
            line += 1
        return line

    def _row(self, line: int, row: Row | PrintedRow) -> None:
        self.sheet.write_string(line, 0, row_label(row, self.language))
        for place, cell in enumerate(row.cells, 1):
            if cell is not None:
                self._cell(line, place, cell)

    def _cell(self, line: int, place: int, cell: Cell | PrintedCell) -> None:
        if cell.number is None:
            self.sheet.write_string(line, place, cell.printed.of(self.language), self.text)
        else:
            shape = self.numbers[cell.number.decimals]
            self.sheet.write_number(line, place, float(cell.number.plain()), shape)

    def _notes(self, line: int) -> None:
        comments = self.table.comments if isinstance(self.table, PrintedTable) else ()
        told = [each.of(self.language) for each in comments]
        lines = [*footnotes(self.table, self.language), *told, self.table.explanation.of(self.language), self._origin()]
        for offset, note in enumerate(lines):
            if self.table.columns:
                self.sheet.merge_range(line + offset, 0, line + offset, len(self.table.columns), note, self.wrap)
            else:
                self.sheet.write_string(line + offset, 0, note, self.wrap)

    def _origin(self) -> str:
        made, after = made_from(self.table.vintage).of(self.language), Text("Efter", "After").of(self.language)
        return f"{made}. {after}: {self.table.source}."


def _word(language: str) -> str:
    return "Table" if language.startswith("en") else "Tabell"
