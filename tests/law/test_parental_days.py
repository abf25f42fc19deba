"""The account of parental days and the days its limits fall on (SFB 12 kap.)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlag.law import explain
from handlag.law.ages import birthday
from handlag.law.facts import read
from handlag.law.foraldrapenning.account import Used, foreign_days, parents_days
from handlag.law.foraldrapenning.decide import months_later
from handlag.law.foraldrapenning.facts import ForaldrapenningFacts
from handlag.law.foraldrapenning.provisions import far_avstas, foralderns_dagar

DAY = {"start": "2026-03-02", "end": "2026-03-02"}


def _facts(**given: Any) -> dict[str, Any]:
    facts = {"period": DAY, "days": [DAY | {"eighths": 8}], "child": {"birth_date": "2025-02-10"}}
    return facts | given


def _held(**given: Any) -> tuple[int, ...]:
    held = parents_days(read(ForaldrapenningFacts, _facts(**given)))
    return held.high // 8, held.lowest // 8, held.after_four // 8, held.reserved // 8


def _foreign(*days: tuple[int, bool], other: int = 0, **given: Any) -> tuple[int, int]:
    rows = [{"days": count, "income_based": income} for count, income in days]
    account = {"foreign": rows, "other_foreign_days": other}
    return tuple(foreign_days(read(ForaldrapenningFacts, _facts(account=account, **given))))


@pytest.mark.parametrize(
    ("given", "high", "lowest", "after_four", "reserved"),
    [
        ({}, 195, 45, 96, 90),
        ({"custody": "sole"}, 390, 90, 96, 0),
        ({"child": {"birth_date": "2025-02-10", "children": 2}}, 240, 90, 132, 90),
        ({"account": {"received_high": 10, "given_lowest": 5}}, 205, 40, 96, 90),
        ({"account": {"given_high": 105, "received_lowest": 7}}, 90, 52, 96, 90),
        ({"custody": "transferred", "account": {"received_high": 3, "received_lowest": 4}}, 3, 4, 96, 0),
    ],
)
def test_the_days_a_parent_holds(given: dict[str, Any], high: int, lowest: int, after_four: int, reserved: int) -> None:
    """480 days, half each; twins 180 more; 96 and 36 more after the fourth year; 90 reserved."""
    assert _held(**given) == (high, lowest, after_four, reserved)


def test_triplets_give_180_days_more_at_the_higher_levels_for_the_third_child() -> None:
    """12 kap. 12, 42 and 45 §§: 390 + 90 + 180 and 90 + 90; after the fourth year 96 + 2 × 36."""
    assert _held(custody="sole", child={"birth_date": "2025-02-10", "children": 3}) == (660, 180, 168, 0)


@pytest.mark.parametrize(
    ("came", "children", "high", "lowest"),
    [
        ("2025-02-09", 1, 390, 90),
        ("2025-02-10", 1, 200, 20),
        ("2026-02-09", 2, 276, 0),
        ("2026-02-10", 1, 100, 0),
        ("2026-02-10", 3, 176, 0),
    ],
)
def test_a_child_who_becomes_resident_after_its_first_year_gives_fewer_days(
    came: str, children: int, high: int, lowest: int
) -> None:
    """12 kap. 12 § second paragraph and 45 a §: 200 and 76 more, 100 and 38 more; past 180 the lowest level opens."""
    child = {"birth_date": "2024-02-10", "resident_from": came, "children": children}
    assert _held(custody="sole", child=child)[:2] == (high, lowest)


def test_a_late_arrival_s_days_are_counted_together_whatever_their_level() -> None:
    """200 in all: with 190 at the higher levels used, ten are left and not twenty of the lowest."""
    child = {"birth_date": "2024-02-10", "resident_from": "2025-06-01"}
    account = {"used_high": 8 * 190, "used_lowest": 8 * 9}
    span = {"start": "2026-03-02", "end": "2026-03-03"}
    facts = _facts(
        period=span, days=[span | {"eighths": 8, "kind": "lagstaniva"}], child=child, account=account, custody="sole"
    )
    assert [line.reason_code for line in explain("foraldrapenning", facts).lines] == ["FPG_GRANTED", "FPG_DAYS_USED"]


def test_reserved_days_stay_where_they_are_however_many_have_been_given_away() -> None:
    """12 kap. 17 §: of 195 days 90 can't be given; a notice of more moves 105."""
    assert far_avstas(195, 90) == 105
    assert far_avstas(50, 90) == 0
    assert _held(account={"given_high": 105})[0] == _held(account={"given_high": 150})[0] == 90


def test_the_lowest_level_opens_after_the_child_s_first_180_days() -> None:
    """12 kap. 19 §: both parents' days count; before that no day of the lowest level is given."""
    given = {"child": {"birth_date": "2025-03-10"}, "kind": "lagstaniva"}
    for used, code in ((8 * 100 - 1, "FPG_FIRST_180"), (8 * 100, "FPG_GRANTED")):
        account = {"account": {"used_high": used, "other_used_high": 8 * 80}}
        assert _reasons(("2026-03-09", "2026-03-09"), **given, **account) == [("2026-03-09", code)]


def test_after_the_fourth_year_the_lowest_level_is_for_what_exceeds_the_higher_levels_left() -> None:
    """12 kap. 41 b and 41 f §§: 96 open, 90 left at the higher levels, so six days at the lowest."""
    given = {"child": {"birth_date": "2020-03-10"}, "kind": "lagstaniva"}
    account = {"account": {"used_high": 8 * 105}}
    assert _reasons(("2026-03-09", "2026-03-15"), **given, **account) == [
        ("2026-03-09", "FPG_GRANTED"),
        ("2026-03-15", "FPG_HIGHER_LEFT"),
    ]


def test_after_the_fourth_year_the_240_days_are_not_asked_for() -> None:
    """12 kap. 41 a §: 35 § does not apply then; 365,000 × 0.776 / 365 = 776."""
    facts = _facts(child={"birth_date": "2020-03-10"}, sgi={"employment_income": 365000}, qualifying_days=0)
    assert [line.amount for line in explain("foraldrapenning", facts).lines] == [77600]


def test_parents_share_the_days_after_the_fourth_year_as_what_they_had_left() -> None:
    """12 kap. 15 a §: 96 × 100 / 160 = 60; 96 × 75 / 160 = 45; a half day goes up: 96 × 25 / 192 = 12.5."""
    for own, other, days in ((100, 60, 60), (75, 85, 45), (25, 167, 13), (40, 50, 40), (0, 0, 96)):
        account = {"left_at_four": {"own": 8 * own, "other": 8 * other}}
        assert _held(account=account)[2] == days


@pytest.mark.parametrize(
    ("days", "other", "taken"),
    [
        ([(100, True)], 0, (100, 0)),
        ([(100, True)], 150, (100, 0)),
        ([(100, False)], 150, (30, 70)),
        ([(100, False)], 200, (10, 90)),
        ([(300, True)], 0, (300, 0)),
        ([(300, False)], 0, (210, 90)),
        ([(100, False), (120, False)], 0, (180, 40)),
        ([(450, True)], 0, (390, 60)),
        ([(900, False)], 0, (390, 90)),
    ],
)
def test_days_of_a_foreign_benefit_are_taken_from_the_account(
    days: list[tuple[int, bool]], other: int, taken: tuple[int, int]
) -> None:
    """12 kap. 33-34 §§: own days among the first 180 first; then the higher levels if income-based, else the lowest."""
    assert _foreign(*days, other=other) == taken


def test_a_foreign_benefit_shortens_what_can_be_had_here() -> None:
    used = {"account": {"used_high": 8 * 94, "foreign": [{"days": 100, "income_based": True}]}}
    assert _reasons(("2026-03-09", "2026-03-10"), child={"birth_date": "2025-03-10"}, **used) == [
        ("2026-03-09", "FPG_GRANTED"),
        ("2026-03-10", "FPG_DAYS_USED"),
    ]


def test_an_odd_number_of_days_gives_each_parent_the_half_day() -> None:
    assert [foralderns_dagar(days, sole=False) for days in (1, 2, 3)] == [1, 1, 2]


def test_using_a_day_moves_only_what_it_should() -> None:
    span = read(ForaldrapenningFacts, _facts()).days[0]
    before = Used(8, 16, 24, 32, 2)
    assert before.after(span, after_four=False, double=False) == (16, 16, 24, 32, 2)
    assert before.after(span, after_four=True, double=True) == (16, 16, 24, 40, 3)
    lowest = span.model_copy(update={"kind": "lagstaniva", "eighths": 2})
    assert before.after(lowest, after_four=False, double=False) == (8, 18, 24, 32, 2)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2023, 1, 15), 15, date(2024, 4, 15)),
        (date(2023, 11, 30), 15, date(2025, 2, 28)),
        (date(2023, 9, 1), 15, date(2024, 12, 1)),
        (date(2023, 10, 31), 15, date(2025, 1, 31)),
        (date(2023, 8, 31), 15, date(2024, 11, 30)),
    ],
)
def test_months_later_keeps_the_day_or_the_month_s_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_child_of_a_leap_day_has_its_birthday_on_the_last_of_february() -> None:
    assert birthday(date(2020, 2, 29), 4) == date(2024, 2, 29)
    assert birthday(date(2020, 2, 29), 5) == date(2025, 2, 28)


def _reasons(days: tuple[str, str], **given: Any) -> list[tuple[str, str]]:
    span = {"start": days[0], "end": days[1]}
    kind = {"kind": given.pop("kind", "sjukpenningniva")}
    facts = {"period": span, "days": [span | {"eighths": 8} | kind], "working_weekdays": []} | given
    return [(line.start.isoformat(), line.reason_code) for line in explain("foraldrapenning", facts).lines]


def test_the_fourth_birthday_is_the_first_day_after_the_fourth_year() -> None:
    given = {"child": {"birth_date": "2022-03-10"}, "account": {"used_after_four": 768}}
    assert _reasons(("2026-03-09", "2026-03-10"), **given) == [
        ("2026-03-09", "FPG_GRANTED"),
        ("2026-03-10", "FPG_AFTER_FOUR"),
    ]


def test_the_lowest_level_has_its_own_days() -> None:
    given = {"child": {"birth_date": "2025-03-10"}, "kind": "lagstaniva"}
    used = {"account": {"used_high": 1560, "used_lowest": 352}}
    assert _reasons(("2026-03-09", "2026-03-10"), **given, **used) == [
        ("2026-03-09", "FPG_GRANTED"),
        ("2026-03-10", "FPG_DAYS_USED"),
    ]


def test_school_year_five_lets_the_right_outlive_the_twelfth_birthday() -> None:
    given = {"child": {"birth_date": "2014-05-10", "school_year_five_ends": "2026-06-12"}}
    assert _reasons(("2026-06-12", "2026-06-13"), **given) == [
        ("2026-06-12", "FPG_GRANTED"),
        ("2026-06-13", "FPG_CHILD_TOO_OLD"),
    ]


def test_days_before_the_birth_are_the_carrying_parent_s() -> None:
    given = {"child": {"birth_date": "2026-06-20", "expected_birth": "2026-06-15"}}
    assert _reasons(("2026-06-19", "2026-06-20"), **given) == [
        ("2026-06-19", "FPG_BEFORE_BIRTH"),
        ("2026-06-20", "FPG_GRANTED"),
    ]
    assert _reasons(("2026-06-19", "2026-06-20"), carried_the_child=True, **given) == [("2026-06-19", "FPG_GRANTED")]


def test_a_double_day_is_open_until_the_day_the_child_is_fifteen_months() -> None:
    given = {"child": {"birth_date": "2024-12-10"}, "other_parent_days": [{"start": "2026-03-01", "end": "2026-03-31"}]}
    assert _reasons(("2026-03-09", "2026-03-10"), **given) == [
        ("2026-03-09", "FPG_GRANTED"),
        ("2026-03-10", "FPG_BOTH_PARENTS"),
    ]


def test_a_double_day_is_one_the_other_parent_has_to_the_last_of_hers() -> None:
    given = {"child": {"birth_date": "2020-12-10"}, "other_parent_days": [{"start": "2026-03-08", "end": "2026-03-09"}]}
    assert _reasons(("2026-03-07", "2026-03-10"), **given) == [
        ("2026-03-07", "FPG_GRANTED"),
        ("2026-03-08", "FPG_BOTH_PARENTS"),
        ("2026-03-10", "FPG_GRANTED"),
    ]


def test_two_double_days_use_two() -> None:
    given = {
        "child": {"birth_date": "2026-01-10"},
        "other_parent_days": [{"start": "2026-03-01", "end": "2026-03-31"}],
        "account": {"double_days_used": 58},
    }
    assert _reasons(("2026-03-09", "2026-03-11"), **given) == [
        ("2026-03-09", "FPG_GRANTED"),
        ("2026-03-11", "FPG_BOTH_PARENTS"),
    ]


def test_before_july_2024_until_the_day_it_is_one_and_thirty_times() -> None:
    given = {"child": {"birth_date": "2023-03-10"}, "other_parent_days": [{"start": "2024-03-01", "end": "2024-03-31"}]}
    assert _reasons(("2024-03-09", "2024-03-10"), **given) == [
        ("2024-03-09", "FPG_GRANTED"),
        ("2024-03-10", "FPG_BOTH_PARENTS"),
    ]
    used = {"account": {"double_days_used": 29}}
    assert _reasons(("2024-03-08", "2024-03-09"), **given, **used) == [
        ("2024-03-08", "FPG_GRANTED"),
        ("2024-03-09", "FPG_BOTH_PARENTS"),
    ]


def test_a_late_application_or_notice_with_reasons_takes_no_days() -> None:
    given = {"child": {"birth_date": "2025-03-10"}, "applied_on": "2026-12-01", "notified_on": "2026-12-01"}
    assert _reasons(("2026-03-09", "2026-03-10"), **given) == [("2026-03-09", "FPG_LATE_APPLICATION")]
    excused = given | {"late_application_excused": True}
    assert _reasons(("2026-03-09", "2026-03-10"), **excused) == [("2026-03-09", "FPG_GRANTED")]


def test_a_parent_with_employment_and_business_has_both_in_the_day_amount() -> None:
    """584,000 × 0.776 / 365 = 1,241.60."""
    incomes = {"sgi": {"employment_income": 365000, "business_income": 219000}, "qualifying_days": 240}
    line = explain("foraldrapenning", _facts(**incomes)).lines[0]
    assert (line.amount, line.level, line.share) == (124200, "sjukpenningnivå", (8, 8))


def test_the_180th_day_needs_the_240_days_and_the_181st_does_not() -> None:
    """365,000 × 0.776 / 365 = 776; 179 days used, the other parent's among them."""
    given = {"sgi": {"employment_income": 365000}, "account": {"used_high": 800, "other_used_high": 632}}
    span = {"start": "2026-03-02", "end": "2026-03-03"}
    facts = _facts(period=span, days=[span | {"eighths": 8}], qualifying_days=239, **given)
    levels = [(line.level, line.amount) for line in explain("foraldrapenning", facts).lines]
    assert levels == [("grundnivå", 25000), ("sjukpenningnivå", 77600)]


def test_work_free_days_of_the_lowest_level_carry_nothing() -> None:
    facts = {
        "period": {"start": "2026-03-06", "end": "2026-03-08"},
        "days": [
            {"start": "2026-03-06", "end": "2026-03-06", "eighths": 8, "kind": "lagstaniva"},
            {"start": "2026-03-07", "end": "2026-03-08", "eighths": 8},
        ],
        "child": {"birth_date": "2026-02-10"},
        "account": {"other_used_high": 1440},
    }
    assert [line.reason_code for line in explain("foraldrapenning", facts).lines] == ["FPG_GRANTED", "FPG_WORK_FREE"]


def test_a_claim_of_days_outside_its_period_or_twice_is_refused() -> None:
    with pytest.raises(Exception, match="outside the claimed period"):
        explain("foraldrapenning", _facts(days=[{"start": "2026-03-01", "end": "2026-03-02", "eighths": 8}]))
    with pytest.raises(Exception, match="in two of the periods"):
        explain("foraldrapenning", _facts(days=[DAY | {"eighths": 8}, DAY | {"eighths": 4}]))
    with pytest.raises(Exception, match="birth_date"):
        explain("foraldrapenning", _facts(child={}))


def test_a_sickness_level_of_250_is_the_base_level() -> None:
    """117,600 × 0.776 / 365 = 250.02 → 250, and 117,900 gives 250.66 → 251 (12 kap. 22 §)."""
    for income, level, amount in ((117_600, "grundnivå", 25000), (117_900, "sjukpenningnivå", 25100)):
        line = explain("foraldrapenning", _facts(sgi={"employment_income": income}, qualifying_days=240)).lines[0]
        assert (line.level, line.amount) == (level, amount)
