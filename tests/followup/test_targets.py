"""The action plan's targets: the published ones as data, ours measured beside."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from fractions import Fraction

import pytest

from handlag.events.kinds import Kind
from handlag.followup.domain import targets
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.indicators import PAID_ON_TIME, PENDING, PROCESSING_TIME, reconsidered_within
from handlag.followup.domain.measure import Figure, measure
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import Row
from handlag.followup.domain.targets import PENDING_CASES, PROCESSING_TIMES, Target, build, published
from tests.followup.log import Log, noon
from tests.shared import shared

PERIODS = [Period.year(2022), Period.year(2023), Period.year(2024), Period.month(2024, 12)]


def target(measure: str = "mean_days", value: int | None = 30) -> Target:
    return Target("sjukpenning", measure, value, 42, {}, deviation=False, line=0)


def test_the_kept_targets_are_the_published_ones() -> None:
    kept = {
        (table, each.benefit, each.measure, period): (each.value, value, each.deviation, each.line)
        for table, rows in zip(("1", "2"), published().values(), strict=True)
        for each in rows
        for period, value in each.outcomes.items()
    }
    with shared("published/targets.csv").open(encoding="utf-8") as source:
        rows = [row for row in csv.DictReader(source) if row["outcome"] and not row["other_dimension"]]
    assert len(kept) == len(rows) - 4  # the bracketed days of international care have no target of their own
    for row in rows:
        key = row["table"], row["benefit"], row["measure"], row["period"]
        if key in kept:
            value = int(row["target_value"]) if row["target_value"] else None
            expected = value, Fraction(row["outcome"]), row["deviation"] == "yes", int(row["line"])
            assert kept[key] == expected


@pytest.mark.parametrize(
    ("measure", "outcome", "missed"),
    [
        ("mean_days", 30, False),
        ("mean_days", 31, True),
        ("share_within_days", 31, False),
        ("share_within_days", 29, True),
        ("share_paid_on_time", 30, False),
    ],
)
def test_days_above_and_shares_below_the_target_are_deviations(measure: str, outcome: int, missed: bool) -> None:
    assert target(measure).misses(Fraction(outcome)) is missed


def test_without_a_target_or_an_outcome_there_is_no_deviation() -> None:
    assert not target(value=None).misses(Fraction(900))
    assert not target().misses(None)


def test_each_kind_of_target_is_measured_by_its_indicator() -> None:
    assert target().indicator is PROCESSING_TIME
    assert target("pending_cases").indicator is PENDING
    assert target("share_paid_on_time").indicator is PAID_ON_TIME
    assert target("share_within_days").indicator.code == "within_42_days_share"


def outcomes(days: int, cases: int = 100) -> dict[tuple[str, str], Figure]:
    made: defaultdict[tuple[str, str], Figure] = defaultdict(Figure)
    for period in PERIODS:
        made["sjukpenning", period.label] = Figure(days * cases, cases, cases)
    return made


def row_of(days: int, cases: int = 100) -> list[str]:
    table = build(PROCESSING_TIMES, PERIODS, outcomes(days, cases), 3)
    (row,) = (row for row in table.rows if row.code == "sjukpenning")
    return [cell.sv for cell in row.cells]


def test_target_outcome_deviation_and_the_published_outcome_stand_side_by_side() -> None:
    """Sjukpenning: target 30 days; published 28, 26, 25 and 22 (action plan, table 1)."""
    assert row_of(31) == ["Medel 30 dagar", "31", "31", "31", "31", "Ja", "28", "26", "25", "22"]
    assert row_of(12)[5] == "Nej"


def test_an_outcome_on_three_cases_is_hidden_and_its_deviation_too() -> None:
    assert row_of(31, cases=3)[1:6] == ["*"] * 5


def test_benefits_this_system_handles_are_shown_by_their_swedish_names() -> None:
    benefits = ["barnbidrag", "foraldrapenning", "sjukpenning"]
    assert [each.benefit for each in targets.handled(PENDING_CASES)] == benefits
    times = [each.benefit for each in targets.handled(PROCESSING_TIMES)]
    assert times == [*benefits, "omprovning"]


def test_reconsiderations_are_measured_from_the_request_and_held_against_80_percent_in_42_days() -> None:
    """Published: 70.4, 78.4 and 62.0 per cent of a year, and 57.1 in December 2024 (action plan, table 1)."""
    log = Log()
    for number, (asked, decided) in enumerate(
        [
            ("2024-01-02", "2024-02-13"),
            ("2024-01-02", "2024-02-14"),
            ("2024-05-01", "2024-05-03"),
            ("2024-05-01", "2024-05-09"),
        ]
    ):
        log.case(f"case {number}", "2023-11-01", "2023-12-01", "2023-12-01")
        log.event(
            Kind.DECIDED, noon(decided), case=f"case {number}", person=f"person {number}", received=asked,
            decision_kind="reconsideration", automatic="false", outcome="unchanged",
        )  # fmt: skip
    indicator = reconsidered_within(42)
    figure = measure(log.facts(), indicator, Period.year(2024), [], date(2030, 1, 1))[()]
    assert (figure.numerator, figure.denominator) == (3, 4)  # 42 days are within, 43 are not
    assert measure(log.facts(), PROCESSING_TIME, Period.year(2024), [], date(2030, 1, 1))[()].denominator == 0
    row = reconsiderations(Figure(30, 40, 40))
    cells = [cell.sv for cell in row.cells]
    assert (row.name.sv, row.name.en) == ("Omprövning", "Reconsideration")
    assert [cell.sv for cell in reconsiderations(figure).cells][1:6] == [
        "*"
    ] * 5  # one of four would be told to be late
    assert cells == ["80 % inom 42 dagar", "75,0", "75,0", "75,0", "75,0", "Ja", "70,4", "78,4", "62,0", "57,1"]


def reconsiderations(figure: Figure) -> Row:
    found = {(each, period.label): figure for period in PERIODS for each in (*BENEFITS, "omprovning")}
    [row] = [row for row in build(PROCESSING_TIMES, PERIODS, found, 3).rows if row.code == "omprovning"]
    return row


def test_pending_cases_have_no_target_and_the_published_numbers_beside() -> None:
    table = build(PENDING_CASES, PERIODS, outcomes(12), 3)
    cells = [cell.sv for cell in table.rows[2].cells]
    assert cells == ["12"] * 4 + ["84\u00a0440", "75\u00a0545", "80\u00a0032", "79\u00a0000"]
