"""The days the sickness rules turn on, one boundary at a time (SFB 27 kap.)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlag.law import explain
from handlag.law.ages import earliest_pension_day
from handlag.law.facts import read
from handlag.law.parameters import amounts_on
from handlag.law.sjukpenning import provisions as law
from handlag.law.sjukpenning.facts import SjukpenningFacts
from handlag.law.sjukpenning.periods import Run, counted_in_frame, merged
from handlag.law.sjukpenning.trial import allowed
from tests.law.people import facts_of, spells

OFFICER = {"by": "officer", "made_on": "2025-01-01"}


def _claim(start: str, end: str, **given: Any) -> dict[str, Any]:
    facts = {
        "period": {"start": start, "end": end},
        "birth_date": "1980-01-01",
        "sgi": {"employment_income": 365000},
        "capacity": [{"start": "2024-01-01", "end": "2026-12-31", "reduction": 100}],
        "certificate": {"start": "2024-01-01", "end": "2026-12-31"},
    }
    return facts | given


def _reasons(facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [(line.start.isoformat(), line.reason_code) for line in explain("sjukpenning", facts).lines]


def test_the_steps_of_the_chain_begin_on_day_91_181_and_366() -> None:
    days = [1, 90, 91, 180, 181, 365, 366, 1000]
    assert [law.rehabiliteringskedjans_steg(day) for day in days] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_what_joins_and_what_does_not() -> None:
    assert [law.laggs_samman(100, begins) for begins in (190, 191)] == [True, False]  # type: ignore[arg-type]
    assert [law.samma_sjukperiod(100, begins) for begins in (105, 106)] == [True, False]  # type: ignore[arg-type]
    assert [law.samma_sjukperiod_vid_karenstid(100, b) for b in (120, 121)] == [True, False]  # type: ignore[arg-type]


def test_all_boundaries_of_one_long_claim() -> None:
    """Day 1 is 1 January 2025: day 91 is 1 April, 181 is 30 June, 366 is 1 January 2026."""
    ground = {"ground": "own_work", "reduction": 100, **OFFICER}
    facts = _claim("2025-01-01", "2026-01-02", assessments=[{"start": "2025-01-01", "end": "2026-12-31", **ground}])
    result = explain("sjukpenning", facts)
    assert [question.code for question in result.questions] == ["SJP_CHAIN_90", "SJP_CHAIN_180", "SJP_CHAIN_365"]
    assert [line.start.isoformat() for line in result.lines] == ["2025-01-01", "2025-01-02", "2025-04-01"]
    grounds = ["other_work_at_employer", "likely_return_before_day_366", "special_reasons_before_day_550"]
    found = []
    for name in grounds:
        seen = [{"start": "2025-01-01", "end": "2026-12-31", "ground": name, "reduction": 100, **OFFICER}]
        lines = explain("sjukpenning", facts | {"assessments": seen}).lines
        found.append([line.start.isoformat() for line in lines if line.outcome == "unclear"])
    assert found == [["2025-06-30"], ["2025-04-01", "2026-01-01"], ["2025-04-01"]]


def test_the_certificate_is_needed_from_day_eight_within_a_claim() -> None:
    facts = _claim("2025-06-01", "2025-06-10", certificate=None)
    assert _reasons(facts) == [
        ("2025-06-01", "SJP_DEDUCTION"),
        ("2025-06-02", "SJP_GRANTED"),
        ("2025-06-08", "SJP_UNCLEAR"),
    ]


def test_hours_are_for_the_first_fourteen_days() -> None:
    """416,000 × 0.776 / 365 = 884.43; from day 15 by the calendar day."""
    sgi = {"employment_income": 416000, "yearly_working_minutes": 124800}
    hours = [{"day": "2025-06-05", "minutes": 480}]
    facts = _claim("2025-06-01", "2025-06-16", sgi=sgi, first_fourteen_days="hours", hours=hours)
    lines = explain("sjukpenning", facts).lines
    assert [(line.start.day, line.reason_code, line.amount) for line in lines] == [
        (1, "SJP_NO_HOURS", 0),
        (5, "SJP_DEDUCTION", 0),
        (6, "SJP_NO_HOURS", 0),
        (15, "SJP_GRANTED", 88400),
    ]


@pytest.mark.parametrize("days", [1, 7, 14, 30, 60, 90])
def test_the_chosen_wait_ends_within_a_claim(days: int) -> None:
    given = {"work": "self_employed", "waiting_days": days, "sgi": {"business_income": 365000}}
    lines = explain("sjukpenning", _claim("2025-01-01", "2025-03-31", **given)).lines
    assert lines[0].reason_code == "SJP_WAITING"
    assert lines[0].days == days


def test_earlier_sick_pay_counts_in_the_frame_but_for_its_first_day() -> None:
    history = [
        {"start": "2025-01-01", "end": "2025-01-14", "kind": "sick_pay"},
        {"start": "2025-01-15", "end": "2025-01-20", "kind": "sjukpenning"},
        {"start": "2025-02-01", "end": "2025-02-01", "kind": "sick_pay"},
        {"start": "2025-03-01", "end": "2025-03-05", "kind": "rehabiliteringspenning"},
        {"start": "2025-03-10", "end": "2025-03-12", "kind": "deduction"},
        {"start": "2025-03-20", "end": "2025-03-22", "kind": "waiting"},
        {"start": "2025-03-25", "end": "2025-03-26", "kind": "sick_unpaid"},
    ]
    facts = _claim("2025-06-15", "2025-06-16", history=history, sick_pay={"start": "2025-06-01", "end": "2025-06-14"})
    counted = counted_in_frame(read(SjukpenningFacts, facts))
    assert [(date.fromordinal(run.start), run.end - run.start + 1) for run in counted] == [
        (date(2025, 1, 2), 19),
        (date(2025, 3, 1), 5),
        (date(2025, 6, 2), 13),
    ]


def test_runs_that_touch_or_overlap_are_one() -> None:
    assert merged([(5, 6), (1, 2), (3, 3), (8, 9), (8, 8)]) == [Run(1, 3), Run(5, 6), Run(8, 9)]


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (date(1960, 12, 31), date(2022, 12, 31)),
        (date(1961, 1, 1), date(2024, 1, 1)),
        (date(1962, 12, 31), date(2025, 12, 31)),
        (date(1963, 1, 1), date(2027, 1, 1)),
    ],
)
def test_the_lowest_pension_age_is_the_one_that_held_when_it_was_reached(born: date, day: date) -> None:
    assert earliest_pension_day(born) == day


def test_whoever_was_63_before_2026_stays_past_the_age() -> None:
    seen = {"ground": "other_work_at_employer", "reduction": 100, **OFFICER}
    given = {
        "birth_date": "1962-12-31",
        "first_sick_day": "2025-05-01",
        "history": [{"start": "2025-05-01", "end": "2025-12-30", "kind": "sjukpenning"}],
        "assessments": [{"start": "2025-05-01", "end": "2026-12-31", **seen}],
    }
    assert _reasons(_claim("2025-12-31", "2026-01-05", **given))[0] == ("2025-12-31", "SJP_GRANTED")
    assert {code for _, code in _reasons(_claim("2025-12-31", "2026-01-05", **given))} == {"SJP_GRANTED"}


def test_a_spell_s_sum_is_the_sum_of_its_explained_lines() -> None:
    """The function the batch compiles, run as plain Python over spells through changes of level and year."""
    columns = spells(12, seed=11)
    years = tuple(amounts_on(date(year, 1, 1)) for year in range(2022, 2027))
    firsts = tuple(date(year, 1, 1).toordinal() for year in range(2022, 2028))
    for person in range(12):
        begins, ends = int(columns["person"][person]), int(columns["person"][person + 1])
        for spell in range(begins, ends):
            known = slice(begins, spell + 1)
            given: list[Any] = [int(columns[name][spell]) for name in ("start", "end", "income", "quarters")]
            counted, last = columns["counted_from"][known].tolist(), columns["end"][known].tolist()
            rule: Any = law.sjukpenning_for_spell
            total = rule(counted, last, *given, firsts, years)
            assert total == explain("sjukpenning", facts_of(columns, person, spell)).total


def _trial_allowed(day: str, *starts_and_ends: tuple[str, str]) -> bool:
    """Whether a day of the last of some announced trials is allowed."""
    trials = [{"start": start, "end": end} for start, end in starts_and_ends]
    announced = [trial["start"] for trial in trials]
    facts = read(
        SjukpenningFacts, _claim("2026-03-01", "2026-03-01", work_trials=trials, work_trials_announced=announced)
    )
    return allowed(facts, facts.work_trials[-1], date.fromisoformat(day))


def test_a_trial_is_fourteen_days_thirty_after_the_nearest_and_two_in_365() -> None:
    long = ("2026-03-02", "2026-03-20")
    assert [_trial_allowed(day, long) for day in ("2026-03-15", "2026-03-16")] == [True, False]
    old, near = ("2025-01-01", "2025-01-02"), ("2026-03-02", "2026-03-03")
    assert _trial_allowed("2026-04-03", old, near, ("2026-04-03", "2026-04-04"))
    assert not _trial_allowed("2026-04-02", old, near, ("2026-04-02", "2026-04-04"))
    for first, fits in (("2025-06-01", False), ("2025-05-30", True)):
        given = (first, first), ("2025-12-01", "2025-12-01"), ("2026-05-31", "2026-06-02")
        assert _trial_allowed("2026-05-31", *given) is fits
    edge = ("2025-05-31", "2025-05-31"), ("2025-12-01", "2025-12-01"), ("2026-05-30", "2026-06-02")
    assert [_trial_allowed(day, *edge) for day in ("2026-05-30", "2026-05-31")] == [False, True]
