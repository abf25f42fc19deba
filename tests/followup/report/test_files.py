"""A report as plain values and as files: what is hidden stays hidden, what is missing says so."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from handlag.followup.checks import check
from handlag.followup.checks.reading import read_report
from handlag.followup.domain.indicators import Text
from handlag.followup.report.files import report_csv, report_xlsx
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

SEXES = {"women": Text("Kvinnor", "Women"), "men": Text("Män", "Men"), "total": Text("Totalt", "Total")}
MADE_AT = datetime(2025, 2, 17, tzinfo=UTC)
DECIDED = "reconsiderations_decided_count"


def cell(sex: str, value: int | None) -> PrintedCell:
    exact = None if value is None else Fraction(value)
    return PrintedCell(Place(DECIDED, "barnbidrag", sex, "2024"), Unit.COUNT, exact, persons=value)


def table(number: str, *values: int | None) -> PrintedTable:
    columns = tuple(PrintedColumn(sex, name, Text("2024", "2024"), "2024") for sex, name in SEXES.items())
    cells = tuple(cell(sex, value) for sex, value in zip(SEXES, values, strict=True))
    row = PrintedRow("decided", Text("Avgjorda", "Decided"), cells, Text("Barnbidrag", "Child allowance"), (1,))
    notes = (Text("Senaste registrering.", "Latest registration."),)
    title, section = Text("Omprövningar", "Reconsiderations"), Text("Familj", "Family")
    return PrintedTable(number, title, section, columns, (row,), notes, vintage=7)


NOT_HELD = PrintedTable(
    "79",
    Text("Polisanmälningar", "Police reports"),
    Text("Kontroll", "Control"),
    missing=Text("Kontrollregistret har inte lämnat uppgifter.", "The control register has supplied no figures."),
)


def report(*tables: PrintedTable, diagrams: tuple[Diagram, ...] = ()) -> Report:
    title = Text("Årsredovisning 2024", "Annual report 2024")
    return Report("annual", 2024, 7, date(2024, 12, 31), title, tables, diagrams)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tidy_file_holds_each_figure_with_its_note_and_vintage() -> None:
    [women, *_] = rows(report_csv(report(table("16", 1200, 800, 2000)), "en"))
    assert women == {
        "table": "16", "metric": DECIDED, "benefit": "barnbidrag", "sex": "women", "year": "2024",
        "other_dimension": "", "value": "1200", "printed": "", "unit": "count", "note": "Latest registration.",
        "vintage": "7",
    }  # fmt: skip


def test_the_checks_before_print_read_the_tidy_file_and_find_a_total_that_cannot_be_right(tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text(report_csv(report(table("16", 1200, 800, 2000), NOT_HELD)), encoding="utf-8")
    assert check(read_report(file)).of("error") == []
    file.write_text(report_csv(report(table("16", 1200, 800, 1900), NOT_HELD)), encoding="utf-8")
    assert [each.rule for each in check(read_report(file)).of("error")] == ["sex_sum"]


def test_a_figure_hidden_is_hidden_in_every_table_that_prints_it() -> None:
    made = report(table("16", 2, 800, 802), table("106", 2, 800, 802))
    women, men = Place(DECIDED, "barnbidrag", "women", "2024"), Place(DECIDED, "barnbidrag", "men", "2024")
    shown = rows(report_csv(made.hiding({women, men})))
    assert [(each["table"], each["value"], each["printed"]) for each in shown] == [
        ("16", "", "*"), ("16", "", "*"), ("16", "802", ""),
        ("106", "", "*"), ("106", "", "*"), ("106", "802", ""),
    ]  # fmt: skip


def test_a_missing_figure_is_a_dash_and_never_a_nought() -> None:
    assert [(each["value"], each["printed"]) for each in rows(report_csv(report(table("16", None, 0, 0))))] == [
        ("", "-"), ("0", ""), ("0", ""),
    ]  # fmt: skip


def test_a_table_the_system_does_not_hold_says_why() -> None:
    [row] = rows(report_csv(report(NOT_HELD), "en"))
    assert (row["table"], row["value"], row["note"]) == ("79", "", "The control register has supplied no figures.")


def test_a_value_is_rounded_once_and_half_away_from_zero() -> None:
    exact = PrintedCell(Place("unit_cost_sek_per_decision"), Unit.SEK_PER_DECISION, Fraction(2469, 2))
    assert exact.printed.en == "1,235"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_diagram_draws_what_a_reader_may_see(language: str) -> None:
    behind = table("D1", 60, 40, 100).hiding({Place(DECIDED, "barnbidrag", "men", "2024")})
    drawn = Diagram("D1", behind.title, Text("Linjer.", "Lines."), Text("Antal", "Number"), behind).spec(language)
    women, men, total = (SEXES[group].of(language) for group in ("women", "men", "total"))
    assert drawn["data"]["values"] == [
        {"group": women, "period": "2024", "value": 60.0},
        {"group": men, "period": "2024", "value": None},  # the line breaks there
        {"group": total, "period": "2024", "value": 100.0},
    ]


def test_the_workbook_has_a_sheet_a_table_and_is_the_same_bytes_each_time() -> None:
    made = report(table("16", 1200, 800, 2000), NOT_HELD)
    book = report_xlsx(made, MADE_AT)
    assert book == report_xlsx(made, MADE_AT)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert len([name for name in parts.namelist() if name.startswith("xl/worksheets/")]) == 2
        texts = parts.read("xl/sharedStrings.xml").decode()
    assert "Barnbidrag" in texts
    assert "Kontrollregistret har inte lämnat uppgifter." in texts
