"""``handlag plan`` as one types it: files in, answers out, and what is wrong with a file said by its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.core.errors import HandlagError
from handlag.planning.files import EXAMPLE, exponential_stock, parse_scenario, read_scenario
from handlag.planning.series_files import read_series


def _said(*words: str) -> Any:
    made = CliRunner().invoke(app, list(words))
    assert made.exit_code == 0, made.output
    return json.loads(made.stdout)


def _series(folder: Path, rows: list[tuple[str, str, str]]) -> Path:
    file = folder / "series.csv"
    file.write_text("series,month,value\n" + "\n".join(",".join(row) for row in rows), encoding="utf-8")
    return file


def _months(count: int) -> list[str]:
    return [f"{2018 + n // 12}-{n % 12 + 1:02d}" for n in range(count)]


def _inflow(folder: Path, months: int = 84) -> Path:
    rng = np.random.default_rng(2)
    season = 1 + 0.2 * np.sin(np.arange(months) / 12 * 2 * np.pi)
    values = rng.poisson(900 * season)
    return _series(
        folder, [("omvardnadsbidrag", month, str(v)) for month, v in zip(_months(months), values, strict=True)]
    )


def test_a_series_is_forecast_with_its_record(tmp_path: Path) -> None:
    (made,) = _said("forecast", str(_inflow(tmp_path)), "--json")
    assert len(made["mean"]) == 12
    assert set(made["record"]) == {"seasonal_naive", "damped", "theta", "mean"}
    assert made["record"][made["method"]] == min(made["record"].values())


def test_a_backtest_prints_scores_beside_last_years_month(tmp_path: Path) -> None:
    made = _said("backtest", str(_inflow(tmp_path)), "--json")
    assert made["total"]["ours"]["mase"] < made["total"]["seasonal_naive"]["mase"]
    assert made["total"]["ours"]["errors"] == 36


def test_the_examples_scenario_is_simulated_month_by_month() -> None:
    made = _said("scenario", str(EXAMPLE), "--runs", "4", "--json")
    care = made["months"]["omvardnadsbidrag"]
    assert len(care) == 24
    assert care[7]["fte"] < care[8]["fte"]  # twenty more in September
    assert len(made["targets"]) == 3


def test_two_scenarios_are_printed_side_by_side(tmp_path: Path) -> None:
    content = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    content["queues"][0]["staff"]["fte"] = 500
    other = tmp_path / "more.yaml"
    other.write_text(yaml.safe_dump(content), encoding="utf-8")
    made = _said("scenario", str(EXAMPLE), "--beside", str(other), "--runs", "4", "--json")
    pending = next(r for r in made["compared"] if (r["benefit"], r["measure"]) == ("omvardnadsbidrag", "pending"))
    assert pending["one"] > pending["other"]


def test_the_best_split_is_found_and_confirmed() -> None:
    made = _said("optimise", str(EXAMPLE), "--people", "720", "--hires", "15", "--runs", "4", "--json")
    employed = np.array(made["employed"])
    assert employed.sum(axis=0).max() <= 720 + 1e-6
    assert employed[0].min() >= 60 - 1e-6
    assert "more in" in made["worth_in_words"][0]["en"]
    assert set(made["simulated_over_limit"]) == {"omvardnadsbidrag", "bostadsbidrag"}


def test_telephones_are_staffed() -> None:
    made = _said(
        "calls",
        "--calls",
        "1000",
        "--talk",
        "7",
        "--patience",
        "15",
        "--goal",
        "0.8",
        "--minutes",
        "0.3333333",
        "--json",
    )
    assert made["agents"] == 240


def test_tables_are_printed_for_people() -> None:
    made = CliRunner().invoke(app, ["scenario", str(EXAMPLE), "--runs", "2"])
    assert "R över 1" in made.stdout
    assert "När målen nås" in made.stdout


def test_a_stock_is_laid_out_by_age_whole_and_complete() -> None:
    stock = exponential_stock(14_000, 95)
    assert sum(stock) == 14_000
    assert np.average(np.arange(len(stock)), weights=stock) == pytest.approx(95, rel=0.02)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a", "2024-01", "5"), ("a", "2024-03", "5")], "2024-02 is missing"),
        ([("a", "2024-01", "5"), ("a", "2024-01", "6")], "comes twice"),
        ([("a", "2024-13", "5")], "series, month"),
        ([("a", "2024-01", "many")], "“many” is no number"),
        ([], "no rows"),
    ],
)
def test_a_series_with_holes_or_nonsense_says_where(
    tmp_path: Path, rows: list[tuple[str, str, str]], words: str
) -> None:
    with pytest.raises(HandlagError) as refused:
        read_series(_series(tmp_path, rows), 12)
    assert refused.value.code in {"PLAN_FILE", "PLAN_SERIES"}
    assert words in refused.value.english.problem


def _changed(*path: Any, to: Any) -> dict[str, Any]:
    content = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    part = content
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return content  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (_changed("first", to="2026-14"), "first"),
        (_changed("queues", 0, "staff", "fte", to=-3), "queues.0.staff.fte"),
        (_changed("queues", 0, "types", 0, "inflow", to=float("nan")), "queues.0.types.0.inflow"),
        (_changed("queues", 0, "staff", "people", to=3), "queues.0.staff.people"),
        (_changed("queues", 1, "order", 0, "order", to="luckiest"), "queues.1.order.0.order"),
    ],
)
def test_a_scenario_file_says_which_place_is_wrong(content: dict[str, Any], field: str) -> None:
    with pytest.raises(HandlagError) as refused:
        parse_scenario(content, EXAMPLE)
    assert refused.value.code == "PLAN_FILE"
    assert refused.value.field.startswith(field)


def test_a_file_that_is_not_there_or_not_yaml_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("a: [1", encoding="utf-8")
    for path in (tmp_path / "none.yaml", broken):
        with pytest.raises(HandlagError, match="PLAN_FILE"):
            read_scenario(path)


def test_an_error_ends_the_command_with_both_languages_and_code_two(tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["forecast", str(_series(tmp_path, [("a", "2024-01", "5")]))])
    assert made.exit_code == 2
    assert "PLAN_SERIES a" in made.stderr
    assert "too few" in made.stderr
    assert "för få" in made.stderr
