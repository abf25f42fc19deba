"""Deadlines by lag (1930:173), and time that does not count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag.cases.domain.clock import (
    Age,
    Stretch,
    age,
    deadline,
    is_working_day,
    months_after,
    next_working_day,
    paused_days,
    reconsideration_deadline,
)
from handlag.cases.domain.targets import target_on

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("falls_on", "moves_to", "why"),
    [
        ("2026-04-01", "2026-04-01", "an ordinary Wednesday"),
        ("2026-04-03", "2026-04-07", "Good Friday, over Easter Monday"),
        ("2026-04-11", "2026-04-13", "a Saturday"),
        ("2026-05-01", "2026-05-04", "May Day, a Friday"),
        ("2026-05-14", "2026-05-15", "Ascension Day; the day between is an ordinary Friday"),
        ("2026-06-06", "2026-06-08", "the National Day, a Saturday"),
        ("2026-06-19", "2026-06-22", "Midsummer's eve"),
        ("2026-12-24", "2026-12-28", "Christmas eve, over the holidays and the weekend"),
        ("2026-12-31", "2027-01-04", "New Year's eve, over New Year's Day and the weekend"),
        ("2027-01-06", "2027-01-07", "Epiphany"),
        ("2027-01-05", "2027-01-05", "the eve of Epiphany is a working day"),
        ("2026-04-30", "2026-04-30", "Walpurgis night is a working day"),
    ],
)
def test_a_deadline_on_a_free_day_moves_to_the_next_working_day(falls_on, moves_to, why):
    assert next_working_day(date.fromisoformat(falls_on)) == date.fromisoformat(moves_to), why


@pytest.mark.parametrize(
    ("start", "months", "ends"),
    [
        ("2026-04-01", 2, "2026-06-01"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
    ],
)
def test_a_time_in_months_ends_on_the_day_of_the_same_number_or_the_months_last(start, months, ends):
    assert months_after(date.fromisoformat(start), months) == date.fromisoformat(ends)


def test_reconsideration_can_be_asked_for_until_the_working_day_two_months_on():
    assert reconsideration_deadline(date(2026, 4, 19)) == date(2026, 6, 22)  # 19 June 2026 is Midsummer's eve


def test_the_targets_are_those_of_the_action_plan():
    received = date(2026, 4, 1)
    benefits = ("barnbidrag", "foraldrapenning", "sjukpenning")
    assert [(target_on(benefit, received) - received).days for benefit in benefits] == [45, 30, 30]


def test_a_case_of_twenty_days_stood_still_for_six():
    pauses = [Stretch(date(2026, 4, 5), date(2026, 4, 9)), Stretch(date(2026, 4, 8), date(2026, 4, 11))]
    assert age(date(2026, 4, 1), date(2026, 4, 21), pauses) == Age(20, 6)
    assert age(date(2026, 4, 1), date(2026, 4, 21), pauses).running == 14


def test_a_pause_that_still_goes_on_counts_until_today():
    assert age(date(2026, 4, 1), date(2026, 4, 10), [Stretch(date(2026, 4, 4))]) == Age(9, 6)


@given(DAYS, st.integers(0, 400))
def test_a_deadline_is_a_working_day_never_before_its_time_and_within_five_days_of_it(start, days):
    due = deadline(start, days)
    assert is_working_day(due)
    assert 0 <= (due - (start + timedelta(days=days))).days <= 5


@given(DAYS, st.integers(0, 60), st.integers(0, 30))
def test_a_longer_time_never_ends_earlier(start, days, more):
    assert deadline(start, days) <= deadline(start, days + more)


stretches = st.lists(
    st.tuples(DAYS, st.none() | st.integers(0, 90)).map(
        lambda pair: Stretch(pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
    ),
    max_size=6,
)


@given(DAYS, st.integers(0, 200), stretches)
def test_paused_days_are_the_days_at_least_one_pause_covers(start, length, pauses):
    """Against a twin that looks at each day by itself."""
    end = start + timedelta(days=length)
    each = [start + timedelta(days=number) for number in range(length)]
    covered = [day for day in each if any(p.start <= day and (p.end is None or day < p.end) for p in pauses)]
    assert paused_days(start, end, pauses) == len(covered)


@given(DAYS, st.integers(0, 200), stretches)
def test_running_days_are_never_negative_and_pausing_never_makes_a_case_older(start, length, pauses):
    measured = age(start, start + timedelta(days=length), pauses)
    assert 0 <= measured.running <= measured.total == length
