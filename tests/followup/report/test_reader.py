"""The reader with a computer before printed means, shares and amounts: as rounded, and with the counts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.followup.disclosure.audit import Audit, audit
from handlag.followup.report.model import Place, PrintedCell, PrintedTable, Unit
from handlag.followup.report.protect import Why, protect
from handlag.followup.report.reader import reader_files
from tests.followup.report.test_protect import count, report, shown, table

HEAD = "table,row,column,value,row_parent,cell,kind,numerator,denominator\n"
SEXES = ("women", "men", "unknown")


def read(*lines: str, few: Sequence[str] = ()) -> Audit:
    return audit(HEAD + "\n".join(lines) + "\n", few=few)


def amounts(women: str, men: str, total: str) -> list[str]:
    return [f"t,{name},n,{value},{parent},{name},amount,," for name, value, parent in
            (("women", women, "total"), ("men", men, "total"), ("total", total, ""))]  # fmt: skip


def test_a_hidden_amount_lies_between_what_two_rounded_ones_leave() -> None:
    """952 less 900 millions, each printed to the million, leave 51 to 53."""
    (bound,) = read(*amounts("*", "900", "952")).bounds
    assert (bound.least, bound.most, bound.exposed) == (51, 53, False)
    (asked,) = read(*amounts("*", "900", "952"), few=["women"]).bounds
    assert asked.exposed  # and of two persons' millions that is too much


def means(women: str, men: str, total: str, counts: tuple[str, str, str]) -> list[str]:
    """Means in days, their sums never printed, over counts."""
    names, parents = ("women", "men", "total"), ("total", "total", "")
    lines = [f"d,d {name},n,,{'d ' * bool(up)}{up},d {name},amount,," for name, up in zip(names, parents, strict=True)]
    lines += [
        f"n,n {name},n,{number},{'n ' * bool(up)}{up},n {name},count,,"
        for name, up, number in zip(names, parents, counts, strict=True)
    ]
    values = zip(names, (women, men, total), strict=True)
    return lines + [f"m,{name},n,{value},,{name},mean,d {name},n {name}" for name, value in values]


def test_a_hidden_mean_is_bounded_by_the_two_others_and_their_counts() -> None:
    """21 days for 22 and 20 for 20 leave the other two (20.5 x 22 - 20.5 x 20) / 2 to (21.5 x 22 - 19.5 x 20) / 2."""
    found = read(*means("20", "*", "21", ("20", "2", "22")), few=["men"])
    (bound,) = [each for each in found.bounds if each.cell == "men"]
    assert (bound.least, bound.most) == (20.5, 41.5)
    assert not bound.exposed
    finer = read(*means("20.0", "*", "21.0", ("20", "2", "22")), few=["men"])
    assert [each.cell for each in finer.exposed] == ["men"]  # 29.95 to 32.05


def test_hidden_counts_are_found_from_the_means_over_them() -> None:
    """10.0, 20.0 and 10.4 days: whatever the women's days, one in 26 of the 52 is a man, two in all."""
    found = read(*means("10.0", "20.0", "10.4", ("*", "*", "52")))
    assert {each.cell: each.exposed for each in found.bounds}["n men"]


def test_nothing_is_known_of_a_mean_where_nothing_says_how_many() -> None:
    (bound,) = [each for each in read(*means("20", "*", "21", ("", "", "")), few=["men"]).bounds if each.cell == "men"]
    assert (bound.least, bound.exposed) == (20.5, False)


def mean(benefit: str, sex: str, days: int, cases: int) -> PrintedCell:
    place = Place("processing_time_mean_days", benefit, sex, "2024")
    value = Fraction(days, cases) if cases else None
    return PrintedCell(place, Unit.DAYS, value, 0, Fraction(days), Fraction(cases), cases)


def test_a_mean_goes_with_its_hidden_count() -> None:
    """Three means and the total of 52 would tell how many of them are men; so the means go where the counts go."""
    ended = [count(Place("cases_ended_count", "a", sex, "2024"), n) for sex, n in
             (("women", 50), ("men", 2), ("total", 52))]  # fmt: skip
    days = [mean("a", "women", 500, 50), mean("a", "men", 40, 2), mean("a", "total", 540, 52)]
    found = protect(report(table("99", [ended, days])))
    assert shown(found) == [["*", "*", "52"], ["*", "*", "10"]]
    assert found.why[ended[1].place] is Why.FEW


Drawn = list[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]
pair = st.tuples(st.integers(0, 5) | st.integers(0, 120), st.integers(0, 400))
drawn = st.lists(
    st.tuples(pair, pair, st.tuples(st.sampled_from([0, 0, 2, 9]), st.integers(0, 60))), min_size=1, max_size=4
)


def of_means(numbers: Drawn, *, decimals: int, counted: bool) -> PrintedTable:
    """Counts and means by benefit and sex, a total column and, beside the counts, persons of unknown sex."""
    rows, unseen = [], []
    for at, groups in enumerate(numbers):
        by_sex = dict(zip(SEXES, groups, strict=True))
        by_sex["total"] = (sum(n for n, _ in groups), sum(n * each for n, each in groups))
        cells = {sex: (n, each if sex == "total" else n * each) for sex, (n, each) in by_sex.items()}
        made = {sex: replace(mean(f"b{at}", sex, days, n), decimals=decimals) for sex, (n, days) in cells.items()}
        ended = {sex: count(Place("cases_ended_count", f"b{at}", sex, "2024"), n) for sex, (n, _) in cells.items()}
        rows.append([made[sex] for sex in ("women", "men", "total")] + [ended[sex] for sex in SEXES[:2]] * counted
                    + [ended["total"]] * counted)  # fmt: skip
        unseen += [made["unknown"], ended["unknown"]][: 1 + counted] if cells["unknown"][0] else []
    return table("99", rows, unprinted=tuple(unseen))


@settings(max_examples=30, deadline=None)
@given(drawn, st.integers(0, 2), st.booleans())
def test_no_mean_on_few_can_be_told_from_the_others(numbers: Drawn, decimals: int, counted: bool) -> None:
    """``protect`` has it tried before anything is given; what is left to see tells nothing of few by itself."""
    found = protect(report(of_means(numbers, decimals=decimals, counted=counted)))
    for cell in found.report.tables[0].cells:
        assert cell.hidden or not 0 < (cell.persons or 0) < 4
    few = {"|".join(place) for place, why in found.why.items() if why is Why.FEW}
    for text in reader_files(found.report):
        assert not audit(text, few=few).exposed


def test_an_unprotected_report_of_means_is_exposed() -> None:
    """Hidden for itself alone, the mean of two men follows from the women's and everybody's; so does their number."""
    made = of_means([((20, 20), (2, 30), (0, 0))], decimals=2, counted=True)
    men = {place for cell in made.cells if (place := cell.place).sex == "men"}
    of_counts, of_days = reader_files(report(made).hiding(men))
    assert audit(of_counts).exposed
    mean_of_men = "processing_time_mean_days|b0|men|2024|"
    assert mean_of_men in {each.cell for each in audit(of_days, few=[mean_of_men]).exposed}


def test_a_report_that_tells_too_much_of_a_mean_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six cases of two men: their number may be printed and their mean may not, nor follow."""
    days = [mean("a", "women", 400, 20), replace(mean("a", "men", 180, 6), persons=2), mean("a", "total", 580, 26)]
    made = [count(Place("cases_ended_count", "a", sex, "2024"), n) for sex, n in
            (("women", 20), ("men", 6), ("total", 26))]  # fmt: skip
    page = report(table("99", [made, [replace(cell, decimals=1) for cell in days]]))
    assert shown(protect(page)) == [["20", "6", "26"], ["*", "*", "22,3"]]
    monkeypatch.setattr("handlag.followup.report.protect._pattern", lambda *_: (set(), True))
    with pytest.raises(HandlagError, match="FOLLOWUP_EXPOSED"):
        protect(page)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 10**9)), min_size=2, max_size=5), st.integers(0, 3))
def test_no_amount_on_few_can_be_told_from_the_others(numbers: list[tuple[int, int]], decimals: int) -> None:
    def paid(sex: str, ore: int, persons: int) -> PrintedCell:
        value = Fraction(ore, 100_000)
        return PrintedCell(Place("paid_msek", "a", sex, "2024"), Unit.MSEK, value, decimals, value, None, persons)

    groups = [(persons, ore if persons else 0) for persons, ore in numbers][:2]
    whole = paid("total", sum(ore for _, ore in groups), sum(n for n, _ in groups))
    row = [paid(sex, ore, n) for sex, (n, ore) in zip(("women", "men"), groups, strict=True)]
    found = protect(report(table("2", [[*row, whole]])))
    assert all(cell.hidden or not 0 < (cell.persons or 0) < 4 for cell in found.report.tables[0].cells)
