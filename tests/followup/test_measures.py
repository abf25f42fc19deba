"""Hand-made events and the figures they must give."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, SEXES
from handlag.followup.domain.indicators import (
    AUTOMATION_SHARE,
    DECISIONS_COUNT,
    INFLOW,
    PAID_ON_TIME,
    PAYMENTS_AMOUNT,
    PAYMENTS_COUNT,
    PAYMENTS_COUNT_1,
    PENDING,
    PROCESSING_TIME,
    Indicator,
    share_within,
)
from handlag.followup.domain.measure import measure, pending_by_month
from handlag.followup.domain.periods import Period
from tests.followup.log import LATER, Log, noon

Y2024 = Period.year(2024)
WOMEN, MEN = SEXES["F"], SEXES["M"]


def value(log: Log, indicator: Indicator, period: Period = Y2024, known_on: date = LATER) -> Fraction | None:
    return measure(log.facts(), indicator, period, (), known_on)[()].value(indicator.unit)


def test_processing_time_is_the_sum_of_days_over_the_cases_decided_in_the_year() -> None:
    log = Log()
    log.case("a", "2023-12-20", "2024-01-09")  # 20 days, decided in 2024
    log.case("b", "2024-03-01", "2024-03-06")  # 5 days
    log.case("c", "2024-12-30", "2025-01-02")  # decided in 2025
    log.case("d", "2024-05-01")  # not decided
    assert value(log, PROCESSING_TIME) == Fraction(25, 2)
    assert value(log, PROCESSING_TIME, Period.year(2025)) == 3
    assert value(log, PROCESSING_TIME, Period.year(2023)) is None
    assert value(log, share_within(5)) == 50
    assert value(log, INFLOW) == 3


def test_a_case_decided_the_day_it_came_counts_with_no_days() -> None:
    log = Log()
    log.case("a", "2024-03-01", "2024-03-01")
    log.case("b", "2024-03-01", "2024-03-05")
    assert value(log, PROCESSING_TIME) == 2
    assert value(log, share_within(0)) == 50


def test_only_the_first_decision_of_a_case_ends_the_processing_time() -> None:
    log = Log()
    log.case("a", "2024-01-01", "2024-01-11")
    log.event(Kind.DECIDED, noon("2024-04-01"), case="a", person="person of a", decision_kind="correction")
    assert value(log, PROCESSING_TIME) == 10


def test_a_reconsideration_is_no_first_decision() -> None:
    log = Log()
    log.case("a", "2024-01-01", benefit="barnbidrag")
    log.event(
        Kind.DECIDED, noon("2024-01-05"), case="a", person="person of a", benefit="barnbidrag",
        decision_kind="reconsideration",
    )  # fmt: skip
    log.event(
        Kind.DECIDED, noon("2024-01-21"), case="a", person="person of a", benefit="barnbidrag", decision_kind="first"
    )
    assert value(log, PROCESSING_TIME) == 20
    assert value(log, DECISIONS_COUNT) == 1


def test_decisions_of_sickness_benefit_are_closed_cases_that_had_a_decision() -> None:
    log = Log()
    log.case("decided and closed", "2024-01-01", "2024-01-11", "2024-02-01")
    log.case("decided, still open", "2024-01-01", "2024-01-11")
    log.case("withdrawn", "2024-01-01", closed="2024-01-05")
    log.case("decided in 2023, closed in 2024", "2023-11-01", "2023-12-01", "2024-02-01")
    log.case("child allowance", "2024-01-01", "2024-01-11", benefit="barnbidrag")
    figures = measure(log.facts(), DECISIONS_COUNT, Y2024, ("benefit",), LATER)
    assert figures[BENEFITS["sjukpenning"],].numerator == 2
    assert figures[BENEFITS["barnbidrag"],].numerator == 1
    assert figures[BENEFITS["foraldrapenning"],].numerator == 0


def test_a_case_closed_twice_counts_once_at_its_last_closing() -> None:
    log = Log()
    log.case("a", "2023-10-01", "2023-11-01", "2023-12-01")
    log.event(Kind.CASE_REOPENED, noon("2024-01-15"), case="a", person="person of a")
    assert value(log, DECISIONS_COUNT, Period.year(2023)) == 0
    log.event(Kind.CASE_CLOSED, noon("2024-02-01"), case="a", person="person of a")
    assert value(log, DECISIONS_COUNT, Period.year(2023)) == 0
    assert value(log, DECISIONS_COUNT) == 1


def test_pending_is_the_mean_of_twelve_month_ends() -> None:
    log = Log()
    log.case("a", "2024-01-10", "2024-03-05")  # January and February
    log.case("b", "2024-02-29", "2024-03-01")  # February
    log.case("c", "2023-06-01")  # all twelve
    log.case("d", "2024-12-31")  # December
    log.case("within a month", "2024-05-01", "2024-05-31")  # none: decided on the last day
    assert value(log, PENDING) == Fraction(2 + 1 + 12 + 1, 12)
    assert value(log, PENDING, Period.month(2024, 2)) == 3


def test_pending_of_an_unfinished_year_is_the_mean_of_the_month_ends_passed() -> None:
    log = Log()
    log.case("a", "2024-01-10")
    assert value(log, PENDING, known_on=date(2024, 3, 30)) == 1
    assert measure(log.facts(), PENDING, Y2024, (), date(2024, 3, 30))[()].denominator == 2
    assert measure(log.facts(), PENDING, Y2024, (), date(2024, 3, 31))[()].denominator == 3
    assert value(log, PENDING, known_on=date(2023, 12, 31)) is None


def test_a_withdrawn_claim_stops_waiting_and_has_no_processing_time() -> None:
    log = Log()
    log.case("a", "2024-01-10", closed="2024-02-10")
    assert value(log, PENDING) == Fraction(1, 12)
    assert value(log, PROCESSING_TIME) is None
    assert value(log, INFLOW) == 1


def test_a_case_reopened_before_any_decision_waits_again() -> None:
    log = Log()
    log.case("a", "2024-01-10", closed="2024-02-10")  # January
    log.event(Kind.CASE_REOPENED, noon("2024-04-15"), case="a", person="person of a")
    log.event(Kind.DECIDED, noon("2024-06-03"), case="a", person="person of a", decision_kind="first")  # April, May
    log.event(Kind.CASE_CLOSED, noon("2024-06-04"), case="a", person="person of a")
    assert value(log, PENDING) == Fraction(3, 12)
    assert value(log, PENDING, Period.month(2024, 3)) == 0
    assert value(log, PROCESSING_TIME) == (date(2024, 6, 3) - date(2024, 1, 10)).days


def test_a_case_reopened_after_its_decision_does_not_wait_for_a_first_one() -> None:
    log = Log()
    log.case("a", "2024-01-10", "2024-01-20", "2024-01-21")
    log.event(Kind.CASE_REOPENED, noon("2024-02-01"), case="a", person="person of a")
    assert value(log, PENDING) == 0


def test_months_are_swedish_ones_in_winter_and_summer() -> None:
    log = Log()
    new_year = datetime(2023, 12, 31, 23, 30, tzinfo=UTC)  # 00:30 on 1 January in Sweden
    log.event(Kind.CASE_OPENED, new_year, case="a", person="p", received="2024-01-01")
    log.event(Kind.CASE_OPENED, new_year, case="nobody applied", person="p", received=None)
    log.event(Kind.DECIDED, datetime(2024, 6, 30, 21, 59, tzinfo=UTC), case="a", person="p", decision_kind="first")
    log.event(Kind.CASE_OPENED, datetime(2024, 6, 30, 22, 0, tzinfo=UTC), case="b", person="p")  # 1 July
    assert value(log, INFLOW, Period.year(2023)) == 0
    assert value(log, INFLOW, Period.month(2024, 1)) == 2
    assert value(log, PROCESSING_TIME, Period.month(2024, 6)) == 181  # 1 January to 30 June 2024
    assert value(log, INFLOW, Period.month(2024, 7)) == 1
    assert value(log, PENDING, Period.month(2024, 6)) == 1


def test_payments_are_counted_on_their_pay_day_less_those_rejected_or_returned() -> None:
    log = Log()
    log.payment("2024-01-19", 125_000, person="a")
    log.payment("2024-12-20", 125_000, person="a")
    log.payment("2025-01-01", 125_000, person="a")  # ordered on 30 December 2024
    log.payment("2024-05-20", 265_000, person="b", sex="M")
    log.event(Kind.PAYMENT_RETURNED, noon("2024-05-22"), person="b", sex="M", pay_day="2024-05-20", amount_ore=265_000)
    log.payment("2024-06-20", 300_000, person="c", sex="M")
    log.event(Kind.PAYMENT_REJECTED, noon("2024-06-19"), person="c", sex="M", pay_day="2024-06-20", amount_ore=300_000)
    assert value(log, PAYMENTS_COUNT) == 2
    assert value(log, PAYMENTS_AMOUNT) == 250_000
    by_sex = measure(log.facts(), PAYMENTS_COUNT, Y2024, ("sex",), LATER)
    assert (by_sex[WOMEN,].numerator, by_sex[MEN,].numerator) == (2, 0)


def test_child_allowance_counts_a_payment_for_each_child_and_month_as_the_report_does() -> None:
    # 32,710,935 payments to 1,749,429 parents in 2024 (tables 5 and 3) are 18.7 each: more than one a month.
    log = Log()
    log.payment("2024-01-19", 265_000, person="a", benefit="barnbidrag", parts=2)
    log.payment("2024-02-20", 125_000, person="a", benefit="barnbidrag", parts=1)
    log.payment("2024-02-20", 375_000, person="b", benefit="barnbidrag", parts=3)
    log.event(
        Kind.PAYMENT_RETURNED, noon("2024-02-22"), person="b", benefit="barnbidrag", pay_day="2024-02-20",
        amount_ore=375_000, parts=3,
    )  # fmt: skip
    log.payment("2024-02-27", 80_000, person="b")
    assert value(log, PAYMENTS_COUNT) == 4
    assert value(log, PAYMENTS_COUNT_1) == 3


def test_what_nobody_applied_for_has_no_processing_time_and_is_a_decision_all_the_same() -> None:
    log = Log()
    log.case("applied for", "2024-03-01", "2024-03-21", benefit="barnbidrag")
    about = {"case": "birth", "person": "mother", "benefit": "barnbidrag"}
    log.event(Kind.CASE_OPENED, noon("2024-05-02"), **about)
    log.event(Kind.DECIDED, noon("2024-05-02"), decision_kind="first", automatic="true", outcome="granted", **about)
    assert value(log, PROCESSING_TIME) == 20
    assert value(log, DECISIONS_COUNT) == 2
    assert value(log, INFLOW) == 2


def test_a_payment_is_on_time_when_the_bank_booked_it_by_the_pay_day() -> None:
    log = Log()
    log.payment("2024-01-19", 100, person="a", settled="2024-01-19")
    log.payment("2024-01-19", 100, person="b", settled="2024-01-22")
    log.payment("2024-01-19", 100, person="c")
    log.payment("2024-01-19", 100, person="d", settled="2024-01-18")
    assert value(log, PAID_ON_TIME) == 50


def test_automation_share_is_of_first_decisions() -> None:
    log = Log()
    for number in range(3):
        log.case(f"machine {number}", "2024-01-01", "2024-01-01")
    log.case("officer", "2024-01-01", "2024-02-01", automatic=False)
    assert value(log, AUTOMATION_SHARE) == 75


@pytest.mark.parametrize("indicator", [INFLOW, DECISIONS_COUNT, PAYMENTS_COUNT, PAYMENTS_AMOUNT])
def test_nothing_is_zero_for_what_is_counted(indicator: Indicator) -> None:
    log = Log()
    log.case("a", "2019-01-01")
    assert value(log, indicator) == 0


@pytest.mark.parametrize("indicator", [PROCESSING_TIME, AUTOMATION_SHARE, PAID_ON_TIME])
def test_nothing_is_no_number_for_a_mean_or_a_share(indicator: Indicator) -> None:
    log = Log()
    log.case("a", "2019-01-01")
    assert value(log, indicator) is None


def test_a_decision_dated_before_the_application_has_no_processing_time() -> None:
    log = Log()
    log.case("a", "2024-02-01", "2024-01-01")
    log.case("b", "2024-02-01", "2024-02-08")
    assert value(log, PROCESSING_TIME) == 7
    assert value(log, PENDING) == 0


def test_monthly_stocks_agree_with_the_indicator() -> None:
    log = Log()
    log.case("a", "2023-11-10", "2024-03-05")
    log.case("b", "2024-02-29", sex="M")
    stocks = pending_by_month(log.facts(), Y2024, ())
    for month in Y2024.months():
        assert stocks[month.first_month, ()] == value(log, PENDING, month)
