"""The sentences under a report's tables: tried on what is printed, and on nothing a reader doesn't see."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from handlag.followup.domain.indicators import Text
from handlag.followup.report.comments import commented, comments
from handlag.followup.report.model import Place, PrintedCell, PrintedColumn, PrintedRow, PrintedTable, Report, Unit
from handlag.followup.report.web import fragment

PLAIN = Text("", "")
NAME = Text("Avslag", "Rejections")


def share(part: int, whole: int, sex: str, year: int, *, hidden: bool = False) -> PrintedCell:
    place = Place("rejections_share_percent", "sjukersattning", sex, str(year))
    value = Fraction(100 * part, whole)
    return PrintedCell(place, Unit.PERCENT, value, 1, Fraction(part), Fraction(whole), whole, hidden)


def table(*cells: PrintedCell) -> PrintedTable:
    columns = tuple(PrintedColumn("", PLAIN, PLAIN, "") for _ in cells)
    return PrintedTable("49", NAME, PLAIN, columns, (PrintedRow("r", NAME, cells),))


def test_a_year_that_differs_and_sexes_that_differ_three_years_are_told() -> None:
    cells = [
        share(part, 1000, sex, year)
        for year, women, men, total in ((2022, 260, 200, 230), (2023, 262, 201, 231), (2024, 330, 260, 295))
        for sex, part in (("women", women), ("men", men))
    ] + [share(total, 2000, "total", year) for year, total in ((2023, 463), (2024, 590))]
    said = [each.sv for each in comments(table(*cells))]
    assert "Avslag: andelen har ökat från 23,2 procent 2023 till 29,5 procent 2024." in said
    assert (
        "Avslag: andelen 2024 är högre för kvinnor (33,0 procent) än för män (26,0 procent). "
        "Så har det varit alla år 2022–2024."
    ) in said
    assert said[-1].startswith("Prövade jämförelser: 6.")


def test_no_significant_difference_is_written_out() -> None:
    said = [each.en for each in comments(table(share(50, 500, "total", 2023), share(52, 500, "total", 2024)))]
    assert said[0] == "Rejections: no significant difference between 2023 (10.0 per cent) and 2024 (10.4 per cent)."


def test_a_hidden_share_is_not_tried() -> None:
    assert not list(comments(table(share(50, 500, "total", 2023), share(90, 500, "total", 2024, hidden=True))))


def test_counts_changes_and_means_have_no_comment() -> None:
    place = Place("decisions_count", "barnbidrag", "total", "2024")
    change = place._replace(metric="decisions_change_percent", year="2023-2024")
    cells = (
        PrintedCell(place, Unit.COUNT, Fraction(40), persons=40),
        PrintedCell(change, Unit.PERCENT, Fraction(4), 1, Fraction(26), Fraction(25), 25),
    )
    assert not list(comments(table(*cells)))


def test_the_sentences_stand_under_the_table() -> None:
    made = table(share(50, 500, "total", 2023), share(120, 500, "total", 2024))
    report = commented(Report("annual", 2024, 1, date(2024, 12, 31), PLAIN, [made]))
    assert "<li>Avslag: andelen har ökat från 10,0 procent 2023 till 24,0 procent 2024.</li>" in fragment(report, "sv")
