"""The sentences under a report's tables: tried on what is printed, and on nothing a reader doesn't see."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from fractions import Fraction

from handlag.followup.domain.indicators import Text
from handlag.followup.report.comments import commented, comments
from handlag.followup.report.files import report_xlsx
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


def days(values: list[int], sex: str, year: int, *, squares: bool = True) -> PrintedCell:
    place = Place("processing_time_mean_days", "bostadsbidrag", sex, str(year))
    total, number = sum(values), len(values)
    return PrintedCell(
        place, Unit.DAYS, Fraction(total, number), 0, Fraction(total), Fraction(number), number,
        squares=sum(each * each for each in values) if squares else None,
    )  # fmt: skip


def test_mean_days_are_tried_by_welch_with_the_spread_their_squares_keep() -> None:
    """40 cases of 20 to 59 days, and 40 of ten days more, or of three."""
    first = [days(list(range(20 + more, 60 + more)), "total", year) for more, year in ((0, 2023), (10, 2024))]
    said = [each.sv for each in comments(table(*first))]
    assert said[0] == "Avslag: medelvärdet har ökat från 40 dagar 2023 till 50 dagar 2024."
    alike = [days(list(range(20 + more, 60 + more)), "total", year) for more, year in ((0, 2023), (3, 2024))]
    assert next(each.en for each in comments(table(*alike))) == (
        "Rejections: no significant difference between 2023 (40 days) and 2024 (43 days)."
    )
    assert not list(comments(table(*(days([20, 30, 40, 50], "total", year, squares=False) for year in (2023, 2024)))))


def test_womens_and_mens_days_are_commented_by_the_reports_rule() -> None:
    """A day in forty is told by chance's rule and not by the report's; ten days are large."""
    women, men = list(range(20, 60)) * 50, list(range(21, 61)) * 50
    close = [cell for year in (2023, 2024) for cell in (days(women, "women", year), days(men, "men", year))]
    assert "inte stor och har inte återkommit" in "".join(each.sv for each in comments(table(*close)))
    apart = [days(women, "women", 2024), days([each + 9 for each in men], "men", 2024)]
    assert "Skillnaden är stor." in "".join(each.sv for each in comments(table(*apart)))


def test_the_sentences_stand_in_the_workbook() -> None:
    made = table(share(50, 500, "total", 2023), share(120, 500, "total", 2024))
    report = commented(Report("annual", 2024, 1, date(2024, 12, 31), PLAIN, [made]))
    book = zipfile.ZipFile(io.BytesIO(report_xlsx(report, datetime(2025, 2, 1, tzinfo=UTC))))
    assert "Avslag: andelen har ökat från 10,0 procent 2023" in book.read("xl/sharedStrings.xml").decode()


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
