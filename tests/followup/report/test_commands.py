"""The report's commands as a controller gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from handlag.cli_report import app
from handlag.followup.store import Store
from tests.followup.report.test_annual import HEAD, a_log
from tests.followup.stored import vintage


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    vintage(Store(tmp_path / "followup"), a_log())
    return tmp_path


def said(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_figures_are_supplied_listed_and_printed_and_a_wrong_file_is_told(home: Path) -> None:
    good, bad = home / "cost.csv", home / "bad.csv"
    good.write_text(f"{HEAD}\nadministration_cost_msek,barnbidrag,total,2024,,3,msek,\n", encoding="utf-8")
    bad.write_text(f"{HEAD}\nadministration_cost_msek,barnbidrag,total,2024,,much,msek,\n", encoding="utf-8")
    assert said("supply", str(good), "--source", "bokslut", "--by", "Ekonomi") == (
        0, "Delivery 1: 1 figures from cost.csv.\n"
    )  # fmt: skip
    code, told = said("supply", str(bad), "--source", "bokslut", "--by", "Ekonomi")
    assert (code, "FOLLOWUP_SUPPLIED_ROW value: Rad 2" in told) == (2, True)
    code, told = said("supplied")
    assert (code, "Ekonomi  bokslut  cost.csv  1 figures" in told) == (0, True)
    code, told = said("annual", "--year", "2024", "--language", "en")
    assert code == 0
    assert "Table 22 Unit cost, SEK per decision" in told
    assert "25,000" in told
    folder = home / "out"
    code, told = said(
        "annual", "--year", "2024", "--output", str(folder), "--format", "csv,xlsx", "--publish", "--by", "C"
    )
    assert (code, sorted(path.name for path in folder.iterdir())) == (
        0, ["annual-2024-sv.csv", "annual-2024-sv.xlsx"]
    )  # fmt: skip
    checked = said("check", str(folder / "annual-2024-sv.csv"), "--language", "en")
    assert checked[0] == 0, checked[1]


def test_a_year_nothing_is_known_of_is_told_with_code_two(home: Path) -> None:
    assert home.exists()
    code, told = said("annual", "--year", "2010")
    assert (code, "FOLLOWUP_REPORT_NO_YEAR year:" in told) == (2, True)
