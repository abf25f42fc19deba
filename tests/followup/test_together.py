"""Many indicators measured at once are the figures each gives when it is measured alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.events.kinds import Kind
from handlag.followup.domain.every_indicator import INDICATORS, PERSONS_PAID
from handlag.followup.domain.indicators import PENDING
from handlag.followup.domain.periods import Period
from handlag.followup.domain.rollup import by_benefit_and_sex
from handlag.followup.domain.together import together
from tests.followup.log import LATER, Log, noon

PERIODS = [Period.year(2022), Period.year(2023), Period.year(2024)]
CASE = st.tuples(
    st.sampled_from(["sjukpenning", "foraldrapenning", "barnbidrag", "bostadsbidrag", None]),
    st.sampled_from(["F", "M", None]),
    st.integers(0, 3),  # whose
    st.dates(date(2021, 6, 1), date(2025, 3, 1)),
    st.integers(0, 60),  # days to the decision
    st.sampled_from(["granted", "refused"]),
    st.integers(0, 2),  # payments
)


def log_of(cases: list[tuple[str | None, str | None, int, date, int, str, int]]) -> Log:
    log = Log()
    for number, (benefit, sex, whose, received, days, outcome, payments) in enumerate(cases):
        about: dict[str, Any] = {"case": str(number), "person": f"p{whose}", "benefit": benefit, "sex": sex}
        decided = date.fromordinal(received.toordinal() + days)
        log.event(Kind.CASE_OPENED, noon(received), received=received.isoformat(), **about)
        log.event(Kind.DECIDED, noon(decided), decision_kind="first", automatic="true", outcome=outcome, **about)
        log.event(Kind.CASE_CLOSED, noon(decided), reason="decided", **about)
        for _ in range(payments):
            log.payment(decided.isoformat(), 100, **about)
    return log


@given(st.lists(CASE, max_size=12))
@settings(max_examples=25, deadline=None)
def test_every_indicator_gives_together_what_it_gives_alone(
    cases: list[tuple[str | None, str | None, int, date, int, str, int]],
) -> None:
    facts = log_of(cases).facts()
    asked = [(each, PERIODS) for each in INDICATORS.values()]
    found = together(facts, asked, LATER)
    for indicator, _ in asked:
        alone = by_benefit_and_sex(facts, indicator, PERIODS, LATER)
        for period in PERIODS:
            assert found[indicator.code, period] == alone[period], indicator.code


def test_a_month_stands_beside_the_years_and_a_stock_beside_flows() -> None:
    log = Log()
    for month in (3, 12):
        log.payment(f"2024-{month:02}-20", 100, person=f"p{month}", benefit="barnbidrag")
    log.case("waits", "2024-11-03", benefit="barnbidrag")
    december = Period.month(2024, 12)
    asked = [(PERSONS_PAID, [december]), (PERSONS_PAID, PERIODS), (PENDING, [PERIODS[-1]])]
    found = together(log.facts(), asked, LATER)
    assert found[PERSONS_PAID.code, december]["barnbidrag", "total"].numerator == 1
    assert found[PERSONS_PAID.code, PERIODS[-1]]["barnbidrag", "total"].numerator == 2
    assert found[PENDING.code, PERIODS[-1]]["barnbidrag", "total"].numerator == 2
