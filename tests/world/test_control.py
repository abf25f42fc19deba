"""Wrong payments, recoveries, controls and meetings in the columns world: as many as the annual report counts."""

from __future__ import annotations

import csv
from datetime import date, datetime

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from handlag.followup.domain import control as of
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.facts import derive_cases, derive_spells
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.measure import Facts, facts_of, measure
from handlag.followup.domain.meetings import COORDINATION_HELD, COORDINATION_TIME
from handlag.followup.domain.periods import Period
from handlag.world.domain.again import Where
from handlag.world.domain.control import _kept, controlled, figure
from handlag.world.domain.facts import Numbers, book, finished
from handlag.world.domain.population import People, make_people
from tests.shared import shared

BENEFIT, SCALE = "sjukpenning", 1 / 10
WHERE = Where(3, 0, BENEFIT, SCALE, np.datetime64("2025-01-01"))
LATER = date(2030, 1, 1)
TABLES = {"37", "68", "69", "74", "75", "76", "77", "79", "83", "84"}


@pytest.fixture(scope="module")
def people() -> People:
    return make_people(3, 0, 20_000, date(2025, 1, 1))


@pytest.fixture(scope="module")
def rows(people: People) -> pl.DataFrame:
    made = controlled(WHERE, people, np.arange(len(people)), with_sex=True)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def facts(people: People, rows: pl.DataFrame) -> Facts:
    events = finished(rows, people, BENEFIT, Numbers(1, 1, 1)).lazy()
    cases = derive_cases(events).collect().lazy()
    spells = derive_spells(events, cases).collect().lazy()
    coded, by_case, waits = (nw.from_native(frame) for frame in (events, cases, spells))
    return facts_of(coded, by_case, waits, book())


def value(facts: Facts, indicator: Indicator, year: int = 2023) -> float:
    figure = measure(facts, indicator, Period.year(year), ("benefit",), LATER)[BENEFITS[BENEFIT],]
    return float(figure.value(indicator.unit) or 0)


def printed(metric: str, year: int = 2023) -> float:
    return float(_kept()["published"][metric][BENEFIT]["total"][year])


def test_the_figures_kept_are_the_reports() -> None:
    with shared("published/figures.csv").open(encoding="utf-8") as source:
        rows = [row for row in csv.DictReader(source) if row["table"] in TABLES and row["value"]]
    told = {(row["table"], row["metric"], row["benefit"], row["sex"], row["year"]): row["value"] for row in rows
            if row["other_dimension"] in ("", "scope=excl_final_reconciliation")}  # fmt: skip
    for metric, kept in _kept()["published"].items():
        for benefit, by_sex in kept.items():
            for sex, by_year in by_sex.items() if benefit != "table" else ():
                for year, found in by_year.items() if sex != "line" else ():
                    assert float(told[str(kept["table"]), metric, benefit, sex, str(year)]) == found


@pytest.mark.parametrize(
    ("indicator", "metric"),
    [
        (of.DETECTED, "detected_incorrect_payments_count"), (of.CONTROLS, "control_investigations_closed_count"),
        (COORDINATION_HELD, "coordination_meetings_held_count"),
    ],
)  # fmt: skip
def test_as_many_as_the_report_counts(facts: Facts, indicator: Indicator, metric: str) -> None:
    assert value(facts, indicator) == pytest.approx(printed(metric) * SCALE, abs=3)


def test_hits_sums_and_times_come_near(facts: Facts) -> None:
    closed = value(facts, of.CONTROLS)
    share = printed("control_investigations_with_measure_share_percent")
    assert value(facts, of.WITH_MEASURE) == pytest.approx(share, abs=400 / closed**0.5 * 0.5)
    for indicator, metric in (
        (of.CONTROL_DETECTED, "control_investigations_detected_ksek"),
        (of.CONTROL_PREVENTED, "control_investigations_prevented_ksek"),
    ):
        assert value(facts, indicator) == pytest.approx(printed(metric) * SCALE * 100_000, rel=0.02)
    days = printed("time_to_first_coordination_meeting_mean_days")
    assert value(facts, COORDINATION_TIME) == pytest.approx(days, rel=0.05)


def test_nothing_is_paid_back_that_was_not_claimed_and_nothing_lies_after_the_cut(facts: Facts, rows: pl.DataFrame):
    for year in (2022, 2023, 2024):
        assert (
            0
            <= value(facts, of.REPAID, year)
            <= sum(value(facts, of.CLAIMS_AMOUNT, each) for each in range(2022, year + 1))
        )
    last = rows["at"].cast(pl.Datetime("ms")).max()
    assert isinstance(last, datetime)
    assert last < datetime(2025, 1, 1)  # noqa: DTZ001 — as columns hold instants


def test_what_no_sex_is_printed_of_is_of_unknown_sex() -> None:
    assert figure("police_reports_count", "sjukpenning", "unknown", 2023) >= 0
    whole = _kept()["published"]["detected_incorrect_payments_count"]["assistansersattning"]
    beyond = whole["total"][2023] - whole["women"][2023] - whole["men"][2023]
    assert figure("detected_incorrect_payments_count", "assistansersattning", "unknown", 2023) == beyond == 750


def test_a_benefit_the_report_has_no_figures_of_gets_no_events(people: People) -> None:
    assert controlled(WHERE._replace(benefit="intyg_s1"), people, np.arange(10), with_sex=True) is None
