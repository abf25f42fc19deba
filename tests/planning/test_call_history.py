"""Calls as they came: the day's form and the letters' calls are learnt, the days ahead staffed, every fault named."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.core.clock import is_open_day
from handlag.core.errors import HandlagError
from handlag.planning.call_history import Learned, learned
from handlag.planning.domain.grains import DAY, following
from handlag.planning.domain.profile import learnt_profile
from handlag.planning.domain.telephones import clock_text
from tests.planning.days import BY_DAY

SHAPE = np.array([1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.8, 0.7, 0.9, 1.0, 1.0, 0.9, 0.8, 0.8, 0.8, 0.8]) / 16
"""08:00 to 16:00, most in the morning and fewest at noon."""


def _history(folder: Path, halves: bool = True, letters: bool = True) -> Path:
    rng = np.random.default_rng(8)
    days = [day for n in range(300) if is_open_day(day := date(2025, 1, 7) + timedelta(days=n))]
    sent = np.where(rng.random(len(days)) < 0.25, rng.integers(5000, 15_000, len(days)), 0) * letters
    totals = 4000 * np.exp(rng.normal(0, 0.03, len(days))) + np.convolve(sent, BY_DAY)[: len(days)]
    rows = ["day,half_hour,calls,letters"]
    for day, total, mailed in zip(days, totals, sent, strict=True):
        told = str(mailed) if letters else ""
        counts = rng.multinomial(round(total), SHAPE)
        lines = [(clock_text(16 + n), count) for n, count in enumerate(counts)] if halves else [("", round(total))]
        rows += [f"{day},{at},{count},{told}" for at, count in lines]
    if letters:
        rows += [f"{date.fromordinal(one)},,,{20_000 * (n == 1)}" for n, one in
                 enumerate(following(DAY, days[-1].toordinal(), 8))]  # fmt: skip
    path = folder / "calls.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Learned:
    return learned(_history(tmp_path_factory.mktemp("calls")))


def test_the_form_of_the_day_and_the_hours_are_learnt(found: Learned) -> None:
    assert found.profile is not None
    assert found.hours == (16, 32)
    assert np.array(found.profile.shares)[16:32] == pytest.approx(SHAPE, rel=0.02)
    assert sum(found.profile.day(1000, 2)) == pytest.approx(1000)
    assert found.profile.missed < 0.04


def test_letters_calls_are_learnt_and_a_planned_mailing_raises_the_days_after_it(found: Learned) -> None:
    assert found.letters is not None
    assert found.letters.share == pytest.approx(sum(BY_DAY), abs=0.02)
    place, day = found.day(None)
    assert (place, len(found.series.texts)) == (0, 8)
    # twenty thousand letters the second day: a thousand calls on the third
    assert found.ahead.mean[2] - found.ahead.mean[0] == pytest.approx(20_000 * BY_DAY[1], rel=0.35)
    assert day == date.fromisoformat(found.series.texts[0])


def test_each_weekday_has_its_own_form_where_that_misses_less() -> None:
    rng = np.random.default_rng(2)
    late = np.roll(SHAPE, 6)

    def calls(day: date) -> tuple[float, ...]:
        counts = rng.multinomial(2000, late if day.weekday() == 0 else SHAPE)
        return (0.0,) * 16 + tuple(counts.tolist()) + (0.0,) * 16

    days = {day: calls(day) for n in range(140) if is_open_day(day := date(2025, 1, 7) + timedelta(days=n))}
    profile = learnt_profile(days)
    assert set(profile.by_weekday) == {0, 1, 2, 3, 4}
    assert np.array(profile.day(1.0, 0))[16:32] == pytest.approx(late, abs=0.01)
    assert profile.day(1.0, 6) == pytest.approx(profile.shares)
    with pytest.raises(HandlagError, match="5 days with calls are too few"):
        learnt_profile(dict(list(days.items())[:5]))


HEADS = "day,half_hour,calls,letters\n"


@pytest.mark.parametrize(
    ("content", "field", "words"),
    [
        ("day,number\n2025-03-03,4\n", "row 1", "day and calls"),
        (HEADS, "file", "no rows"),
        (HEADS + "03/03/2025,,4,\n", "row 2", "is no day"),
        (HEADS + "2025-03-03,08:15,4,\n", "row 2", "is no half hour"),
        (HEADS + "2025-03-03,08:30,-4,\n", "row 2", "is no number from 0"),
        (HEADS + "2025-03-03,08:30,,\n", "row 2", "is no number from 0"),
        (HEADS + "2025-03-03,08:30,4,x\n", "row 2", "is no number from 0"),
        (HEADS + "2025-03-03,08:30,4,\n2025-03-03,08:30,5,\n", "row 3", "08:30 comes twice"),
        (HEADS + "2025-03-04,08:30,4,\n2025-03-03,08:30,5,\n", "row 3", "days come in order"),
        (HEADS + "2025-03-03,08:30,4,9\n2025-03-03,09:00,5,8\n", "row 3", "not alike"),
        (HEADS + "2025-03-03,08:30,4,\n2025-03-03,,5,\n", "row 3", "both by day and by half hour"),
    ],
)
def test_a_row_that_can_not_be_used_is_named(tmp_path: Path, content: str, field: str, words: str) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(HandlagError) as refused:
        learned(path)
    assert (refused.value.code, refused.value.field) == ("PLAN_FILE", field)
    assert words in refused.value.english.problem


def test_a_half_hour_and_a_day_that_are_missing_are_named(tmp_path: Path) -> None:
    rows = _history(tmp_path, letters=False).read_text(encoding="utf-8").splitlines()
    holed = tmp_path / "holed.csv"
    holed.write_text("\n".join(row for row in rows if "2025-03-05,10:30" not in row), encoding="utf-8")
    with pytest.raises(HandlagError) as refused:
        learned(holed)
    assert refused.value.field == "2025-03-05 10:30"
    holed.write_text("\n".join(row for row in rows if "2025-03-05" not in row), encoding="utf-8")
    with pytest.raises(HandlagError, match="2025-03-05 is missing"):
        learned(holed)


def test_the_command_staffs_a_day_ahead_by_its_history(tmp_path: Path) -> None:
    path, runner = str(_history(tmp_path)), CliRunner()
    base = ["calls", "--history", path, "--talk", "7", "--patience", "15"]
    told = json.loads(runner.invoke(app, [*base, "--json"]).stdout)
    assert told["backtest"]["ours"]["mase"] < told["backtest"]["seasonal_naive"]["mase"]
    assert len(told["days"]["expected"]["half_hours"]) == 16
    calls = sum(row["before"]["calls"] for row in told["days"]["expected"]["half_hours"])
    assert calls == pytest.approx(told["ahead"][0]["mean"], rel=1e-3)
    assert told["days"]["high80"]["before"]["officer_hours"] >= told["days"]["expected"]["before"]["officer_hours"]
    printed = runner.invoke(app, [*base, "--on", told["ahead"][3]["day"]]).stdout
    assert "Av hundra brev ringer" in printed
    assert "Dagens form är lärd" in printed
    closed = runner.invoke(app, [*base, "--on", "2025-12-25"])
    assert closed.exit_code == 2
    assert "is no open day" in closed.output
    assert "give the calls" in runner.invoke(app, ["calls", "--talk", "7", "--patience", "15"]).output


def test_a_history_by_day_has_no_form_and_says_so(tmp_path: Path) -> None:
    path = _history(tmp_path, halves=False, letters=False)
    assert learned(path).profile is None
    made = CliRunner().invoke(app, ["calls", "--history", str(path), "--talk", "7", "--patience", "15"])
    assert "inga halvtimmar" in made.stdout
