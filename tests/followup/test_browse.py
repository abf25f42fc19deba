"""One indicator browsed: three years, months, small cells, what is not known, and an earlier vintage beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError, NotFound
from handlag.followup.browse import Browsed, browse
from handlag.followup.charts import months_chart, years_chart
from handlag.followup.domain.browsed import Known, beside, definition_of, months_table, unseen, years_table
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.every_indicator import INDICATORS
from handlag.followup.domain.indicators import INFLOW, Unit
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import TOTAL, row_codes
from handlag.followup.report.single import Asked, pattern
from handlag.followup.store import Store
from tests.followup import stored
from tests.followup.log import Log

PER_MONTH = {1: 9, 2: 2, 3: 7, 4: 6, 5: 5}


def received(log: Log, month: int, count: int, first: int = 0) -> None:
    for place in range(first, first + count):
        sex = "F" if place % 2 else "M"
        log.case(f"{month}-{place}", f"2024-{month:02d}-10", f"2024-{month:02d}-20", sex=sex)


@pytest.fixture
def log() -> Log:
    """From January to May 2024 nine, two, seven, six and five cases are received, of as many persons."""
    log = Log()
    for month, count in PER_MONTH.items():
        received(log, month, count)
    return log


@pytest.fixture
def store(tmp_path: Path, log: Log) -> Store:
    store = stored.new_store(tmp_path)
    stored.vintage(store, log, until=datetime(2024, 7, 15, tzinfo=UTC))
    return store


def months_of(found: Browsed) -> dict[str, str]:
    cells = zip(found.months.columns, found.months.rows[0].cells, strict=True)
    return {column.period: cell.sv for column, cell in cells}


def total(found: Browsed, year: str) -> str:
    row = next(row for row in found.years.rows if row.code == TOTAL)
    cells = zip(found.years.columns, row.cells, strict=True)
    return next(cell.sv for column, cell in cells if (column.group, column.period) == (TOTAL, year))


def test_a_small_month_is_hidden_with_another_since_the_year_would_tell_it(store: Store) -> None:
    """Two in February: the year's 29 less the other months is two, so May with the fewest is hidden as well."""
    found = browse("inflow_count", store=store)
    shown = months_of(found)
    assert total(found, "2024") == "29"
    assert [shown[f"2024-{month:02d}"] for month in range(1, 7)] == ["9", "*", "7", "6", "*", "0"]
    assert found.footnotes[-1].sv.startswith("*")


def test_what_nobody_knows_yet_is_a_dash_and_never_nought(store: Store) -> None:
    """The first event is of January 2024 and the vintage tells of 14 July: July to December aren't over."""
    found = browse("inflow_count", store=store)
    shown = months_of(found)
    assert {shown[f"2024-{month:02d}"] for month in range(7, 13)} == {"–"}
    assert {shown[f"2023-{month:02d}"] for month in range(1, 13)} == {"–"}
    assert (total(found, "2022"), total(found, "2023")) == ("–", "–")
    assert "14" in found.footnotes[0].en


def test_an_earlier_vintage_is_shown_as_printed_with_the_newest_beside_where_they_differ(
    store: Store, log: Log
) -> None:
    received(log, 3, 4, first=7)
    stored.vintage(store, log, until=datetime(2024, 8, 15, tzinfo=UTC))
    printed = browse("inflow_count", vintage=1, store=store)
    assert printed.earlier
    assert (months_of(printed)["2024-03"], total(printed, "2024")) == ("7", "29")
    pairs = beside(printed.months, printed.now_months)[0].cells
    named = {column.period: pair for column, pair in zip(printed.months.columns, pairs, strict=True)}
    before, now = named["2024-03"]
    assert (before.sv, now and now.sv) == ("7", "11")
    assert named["2024-01"][1] is None
    assert not browse("inflow_count", store=store).earlier
    assert total(browse("inflow_count", store=store), "2024") == "33"


@pytest.mark.parametrize(
    ("code", "year", "vintage", "error"),
    [
        ("no_such", None, None, "FOLLOWUP_NO_INDICATOR"), ("inflow_count", 2023, None, "FOLLOWUP_NO_YEAR"),
        ("inflow_count", 2025, None, "FOLLOWUP_NO_YEAR"), ("inflow_count", None, 9, "FOLLOWUP_NO_VINTAGE"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_named(store: Store, code: str, year: int | None, vintage: int | None, error: str) -> None:
    with pytest.raises(NotFound) as told:
        browse(code, year, vintage=vintage, store=store)
    assert told.value.code == error


def test_before_the_first_export_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(HandlagError) as told:
        browse("inflow_count", store=stored.new_store(tmp_path))
    assert told.value.code == "FOLLOWUP_NO_EXPORT"


def test_every_indicator_can_be_browsed_and_each_unit_drawn(store: Store) -> None:
    drawn: set[Unit] = set()
    for code, indicator in INDICATORS.items():
        found = browse(code, store=store)
        assert len(found.months.columns) == 36, code
        assert {row.code for row in found.years.rows} == {TOTAL} or "benefit" in indicator.breakdowns, code
        if indicator.unit not in drawn:
            drawn.add(indicator.unit)
            assert years_chart(found, indicator.name.sv, "sv").startswith("<svg"), code
    assert drawn == set(Unit)


def test_a_hidden_figure_is_not_in_the_picture(store: Store) -> None:
    """The labels of the points tell their values: seven is drawn, two and the five that guards it are not."""
    drawn = months_chart(browse("inflow_count", store=store), "Inkomna", "sv")
    assert "Inkomna: 7" in drawn
    assert "Inkomna: 2;" not in drawn
    assert "Inkomna: 5;" not in drawn


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12), st.integers(1, 12))
def test_no_month_on_one_to_three_persons_can_be_taken_from_the_year(counts: list[int], over: int) -> None:
    """Whatever the months: what the year leaves hidden, the month going on with it, is nothing or four or more."""
    known = Known(date(2024, 1, 1), Period.month(2024, over).last)
    months = [Period.month(2024, month) for month in range(1, 13)]
    figures = {month: Figure(count, 1, count) for month, count in zip(months, counts, strict=True)}
    year = {(TOTAL, group): Figure(0, 1, 0) for group in ("women", "men", "unknown")}
    year[TOTAL, TOTAL] = Figure(sum(counts), 1, sum(counts))
    year |= {(code, group): Figure(0, 1, 0) for code in BENEFITS for group in ("women", "men", "unknown", TOTAL)}
    years = {2023: year, 2024: year}
    codes = row_codes(definition_of(INFLOW), years.values())
    hidden = pattern(Asked(INFLOW, codes, {Period.year(each): year for each in years}, figures, unseen(figures, known)))
    table = years_table(INFLOW, years, 1, known, hidden)
    shown = months_table(INFLOW, figures, table, known, hidden).rows[0].cells
    missing = [count for count, cell in zip(counts, shown, strict=True) if cell.number is None]
    assert all(cell.number is None for count, cell in zip(counts, shown, strict=True) if 0 < count < 4)
    whole = next(row for row in table.rows if row.code == TOTAL)
    printed = dict(zip(((column.group, column.period) for column in table.columns), whole.cells, strict=True))
    if printed[TOTAL, "2024"].number is not None and any(0 < count < 4 for count in missing):
        assert sum(missing) >= 4
        assert sum(1 for count in missing if count) > 1
