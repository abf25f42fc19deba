"""A table by itself hides by the rule of whole reports: nobody works out a figure on one to three persons."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.followup.disclosure.audit import audit
from handlag.followup.domain.indicators import INFLOW, PROCESSING_TIME
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import TOTAL, YearFigures
from handlag.followup.report.reader import reader_files
from handlag.followup.report.single import Asked, Pattern, pattern

YEAR = Period.year(2024)
Rows = dict[str, tuple[int, int, int]]


def figures(counts: Rows) -> YearFigures:
    """Women, men and persons of unknown sex by row, with totals both ways."""
    whole = {**counts, TOTAL: tuple(map(sum, zip(*counts.values(), strict=True)))}
    made: defaultdict[tuple[str, str], Figure] = defaultdict(lambda: Figure(denominator=1))
    for row, numbers in whole.items():
        groups = zip(("women", "men", "unknown", TOTAL), (*numbers, sum(numbers)), strict=True)
        made |= {(row, group): Figure(number, 1, number) for group, number in groups}
    return made


def page(counts: Rows, *, with_total_row: bool = True, months: tuple[int, ...] = (), over: int = 12) -> Asked:
    codes = [*counts, TOTAL] if with_total_row else list(counts)
    each = {Period.month(2024, place): Figure(count, 1, count) for place, count in enumerate(months, 1)}
    unfinished = [month for place, month in enumerate(each, 1) if place > over]
    return Asked(INFLOW, codes, {YEAR: figures(counts)}, each, unfinished)


def hidden(counts: Rows, *, with_total_row: bool = True) -> frozenset[tuple[str, str]]:
    return pattern(page(counts, with_total_row=with_total_row)).of(YEAR)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden({"a": (40, 50, 0), "b": (4, 900, 7)}) == frozenset()


def test_a_small_cell_takes_a_partner_in_its_row_along() -> None:
    assert hidden({"a": (2, 50, 0)}, with_total_row=False) == {("a", "women"), ("a", "men")}


def test_with_a_total_row_four_cells_are_the_fewest() -> None:
    found = hidden({"a": (2, 50, 0), "b": (30, 40, 0), "c": (300, 400, 0)})
    assert found == {("a", "women"), ("a", "men"), ("b", "women"), ("b", "men")}


def test_two_small_cells_that_sum_to_a_small_number_are_not_cover_enough() -> None:
    """Women 2 and men 1 hidden beside a printed total of 3 would still tell of a group of three."""
    found = hidden({"a": (2, 1, 0), "b": (30, 40, 0), "c": (300, 400, 0)})
    assert {("a", "women"), ("a", "men"), ("a", TOTAL)} <= found


def test_noughts_are_printed() -> None:
    assert hidden({"a": (0, 50, 0), "b": (30, 0, 0)}) == frozenset()


def test_persons_of_unknown_sex_are_protected_though_their_column_is_not_printed() -> None:
    """40 women, 50 men and a total of 92 would tell of two persons whose sex is not known."""
    assert hidden({"a": (40, 50, 2)}, with_total_row=False) == {("a", "women")}


def test_many_persons_of_unknown_sex_are_cover() -> None:
    assert hidden({"a": (2, 50, 30)}, with_total_row=False) == {("a", "women")}


def test_the_same_table_hides_the_same_cells() -> None:
    counts = {"a": (2, 50, 0), "b": (40, 40, 0), "c": (40, 40, 0)}
    assert hidden(counts) == hidden(dict(reversed(counts.items())))


def test_a_mean_on_few_is_not_left_between_the_two_others() -> None:
    """400 days over 20 women and 460 over 22 persons leave 60 days for two men."""
    made = {("a", "women"): Figure(400, 20, 20), ("a", "men"): Figure(60, 2, 2), ("a", TOTAL): Figure(460, 22, 22)}
    asked = Asked(PROCESSING_TIME, ["a"], {YEAR: {("a", "unknown"): Figure(), **made}})
    assert pattern(asked).of(YEAR) == {("a", "women"), ("a", "men")}


def test_months_are_hidden_with_their_year_in_view() -> None:
    """Nine, two, seven, six and five in a year of 29: the two and the month that costs least beside it."""
    found = pattern(page({"a": (15, 14, 0)}, months=(9, 2, 7, 6, 5)))
    assert [month.label for month, places in found.hidden.items() if places] == ["2024-02", "2024-05"]


def seen_of(found: Pattern) -> dict[str, str]:
    return {place.year: value for place, value in found.printed.items() if (place.benefit, place.sex) == (TOTAL, TOTAL)}


def test_an_earlier_vintage_shows_no_more_of_what_the_newest_hides() -> None:
    """March was seven and is eleven. Whatever the newest hides of the other months the earlier one hides as well."""
    now = pattern(page({"a": (17, 16, 0)}, months=(9, 2, 11, 6, 5)))
    was = pattern(page({"a": (15, 14, 0)}, months=(9, 2, 7, 6, 5)), now.printed)
    assert seen_of(now) == {
        "2024": "33",
        "2024-01": "9",
        "2024-02": "*",
        "2024-03": "11",
        "2024-04": "6",
        "2024-05": "*",
    }
    assert seen_of(was) == seen_of(now) | {"2024": "29", "2024-03": "7"}


def test_where_the_newest_gives_an_earlier_small_figure_away_the_earlier_table_is_hidden_whole() -> None:
    """The newest prints all months, none small; last week's year less four of them would tell of two in February."""
    now = pattern(page({"a": (17, 16, 0)}, months=(9, 6, 7, 6, 5)))
    was = pattern(page({"a": (15, 14, 0)}, months=(9, 2, 7, 6, 5)), now.printed)
    assert "*" not in seen_of(now).values()
    assert seen_of(was)["2024-02"] == "*"
    assert seen_of(was)["2024"] == "*"


counts = st.integers(0, 12)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=4), st.booleans(), st.data())
def test_no_small_cell_can_be_bounded_in_any_table(numbers, with_total_row, data) -> None:
    """The audit reads what is printed: rows, sexes, months, and a month not over that is part of the year."""
    rows = {f"row {place}": each for place, each in enumerate(numbers)}
    total = sum(map(sum, numbers))
    cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=3, max_size=3)))
    months = tuple(after - before for before, after in zip((0, *cuts), (*cuts, total), strict=True))
    asked = page(rows, with_total_row=with_total_row, months=months, over=3)
    found = pattern(asked)
    made = asked.report()
    shown = made.hiding([place for place, value in found.printed.items() if value == "*"])
    assert all(cell.hidden for cell in shown.tables[0].cells if 0 < (cell.persons or 0) < 4)
    for text in reader_files(shown):
        assert audit(text).stands


def test_a_page_of_many_rows_is_protected_as_a_small_one_is() -> None:
    rows = {f"row {place:02}": (3 + 7 * place, 40 + place, place % 3) for place in range(25)}
    found = pattern(page(rows))
    assert ("row 00", "women") in found.of(YEAR)
    assert len(found.of(YEAR)) < 3 * len(rows)
