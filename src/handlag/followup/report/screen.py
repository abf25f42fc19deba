"""A report as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from handlag.followup.domain.indicators import Text
from handlag.followup.output import footnotes, heading, row_label
from handlag.followup.report.model import PrintedTable, Report


def as_text(report: Report, language: str) -> str:
    """Title, what to know of the data, and every table with its notes; columns as wide as they need."""
    parts = ["\n".join([report.title.of(language), *(each.of(language) for each in report.findings)])]
    parts += ["\n".join(_table(each, language)) for each in report.by_number.values()]
    return "\n\n".join(parts)


def _table(table: PrintedTable, language: str) -> Iterator[str]:
    yield heading(table, language)
    if table.missing is not None:
        yield table.missing.of(language)
        return
    heads = [_head(column.over, column.head, language) for column in table.columns]
    lines = [["", *heads]]
    over: Text | None = None
    for row in table.rows:
        if row.group is not None and row.group != over:
            lines.append([row.group.of(language), *("" for _ in heads)])
        over = row.group
        lines.append(
            [row_label(row, language), *("" if each is None else each.printed.of(language) for each in row.cells)]
        )
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for first, *rest in lines:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()
    yield from footnotes(table, language)
    yield from (each.of(language) for each in table.comments)


def _head(over: Text, head: Text, language: str) -> str:
    return f"{over.of(language)} {head.of(language)}".strip()
