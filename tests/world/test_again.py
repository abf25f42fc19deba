"""Requests and appeals in the columns world: as many as the annual report counts, of decisions that were made."""

from __future__ import annotations

import csv
from datetime import date

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.every_indicator import (
    COURT_CHANGED,
    COURT_DECIDED,
    COURT_RECEIVED,
    RECONSIDERATIONS_CHANGED,
    RECONSIDERATIONS_DECIDED,
    RECONSIDERATIONS_RECEIVED,
)
from handlag.followup.domain.facts import derive_cases, derive_spells
from handlag.followup.domain.indicators import DECISIONS_COUNT, PENDING, Indicator
from handlag.followup.domain.measure import Facts, facts_of, measure
from handlag.followup.domain.periods import Period
from handlag.world.domain.again import Decisions, Where, of_drawn, tried_again
from handlag.world.domain.drawn import drawn, printed
from handlag.world.domain.facts import Numbers, book, finished
from handlag.world.domain.history import Reach
from handlag.world.domain.paying import PayCalendar
from handlag.world.domain.population import People, make_people
from tests.shared import shared

BENEFIT = "aktivitetsstod_ue_ee"
REACH = Reach(np.datetime64("2022-01-01"), np.datetime64("2025-01-01"))
SCALE = 1 / 50
LATER = date(2030, 1, 1)
METRICS = {
    "reconsiderations_received_count": RECONSIDERATIONS_RECEIVED,
    "reconsiderations_decided_count": RECONSIDERATIONS_DECIDED,
    "court_cases_received_count": COURT_RECEIVED,
    "court_cases_decided_count": COURT_DECIDED,
}


@pytest.fixture(scope="module")
def people() -> People:
    return make_people(3, 0, 60_000, date(2025, 1, 1))


@pytest.fixture(scope="module")
def rows(people: People) -> pl.DataFrame:
    calendar = PayCalendar("foraldrapenning", range(2022, 2027))
    world = REACH, SCALE, calendar, calendar.ordered_by(date(2025, 1, 1))
    return drawn(3, 0, people, BENEFIT, world)


def where() -> Where:
    return Where(3, 0, BENEFIT, SCALE, REACH.cut)


def facts(people: People, *frames: pl.DataFrame) -> Facts:
    events = finished(pl.concat(frames, how="diagonal"), people, BENEFIT, Numbers(1, 1, 1))
    cases = derive_cases(events.lazy()).collect()
    spells = derive_spells(events.lazy(), cases.lazy()).collect()
    coded, by_case, waits = (nw.from_native(frame.lazy()) for frame in (events, cases, spells))
    return facts_of(coded, by_case, waits, book())


def count(found: Facts, indicator: Indicator, year: int) -> float:
    figure = measure(found, indicator, Period.year(year), ("benefit",), LATER)[BENEFITS[BENEFIT],]
    return float(figure.value(indicator.unit) or 0)


def test_the_figures_kept_are_the_reports() -> None:
    with shared("published/figures.csv").open(encoding="utf-8") as source:
        rows = [
            row for row in csv.DictReader(source) if row["table"] in ("17", "26", "36", "56", "64", "105", "106", "107")
        ]
    told = {(row["metric"], row["benefit"], row["sex"], int(row["year"])): row["value"] for row in rows if row["value"]}
    asked = {key: value for key, value in told.items() if key[1] != "total"}
    assert len(asked) > 600
    assert {key: float(value) for key, value in asked.items()} == {key: printed(*key) for key in asked}


@pytest.mark.parametrize("metric", list(METRICS))
@pytest.mark.parametrize("year", [2023, 2024])
def test_as_many_are_tried_as_the_report_counts(people: People, rows: pl.DataFrame, metric: str, year: int) -> None:
    found = facts(people, rows, tried_again(where(), of_drawn(rows), with_sex=True))
    told = (printed(metric, BENEFIT, "total", year) or 0) * SCALE
    assert told > 10
    assert count(found, METRICS[metric], year) == pytest.approx(told, rel=0.25, abs=6)


def test_the_shares_changed_are_near_the_printed_ones(people: People, rows: pl.DataFrame) -> None:
    found = facts(people, rows, tried_again(where(), of_drawn(rows), with_sex=True))
    for metric, indicator in (
        ("reconsiderations_changed_share_percent", RECONSIDERATIONS_CHANGED),
        ("court_cases_changed_share_percent", COURT_CHANGED),
    ):
        told = printed(metric, BENEFIT, "total", 2023) or 0
        assert count(found, indicator, 2023) == pytest.approx(told, abs=20)


def test_what_is_tried_again_changes_no_count_of_decisions_and_no_queue(people: People, rows: pl.DataFrame) -> None:
    before, after = facts(people, rows), facts(people, rows, tried_again(where(), of_drawn(rows), with_sex=True))
    for indicator in (DECISIONS_COUNT, PENDING):
        assert count(before, indicator, 2024) == count(after, indicator, 2024)


def test_the_same_seed_tries_the_same_decisions_and_nothing_lies_after_the_cut(rows: pl.DataFrame) -> None:
    one, two = (tried_again(where(), of_drawn(rows), with_sex=True) for _ in range(2))
    assert one.equals(two)
    assert one["at"].max() < REACH.cut.astype("datetime64[ms]").item()


def test_a_block_without_decisions_has_nothing_to_try() -> None:
    none = np.zeros(0, np.int64)
    decisions = Decisions(none, none, none.astype("datetime64[D]"), none)
    assert len(tried_again(where(), decisions, with_sex=True)) == 0
