"""Rules that hold for every log, and the same figures counted a second time in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.followup.domain.codes import BENEFITS, SEXES
from handlag.followup.domain.indicators import (
    AUTOMATION_SHARE,
    DECISIONS_COUNT,
    INFLOW,
    PAYMENTS_AMOUNT,
    PAYMENTS_COUNT,
    PENDING,
    PROCESSING_TIME,
)
from handlag.followup.domain.measure import Facts, measure, pending_by_month
from handlag.followup.domain.periods import Period, last_day, month_number
from handlag.followup.domain.rollup import by_benefit_and_sex
from handlag.followup.domain.tables import TOTAL
from tests.followup.log import LATER, Log

Y2024 = Period.year(2024)


@dataclass(frozen=True)
class Case:
    received: date
    decided: date | None
    closed: date | None
    benefit: str
    sex: str
    automatic: bool


@st.composite
def cases(draw: st.DrawFn) -> Case:
    received = draw(st.dates(date(2023, 10, 1), date(2024, 12, 31)))
    waits, lingers = draw(st.integers(0, 120)), draw(st.integers(0, 90))
    decided = received + timedelta(days=waits) if draw(st.booleans()) else None
    end = (decided or received) + timedelta(days=lingers)
    closed = end if draw(st.booleans()) else None
    sex = draw(st.sampled_from(["F", "M", ""]))
    return Case(received, decided, closed, draw(st.sampled_from(list(BENEFITS))), sex, draw(st.booleans()))


logs = st.lists(cases(), min_size=1, max_size=12)
few = settings(max_examples=25, deadline=None)


def text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def facts(drawn: list[Case]) -> Facts:
    log = Log()
    for number, case in enumerate(drawn):
        about = {"benefit": case.benefit, "sex": case.sex}
        decided, closed = text(case.decided), text(case.closed)
        log.case(str(number), case.received.isoformat(), decided, closed, automatic=case.automatic, **about)
        if decided:
            log.payment(decided, 1000 + number, person=str(number), **about)
    return log.facts()


def first_end(case: Case) -> date:
    return min(case.decided or date.max, case.closed or date.max)


@given(logs)
@few
def test_pending_is_what_a_clerk_would_count_at_each_month_end(drawn: list[Case]) -> None:
    month_ends = [last_day(month) for month in range(Y2024.first_month, Y2024.end_month)]
    waiting = [sum(case.received <= day < first_end(case) for case in drawn) for day in month_ends]
    made = facts(drawn)
    assert measure(made, PENDING, Y2024, (), LATER)[()].value(PENDING.unit) == Fraction(sum(waiting), 12)
    monthly = pending_by_month(made, Y2024, ())
    assert [monthly.get((month_number(day), ()), 0) for day in month_ends] == waiting


@given(logs)
@few
def test_processing_time_is_what_a_clerk_would_count(drawn: list[Case]) -> None:
    days = [(case.decided - case.received).days for case in drawn if case.decided and case.decided.year == 2024]
    figure = measure(facts(drawn), PROCESSING_TIME, Y2024, (), LATER)[()]
    assert (figure.numerator, figure.denominator) == (sum(days), len(days))


@given(logs)
@few
def test_decisions_and_automation_are_what_a_clerk_would_count(drawn: list[Case]) -> None:
    made = facts(drawn)
    sickness = [case.closed for case in drawn if case.benefit == "sjukpenning" and case.decided and case.closed]
    others = [case.decided for case in drawn if case.benefit != "sjukpenning" and case.decided]
    expected = sum(day.year == 2024 for day in (*sickness, *others))
    assert measure(made, DECISIONS_COUNT, Y2024, (), LATER)[()].numerator == expected
    decided = [case.automatic for case in drawn if case.decided and case.decided.year == 2024]
    figure = measure(made, AUTOMATION_SHARE, Y2024, (), LATER)[()]
    assert (figure.numerator, figure.denominator) == (sum(decided), len(decided))


@given(logs)
@few
def test_women_men_and_unknown_are_the_total_and_benefits_are_the_whole(drawn: list[Case]) -> None:
    made = facts(drawn)
    for indicator in (INFLOW, DECISIONS_COUNT, PAYMENTS_COUNT, PAYMENTS_AMOUNT, PENDING, PROCESSING_TIME):
        cells = by_benefit_and_sex(made, indicator, [Y2024], LATER)[Y2024]
        for row in (*BENEFITS, TOTAL):
            parts = [cells[row, group].numerator for group in ("women", "men", "unknown")]
            assert sum(parts) == cells[row, TOTAL].numerator
        for group in ("women", "men", "unknown", TOTAL):
            assert sum(cells[row, group].numerator for row in BENEFITS) == cells[TOTAL, group].numerator


@given(logs)
@few
def test_flows_add_over_months_and_stocks_are_a_mean_of_them(drawn: list[Case]) -> None:
    made = facts(drawn)
    for indicator in (INFLOW, DECISIONS_COUNT, PAYMENTS_COUNT, PAYMENTS_AMOUNT):
        months = [measure(made, indicator, month, (), LATER)[()].numerator for month in Y2024.months()]
        assert sum(months) == measure(made, indicator, Y2024, (), LATER)[()].numerator
    stocks = [measure(made, PENDING, month, (), LATER)[()].value(PENDING.unit) or 0 for month in Y2024.months()]
    assert measure(made, PENDING, Y2024, (), LATER)[()].value(PENDING.unit) == sum(stocks) / Fraction(12)


@given(logs, st.randoms(use_true_random=False))
@few
def test_the_order_events_are_recorded_in_changes_nothing(drawn: list[Case], random: object) -> None:
    shuffled = list(drawn)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for indicator in (PENDING, PROCESSING_TIME, DECISIONS_COUNT):
        first = by_benefit_and_sex(facts(drawn), indicator, [Y2024], LATER)
        assert first == by_benefit_and_sex(facts(shuffled), indicator, [Y2024], LATER)


def test_the_codes_of_the_sexes_are_those_tables_are_built_with() -> None:
    assert SEXES == {"F": 1, "M": 2}
