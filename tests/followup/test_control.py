"""Wrong payments, claims for repayment and control investigations, counted from events."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from handlag.events.kinds import Kind
from handlag.followup.domain import control as of
from handlag.followup.domain.indicators import Indicator
from handlag.followup.domain.measure import measure
from handlag.followup.domain.periods import Period
from handlag.followup.report.annual import Sources, annual_report
from handlag.followup.report.model import Report
from tests.followup.log import LATER, Log, noon
from tests.followup.report.test_annual import a_log
from tests.followup.stored import new_store, vintage

Y2024 = Period.year(2024)
CAUSE = "insured_changed_circumstances"


def value(log: Log, indicator: Indicator, year: int = 2024) -> Fraction | None:
    return measure(log.facts(), indicator, Period.year(year), (), LATER)[()].value(indicator.unit)


def told(log: Log, kind: Kind, day: str, ore: int | None = None, person: str = "a", **more: Any) -> None:
    log.event(kind, noon(day), person=person, amount_ore=ore, **more)


def test_a_decision_shows_one_wrong_payment_however_many_lines_it_has() -> None:
    log = Log()
    for ore in (100_000, 50_000):
        told(log, Kind.DIFFERENCE_RECORDED, "2024-03-01", ore, case="a")
    told(log, Kind.DIFFERENCE_RECORDED, "2024-04-01", -150_000, case="a")  # given back by a later decision
    told(log, Kind.DIFFERENCE_RECORDED, "2024-05-01", 30_000, case="b", person="b")
    assert value(log, of.DETECTED) == 2


def test_amounts_are_of_the_decision_and_below_the_limit_apart() -> None:
    log = Log()
    told(log, Kind.DIFFERENCE_RECORDED, "2023-12-01", 500_000, case="a")
    told(log, Kind.WRONG_PAYMENT_HANDLED, "2024-02-01", 500_000, outcome="claimed", reason=CAUSE)
    told(log, Kind.WRONG_PAYMENT_HANDLED, "2024-02-02", 120_000, "b", outcome="below_limit", reason="agency")
    told(log, Kind.WRONG_PAYMENT_HANDLED, "2024-02-03", 300_000, "c", outcome="kept", reason="agency")
    assert (value(log, of.DETECTED), value(log, of.DETECTED, 2023)) == (0, 1)
    assert (value(log, of.DETECTED_AMOUNT), value(log, of.BELOW_AMOUNT)) == (800_000, 120_000)
    assert value(log, of.CAUSED_BY_AGENCY) == Fraction(200, 3)  # two of three, the one below the limit too
    shares = {words: value(log, each) for words, each in of.DETECTED_SHARES.items()}
    assert shares["actor=agency"] == Fraction(75, 2)
    assert shares["actor=insured_person"] == Fraction(125, 2)
    assert (shares["cause=changed_circumstances_not_reported"], shares["cause=at_application"]) == (100, 0)


def test_what_is_outstanding_is_all_that_was_claimed_less_what_was_paid_remitted_and_written_off() -> None:
    log = Log()
    told(log, Kind.RECOVERY_CLAIMED, "2022-06-01", 900_000, reason=CAUSE)
    told(log, Kind.RECOVERY_PAID, "2024-01-03", 200_000, settled_on="2023-12-30", reason=CAUSE)
    told(log, Kind.RECOVERY_REMITTED, "2024-03-01", 100_000, reason=CAUSE)
    told(log, Kind.RECOVERY_WRITTEN_OFF, "2024-05-01", 50_000, reason=CAUSE)
    facts, ever = log.facts(), Period.year(1990).first_month
    left = [
        measure(facts, of.OUTSTANDING, Period(ever, Period.year(year).end_month), (), LATER)[()].numerator
        for year in (2021, 2022, 2023, 2024)
    ]
    assert left == [0, 900_000, 700_000, 550_000]
    assert (value(log, of.REPAID, 2023), value(log, of.REPAID)) == (200_000, 0)  # on the day it was paid
    assert (value(log, of.CLAIMS_COUNT, 2022), value(log, of.CLAIMS_AMOUNT, 2022)) == (1, 900_000)


def closed(log: Log, person: str, day: str, measure_: str, ore: int, impulse: str = "tip", **more: Any) -> None:
    told(log, Kind.CONTROL_CLOSED, day, ore, person, outcome=measure_, reason=impulse, **more)


def test_hits_and_sums_of_investigations_by_the_day_they_were_closed() -> None:
    log = Log()
    closed(log, "a", "2024-02-01", "reduced", 300_000, "authority")
    closed(log, "b", "2024-02-02", "none", 0)
    closed(log, "c", "2024-02-03", "none", 0, "sampling")
    told(log, Kind.CONTROL_PREVENTED, "2024-02-01", 700_000, reason="authority")
    told(log, Kind.POLICE_REPORTED, "2025-01-02", person="a", reason="authority", settled_on="2024-12-30")
    assert (value(log, of.CONTROLS), value(log, of.WITH_MEASURE)) == (3, Fraction(100, 3))
    assert (value(log, of.CONTROL_DETECTED), value(log, of.CONTROL_PREVENTED)) == (300_000, 700_000)
    assert value(log, of.POLICE_REPORTS) == 1
    assert [value(log, each) for each in of.NOTIFIED.values()] == [1, 1, 300_000, 700_000]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A year in which six women and four men were paid 25,000 kronor too much each, and as many were controlled."""
    log, sources = a_log(), Sources(new_store(tmp_path_factory.mktemp("facts")))
    for number in range(10):
        about: dict[str, Any] = {"benefit": "barnbidrag", "sex": "F" if number < 6 else "M", "person": f"p{number}"}
        cause = "agency" if number in (0, 9) else "insured_at_application"
        told(log, Kind.DIFFERENCE_RECORDED, "2024-03-01", 2_500_000, case=f"d{number}", **about)
        told(log, Kind.WRONG_PAYMENT_HANDLED, "2024-04-01", 2_500_000, outcome="claimed", reason=cause, **about)
        told(log, Kind.RECOVERY_CLAIMED, "2024-04-01", 2_500_000, reason=cause, **about)
        told(log, Kind.RECOVERY_PAID, "2024-05-01", 1_500_000, reason=cause, settled_on="2024-05-01", **about)
        found = "recovered" if number % 2 else "none"
        closed(log, day="2024-06-01", measure_=found, ore=500_000 if number % 2 else 0, impulse="authority", **about)
    vintage(sources.store, log)
    return annual_report(2024, sources)


def last_year(report: Report, table: str, row: str) -> list[str]:
    """Women, men, total (or the only column) of the last year."""
    [found] = [each for each in report.by_number[table].rows if each.code == row]
    return [cell.printed.sv for cell in found.cells if cell and cell.place.year == "2024"]


def test_the_tables_of_wrong_payments(report: Report) -> None:
    count, amount = "detected_incorrect_payments_count", "detected_incorrect_payments_msek"
    assert last_year(report, "68", f"{count}|barnbidrag") == ["6", "4", "10"]
    assert last_year(report, "10", f"{count}|total|scope=excl_final_reconciliation") == ["6", "4", "10"]
    assert last_year(report, "68", f"{count}|total|scope=incl_final_reconciliation") == ["6", "4", "10"]
    assert last_year(report, "69", f"{amount}|barnbidrag") == ["0,2", "0,1", "0,3"]  # 0.15 is printed 0.2
    assert last_year(report, "68", f"{count}|sjukpenning") == ["–", "–", "–"]  # no cases of it here at all
    agency = "handled_incorrect_payments_share_caused_by_agency_percent|total"
    assert last_year(report, "102", agency) == ["16,7", "25,0", "20,0"]
    assert last_year(report, "70", "detected_incorrect_payments_amount_share_percent|barnbidrag|actor=agency") == [
        "17", "25", "20",
    ]  # fmt: skip
    applied = "detected_incorrect_payments_amount_share_percent|total|cause=at_application"
    assert last_year(report, "71", applied) == ["100", "100", "100"]


def test_the_tables_of_recoveries(report: Report) -> None:
    assert last_year(report, "83", "recovery_claims_count|total|scope=incl_final_reconciliation") == ["6", "4", "10"]
    assert last_year(report, "84", "recovery_claims_msek|barnbidrag") == ["0,2", "0,1", "0,3"]
    assert last_year(report, "85", "recovery_claims_share_percent|barnbidrag|actor=insured_person") == [
        "83", "75", "80",
    ]  # fmt: skip
    assert last_year(report, "90", "repaid_funds_share_of_detected_percent|total") == ["60,0"]
    assert report.by_number["88"].missing is None
    assert report.by_number["89"].missing is None


def test_the_tables_of_controls(report: Report) -> None:
    assert last_year(report, "74", "control_investigations_closed_count|barnbidrag") == ["6", "4", "10"]
    measure_ = "control_investigations_with_measure_share_percent|total"
    assert last_year(report, "75", measure_) == ["50", "50", "50"]
    assert last_year(report, "76", "control_investigations_detected_ksek|total") == ["15", "10", "25"]
    notified = "control_investigations_count|total|source=notifications_from_authorities"
    assert last_year(report, "82", notified) == ["6", "4", "10"]
