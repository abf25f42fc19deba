"""`handlag effects` on files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handlag.cli_effects import app
from handlag.quality.effects_files import EXAMPLE

MATCHED = """name: Stöd
design: matched
measure: {sv: Stöd, en: Support}
comparison: {sv: Inget stöd, en: No support}
outcome: {sv: Dagar med ersättning, en: Days with benefit, kind: mean, better: lower, after_days: 365}
exact: [sex]
coarse: {age: [30, 50]}
"""


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    return result.exit_code, result.output


def written(folder: Path, text: str, name: str = "data.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_the_size_and_what_fewer_would_give() -> None:
    code, told = run("power", EXAMPLE, "--json")
    assert code == 0
    found = json.loads(told)
    assert (found["each"], found["in_all"]) == (388, 818)
    assert found["power"]["388"] == pytest.approx(0.80, abs=0.005)
    assert "388 i varje grupp" in run("power", EXAMPLE)[1]


def test_a_trial_is_analysed_by_its_lot(tmp_path: Path) -> None:
    rows = [f"{n},{'measure' if n % 2 else 'comparison'},{int(n % 4 == 1 or n % 10 == 0)},F" for n in range(400)]
    data = written(tmp_path, "id,arm,outcome,stratum\n" + "\n".join(rows))
    code, told = run("analyse", data, "-p", EXAMPLE, "--json")
    assert code == 0
    found = json.loads(told)
    assert (found["design"], found["strength"]) == ("randomised", 3)
    assert found["effect"]["difference"] == pytest.approx(0.5 - 0.2)
    assert "improved" in found["sentence"]["en"]
    assert "Lottning: stark" in run("analyse", data, "-p", EXAMPLE)[1]


def test_a_comparison_is_labelled_as_one(tmp_path: Path) -> None:
    data = written(
        tmp_path,
        "arm,outcome,sex,age\nyes,100,F,25\nyes,110,F,28\nno,150,F,22\nno,160,F,29\nyes,90,M,60\nno,120,M,55\nno,100,M,70\n",
    )
    plan = written(tmp_path, MATCHED, "plan.yaml")
    found = json.loads(run("analyse", data, "-p", plan, "--json")[1])
    assert found["strength"] == 2
    assert found["effect"]["difference"] == pytest.approx((2 * (105 - 155) + (90 - 110)) / 3)
    assert "association" in found["sentence"]["en"]


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("arm,result\nmeasure,1\n", "EFFECTS_COLUMN", "outcome"),
        ("arm,outcome\nmaybe,1\n", "EFFECTS_VALUE", "arm"),
        ("arm,outcome\nmeasure,0.5\n", "EFFECTS_VALUE", "outcome"),
        ("arm,outcome\nmeasure,nan\n", "EFFECTS_VALUE", "outcome"),
        ("id,arm,outcome\n1,measure,1\n1,measure,0\n", "EFFECTS_TWICE", "id"),
        ("arm,outcome\n", "EFFECTS_TOO_FEW", "data"),
        ("", "EFFECTS_COLUMN", "arm"),
    ],
)
def test_a_bad_file_is_refused_by_line_and_column(tmp_path: Path, text: str, code: str, field: str) -> None:
    exit_code, told = run("analyse", written(tmp_path, text), "-p", EXAMPLE)
    assert exit_code == 2
    assert f"{code} {field}" in told


def test_a_file_that_is_not_there_is_named() -> None:
    assert "EFFECTS_FILE" in run("power", "nowhere.yaml")[1]
