"""A reform over a population: who gains and loses and what it costs, worked out by hand beside."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from handlag.cli_law import app
from handlag.core.errors import HandlagError
from handlag.law import explain
from handlag.law.about import about
from handlag.law.compare import Measured, compare
from handlag.law.parameters import value_on
from handlag.law.reform import Reform, load
from handlag.law.registry import populations

MARCH = date(2026, 3, 1)
MORE = """
name: 1 500 kronor i barnbidrag
parameters:
  barnbidrag:
    values: [{from: 2026-01-01, value: 1500, source: a thought}]
"""
PEOPLE = {
    "sex": ["F", "M", "F", "M"],
    "age": [30, 31, 50, 12],
    "income": [100_000, 300_000, 500_000, 0],
    "children_full": [1, 0, 2, 0],
    "children_half": [0, 2, 0, 0],
}


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _people(folder: Path, change: dict[str, Any] | None = None) -> Path:
    path = folder / "people.parquet"
    pq.write_table(pa.table({**PEOPLE, **(change or {})}), path)
    return path


def test_250_kronor_more_a_child_costs_what_the_children_are(tmp_path: Path) -> None:
    """One child, two halves and two children: 250 + 250 + 500 = 1,000 kronor a month."""
    found = compare(load(_file(tmp_path, "r.yaml", MORE)), _people(tmp_path), MARCH)
    assert found.after["barnbidrag"] - found.before["barnbidrag"] == 100_000
    assert found.by(0) == {"F": Measured(2, 2, 0, 75_000, 0), "M": Measured(2, 1, 0, 25_000, 0)}
    assert found.whole == Measured(4, 3, 0, 100_000, 0)
    assert [code for code, paid in found.before.items() if paid] == ["barnbidrag"]


def test_tenths_are_of_adults_with_an_income_and_the_young_are_outside(tmp_path: Path) -> None:
    rows = 200
    people = {
        "age": [40] * 130 + [10] * 70,
        "income": [*range(100_000, 200_000, 1000), *([0] * 100)],
        "children_full": [1] * rows,
        "children_half": [0] * rows,
        "sex": ["F"] * rows,
    }
    found = compare(load(_file(tmp_path, "r.yaml", MORE)), _people(tmp_path, people), MARCH)
    assert {decile: one.people for decile, one in found.by(1).items()} == {0: 70, 11: 30} | dict.fromkeys(
        range(1, 11), 10
    )


def test_before_the_reform_begins_and_after_it_ends_nothing_changes(tmp_path: Path) -> None:
    short = MORE.replace("    values:", "    until: 2026-03-01\n    values:")
    reform = load(_file(tmp_path, "r.yaml", short))
    for month, cost in ((date(2025, 12, 1), 0), (date(2026, 2, 1), 100_000), (MARCH, 0)):
        found = compare(reform, _people(tmp_path), month)
        assert found.whole.change == cost, month


def test_a_reform_explains_one_case_too_and_the_enacted_law_is_back_afterwards(tmp_path: Path) -> None:
    example = about("barnbidrag").example
    with load(_file(tmp_path, "r.yaml", MORE)).in_force():
        answer = explain("barnbidrag", example)
    assert answer.total == 157_500  # two halves of 1,500 and half the supplement of 150
    assert "a thought" in [row["source"] for step in answer.steps for row in step.parameters]
    assert explain("barnbidrag", example).total == 132_500
    assert value_on("barnbidrag", MARCH) == 1250


def test_other_provisions_are_a_python_file_somebody_names(tmp_path: Path) -> None:
    rule = """
def only_the_first_child(p, full, half, household):
    return 100 * p.barnbidrag if full + half > 0 else 0

ROWS = {"barnbidrag": only_the_first_child}
"""
    found = compare(load(None, _file(tmp_path, "rule.py", rule)), _people(tmp_path), MARCH)
    assert _paid(found.after) == {"barnbidrag": 375_000}
    assert found.whole == Measured(4, 0, 2, 0, 147_500)  # two in full have had 2,650, two halves 1,325
    both = load(_file(tmp_path, "r.yaml", MORE), tmp_path / "rule.py")
    assert _paid(compare(both, _people(tmp_path), MARCH).after) == {"barnbidrag": 450_000}


def _paid(by_benefit: dict[str, int]) -> dict[str, int]:
    """Without the benefits whose days are left out of the file, so that nobody has any."""
    return {code: ore for code, ore in by_benefit.items() if ore}


def test_rows_that_cannot_be_computed_are_counted_and_left_out(tmp_path: Path) -> None:
    people = _people(tmp_path, {"children_full": [1, None, 99, 0]})
    found = compare(load(_file(tmp_path, "r.yaml", MORE)), people, MARCH)
    assert (found.rejected, found.whole) == (2, Measured(2, 1, 0, 25_000, 0))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("name: x\nparameters: {}", "parameters"),
        ("name: x", "parameters"),
        ("name: x\nparameters: {lottery: {values: [{from: 2026-01-01, value: 1}]}}", "parameters.lottery"),
        ("name: x\nparameters: {barnbidrag: {values: []}}", "parameters.barnbidrag.values"),
        ("name: x\nparameters: {barnbidrag: {values: [{from: 2026-01-01, value: 1.5}]}}",
         "parameters.barnbidrag.values.0.value"),
        ("name: x\nparameters: {barnbidrag: {values: [{from: 2026-01-01, value: 99999999999}]}}",
         "parameters.barnbidrag.values.0.value"),
        ("name: x\nparameters: {barnbidrag: {values: [{from: 2026-02-01, value: 1}, {from: 2026-01-01, value: 2}]}}",
         "parameters.barnbidrag"),
        ("name: x\nparameters: {barnbidrag: {until: 2026-01-01, values: [{from: 2026-01-01, value: 1}]}}",
         "parameters.barnbidrag"),
        ("- 1", ""),
        ("{", "r.yaml"),
    ],
)  # fmt: skip
def test_a_reform_that_cannot_be_tried_is_refused_by_field(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(HandlagError, match="LAW_REFORM") as caught:
        load(_file(tmp_path, "r.yaml", text))
    assert caught.value.field.endswith(field)


def test_a_reform_of_nothing_that_is_computed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HandlagError, match="LAW_REFORM"):
        compare(Reform("nothing", {}), _people(tmp_path), MARCH)
    with pytest.raises(HandlagError, match="LAW_REFORM"):
        load(None, _file(tmp_path, "rule.py", "ROWS = {'lottery': print}"))
    with pytest.raises(HandlagError, match="LAW_REFORM"):
        load(None, tmp_path / "none.py")


def test_a_benefit_is_concerned_when_it_reads_what_is_changed(tmp_path: Path) -> None:
    reform = load(_file(tmp_path, "r.yaml", MORE.replace("barnbidrag:", "sgi_tak_tiondelar:")))
    concerned = {code for code, population in populations().items() if reform.concerns(population)}
    assert {"sjukpenning", "foraldrapenning"} <= concerned


def test_the_command_prints_writes_and_draws(tmp_path: Path) -> None:
    people, reform = str(_people(tmp_path)), str(_file(tmp_path, "r.yaml", MORE))
    base = ["compare", "--facts", people, "--reform", reform, "--month", "2026-03"]
    told = CliRunner().invoke(
        app, [*base, "--out", str(tmp_path / "groups.csv"), "--plot", str(tmp_path / "plot.svg")],
        env={"COLUMNS": "200"},
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    with (tmp_path / "groups.csv").open(encoding="utf-8") as file:
        assert sum(int(row["change"]) for row in csv.DictReader(file)) == 100_000
    assert "<svg" in (tmp_path / "plot.svg").read_text(encoding="utf-8")
    assert CliRunner().invoke(app, [*base, "--plot", "plot.gif"]).exit_code == 2
    CliRunner().invoke(app, [*base, "--plot", str(tmp_path / "plot.json")])
    values = json.loads((tmp_path / "plot.json").read_text(encoding="utf-8"))
    assert values["mark"] == {"type": "bar"}


def test_explaining_under_a_reform_on_the_command_line(tmp_path: Path) -> None:
    facts = json.dumps(about("barnbidrag").example, default=str)
    told = CliRunner().invoke(
        app, ["explain", "barnbidrag", "--facts", str(_file(tmp_path, "f.json", facts)), "--reform",
              str(_file(tmp_path, "r.yaml", MORE)), "--format", "json"],
    )  # fmt: skip
    assert json.loads(told.output)["lines"][0]["amount"] == 157_500


def test_sums_of_a_large_population_are_exact(tmp_path: Path) -> None:
    rows = 300_000
    people = {
        "sex": pa.array(np.arange(rows) % 2 + 1, pa.int8()), "age": np.full(rows, 40), "income": np.arange(1, rows + 1),
        "children_full": np.full(rows, 3), "children_half": np.zeros(rows, np.int64),
    }  # fmt: skip
    found = compare(load(_file(tmp_path, "r.yaml", MORE)), _people(tmp_path, people), MARCH)
    assert found.whole == Measured(rows, rows, 0, 75_000 * rows, 0)
    assert [one.people for one in found.by(1).values()] == [30_000] * 10
