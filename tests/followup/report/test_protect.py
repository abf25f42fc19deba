"""A whole report's disclosure control: what is hidden, why, and that nobody can work it out from what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.followup.checks import check
from handlag.followup.checks.reading import read_report
from handlag.followup.disclosure.audit import audit
from handlag.followup.domain.indicators import Text
from handlag.followup.report.files import report_csv
from handlag.followup.report.model import (
    Place,
    PrintedCell,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    Report,
    Sum,
    Unit,
)
from handlag.followup.report.protect import Protected, Why, protect, read_earlier
from handlag.followup.report.publish import ready
from handlag.followup.report.reader import reader_files

PLAIN = Text("", "")
SEXES = ("women", "men", "total")
YEARS = ("2023", "2024")


def count(place: Place, number: int, persons: int | None = None) -> PrintedCell:
    return PrintedCell(
        place, Unit.COUNT, Fraction(number), numerator=Fraction(number), persons=number if persons is None else persons
    )


def table(number: str, rows: Sequence[Sequence[PrintedCell | None]], **further: object) -> PrintedTable:
    columns = tuple(PrintedColumn("", PLAIN, PLAIN, "") for _ in rows[0])
    lines = tuple(PrintedRow(f"r{at}", PLAIN, tuple(row)) for at, row in enumerate(rows))
    return replace(PrintedTable(number, PLAIN, PLAIN, columns, lines), **further)


def report(*tables: PrintedTable) -> Report:
    return Report("annual", 2024, 1, date(2024, 12, 31), PLAIN, tables)


def by_benefit(numbers: dict[str, tuple[int, int, int]], metric: str = "decisions_count") -> PrintedTable:
    """Women, men and persons of unknown sex of each benefit in 2024, with a total row and a total column."""
    whole = {**numbers, "total": tuple(sum(column) for column in zip(*numbers.values(), strict=True))}
    rows, hidden, sums = [], [], []
    for benefit, (women, men, unknown) in whole.items():
        at = {sex: Place(metric, benefit, sex, "2024") for sex in (*SEXES, "unknown")}
        rows.append([count(at["women"], women), count(at["men"], men), count(at["total"], women + men + unknown)])
        parts = [at["women"], at["men"]]
        if unknown:
            hidden.append(count(at["unknown"], unknown))
            parts.append(at["unknown"])
        sums.append(Sum(at["total"], tuple(parts), disjoint=True))
    for sex in SEXES:
        each = tuple(Place(metric, benefit, sex, "2024") for benefit in numbers)
        sums.append(Sum(Place(metric, "total", sex, "2024"), each, disjoint=False))
    return table("6", rows, unprinted=tuple(hidden), sums=tuple(sums))


def shown(found: Protected) -> list[list[str]]:
    (first, *_) = found.report.tables
    return [[cell.printed.sv if cell else "" for cell in row.cells] for row in first.rows]


def test_a_small_cell_is_covered_in_its_row_and_in_its_column() -> None:
    found = protect(report(by_benefit({"a": (2, 50, 0), "b": (40, 60, 0), "c": (70, 30, 0)})))
    assert shown(found) == [["*", "*", "52"], ["40", "60", "100"], ["*", "*", "100"], ["112", "140", "252"]]
    assert [found.why[Place("decisions_count", benefit, sex, "2024")] for benefit, sex in
            (("a", "women"), ("a", "men"), ("c", "women"), ("c", "men"))] == [
        Why.FEW, Why.COVER, Why.COVER, Why.COVER,
    ]  # fmt: skip
    assert found.least
    assert found.audited == 4


numbers = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(*[st.integers(0, 6) | st.integers(0, 200)] * 2, st.sampled_from([0, 0, 1, 2, 9])),
    min_size=2, max_size=6,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(numbers)
def test_no_figure_on_one_to_three_persons_is_shown_or_can_be_worked_out(given_numbers) -> None:
    """The audit reads only what is printed; the persons of unknown sex, whom no table prints, are looked for too."""
    found = protect(report(by_benefit(given_numbers)))
    for cell in found.report.tables[0].cells:
        assert cell.hidden or cell.value == 0 or cell.value >= 4
    for text in reader_files(found.report):
        assert audit(text, whole=True).stands


@settings(max_examples=8, deadline=None)
@given(numbers)
def test_the_same_report_has_the_same_pattern_whatever_the_order_of_its_tables(given_numbers) -> None:
    one = by_benefit(given_numbers)
    other = replace(by_benefit(given_numbers, "closed_count"), number="7")
    first, second = protect(report(one, other)), protect(report(other, one))
    assert dict(first.why) == dict(second.why)


def test_a_row_printed_as_a_dash_does_not_hide_the_sum_it_is_a_part_of() -> None:
    """Nobody of known sex has other benefits: their dashes leave the sums of the rows to the reader all the same."""
    made = by_benefit({"a": (20, 50, 2), "b": (40, 60, 0), "other": (0, 0, 30)})
    dashed = [
        replace(row, cells=tuple(replace(cell, value=None, numerator=None) if cell and cell.place.benefit == "other"
                                 and cell.place.sex != "total" else cell for cell in row.cells))
        for row in made.rows
    ]  # fmt: skip
    found = protect(report(replace(made, rows=tuple(dashed))))
    of_men = [row.cells[1] for row in found.report.tables[0].rows]
    assert sum(cell is not None and cell.hidden for cell in of_men) != 1
    assert found.why


def test_the_same_figure_in_two_tables_is_hidden_in_both() -> None:
    first = by_benefit({"a": (2, 50, 0), "b": (40, 60, 0)})
    again = table("93", [[next(first.cells)]])
    found = protect(report(first, again))
    assert next(found.report.by_number["93"].cells).hidden


def mean(benefit: str, sex: str, days: int, cases: int) -> PrintedCell:
    place = Place("processing_time_mean_days", benefit, sex, "2024")
    return PrintedCell(place, Unit.DAYS, Fraction(days, cases), 0, Fraction(days), Fraction(cases), cases)


def test_the_mean_of_two_men_is_not_left_between_womens_and_everybodys() -> None:
    """400 days over 20 women and 460 over 22 persons leave 60 days for two men: one of the two other means goes."""
    row = [mean("a", "women", 400, 20), mean("a", "men", 60, 2), mean("a", "total", 460, 22)]
    found = protect(report(table("99", [row])))
    assert shown(found) == [["*", "*", "21"]]


def share(part: int, whole: int, sex: str = "total") -> PrintedCell:
    place = Place("rejections_share_percent", "a", sex, "2024")
    return PrintedCell(
        place, Unit.PERCENT, Fraction(100 * part, whole), 1, Fraction(part), Fraction(whole), whole
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "whole", "hidden"),
    [(2, 100, True), (98, 100, True), (10, 100, False), (0, 10, True), (10, 10, True), (0, 100, False)],
)
def test_a_share_is_hidden_that_tells_of_few_or_of_everybody_in_a_small_group(part, whole, hidden) -> None:
    found = protect(report(table("46", [[share(part, whole)]])))
    assert next(found.report.tables[0].cells).hidden is hidden


def test_a_share_and_the_count_beside_it_are_one_number() -> None:
    """Three of hundred were not rejected: 97 rejections must go with the 97.0 per cent."""
    rejected = count(Place("rejections_count", "a", "total", "2024"), 97)
    found = protect(report(table("46", [[rejected, share(97, 100)]])))
    assert all(cell.hidden for cell in found.report.tables[0].cells)


def change(metric: str, benefit: str, year: str, value: int) -> PrintedCell:
    return PrintedCell(Place(metric, benefit, "total", year), Unit.PERCENT, Fraction(value), 1, persons=40)


def test_what_is_made_from_a_hidden_figure_goes_with_it() -> None:
    at = Place("decisions_count", "a", "total", "2023")
    cost = PrintedCell(
        Place("unit_cost_sek_per_decision", "a", "total", "2023"), Unit.SEK_PER_DECISION, Fraction(900), persons=40
    )
    row = [
        count(at, 2), count(at._replace(year="2024"), 40), change("decisions_change_percent", "a", "2023-2024", 1900),
        change("decisions_share_of_total_percent", "a", "2024", 4), cost,
    ]  # fmt: skip
    found = protect(report(table("6", [row])))
    assert shown(found) == [["*", "40", "*", "4,0", "*"]]
    assert found.why[cost.place] is Why.MADE


def test_an_amount_paid_to_two_is_hidden_and_covered() -> None:
    def paid(sex: str, ore: int, persons: int) -> PrintedCell:
        value = Fraction(ore, 100_000_000)
        place = Place("insurance_expenditure_msek", "a", sex, "2024")
        return PrintedCell(place, Unit.MSEK, value, 0, value, None, persons)

    row = [paid("women", 5_212_345_678, 2), paid("men", 90_000_000_001, 800), paid("total", 95_212_345_679, 802)]
    assert shown(protect(report(table("2", [row])))) == [["*", "*", "952"]]


def test_last_years_print_can_not_be_hidden_and_is_worked_around(tmp_path: Path) -> None:
    made = report(by_benefit({"a": (2, 50, 0), "b": (40, 60, 0), "c": (70, 30, 0)}))
    earlier = {Place("decisions_count", "b", "women", "2024"): "40", Place("decisions_count", "c", "men", "2024"): "30"}
    found = protect(made, earlier)
    assert shown(found) == [["*", "50", "*"], ["40", "60", "100"], ["*", "30", "*"], ["112", "140", "252"]]
    path = tmp_path / "annual-2023-sv.csv"
    path.write_text(report_csv(found.report), encoding="utf-8")
    again = read_earlier([path])
    assert again[Place("decisions_count", "a", "women", "2024")] == "*"
    assert protect(made, again).why.keys() == found.why.keys()
    with pytest.raises(HandlagError, match="DISCLOSURE_CANNOT_PROTECT"):
        protect(made, earlier | {Place("decisions_count", "a", sex, "2024"): str(n) for sex, n in
                                 (("men", 50), ("total", 52))})  # fmt: skip
    with pytest.raises(HandlagError, match="FOLLOWUP_EARLIER"):
        read_earlier([tmp_path / "none.csv"])


def test_with_no_time_more_is_hidden_and_it_is_proved_all_the_same() -> None:
    made = report(by_benefit({name: (2 + 9 * at, 50 + at, 0) for at, name in enumerate("abcdef")}))
    quick, best = protect(made, seconds=0), protect(made)
    assert not quick.least
    assert len(quick.why) >= len(best.why)
    assert all(audit(text).stands for text in reader_files(quick.report))


def test_figures_below_nought_are_hidden_whole_where_one_must_be() -> None:
    made = by_benefit({"a": (2, 50, 0), "b": (40, 60, 0)})
    signed = replace(made, rows=(*made.rows, PrintedRow("x", PLAIN, (
        count(Place("decisions_count", "x", "women", "2024"), -5, 7),
        count(Place("decisions_count", "x", "men", "2024"), 3, 2),
        count(Place("decisions_count", "x", "total", "2024"), -2, 9),
    ))))  # fmt: skip
    assert shown(protect(report(signed)))[-1] == ["*", "*", "*"]


def test_costs_and_staff_are_no_persons_matter() -> None:
    staff = PrintedCell(Place("full_time_equivalents_count", "a", "total", "2024"), Unit.COUNT, Fraction(2))
    assert not protect(report(table("108", [[staff]]))).why


def test_an_asterisk_that_covers_is_not_taken_for_nought_to_three(tmp_path: Path) -> None:
    """52 = * + * with 2 and 50 behind: no error, neither in memory nor from the file."""
    found = ready(report(by_benefit({"a": (2, 50, 0), "b": (40, 60, 0)})))
    assert not found.errors
    path = tmp_path / "annual.csv"
    path.write_text(report_csv(found.report), encoding="utf-8")
    assert not check(read_report(path)).of("error")


def test_a_report_that_contradicts_itself_is_not_published_except_as_a_draft() -> None:
    one = by_benefit({"a": (20, 50, 0), "b": (40, 60, 0)})
    other = table("93", [[count(Place("decisions_count", "a", "women", "2024"), 21)]])
    found = ready(report(one, other))
    assert [each.rule for each in found.errors] == ["cross_table"]
    with pytest.raises(HandlagError, match="FOLLOWUP_REPORT_ERRORS"):
        found.published()
    assert ready(report(one)).published().tables[0].number == "6"


CORRECTED = {"a": (2, 50, 0), "b": (40, 60, 0), "c": (70, 30, 0), "d": (90, 80, 0)}


def hidden_places(found: Protected) -> set[tuple[str, str]]:
    return {(place.benefit, place.sex) for place in found.why}


def test_a_corrected_figure_does_not_let_last_years_report_give_the_few_away() -> None:
    """Last year's women of a and c were hidden. This year b is corrected, and c may not be printed beside last year's.

    70 women of c in the open would make last year's 202 less 40, 90 and 70 the two women of a.
    """
    before = protect(report(by_benefit(CORRECTED)))
    assert hidden_places(before) == {("a", "women"), ("a", "men"), ("c", "women"), ("c", "men")}
    earlier = {cell.place: cell.printed.sv for cell in before.report.tables[0].cells}
    after = report(by_benefit(CORRECTED | {"b": (41, 60, 0), "d": (9, 8, 0)}))
    assert hidden_places(protect(after)) == {("a", "women"), ("a", "men"), ("d", "women"), ("d", "men")}
    found = protect(after, earlier)
    assert hidden_places(found) == {("a", "women"), ("a", "men"), ("c", "women"), ("c", "men")}
    (text,) = reader_files(found.report, earlier)
    assert "decisions_count|total|women|2024||before" in text
    assert audit(text).stands
    (naive,) = reader_files(protect(after).report, earlier)
    assert not audit(naive).stands


def test_a_figure_no_longer_small_keeps_its_asterisk_where_last_years_sum_would_tell_what_it_was() -> None:
    """Two women have become nine: printed now beside last year's sums the other hidden cells would tell the two."""
    before = protect(report(by_benefit(CORRECTED)))
    earlier = {cell.place: cell.printed.sv for cell in before.report.tables[0].cells}
    found = protect(report(by_benefit(CORRECTED | {"a": (9, 50, 0)})), earlier)
    assert hidden_places(found) >= {("a", "women"), ("c", "women")}


def test_what_was_printed_before_and_corrected_hides_nothing_unless_nothing_else_can() -> None:
    """50 men printed last year tell nearly what the 51 of this year are, and so the total goes instead."""
    men = {Place("decisions_count", "a", "men", "2024"): "50"}
    row = by_benefit({"a": (2, 51, 0)})
    one = replace(row, rows=row.rows[:1], sums=row.sums[:1])
    assert hidden_places(protect(report(one), men)) == {("a", "women"), ("a", "total")}
    both = men | {Place("decisions_count", "a", "total", "2024"): "54"}
    assert ("a", "women") in hidden_places(protect(report(one), both))
