"""What every printed form of a report shares: sections in order, headings, rows as text, what is missing and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlag.followup.domain.indicators import Text
from handlag.followup.output import footnotes, heading, row_label
from handlag.followup.report.model import Diagram, PrintedTable, Report

WORDS = {
    "agency": Text("Handlag", "Handlag"),
    "findings": Text("Om uppgifterna", "About the figures"),
    "contents": Text("Innehåll", "Contents"),
    "missing": Text("Tabeller utan uppgifter", "Tables without figures"),
    "row": Text("Rad", "Row"),
    "figures": Text("Siffrorna bakom diagrammet", "The figures behind the diagram"),
}
DRAFT = Text(
    "UTKAST – har inte klarat kontrollerna och får inte publiceras",
    "DRAFT – has not passed the checks and may not be published",
)


@dataclass(frozen=True)
class Section:
    """A part of the report: its title and its tables, each with its diagram if it is one's figures."""

    title: Text
    tables: tuple[tuple[PrintedTable, Diagram | None], ...]


def sections(report: Report) -> list[Section]:
    """The tables that have figures, in the report's order under the sections they belong to."""
    drawn = {each.table.number: each for each in report.diagrams}
    parts: dict[Text, list[tuple[PrintedTable, Diagram | None]]] = {}
    for table in report.by_number.values():
        if table.missing is None:
            parts.setdefault(table.section, []).append((table, drawn.get(table.number)))
    return [Section(title, tuple(tables)) for title, tables in parts.items()]


def missing(report: Report, language: str) -> Iterator[tuple[str, str]]:
    """The tables the system holds nothing of, each with why."""
    for table in report.by_number.values():
        if table.missing is not None:
            yield heading(table, language), table.missing.of(language)


def rows(table: PrintedTable, language: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each row's heading over it (empty where it stands under the same as the one before), its name and its cells."""
    over: Text | None = None
    for row in table.rows:
        group = row.group.of(language) if row.group is not None and row.group != over else ""
        over = row.group
        cells = ["" if cell is None else cell.printed.of(language) for cell in row.cells]
        yield group, row_label(row, language), cells


def origin(table: PrintedTable, language: str) -> str:
    """Which vintage the figures are from, and after what the table is made."""
    if language.startswith("en"):
        return f"Vintage {table.vintage}. After: {table.source}."
    return f"Uttag {table.vintage}. Efter: {table.source}."


def of_report(report: Report, language: str) -> str:
    """The line under the report's title."""
    if language.startswith("en"):
        return f"Vintage {report.vintage}. The events are known up to and including {report.known_on}."
    return f"Uttag {report.vintage}. Händelserna är kända till och med {report.known_on}."


__all__ = ["DRAFT", "WORDS", "Section", "footnotes", "heading", "missing", "of_report", "origin", "rows", "sections"]
