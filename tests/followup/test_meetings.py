"""Meetings held and the time to the first, counted from events; and reviews held in time."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from handlag.events.kinds import Kind
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.measure import measure
from handlag.followup.domain.meetings import COORDINATION_HELD, COORDINATION_TIME, MAPPINGS_HELD
from handlag.followup.domain.periods import Period
from handlag.followup.report.annual import Sources, annual_report
from handlag.followup.stability.from_facts import held_series, reviews
from tests.followup.log import LATER, Log, noon
from tests.followup.report.test_annual import a_log, row
from tests.followup.stored import new_store, vintage

Y2024 = Period.year(2024)


def met(log: Log, day: str, person: str = "a", *, begun: str | None = "2024-01-01", form: str = "coordination",
        sex: str = "F", told: str = "") -> None:  # fmt: skip
    log.event(
        Kind.MEETING_HELD, noon(told or day), person=person, case=f"case of {person}", sex=sex, outcome=form,
        received=begun, settled_on=day,
    )  # fmt: skip


def value(log: Log, indicator: Indicator) -> Fraction | None:
    return measure(log.facts(), indicator, Y2024, (), LATER)[()].value(indicator.unit)


def test_a_meeting_counts_on_its_own_day_however_late_it_is_registered() -> None:
    log = Log()
    met(log, "2024-12-20", told="2025-01-15")
    met(log, "2023-12-20", told="2024-01-15")
    met(log, "2024-05-02", form="joint_mapping")
    assert (value(log, COORDINATION_HELD), value(log, MAPPINGS_HELD)) == (1, 1)


def test_the_time_to_a_meeting_is_that_of_the_first_in_each_sickness_case() -> None:
    log = Log()
    met(log, "2024-04-10", "a", begun="2024-01-01")  # 100 days
    met(log, "2024-06-10", "a", begun="2024-01-01")  # not the first
    met(log, "2024-01-31", "b", begun="2024-01-01")  # 30 days
    met(log, "2024-03-01", "c", begun=None)  # nobody knows since when she is ill
    assert (value(log, COORDINATION_HELD), value(log, COORDINATION_TIME)) == (4, 65)


def test_the_reports_tables_of_meetings(tmp_path: Path) -> None:
    log = a_log()
    log.case("s", "2024-01-02", "2024-02-01")  # sickness benefit is one of the benefits held
    for number in range(6):
        met(log, "2024-03-01", f"w{number}")
    for number in range(4):
        met(log, "2024-01-31", f"m{number}", sex="M")
    sources = Sources(new_store(tmp_path))
    vintage(sources.store, log)
    report = annual_report(2024, sources)
    held, time = (row(report.by_number["37"], name)[2::3] for name in (
        "Genomförda avstämningsmöten, antal", "Tid till första avstämningsmöte, dagar",
    ))  # fmt: skip
    assert held == ["6", "4", "10"]
    assert time == ["60", "30", "48"]  # (6 x 60 + 4 x 30) / 10
    counted = {each.code: [cell.printed.sv for cell in each.cells if cell] for each in report.by_number["38"].rows}
    assert counted["joint_mappings_held_count|sjukpenning"][2::3] == ["0", "0", "0"]
    assert set(counted["joint_mappings_held_count|aktivitetsersattning"]) == {"–"}


@pytest.fixture(scope="module")
def scheduled() -> Log:
    """Two years of reviews, forty a month falling due: three in four held within the month, one late, one never."""
    log = Log()
    for number in range(24 * 40):
        due = date(2022 + number // 480, 1 + number // 40 % 12, 1 + number % 28)
        about = {"case": str(number), "person": str(number), "received": due.isoformat(), "birth_year": 1980}
        log.event(Kind.REVIEW_SCHEDULED, noon(due - timedelta(days=200)), unit="Gävle", **about)
        if number % 8 < 6:
            log.event(Kind.REVIEW_HELD, noon(due + timedelta(days=number % 30)), unit="Umeå", **about)
        elif number % 8 == 6:
            log.event(Kind.REVIEW_HELD, noon(due + timedelta(days=31)), unit="Umeå", **about)
    return log


def test_a_review_is_held_in_time_or_not_at_all(scheduled: Log) -> None:
    known_on = date(2024, 3, 31)
    rows = reviews(scheduled.events().lazy(), scheduled.book, known_on)
    assert (len(rows), rows["hit"].sum()) == (960, 720)
    assert set(rows["office"]) == {"Gävle"}  # who set the day answers for it
    [only] = held_series(rows, known_on)
    assert only.code == "held/sjukpenning/review/due"
    assert (only.counts.periods, only.counts.decisions.sum(), only.counts.rejections.sum()) == (24, 960, 720)


def test_reviews_whose_time_is_not_over_are_not_counted_yet(scheduled: Log) -> None:
    rows = reviews(scheduled.events().lazy(), scheduled.book, date(2023, 12, 31))
    assert rows["day"].max() <= date(2023, 12, 1)


def test_reviews_that_tell_no_due_day_are_left_out() -> None:
    log = Log()
    log.event(Kind.REVIEW_SCHEDULED, noon("2024-01-01"), case="a", person="a")
    assert reviews(log.events().lazy(), log.book, LATER).is_empty()
