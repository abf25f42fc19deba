"""The action plan's own allocation beside the best split of as many people. Figures: the plan of 17 February 2025
(tables 1 and 2, the text on measures) and tables 6, 9, 100 and 108 of the annual report 2024."""

from __future__ import annotations

import csv
import json

import pytest
import yaml
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.planning.action_plan import LEAST_KEPT, Comparison, action_plan, additions, compared, people_of, printed
from handlag.planning.files import ScenarioFile
from tests.shared import shared


@pytest.fixture(scope="module")
def beside() -> Comparison:
    return compared(runs=10)


def test_the_people_added_are_those_the_plan_names() -> None:
    with shared("published/staffing_2025.csv").open(encoding="utf-8") as file:
        named = [(row["benefits"], float(row["fte_added"]), int(row["line"])) for row in csv.DictReader(file)]
    assert [(";".join(row["benefits"]), row["fte"], row["line"]) for row in printed().staffing] == named
    added, outside = additions()
    assert sum(added.values()) + sum(row.fte for row in outside) == pytest.approx(615)
    assert added["sjukpenning"] == 120  # 50 for first claims and 70 for cases that go on


def test_cost_and_people_are_the_annual_reports() -> None:
    with shared("published/figures.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2024" and row["sex"] == "total"]
    cost = {row["benefit"]: float(row["value"]) for row in rows if row["metric"] == "administration_cost_msek"}
    assert {benefit: cost[benefit] for benefit in printed().cost} == printed().cost
    people = [float(row["value"]) for row in rows if row["metric"] == "mean_full_time_equivalents_count"]
    assert people == [printed().people]
    assert people_of("bostadsbidrag") == pytest.approx(11611 * 410 / 10503)  # 453


def test_a_queue_decides_what_was_decided_in_2024_with_the_people_of_2024() -> None:
    queue = next(part for part in action_plan().queues if part.benefit == "bostadsbidrag")
    # decisions 327,065; mean pending rose from 21,965 to 33,539
    assert queue.types[0].inflow == round((327_065 + 33_539 - 21_965) / 12, 1)
    assert queue.types[0].opening_cases == 42_216
    assert queue.limit == 45
    assert queue.staff.fte == pytest.approx(453, abs=4)  # 453.2, moved by rounding the minutes to whole ones


def test_where_pending_counts_something_else_the_stock_is_brought_to_the_decisions_measure() -> None:
    queue = next(part for part in action_plan().queues if part.benefit == "sjukpenning")
    # R of sickness benefit is 2.09, 2.03 and 2.16; 79,000 pending in December 2024
    assert queue.types[0].opening_cases == pytest.approx(79_000 / 2.09, rel=0.01)


def test_the_best_split_leaves_less_waiting_and_empties_no_benefit(beside: Comparison) -> None:
    assert beside.best_late < 0.5 * beside.plan_late
    staff = {part.benefit: part.staff.fte for part in action_plan().queues}
    for row in beside.rows:
        assert row.best_added >= -(1 - LEAST_KEPT) * staff[row.benefit] - 0.1
    assert sum(row.best_added for row in beside.rows) <= sum(row.plan_added for row in beside.rows) + 0.1


def test_what_is_good_is_not_let_slip(beside: Comparison) -> None:
    parental = next(row for row in beside.rows if row.benefit == "foraldrapenning")
    assert parental.best_days <= 7  # twice the three days of December 2024, and a day of luck


def test_the_plan_is_a_scenario_one_can_go_on_from() -> None:
    made = CliRunner().invoke(app, ["action-plan", "--yaml"])
    assert ScenarioFile.model_validate(yaml.safe_load(made.stdout)) == action_plan()


def test_the_command_prints_both_plans() -> None:
    made = CliRunner().invoke(app, ["action-plan", "--runs", "5", "--json"])
    told = json.loads(made.stdout)
    assert {row["benefit"] for row in told["rows"]} >= {"bostadsbidrag", "omvardnadsbidrag", "sjukpenning"}
    assert "Antaget" in CliRunner().invoke(app, ["action-plan", "--runs", "2"]).stdout
