"""The annual report's tables: printed form, change in per cent, notes, small cells, files."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from handlag.followup.domain.measure import Figure
from handlag.followup.domain.numbers import change, rounded
from handlag.followup.domain.tables import TABLES, ReportTable, YearFigures
from handlag.followup.output import as_csv, as_xlsx, footnotes, heading, row_label
from handlag.followup.report.single import single_table
from tests.followup.log import LATER
from tests.shared import shared

YEARS = (2022, 2023, 2024)
GROUPS = ("women", "men", "total")
NBSP = "\u00a0"
PRINTED_TABLES = {
    5: "payments_count",
    6: "decisions_count",
    99: "processing_time_mean_days",
    100: "pending_cases_mean_count",
}


def figures(cells: Mapping[tuple[str, str], int], persons: int | None = None) -> YearFigures:
    """Counts as figures, each on as many persons as it counts if nothing else is said."""
    made: defaultdict[tuple[str, str], Figure] = defaultdict(lambda: Figure(denominator=1))
    for place, count in cells.items():
        made[place] = Figure(count, 1, count if persons is None else persons)
    return made


def small_table(women: int, men: int) -> ReportTable:
    year = figures({("barnbidrag", "women"): women, ("barnbidrag", "men"): men, ("barnbidrag", "total"): women + men})
    return single_table(TABLES[100], YEARS, dict.fromkeys(YEARS, year), 7, LATER)


def published(number: int) -> dict[int, YearFigures]:
    """The report's own figures for our benefits, as if our events had given them."""
    years: dict[int, dict[tuple[str, str], int]] = {year: {} for year in YEARS}
    with shared("published/figures.csv").open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            ours = row["table"] == str(number) and row["metric"] == PRINTED_TABLES[number] and row["value"]
            if ours and row["sex"] in GROUPS and row["other_dimension"] == "":
                years[int(row["year"])][row["benefit"], row["sex"]] = int(row["value"])
    for cells in years.values():
        for code in {code for code, _ in cells}:
            if not any((code, group) in cells for group in GROUPS[:2]):
                cells[code, "unknown"] = cells[code, "total"]
    return {year: figures(cells, persons=1000) for year, cells in years.items()}


def printed_rows(number: int) -> dict[str, list[str]]:
    with shared("sources/003_c6a81e89794646d2.txt").open(encoding="utf-8") as source:
        lines = iter(source)
        next(line for line in lines if line.startswith(f"Tabell {number} "))
        rows: dict[str, list[str]] = {}
        for line in lines:
            if line.startswith("Tabell "):
                return rows
            name, *cells = line.strip("\n").split("\t")
            if cells and name:
                rows.setdefault(name.rstrip(" ¹²³⁴⁵"), [cell.replace(" ", NBSP) for cell in cells])
    return rows


@pytest.mark.parametrize("number", [5, 6, 99, 100])
def test_the_published_figures_come_out_as_the_annual_report_prints_them(number: int) -> None:
    table = single_table(TABLES[number], YEARS, published(number), 1, LATER)
    expected = printed_rows(number)
    for row in table.rows:
        if row.code != "total":
            assert [cell.sv for cell in row.cells] == expected[row.name.sv]


def test_a_cell_on_one_to_three_persons_is_an_asterisk_and_so_is_its_partner() -> None:
    row = small_table(2, 40).rows[0]
    assert row.name.sv == "Barnbidrag"
    assert [cell.sv for cell in row.cells] == ["*"] * 6 + ["42"] * 3
    assert all(cell.number is None for cell in row.cells[:6])


def test_four_persons_are_enough() -> None:
    table = small_table(4, 40)
    assert [cell.sv for cell in table.rows[0].cells] == ["4"] * 3 + ["40"] * 3 + ["44"] * 3
    assert not table.any_hidden


def test_thirty_payments_to_two_persons_are_hidden() -> None:
    year = figures({("barnbidrag", "women"): 30, ("barnbidrag", "total"): 30}, persons=2)
    table = single_table(TABLES[5], YEARS, dict.fromkeys(YEARS, year), 1, LATER)
    assert [cell.sv for cell in table.rows[0].cells] == ["*"] * 3 + ["0"] * 3 + ["*"] * 4


def test_five_payments_of_which_two_came_back_are_three() -> None:
    year: defaultdict[tuple[str, str], Figure] = defaultdict(lambda: Figure(denominator=1))
    year |= {("barnbidrag", group): Figure(3, 1, persons=5) for group in ("women", "total")}
    table = single_table(TABLES[5], YEARS, dict.fromkeys(YEARS, year), 1, LATER)
    assert [cell.sv for cell in table.rows[0].cells] == ["*"] * 3 + ["0"] * 3 + ["*"] * 4


def test_a_change_is_hidden_with_the_total_it_would_give_away() -> None:
    before = figures({("barnbidrag", "women"): 40, ("barnbidrag", "total"): 40})
    after = figures({("barnbidrag", "women"): 2, ("barnbidrag", "total"): 2})
    table = single_table(TABLES[5], YEARS, {2022: before, 2023: before, 2024: after}, 1, LATER)
    assert table.rows[0].cells[-1].sv == "*"


def test_part_of_a_year_is_said_to_be_one_and_not_compared_with_a_whole_one() -> None:
    year = figures({("barnbidrag", "women"): 40, ("barnbidrag", "total"): 40})
    table = single_table(TABLES[5], YEARS, dict.fromkeys(YEARS, year), 1, date(2024, 10, 31))
    assert table.rows[0].cells[-1].sv == "–"
    assert footnotes(table, "sv") == ["¹ Uppgifterna för 2024 gäller till och med 2024-10-31."]
    assert (
        single_table(TABLES[5], YEARS, dict.fromkeys(YEARS, year), 1, date(2024, 12, 31)).rows[0].cells[-1].sv == "0,0"
    )


def test_notes_are_numbered_where_they_belong() -> None:
    table = single_table(TABLES[6], YEARS, {year: figures({}) for year in YEARS}, 1, LATER)
    assert heading(table, "sv") == "Tabell 6 Volymer, antal beslut"
    assert [row_label(row, "sv") for row in table.rows] == [
        "Barnbidrag", "Föräldrapenning", f"Sjukpenning{NBSP}¹", "Totalt",
    ]  # fmt: skip
    assert footnotes(table, "en")[0].startswith("¹ For sickness benefit the number of closed cases")


def test_persons_of_unknown_sex_bring_a_note_at_the_title() -> None:
    year = figures({("barnbidrag", "women"): 50, ("barnbidrag", "unknown"): 30, ("barnbidrag", "total"): 80})
    table = single_table(TABLES[100], YEARS, dict.fromkeys(YEARS, year), 1, LATER)
    assert heading(table, "sv") == f"Tabell 100 Pågående ärenden, antal{NBSP}¹"
    assert footnotes(table, "sv") == ["¹ I totalen ingår personer vars kön inte är känt."]


@pytest.mark.parametrize(
    ("value", "decimals", "sv", "en"),
    [
        (Fraction(21177457), 0, f"21{NBSP}177{NBSP}457", "21,177,457"),
        (Fraction(5, 2), 0, "3", "3"),
        (Fraction(-25, 100), 1, "–0,3", "–0.3"),
        (Fraction(-4, 100), 1, "0,0", "0.0"),
        (Fraction(12345, 10), 1, f"1{NBSP}234,5", "1,234.5"),
    ],
)
def test_numbers_are_rounded_half_away_from_zero_once(value: Fraction, decimals: int, sv: str, en: str) -> None:
    assert rounded(value, decimals).printed() == (sv, en)


def test_a_change_from_nothing_is_no_number() -> None:
    assert change(Fraction(0), Fraction(5)) is None
    assert change(None, Fraction(5)) is None
    assert change(Fraction(4), Fraction(5)) == 25


def test_the_csv_has_one_row_a_cell_and_no_hidden_number() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv([small_table(2, 40)]))))
    assert len(rows) == 3 * 9
    first = rows[0]
    assert (first["table"], first["row"], first["group"], first["period"]) == ("100", "barnbidrag", "women", "2022")
    assert (first["value"], first["printed"], first["vintage"]) == ("", "*", "7")
    assert (rows[6]["value"], rows[6]["printed"], rows[6]["unit"]) == ("42", "", "count")


def test_the_workbook_is_the_printed_table_and_the_same_every_time() -> None:
    made_at = datetime(2025, 2, 1, tzinfo=UTC)
    book = as_xlsx([small_table(2, 40)], made_at)
    assert book == as_xlsx([small_table(2, 40)], made_at)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet, texts = parts.read("xl/worksheets/sheet1.xml").decode(), parts.read("xl/sharedStrings.xml").decode()
        assert 'name="Tabell 100"' in parts.read("xl/workbook.xml").decode()
    assert "<v>42</v>" in sheet
    for text in ("Tabell 100 Pågående ärenden, antal", "Kvinnor", "2024", ">*<", "en till tre personer"):
        assert text in texts
