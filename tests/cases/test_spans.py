"""Runs of days where several sources speak of the same day, and parental days counted from them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handlag.cases.domain.parental_account import Taken, account
from handlag.cases.domain.spans import Span, latest_wins

FIRST = date(2026, 1, 1)


def span(start: int, length: int, value: object) -> Span[object]:
    return Span(FIRST + timedelta(days=start), FIRST + timedelta(days=start + length), value)


spans = st.lists(st.builds(span, st.integers(0, 60), st.integers(0, 30), st.sampled_from("abc")), max_size=8)


@given(spans)
def test_each_day_has_the_value_that_was_given_last(given_spans):
    """Against a twin that writes day by day into a table."""
    table: dict[date, object] = {}
    for each in given_spans:
        day = each.start
        while day <= each.end:
            table[day] = each.value
            day += timedelta(days=1)
    spread = {
        each.start + timedelta(days=number): each.value
        for each in latest_wins(given_spans)
        for number in range((each.end - each.start).days + 1)
    }
    assert spread == table


@given(spans)
def test_the_runs_are_in_order_disjoint_and_as_few_as_can_be(given_spans):
    merged = latest_wins(given_spans)
    for one, following in pairwise(merged):
        assert one.end < following.start
        assert one.value != following.value or one.end + timedelta(days=1) < following.start


def taken(start: date, days: int, eighths: int, level: str = "sjukpenningnivå") -> Span[Taken]:
    return Span(start, start + timedelta(days=days - 1), Taken(eighths, level))


def test_days_are_counted_in_eighths_by_level_and_by_parent():
    """Ten whole and four half days of her own, five of his whole, two of them together, and three lowest-level days."""
    born = date(2024, 5, 1)
    own = [taken(date(2025, 1, 6), 10, 8), taken(date(2025, 2, 3), 4, 4), taken(date(2025, 3, 3), 3, 8, "lägstanivå")]
    his = [taken(date(2025, 1, 14), 5, 8)]
    assert account(own, his, born) == {
        "used_high": 96, "used_lowest": 24, "other_used_high": 40, "used_after_four": 0, "double_days_used": 2,
    }  # fmt: skip


def test_only_days_from_the_fourth_birthday_count_towards_the_ninety_six():
    """Four whole days with the birthday on the third; a leap day's child turns four on a 29 February."""
    assert account([taken(date(2028, 4, 29), 4, 8)], [], date(2024, 5, 1))["used_after_four"] == 16
    assert account([taken(date(2028, 2, 28), 3, 8)], [], date(2024, 2, 29))["used_after_four"] == 16
