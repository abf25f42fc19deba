"""The account of parental days and the days its limits fall on (SFB 12 kap.)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlag.law import explain
from handlag.law.ages import birthday
from handlag.law.facts import read
from handlag.law.foraldrapenning.account import Used, parents_days
from handlag.law.foraldrapenning.decide import months_later
from handlag.law.foraldrapenning.facts import ForaldrapenningFacts
from handlag.law.foraldrapenning.provisions import far_avstas, foralderns_dagar

DAY = {"start": "2026-03-02", "end": "2026-03-02"}


def _facts(**given: Any) -> dict[str, Any]:
    facts = {"period": DAY, "days": [DAY | {"eighths": 8}], "child": {"birth_date": "2025-02-10"}}
    return facts | given


def _held(**given: Any) -> tuple[int, ...]:
    return tuple(parents_days(read(ForaldrapenningFacts, _facts(**given))))


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
    assert _held(**given) == (8 * high, 8 * lowest, 8 * after_four, 8 * reserved, False)


def test_giving_away_reserved_days_is_noticed() -> None:
    assert not _held(account={"given_high": 105})[4]
    assert _held(account={"given_high": 106})[4]
    assert far_avstas(195, 105, 90)
    assert not far_avstas(195, 106, 90)


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


def test_a_child_who_came_on_its_first_birthday_is_asked_about_and_the_day_before_not() -> None:
    for came, asked in (("2026-02-10", True), ("2026-02-09", False)):
        child = {"birth_date": "2025-02-10", "resident_from": came}
        codes = [question.code for question in explain("foraldrapenning", _facts(child=child)).questions]
        assert ("FPG_LATE_ARRIVAL" in codes) is asked


def test_work_free_days_of_the_lowest_level_carry_nothing() -> None:
    facts = {
        "period": {"start": "2026-03-06", "end": "2026-03-08"},
        "days": [
            {"start": "2026-03-06", "end": "2026-03-06", "eighths": 8, "kind": "lagstaniva"},
            {"start": "2026-03-07", "end": "2026-03-08", "eighths": 8},
        ],
        "child": {"birth_date": "2026-02-10"},
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
