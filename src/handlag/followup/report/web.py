"""A report as one accessible web page without scripts: the same tables, the same diagrams with their figures behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from importlib.resources import files
from itertools import count

from handlag.followup.report import pages
from handlag.followup.report.charts import svg
from handlag.followup.report.model import Diagram, PrintedTable, Report


def report_html(report: Report, made_at: datetime, language: str = "sv", *, draft: bool = False) -> bytes:
    """The whole page, styles inside. Same report, same bytes."""
    del made_at
    style = files("handlag.followup.report").joinpath("report.css").read_text("utf-8")
    title = escape(report.title.of(language))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title} – Handlag</title>'
    mark = f'<p class="draft" role="note">{escape(pages.DRAFT.of(language))}</p>' if draft else ""
    body = f"{mark}<h1>{title}</h1>\n{fragment(report, language)}"
    page = (
        f'<!doctype html>\n<html lang="{language}">\n<head>{head}<style>{style}</style></head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return page.encode()


def fragment(report: Report, language: str) -> str:
    """What stands under the report's title, for a page that has a frame of its own."""
    return "\n".join(_body(report, language))


def _body(report: Report, language: str) -> Iterator[str]:
    words = {name: escape(text.of(language)) for name, text in pages.WORDS.items()}
    yield f"<p>{escape(pages.of_report(report, language))}</p>"
    if report.findings:
        said = "".join(f"<li>{escape(each.of(language))}</li>" for each in report.findings)
        yield f"<section><h2>{words['findings']}</h2><ul>{said}</ul></section>"
    yield contents(report, language)
    for section in pages.sections(report):
        yield f"<section><h2>{escape(section.title.of(language))}</h2>"
        for table, diagram in section.tables:
            yield table_html(table, diagram, language)
        yield "</section>"
    absent = [
        f"<li><strong>{escape(name)}</strong>: {escape(why)}</li>" for name, why in pages.missing(report, language)
    ]
    if absent:
        yield f"<section><h2>{words['missing']}</h2><ul>{''.join(absent)}</ul></section>"


def contents(report: Report, language: str) -> str:
    """Links to the tables, section by section."""
    parts = []
    for section in pages.sections(report):
        links = "".join(
            f'<li><a href="#{_anchor(table)}">{escape(pages.heading(table, language))}</a></li>'
            for table, _ in section.tables
        )
        parts.append(f"<li>{escape(section.title.of(language))}<ul>{links}</ul></li>")
    label = escape(pages.WORDS["contents"].of(language))
    return f'<nav aria-label="{label}"><h2>{label}</h2><ul>{"".join(parts)}</ul></nav>'


def table_html(table: PrintedTable, diagram: Diagram | None, language: str) -> str:
    """A table with its heading and notes, or a diagram with the table behind it to be opened."""
    name, anchor = escape(pages.heading(table, language)), _anchor(table)
    notes = [*pages.footnotes(table, language), f"{table.explanation.of(language)} {pages.origin(table, language)}"]
    under = "".join(f'<p class="quiet">{escape(note.strip())}</p>' for note in notes)
    grid = f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">{_grid(table, name, language)}</div>'
    if diagram is not None:
        words = escape(pages.WORDS["figures"].of(language))
        alt, picture = escape(diagram.alt.of(language)), _picture(diagram, language)
        drawn = f'<div class="drawing" role="img" aria-label="{alt}">{picture}</div>'
        grid = f"{drawn}<details><summary>{words}</summary>{grid}</details>"
    told = "".join(f"<li>{escape(each.of(language))}</li>" for each in table.comments)
    return f'<section id="{anchor}"><h3>{name}</h3>{grid}{under}{f"<ul>{told}</ul>" if told else ""}</section>'


def _picture(diagram: Diagram, language: str) -> str:
    """The drawing itself, hidden from readers of the text: its words stand beside it."""
    return svg(diagram, language).replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _anchor(table: PrintedTable) -> str:
    return f"table-{escape(table.number)}"


def _grid(table: PrintedTable, name: str, language: str) -> str:
    row = escape(pages.WORDS["row"].of(language))
    over = "".join(
        f'<th scope="colgroup" colspan="{width}">{escape(text.of(language))}</th>' if text.of(language) else
        f'<td colspan="{width}"></td>' for text, width in table.spans()
    )  # fmt: skip
    heads = "".join(_head(column.head.of(language)) for column in table.columns)
    top = f'<tr><td></td>{over}</tr><tr><th scope="col">{row}</th>{heads}</tr>'
    return (
        f'<table class="table"><caption class="sr-only">{name}</caption><thead>{top}</thead>'
        f"{''.join(_bodies(table, language))}</table>"
    )


def _head(text: str) -> str:
    return f'<th scope="col" class="number">{escape(text)}</th>' if text else "<td></td>"


def _bodies(table: PrintedTable, language: str) -> Iterator[str]:
    """The rows, those under a heading of their own in a body of their own."""
    number = count()
    for group, label, cells in pages.rows(table, language):
        if group or next(number) == 0:
            yield "<tbody>"
        if group:
            yield f'<tr><th scope="rowgroup" colspan="{len(table.columns) + 1}">{escape(group)}</th></tr>'
        values = "".join(f'<td class="number">{escape(cell)}</td>' for cell in cells)
        yield f'<tr><th scope="row">{escape(label)}</th>{values}</tr>'
