"""Planning from case logs of anywhere: types become series, what waits becomes a scenario's stock."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.core.errors import HandlagError
from handlag.followup.logs.finish import Keys
from handlag.planning.domain.answers import months
from handlag.planning.domain.months import month_text
from handlag.planning.domain.scenario import simulate
from handlag.planning.files import read_scenario, understand
from handlag.planning.logs import Cases, draft, read_cases, series_of
from tests.followup.logs_made import xes

HEAD = "case,start,end,type\n"


def table(folder: Path, text: str) -> Path:
    path = folder / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return path


def cases_of(folder: Path, text: str, kind: str = "", ends: tuple[str, ...] = ()) -> Cases:
    return read_cases(table(folder, text), kind, ends, Keys())


def every_day(first: date, days: int, lasting: int, until: date, kind: str = "a") -> str:
    """A case a day, each lasting so many days; those not done by ``until`` go on."""
    rows = []
    for n in range(days):
        begin = first + timedelta(days=n)
        end = begin + timedelta(days=lasting)
        rows.append(f"{kind}{n},{begin},{end if end <= until else ''},{kind}")
    return "\n".join(rows) + "\n"


def test_a_table_of_cases_gives_a_series_for_each_type_from_its_first_month(tmp_path: Path) -> None:
    text = HEAD + every_day(date(2024, 1, 1), 366, 10, date(2024, 12, 31), "a")
    text += every_day(date(2024, 3, 1), 306, 10, date(2024, 12, 31), "b")
    series = {one.name: one for one in series_of(cases_of(tmp_path, text), 3)}
    assert series["a"].values.tolist() == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert series["b"].values.tolist() == [31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert len(series["b"].work) == 13


def test_months_the_log_covers_in_part_are_left_out(tmp_path: Path) -> None:
    text = HEAD + every_day(date(2024, 1, 15), 80, 1, date(2024, 12, 31))  # 15 January to 4 April
    [one] = series_of(cases_of(tmp_path, text), 0)
    assert one.values.tolist() == [29, 31]
    with pytest.raises(HandlagError) as refused:
        series_of(cases_of(tmp_path, HEAD + "1,2024-01-10,2024-01-12,x\n"), 0)
    assert refused.value.code == "PLAN_LOG_TOO_SHORT"


def test_an_event_log_gives_the_same_with_its_type_from_case_or_event(tmp_path: Path) -> None:
    log = {
        f"c{n}": [
            ("apply", f"2024-{month:02d}-{day:02d}T12:00:00Z", f'<string key="kind" value="k{n % 2}"/>'),
            ("decide", f"2024-{month:02d}-{day:02d}T13:00:00Z"),
        ]
        for n, (month, day) in enumerate((m, d) for m in (1, 2, 3) for d in (1, 15, 28))
    }
    path = tmp_path / "log.xes"
    path.write_text(xes(log))
    by_type = {one.name: one.values.tolist() for one in series_of(read_cases(path, "kind", (), Keys()), 0)}
    assert by_type == {"k0": [2, 1, 2], "k1": [1, 2, 1]}
    assert [one.values.tolist() for one in series_of(read_cases(path, "", (), Keys()), 0)] == [[3, 3, 3]]
    with pytest.raises(HandlagError) as refused:
        read_cases(path, "colour", (), Keys())
    assert refused.value.code == "LOG_NO_SUCH_ATTRIBUTE"


def test_what_waits_is_the_scenarios_stock_by_age(tmp_path: Path) -> None:
    text = HEAD + every_day(date(2024, 1, 1), 366, 45, date(2024, 12, 31), "Ärende A")
    written = draft(cases_of(tmp_path, text), "test", 12)
    [queue] = yaml.safe_load(written)["queues"]
    assert queue["benefit"] == "arende_a"
    assert sum(queue["types"][0]["opening"]) == 45
    assert queue["types"][0]["opening"][:3] == [1, 1, 1]
    assert queue["limit"] == 45
    assert queue["types"][0]["inflow"] == pytest.approx(366 / 12, abs=0.1)


def test_a_drafted_scenario_runs_and_keeps_the_pace_there_was(tmp_path: Path) -> None:
    # 30 cases a day for two years, each done after 20 days: as much is done as comes, so about 600 wait for ever.
    first, last = date(2023, 1, 2), date(2024, 12, 31)
    rows = HEAD + "".join(every_day(first, 730, 20, last, f"x{n}_").replace(f",x{n}_\n", ",x\n") for n in range(30))
    file = understand(draft(cases_of(tmp_path, rows), "steady", 12), tmp_path / "steady.yaml")
    assert file.first == "2025-01"
    scenario = file.scenario()
    found = months(scenario.queues[0], simulate(scenario, 20, 1)["x"], scenario.first)
    assert found[0].pending.mean == pytest.approx(600, rel=0.15)
    assert sum(month.decided for month in found) / 12 == pytest.approx(30 * 365 / 12, rel=0.06)


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("LOG_BAD_SPAN", "1,2024-02-01,2024-01-01,x"),
        ("LOG_BAD_DATE", "1,soon,2024-01-01,x"),
        ("LOG_BAD_DATE", "1,,2024-01-01,x"),
        ("LOG_NO_EVENTS", ""),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, code: str, row: str) -> None:
    with pytest.raises(HandlagError) as refused:
        cases_of(tmp_path, HEAD + row + "\n")
    assert refused.value.code == code


def test_more_types_than_can_be_planned_are_refused(tmp_path: Path) -> None:
    text = HEAD + "".join(f"{n},2024-01-01,2024-01-02,t{n}\n" for n in range(101))
    with pytest.raises(HandlagError) as refused:
        cases_of(tmp_path, text)
    assert refused.value.code == "LOG_TOO_MANY_TYPES"


def test_the_commands_forecast_backtest_and_draft_from_a_log(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = []
    for n in range(72):
        for k in range(int(rng.integers(8, 14))):
            at = datetime(2019 + n // 12, n % 12 + 1, 1 + 2 * k, tzinfo=UTC)
            rows.append(f"{n}-{k},{at:%Y-%m-%d},{at + timedelta(days=5):%Y-%m-%d},t")
    path = table(tmp_path, HEAD + "\n".join(rows) + "\nlast,2024-12-31,,t\nfirst,2019-01-01,2019-01-02,t\n")
    made = json.loads(CliRunner().invoke(app, ["forecast", "--log", str(path), "--json"]).stdout)
    assert [(one["name"], len(one["mean"])) for one in made] == [("t", 12)]
    assert "total" in json.loads(CliRunner().invoke(app, ["backtest", "--log", str(path), "--json"]).stdout)
    out = tmp_path / "plan.yaml"
    assert CliRunner().invoke(app, ["draft", str(path), "-o", str(out), "--months", "6"]).exit_code == 0
    assert month_text(read_scenario(out).scenario().first) == "2025-01"
    assert CliRunner().invoke(app, ["draft", str(tmp_path / "gone.csv")]).exit_code == 2
