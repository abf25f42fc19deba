"""A day on the telephones: half hours, letters, hours and moves, held against sums and what one half hour gives."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.core.errors import HandlagError
from handlag.planning.charts import telephones_chart
from handlag.planning.domain.erlang import Line
from handlag.planning.domain.telephones import (
    GOALS,
    HALF_HOURS,
    Goal,
    Hours,
    after_letters,
    cases_not_decided,
    clock_text,
    spread,
    staffed_day,
    with_more,
    within_hours,
)
from handlag.planning.telephony import STARTS, Answer, answered, asked, rows, told
from tests.shared import shared

OFFICE = Hours(16, 32)  # 08:00 to 16:00
LINE = Line(calls=0, talk_minutes=7, patience_minutes=15, places=40, redial_share=0.3)
HOURS = st.tuples(st.integers(0, 47), st.integers(1, 48)).filter(lambda at: at[0] < at[1]).map(lambda at: Hours(*at))


def _answered(**boxes: str) -> Answer:
    wanted, errors = asked(boxes)
    assert wanted, errors
    return answered(wanted)


@given(st.floats(0, 1e5), HOURS, HOURS, st.floats(0, 1))
def test_no_call_is_lost_when_a_day_is_spread_or_its_hours_change(
    total: float, hours: Hours, then: Hours, falling: float
) -> None:
    moved = within_hours(spread(total, hours, falling), then)
    assert sum(moved) == pytest.approx(total)
    assert all(count == 0 for at, count in enumerate(moved) if at not in then.open)


@given(st.floats(0, 1e6), st.floats(0, 1), st.integers(1, 10))
def test_the_calls_after_letters_sum_to_the_letters_times_the_share(letters: float, share: float, days: int) -> None:
    calls = after_letters(letters, share, days)
    assert sum(calls) == pytest.approx(letters * share)
    assert list(calls) == sorted(calls, reverse=True)


def test_six_hundred_letters_that_half_call_about_over_three_days() -> None:
    assert after_letters(600, 0.5, 3) == pytest.approx((150, 100, 50))


def test_a_falling_day_begins_half_over_the_mean_and_ends_half_under() -> None:
    calls = spread(1600, OFFICE, 0.5)
    assert (calls[15], calls[16], calls[31], calls[32]) == pytest.approx((0, 150, 50, 0))


def test_a_day_without_calls_gets_those_of_letters_in_its_hours() -> None:
    assert with_more((0.0,) * HALF_HOURS, 160, OFFICE)[20] == pytest.approx(10)


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 3000), st.sampled_from(sorted(GOALS)))
def test_each_half_hour_has_the_fewest_officers_that_reach_the_goal(total: float, goal: str) -> None:
    wanted = GOALS[goal]
    day = staffed_day(LINE, spread(total, OFFICE, 0.5), OFFICE, wanted)
    assert day.reached
    given = {row.at: row.officers for row in day.rows}
    for row in day.rows[::5]:
        assert row.met.within >= wanted.answered
        assert row.met.turned_away <= wanted.turned_away
        if row.officers:
            one_less = tuple(given.get(at, 0) - (at == row.at) for at in range(HALF_HOURS))
            again = staffed_day(LINE, spread(total, OFFICE, 0.5), OFFICE, wanted, one_less)
            fewer = again.rows[row.at - OFFICE.opens].met
            assert fewer.within < wanted.answered or fewer.turned_away > wanted.turned_away


def test_the_goals_are_the_action_plans() -> None:
    rows_ = [line.split(",")[2:5] for line in shared("published/telephony_targets.csv").read_text().splitlines()[1:]]
    printed = {
        tuple(float(part) if part else 100.0 for part in row) for row in rows_
    }  # fmt: skip
    assert printed == {(100 * goal.answered, goal.minutes, 100 * goal.turned_away) for goal in GOALS.values()}


def test_the_second_goal_needs_room_in_the_queue() -> None:
    # 75 % within half an hour is reached before the full queue turns away as few as ten in a hundred
    short = Line(calls=0, talk_minutes=7, patience_minutes=15, places=0)
    calls = spread(4800, OFFICE)
    assert staffed_day(short, calls, OFFICE, GOALS["75"]).turned_away <= 0.10
    assert staffed_day(short, calls, OFFICE, Goal(0.75, 30)).turned_away > 0.10


def test_given_officers_are_kept_and_a_missed_goal_is_said() -> None:
    found = _answered(officers="100", places="100")
    assert {row.officers for row in found.before.rows} == {100}
    assert not found.before.reached
    assert found.before.turned_away > 0
    assert found.before.officer_hours == 800


def test_officers_given_by_half_hour_stand_at_their_own_clock() -> None:
    each = " ".join(str(n) for n in range(150, 166))
    assert [row.officers for row in _answered(officers=each).before.rows] == list(range(150, 166))


def test_letters_raise_what_is_needed_most_on_the_first_day() -> None:
    found = _answered(letters="50000", share="10", days="5")
    assert found.after is not None
    needed = [day.officer_hours for _, day in found.letters]
    assert needed == sorted(needed, reverse=True)
    assert needed[-1] > found.before.officer_hours
    assert sum(extra for extra, _ in found.letters) == pytest.approx(5000)
    # the hours more are priced: eight of them cost what an officer decides in a day
    assert found.not_decided == pytest.approx((needed[0] - found.before.officer_hours) / 8 * 4)


def test_the_same_calls_in_fewer_hours_are_answered_worse_by_the_same_officers() -> None:
    found = _answered(officers="140", opens_then="09:00", closes_then="15:00")
    assert found.after is not None
    assert sum(row.calls for row in found.after.rows) == pytest.approx(10_000)
    assert found.after.within < found.before.within
    assert [row["at"] for row in rows(found) if row["after"] is None] == ["08:00", "08:30", "15:00", "15:30"]


def test_ten_officers_moved_for_a_day_of_eight_hours_cost_ten_officers_cases_and_save_waiting() -> None:
    found = _answered(officers="140", moved="10", cases="4")
    assert found.after is not None
    assert found.not_decided == pytest.approx(40) == cases_not_decided(80, 4)
    assert found.saved == pytest.approx(found.before.waited - found.after.waited)
    assert found.saved > 0
    back = _answered(officers="140", moved="-10", cases="4")
    assert back.not_decided == pytest.approx(-40)
    assert back.saved < 0


def test_nothing_changed_has_no_other_side() -> None:
    found = _answered()
    assert (found.after, found.letters, found.not_decided) == (None, (), 0.0)
    assert told(found)["half_hours"][0]["after"] is None


@pytest.mark.parametrize(
    ("box", "written"),
    [
        ("calls", "many"), ("calls", "-1"), ("calls", ""), ("calls", "nan"), ("talk", "0"), ("patience", "inf"),
        ("places", "1.5"), ("again", "100"), ("opens", "25"), ("opens", "08:15"), ("closes", "07:00"),
        ("closes_then", "06"), ("profile", ""), ("goal", "99"), ("values", "1 2 3"), ("values", "1 -2"),
        ("officers", "1.5"), ("officers", "1 2"), ("letters", "-1"), ("share", "101"), ("days", "0"), ("days", "11"),
        ("moved", "x"), ("cases", "-1"),
    ],
)  # fmt: skip
def test_a_box_that_can_not_be_read_is_named_once(box: str, written: str) -> None:
    wanted, errors = asked({box: written})
    assert wanted is None
    assert [(error.code, error.field) for error in errors] == [("PLAN_CALLS", box)]


def test_everything_wrong_is_said_at_once() -> None:
    _, errors = asked({"calls": "x", "talk": "-1", "goal": "no"})
    assert {error.field for error in errors} == {"calls", "talk", "goal"}


@pytest.mark.parametrize(
    ("field", "boxes"),
    [
        ("calls", {"calls": "200000", "talk": "240"}),
        ("moved", {"officers": "5", "moved": "-6"}),
        ("officers", {"officers": " ".join(["9"] * 16), "closes_then": "17"}),
    ],
)
def test_what_can_not_be_counted_is_refused_with_its_box(field: str, boxes: dict[str, str]) -> None:
    with pytest.raises(HandlagError) as refused:
        _answered(**boxes)
    assert (refused.value.code, refused.value.field) == ("PLAN_CALLS", field)


def test_the_clock_and_the_chart() -> None:
    assert (clock_text(0), clock_text(17), clock_text(48)) == ("00:00", "08:30", "24:00")
    drawn = telephones_chart(rows(_answered(letters="1000")), "sv")
    assert "Handläggare" in drawn
    assert "Besvarade i tid" in drawn
    assert set(STARTS) >= {"calls", "letters", "moved"}


def test_the_command_counts_a_day() -> None:
    base = ["calls", "--day", "--calls", "10000", "--talk", "7", "--patience", "15"]
    made = CliRunner().invoke(app, [*base, "--letters", "50000", "--moved", "5", "--json"])
    found = json.loads(made.stdout)
    assert len(found["half_hours"]) == 16
    assert [day["extra"] for day in found["after_letters"]] == pytest.approx([5000 * n / 15 for n in (5, 4, 3, 2, 1)])
    assert "Efter breven" in CliRunner().invoke(app, [*base, "--letters", "50000"]).stdout
    refused = CliRunner().invoke(app, [*base, "--opens", "noon"])
    assert refused.exit_code != 0
    assert "PLAN_CALLS" in refused.output
