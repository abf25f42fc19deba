"""Pay days against days the agency has published, and against the calendar for every month of thirty years."""

from __future__ import annotations

from datetime import date

import pytest

from handlag.payments.domain.pay_days import (
    first_open,
    is_bank_day,
    is_pay_day,
    next_month,
    paid_through,
    pay_day,
)


@pytest.mark.parametrize(
    ("benefit", "published"),
    [
        # forsakringskassan.se, "Utbetalningsdagar 2015": the days that depart from the 20th
        ("barnbidrag", "2015-06-18"),
        ("barnbidrag", "2015-09-18"),
        ("barnbidrag", "2015-12-18"),
        # the same page's rule for föräldrapenning: Saturday comes on Friday, Sunday on Monday
        ("foraldrapenning", "2015-04-24"),
        ("foraldrapenning", "2015-01-26"),
        # and 24, 25 and 26 December on the 23rd (2015, 2024)
        ("foraldrapenning", "2015-12-23"),
        ("sjukpenning", "2024-12-23"),
    ],
)
def test_published_pay_days(benefit: str, published: str):
    day = date.fromisoformat(published)
    assert pay_day(benefit, day.year, day.month) == day


MONTHS = [date(year, month, 1) for year in range(2015, 2045) for month in range(1, 13)]


def test_money_always_comes_on_a_bank_day_and_child_allowance_never_after_the_20th():
    for month in MONTHS:
        for benefit in ("barnbidrag", "foraldrapenning", "sjukpenning"):
            day = pay_day(benefit, month.year, month.month)
            assert is_bank_day(day)
            assert is_pay_day(benefit, day)
        assert pay_day("barnbidrag", month.year, month.month).day <= 20


def test_days_in_arrears_are_paid_only_when_they_have_passed_and_months_within_themselves():
    for month in MONTHS:
        day = pay_day("sjukpenning", month.year, month.month)
        assert month < paid_through("sjukpenning", day) <= day
        twentieth = pay_day("barnbidrag", month.year, month.month)
        assert paid_through("barnbidrag", twentieth) == next_month(month) > twentieth


def test_a_decision_is_paid_on_the_first_pay_day_the_bank_can_still_make():
    # Friday 20 March 2026 is pay day; Monday is two bank days and more before it, Thursday is not.
    assert first_open("barnbidrag", date(2026, 3, 16), None) == date(2026, 3, 20)
    assert first_open("barnbidrag", date(2026, 3, 18), None) == date(2026, 3, 20)
    assert first_open("barnbidrag", date(2026, 3, 19), None) == date(2026, 4, 20)


def test_a_decision_made_while_or_after_the_run_waits_for_the_next():
    assert first_open("barnbidrag", date(2026, 3, 16), date(2026, 3, 20)) == date(2026, 4, 20)
