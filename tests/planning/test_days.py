"""Days and weeks ahead: what the calendar and letters do is found again, and what can't be forecast is named."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.core.clock import is_open_day
from handlag.core.errors import HandlagError
from handlag.planning.domain.calendar import marks, open_days_from_pay_day, pay_day
from handlag.planning.domain.dated import dated
from handlag.planning.domain.forecast import Series, forecast
from handlag.planning.domain.grains import DAY, GRAINS, MONTH, WEEK, Grain, following, number, open_periods, text
from handlag.planning.domain.letters import learnt_from
from handlag.planning.domain.scores import score, trials
from handlag.planning.series_files import read_series
from tests.planning.days import BY_DAY, calls_by_day, cases_by_week

MONDAY = date(2026, 3, 2).toordinal()


def test_pay_day_moves_off_days_the_agency_is_closed() -> None:
    # a Saturday comes before, a Sunday after, Christmas on the 23rd
    assert pay_day(2026, 4) == date(2026, 4, 24)
    assert pay_day(2026, 1) == date(2026, 1, 26)
    assert pay_day(2026, 12) == date(2026, 12, 23)
    assert pay_day(2026, 3, 27) == date(2026, 3, 27)


def test_days_are_counted_from_the_nearest_pay_day() -> None:
    assert [open_days_from_pay_day(date(2026, 3, day)) for day in (24, 25, 26, 27, 30)] == [-1, 0, 1, 2, 3]
    assert open_days_from_pay_day(date(2026, 4, 1)) == 5


@given(st.sampled_from(sorted(GRAINS)), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_period_is_read_as_it_is_written(name: str, day: date) -> None:
    grain = GRAINS[name]
    period = {"month": 12 * day.year + day.month - 1, "week": (day.toordinal() - 1) // 7, "day": day.toordinal()}[name]
    assert number(grain, text(grain, period)) == period


@pytest.fixture(scope="module")
def letters_days() -> list[Series]:
    return [calls_by_day(seed) for seed in range(3)]


def test_days_held_back_are_forecast_better_than_last_weeks_same_weekday(letters_days: list[Series]) -> None:
    tried = [one for series in letters_days for one in trials(series, windows=8)]
    ours, naive = score(tried), score(tried, naive=True)
    assert ours.mase < 0.85 * naive.mase
    assert 0.75 <= ours.cover80 <= 0.88
    assert 0.92 <= ours.cover95 <= 0.985
    assert abs(ours.bias) < 0.02


def test_weeks_held_back_are_forecast_better_than_last_years() -> None:
    tried = [one for seed in range(12) for one in trials(cases_by_week(seed))]
    ours, naive = score(tried), score(tried, naive=True)
    assert ours.mase < 0.85 * naive.mase
    assert 0.75 <= ours.cover80 <= 0.88
    assert 0.92 <= ours.cover95 <= 0.98


def test_pay_days_and_short_weeks_are_where_they_belong() -> None:
    series = calls_by_day(5, letters=False, horizon=40)
    made = forecast(series)
    assert made.method == "calendar"
    days = [date.fromisoformat(day) for day in series.texts]
    pay = next(n for n, day in enumerate(days) if day == pay_day(day.year, day.month) and 5 <= n < 35)
    alike = [n for n, day in enumerate(days) if day.weekday() == days[pay].weekday()
             and abs(open_days_from_pay_day(day)) > 4]  # fmt: skip
    # 35 per cent more callers on a pay day (e^0.3), given and found again within the noise
    assert made.mean[pay] / made.mean[alike].mean() == pytest.approx(1.35, rel=0.1)


def test_what_letters_do_is_found_again_day_by_day(letters_days: list[Series]) -> None:
    for series in letters_days:
        made = forecast(series.part(0, len(series.values) - 20, len(series.values)))
        assert made.letters is not None
        assert made.letters.share == pytest.approx(sum(BY_DAY), abs=3 * made.letters.error + 0.01)
        assert made.letters.by_day[1] == pytest.approx(BY_DAY[1], abs=0.015)


def test_letters_planned_raise_the_days_after_them_by_their_calls() -> None:
    series = calls_by_day(2, horizon=20)
    assert series.letters is not None
    known = len(series.values)
    planned = np.concatenate([series.letters[:known], np.zeros(20)])
    quiet = forecast(_sent(series, planned))
    planned[known + 4] = 50_000
    loud = forecast(_sent(series, planned))
    assert loud.letters is not None
    more = loud.mean - quiet.mean
    assert more[:4] == pytest.approx(np.zeros(4))
    assert more[4:12] == pytest.approx(50_000 * np.array(loud.letters.by_day))
    # how sure one is of the share widens the days it is used
    assert (loud.high80 - loud.low80)[5] > (quiet.high80 - quiet.low80)[5]


def _sent(series: Series, letters: np.ndarray) -> Series:
    return Series(
        series.name, series.values, series.work, (), DAY, series.marks, series.cycle, letters, series.texts
    )  # fmt: skip


def test_a_letter_never_takes_calls_away_and_few_sendings_are_said() -> None:
    rng = np.random.default_rng(1)
    letters = np.where(rng.random(300) < 0.3, 1000.0, 0.0)
    found = learnt_from(500 - np.convolve(letters, (0.0, 0.2))[:300], letters, np.zeros((300, 0)))
    assert min(found.by_day) >= 0
    with pytest.raises(HandlagError) as refused:
        learnt_from(np.full(300, 500.0), np.where(np.arange(300) < 5, 1000.0, 0.0), np.zeros((300, 0)))
    assert (refused.value.code, refused.value.field) == ("PLAN_LETTERS", "letters")


def test_the_time_of_the_year_is_left_out_until_two_years_are_known() -> None:
    days = open_periods(DAY, MONDAY, MONDAY + 1000)
    short, long = marks(DAY, days, 200), marks(DAY, days, 600)
    assert short is not None
    assert long is not None
    assert long.shape[1] == short.shape[1] + 6
    assert marks(MONTH, [1, 2], 2) is None


def _values(days: int, first: int = MONDAY) -> dict[int, float]:
    return dict.fromkeys(open_periods(DAY, first, first + days), 100.0)


def test_a_missing_open_day_and_calls_on_a_closed_day_are_named() -> None:
    holed = _values(90)
    del holed[date(2026, 4, 7).toordinal()]
    with pytest.raises(HandlagError, match="2026-04-07 is missing"):
        dated("calls", DAY, holed, 5)
    # Good Friday may be told of with nothing, not with calls
    assert len(dated("calls", DAY, _values(90) | {date(2026, 4, 3).toordinal(): 0.0}, 5).values) == len(_values(90))
    with pytest.raises(HandlagError, match="2026-04-03 is a closed day"):
        dated("calls", DAY, _values(90) | {date(2026, 4, 3).toordinal(): 12.0}, 5)


def test_days_to_come_skip_holidays_and_letters_of_closed_days_count_on_the_next() -> None:
    values = _values(29)  # to Tuesday the 31st of March
    every = [*values, *following(DAY, max(values), 3)]
    letters = dict.fromkeys(every, 0.0) | {date(2026, 4, 4).toordinal(): 700.0}
    found = dated("calls", DAY, values, 3, letters)
    assert found.texts == ("2026-04-01", "2026-04-02", "2026-04-07")
    assert found.letters is not None
    assert found.letters[-1] == 700
    with pytest.raises(HandlagError, match="letters are not told of for 2026-04-07"):
        dated("calls", DAY, values, 3, {day: 0.0 for day in letters if day < date(2026, 4, 7).toordinal()})


@pytest.mark.parametrize(("grain", "known"), [(WEEK, 103), (DAY, 39)])
def test_too_short_a_series_says_how_much_is_needed(grain: Grain, known: int) -> None:
    first = number(grain, {"week": "2024-W01", "day": "2024-01-02"}[grain.name])
    values = dict.fromkeys(open_periods(grain, first, first + 200)[:known], 5.0)
    with pytest.raises(HandlagError) as refused:
        forecast(dated("a", grain, values, 4))
    assert f"{known} {grain.en} are too few" in refused.value.english.problem
    assert str(grain.least) in refused.value.swedish.remedy


def test_days_without_calls_are_forecast_as_none() -> None:
    made = forecast(dated("none", DAY, dict.fromkeys(_values(300), 0.0), 10))
    assert made.mean == pytest.approx(np.zeros(10))


def _file(folder: Path, rows: list[str], heads: str = "series,day,value,letters") -> Path:
    path = folder / "calls.csv"
    path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["a,2026-03-03,5,0", "a,2026-03-02,5,0"], "2026-03-02 stands after 2026-03-03"),
        (["a,2026-03-02,5,0", "a,2026-03-02,5,0"], "comes twice"),
        (["a,02/03/2026,5,0"], "day (2026-03-02)"),
        (["a,2026-03-02,5,-1"], "“-1” is no number from 0"),
        (["a,2026-03-02,,"], "is no number from 0"),
        (["a,2026-03-02,nan,0"], "“nan” is no number"),
    ],
)
def test_a_row_that_can_not_be_read_is_named(tmp_path: Path, rows: list[str], words: str) -> None:
    with pytest.raises(HandlagError) as refused:
        read_series(_file(tmp_path, rows), 5, DAY)
    assert refused.value.code == "PLAN_FILE"
    assert refused.value.field.startswith("row")
    assert words in refused.value.english.problem


def test_a_file_of_another_length_of_periods_says_so(tmp_path: Path) -> None:
    with pytest.raises(HandlagError, match="use --by day"):
        read_series(_file(tmp_path, ["a,2026-03-02,5,0"]), 5)


def _calls(folder: Path) -> Path:
    rng = np.random.default_rng(4)
    days = [day for n in range(500) if is_open_day(day := date(2024, 1, 8) + timedelta(days=n))]
    sent = np.where(rng.random(len(days)) < 0.2, rng.integers(2000, 9000, len(days)), 0)
    calls = np.round(3000 * np.exp(rng.normal(0, 0.05, len(days))) + np.convolve(sent, BY_DAY)[: len(days)])
    rows = [f"calls,{day},{count:.0f},{n}" for day, count, n in zip(days, calls, sent, strict=True)]
    ahead = [date.fromordinal(one) for one in following(DAY, days[-1].toordinal(), 10)]
    return _file(folder, [*rows, *(f"calls,{day},,{4000 * (n == 3)}" for n, day in enumerate(ahead))])


def test_the_commands_forecast_and_try_calls_by_day(tmp_path: Path) -> None:
    path = str(_calls(tmp_path))
    (made,) = json.loads(CliRunner().invoke(app, ["forecast", path, "--by", "day", "--horizon", "10", "--json"]).stdout)
    assert made["periods"][0] == "2025-05-22"
    assert made["shown"] == [round(mean) for mean in made["mean"]]
    assert sum(made["letters"]["by_day"]) == pytest.approx(0.1, abs=0.03)
    assert (
        "Av hundra brev ringer" in CliRunner().invoke(app, ["forecast", path, "--by", "day", "--horizon", "10"]).stdout
    )
    tried = json.loads(CliRunner().invoke(app, ["backtest", path, "--by", "day", "--windows", "3", "--json"]).stdout)
    assert tried["total"]["ours"]["mase"] < 0.85 * tried["total"]["seasonal_naive"]["mase"]
    refused = CliRunner().invoke(
        app, ["forecast", path, "--by", "day"]
    )  # letters are told of ten days ahead, not twenty
    assert refused.exit_code == 2
    assert "letters are not told of" in refused.output


def test_what_can_not_be_tried_of_many_series_is_said_and_the_rest_is_tried(tmp_path: Path) -> None:
    days = open_periods(DAY, MONDAY, MONDAY + 200)
    rows = [f"long,{text(DAY, day)},{90 + day % 7}" for day in days] + [
        f"short,{text(DAY, day)},5" for day in days[:50]
    ]
    path = str(_file(tmp_path, rows, "series,day,value"))
    made = CliRunner().invoke(app, ["backtest", path, "--by", "day", "--windows", "2", "--json"])
    assert set(json.loads(made.stdout)) == {"long", "total"}
    assert "short: för få dagar" in made.stderr
    alone = str(_file(tmp_path, rows[len(days) :], "series,day,value"))
    refused = CliRunner().invoke(app, ["backtest", alone, "--by", "day"])
    assert refused.exit_code == 2
    assert "PLAN_SERIES short" in refused.stderr
