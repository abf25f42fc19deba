"""What a reader with pencil and paper must not be able to work out."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.followup.domain.disclosure import Cell, Sum, Table, hidden_cells, is_safe, learnt

GROUPS = ("women", "men", "unknown")
PRINTED = ("women", "men", "total")


def table(counts: dict[str, tuple[int, int, int]], *, with_total_row: bool = True) -> Table:
    """A table of women, men and unknown by row, with totals."""
    cells: dict[Cell, int] = {}
    for row, numbers in counts.items():
        cells.update({(row, group): number for group, number in zip(GROUPS, numbers, strict=True)})
        cells[row, "total"] = sum(numbers)
    rows = list(counts)
    if with_total_row:
        for group in (*GROUPS, "total"):
            cells["total", group] = sum(cells[row, group] for row in rows)
        rows.append("total")
    sums = [Sum((row, "total"), tuple((row, group) for group in GROUPS), disjoint=True) for row in rows]
    if with_total_row:
        sums += [
            Sum(("total", group), tuple((row, group) for row in counts), disjoint=False) for group in (*GROUPS, "total")
        ]
    return Table(cells, frozenset(product(rows, PRINTED)), sums)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden_cells(table({"a": (40, 50, 0), "b": (4, 900, 7)})) == frozenset()


def test_a_small_cell_takes_a_partner_in_its_row_along() -> None:
    found = hidden_cells(table({"a": (2, 50, 0)}, with_total_row=False))
    assert found == {("a", "women"), ("a", "men")}


def test_with_a_total_row_four_cells_are_the_fewest() -> None:
    found = hidden_cells(table({"a": (2, 50, 0), "b": (30, 40, 0), "c": (300, 400, 0)}))
    assert found == {("a", "women"), ("a", "men"), ("b", "women"), ("b", "men")}


def test_two_small_cells_that_sum_to_a_small_number_are_not_cover_enough() -> None:
    """Women 2 and men 1 hidden beside a printed total of 3 would still tell of a group of three."""
    found = hidden_cells(table({"a": (2, 1, 0), "b": (30, 40, 0), "c": (300, 400, 0)}))
    assert {("a", "women"), ("a", "men"), ("a", "total")} <= found


def test_two_cells_of_a_column_may_be_the_same_two_persons() -> None:
    """Two women with one benefit and two with another may be two women in all: their sum must not be left over."""
    found = hidden_cells(table({"a": (2, 50, 0), "b": (2, 60, 0), "c": (70, 80, 0)}))
    assert {("a", "women"), ("b", "women")} < found
    assert ("c", "women") in found or ("total", "women") in found


def test_zeros_are_printed() -> None:
    found = hidden_cells(table({"a": (0, 50, 0), "b": (30, 0, 0)}))
    assert found == frozenset()


def test_persons_of_unknown_sex_are_protected_though_their_column_is_not_printed() -> None:
    """40 women, 50 men and a total of 92 would tell of two persons whose sex is not known."""
    found = hidden_cells(table({"a": (40, 50, 2)}, with_total_row=False))
    assert found == {("a", "women")}


def test_many_persons_of_unknown_sex_are_cover() -> None:
    assert hidden_cells(table({"a": (2, 50, 30)}, with_total_row=False)) == {("a", "women")}


def test_the_table_of_the_annual_report_that_gives_two_hidden_cells_away_is_found_unsafe() -> None:
    """Two cells hidden in different rows and columns follow by subtraction where the rest is printed."""
    printed = table({"a": (2, 50, 0), "b": (30, 3, 0)})
    assert not is_safe(printed, printed.small & printed.printed)
    assert learnt(printed, frozenset({("a", "women"), ("b", "men")})) == {("a", "women"), ("b", "men")}


def test_the_same_table_hides_the_same_cells() -> None:
    counts = {"a": (2, 50, 0), "b": (40, 40, 0), "c": (40, 40, 0)}
    assert hidden_cells(table(counts)) == hidden_cells(table(dict(reversed(counts.items()))))


counts = st.integers(0, 12)


@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=4), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_small_cell_can_be_worked_out_of_any_table(
    numbers: list[tuple[int, int, int]], with_total_row: bool
) -> None:
    rows = {f"row {place}": each for place, each in enumerate(numbers)}
    printed = table(rows, with_total_row=with_total_row)
    hidden = hidden_cells(printed)
    assert printed.small & printed.printed <= hidden <= printed.printed
    assert all(printed.persons[cell] for cell in hidden)
    for small in printed.small:
        assert _another_table_prints_the_same(printed, hidden, small)


def _another_table_prints_the_same(printed: Table, hidden: frozenset[Cell], small: Cell) -> bool:
    """Independent proof: a direction in which the small cell moves and no printed number does.

    Checked with floating-point least squares, another method than the exact elimination under test.
    """
    import numpy as np  # noqa: PLC0415

    unknown = sorted(
        hidden | {cell for cell, count in printed.persons.items() if count and cell not in printed.printed}
    )
    matrix = np.array(
        [[(cell in each.parts) - (cell == each.total) for cell in unknown] for each in printed.sums], float
    )
    unit = np.array([cell == small for cell in unknown], float)
    if not len(matrix):
        return True
    row_space, *_ = np.linalg.lstsq(matrix.T, unit, rcond=None)
    return bool(np.abs(matrix.T @ row_space - unit).max() > 1e-6)
