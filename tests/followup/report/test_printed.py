"""Reports as PDF and web page: what the reader gets, what stays out of it, and how it is for who can't see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from handlag.followup.domain.indicators import Text
from handlag.followup.report.charts import svg
from handlag.followup.report.model import (
    Diagram,
    Place,
    PrintedCell,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    Report,
    Unit,
)
from handlag.followup.report.pdf import content, report_pdf
from handlag.followup.report.web import report_html

MADE_AT = datetime(2025, 2, 1, tzinfo=UTC)
PLAIN = Text("", "")


def both(text: str) -> Text:
    return Text(text, f"{text} (en)")


def cell(benefit: str, sex: str, value: int | None, *, hidden: bool = False) -> PrintedCell:
    number = None if value is None else Fraction(value)
    return PrintedCell(Place("decisions_count", benefit, sex, "2024"), Unit.COUNT, number, hidden=hidden)


def table(number: str = "6", missing: Text | None = None) -> PrintedTable:
    columns = (
        PrintedColumn("women", both("Kvinnor"), both("2024"), "2024"),
        PrintedColumn("men", both("Män"), both("2024"), "2024"),
    )
    rows = (
        PrintedRow("a", both("Förmån <A>"), (cell("a", "women", 12345), cell("a", "men", 2, hidden=True))),
        PrintedRow("b", both("Förmån B"), (cell("b", "women", None), None), group=both("Grupp"), marks=(1,)),
    )
    return PrintedTable(
        number, both("Volymer"), both("Avsnitt"), columns, rows, (both("En not & mer."),), both("Beslut."), "källan", 3,
        missing=missing,
    )  # fmt: skip


@pytest.fixture
def report() -> Report:
    line = replace(table("d1"), title=both("Linje"), notes=(), rows=table().rows[:1])
    diagram = Diagram("d1", both("Linje"), both("En linje som stiger."), both("Antal"), line)
    tables = [table(), table("7", both("Inget register lämnar uppgifterna."))]
    return Report(
        "annual", 2024, 3, date(2024, 12, 31), both("Rapporten"), tables, [diagram], [both("Tre sena rader.")]
    )


class Seen(HTMLParser):
    """The text a reader meets, and the elements with what they say of themselves."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data.strip())


def test_the_page_has_every_figure_with_its_heads_and_notes(report) -> None:
    seen = Seen(report_html(report, MADE_AT))
    for words in ("Förmån <A>", "12\N{NO-BREAK SPACE}345", "*", "–", "¹ En not & mer.", "Grupp", "Tre sena rader."):
        assert words in seen.text
    scopes = {attrs.get("scope") for tag, attrs in seen.tags if tag == "th"}
    assert scopes == {"col", "colgroup", "row", "rowgroup"}
    assert ("html", {"lang": "sv"}) in seen.tags
    assert "Inget register lämnar uppgifterna." in "".join(seen.text)


def test_the_page_speaks_english_when_asked(report) -> None:
    seen = Seen(report_html(report, MADE_AT, "en"))
    assert ("html", {"lang": "en"}) in seen.tags
    assert "Förmån <A> (en)" in seen.text
    assert "12,345" in seen.text


def test_a_diagram_is_told_in_words_and_its_figures_stand_behind_it(report) -> None:
    seen = Seen(report_html(report, MADE_AT))
    assert ("div", {"class": "drawing", "role": "img", "aria-label": "En linje som stiger."}) in seen.tags
    assert "Siffrorna bakom diagrammet" in seen.text


def test_what_is_hidden_is_in_no_form(report) -> None:
    """The hidden cell is 2: neither its number nor a point for it is anywhere in what is printed."""
    page = report_html(report, MADE_AT).decode()
    assert re.search(r">2<", page) is None
    given = content(report, "sv", draft=False)
    assert [row["cells"] for row in given["sections"][0]["tables"][0]["rows"]] == [
        ["12\N{NO-BREAK SPACE}345", "*"],
        ["–", ""],
    ]
    assert [point["value"] for point in report.diagrams[0].points("sv")] == [12345.0, None]


def test_the_pdf_is_tagged_and_the_same_each_time(report) -> None:
    """PDF/UA-1 is refused by the setter where title, language or a picture's words are missing."""
    made = report_pdf(report, MADE_AT)
    assert made == report_pdf(report, MADE_AT)
    assert made.startswith(b"%PDF-")
    assert b"/MarkInfo" in made
    assert b"/Lang" in made
    assert made != report_pdf(report, MADE_AT, "en")


def test_a_draft_says_so(report) -> None:
    words = "UTKAST – har inte klarat kontrollerna och får inte publiceras"
    assert words in Seen(report_html(report, MADE_AT, draft=True)).text
    assert words not in Seen(report_html(report, MADE_AT)).text
    assert content(report, "en", draft=True)["draft"].startswith("DRAFT")
    assert report_pdf(report, MADE_AT, draft=True) != report_pdf(report, MADE_AT)


def test_page_and_pdf_have_the_same_drawing(report) -> None:
    drawn = svg(report.diagrams[0], "sv")
    assert drawn == svg(report.diagrams[0], "sv")
    assert content(report, "sv", draft=False)["sections"][0]["tables"][1]["svg"] == drawn
    assert drawn.removeprefix("<svg ")[:200] in report_html(report, MADE_AT).decode()
