"""The sickness insurance's concepts at a peak: first claims take others' time, and the coordination waits."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.core.errors import HandlagError
from handlag.planning.domain.answers import series
from handlag.planning.domain.capacity import Capacity, Staff
from handlag.planning.domain.cohorts import AGE_SUM, AGED, ALONE, AUTOMATIC, COME, DECIDED, DONE, PENDING
from handlag.planning.domain.concepts import COORDINATION, at_peak, peak_months, without_peak, worked
from handlag.planning.domain.drivers import drivers
from handlag.planning.domain.months import open_days
from handlag.planning.domain.scenario import Queue, Rule, Scenario, Team, plan_of, simulate
from handlag.planning.files import CONCEPTS_EXAMPLE, read_scenario
from handlag.planning.outcome import concepts_of
from handlag.planning.solve import best_split
from tests.shared import shared

FILE = read_scenario(CONCEPTS_EXAMPLE)
SHARED = FILE.scenario()
QUEUE = SHARED.queues[0]
RUNS = 8
SEPTEMBER, NOVEMBER = 8, 10


def _sharp(queue: Queue) -> Queue:
    """The same people with sharp borders: nobody steps in for the first claims."""
    own = [rule for rule in queue.rules if not rule.team and rule.type != "first claims"]
    rules = (*(rule for rule in queue.rules if rule.team), replace(own[0], share=1.0), *own[1:])
    return replace(queue, rules=rules)


def _runs(queue: Queue):  # type: ignore[no-untyped-def]
    return simulate(replace(SHARED, queues=(queue,)), RUNS, 1)[queue.benefit]


def _at_peak(queue: Queue):  # type: ignore[no-untyped-def]
    rows = at_peak(queue, _runs(queue), _runs(without_peak(queue, SHARED.first)), SHARED.first)
    return {row.group: row for row in rows}


def test_the_concepts_are_those_the_sources_name() -> None:
    rows = [line.split(",") for line in shared("published/review_reference.csv").read_text("utf-8").splitlines()]
    named = {row[2].split(" ")[0] for row in rows if row[0] == "concepts" and row[2].startswith("VO")}
    assert named == {"VO1", "VO2", "VO3"}
    assert {kind.concept for kind in QUEUE.types} == {"first", "security", "return"}


def test_a_peak_is_where_first_claims_bring_more_work_a_day_than_usual() -> None:
    assert peak_months(QUEUE, SHARED.first) == [8, 9, 10]  # September to November 2026
    assert peak_months(without_peak(QUEUE, SHARED.first), SHARED.first) == []


def test_when_others_may_step_in_first_claims_take_their_time_and_the_coordination_waits() -> None:
    rows = _at_peak(QUEUE)
    first, coordination = rows["first"], rows[COORDINATION]
    assert first.share > first.calm_share
    assert coordination.done < 0.95 * coordination.calm
    assert coordination.lost > 0
    assert coordination.pending > 2 * coordination.calm_pending
    assert rows["security"].done == pytest.approx(rows["security"].calm, rel=0.02)  # continued claims come before it


def test_with_sharp_borders_the_coordination_keeps_its_time_and_first_claims_wait() -> None:
    sharp, shared_ = _at_peak(_sharp(QUEUE)), _at_peak(QUEUE)
    assert sharp[COORDINATION].lost == pytest.approx(0, abs=0.005 * sharp[COORDINATION].done)
    assert sharp[COORDINATION].done > 0
    assert sharp["first"].pending > shared_["first"].pending
    days = [np.nanmean(series(_runs(queue), "mean_days")[:, NOVEMBER]) for queue in (_sharp(QUEUE), QUEUE)]
    assert days[0] > days[1]


def test_hours_by_concept_add_up_and_what_came_is_done_or_pending() -> None:
    runs, first = _runs(QUEUE), SHARED.first
    each = np.array([kind.minutes for kind in QUEUE.types])
    opening = np.array([sum(QUEUE.opening[kind.name]) for kind in QUEUE.types])
    flows = runs.kinds
    pending = opening + np.cumsum(flows[..., COME] - flows[..., DONE] - flows[..., ALONE], axis=1)
    assert (pending >= 0).all()
    assert (pending.sum(axis=2) == runs.monthly[..., PENDING]).all()
    assert (flows[..., DONE].sum(axis=2) == runs.monthly[..., DECIDED]).all()
    assert (flows[..., ALONE].sum(axis=2) == runs.monthly[..., AUTOMATIC]).all()
    assert (flows[..., AGED].sum(axis=2) == runs.monthly[..., AGE_SUM]).all()
    by_concept = [worked(QUEUE, runs, group, first) for group in ("first", "security", "return")]
    hours = (flows[..., DONE] * each).sum(axis=2).mean(axis=0) / 60
    assert [sum(rows[m].done for rows in by_concept) for m in range(SHARED.months)] == pytest.approx(list(hours))
    assert [sum(rows[m].share for rows in by_concept) for m in range(SHARED.months)] == pytest.approx([1] * 18)


def test_no_team_does_more_than_its_time_and_who_is_slower_needs_more_of_it() -> None:
    made = plan_of(QUEUE, SHARED.first, SHARED.months)
    runs = _runs(QUEUE)
    used = (runs.kinds[..., DONE] * made.each).sum(axis=(1, 2))
    assert (used <= made.minutes.sum() + made.teams.sum()).all()
    month = _alone(Rule(type="all", team="lent", pace=0.5))
    usual = _alone(Rule(type="all", team="lent"))
    assert month == pytest.approx(usual / 2, rel=0.02)


def _alone(rule: Rule) -> float:
    """What ten people of a team decide in a month of a queue where only they work."""
    kind = replace(QUEUE.types[0], name="all", inflow=(9000.0,), spread=(0.0,), automatic=())
    team = Team("lent", Capacity(Staff(10)))
    queue = Queue("sjukpenning", (kind,), Capacity(Staff(0)), {}, (rule,), teams=(team,))
    found = simulate(Scenario("x", SHARED.first, 1, (queue,)), 2, 1)["sjukpenning"]
    decided = float(found.monthly[:, 0, DECIDED].mean())
    assert decided <= 10 * 480 * 0.65 * 0.88 * open_days(SHARED.first) / kind.minutes
    return decided


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ((Rule(team="nobody"), Rule(team="VO 1")), "there is no team nobody"),
        ((Rule(),), "VO 1 has nothing to do"),
        ((Rule(team="VO 1"), Rule(team="VO 1", share=0.1)), "shares exceed the day"),
        ((Rule(team="VO 1", share=0),), "no part of the day"),
        ((Rule(team="VO 1", pace=0.0),), "can't be followed"),
    ],
)
def test_what_contradicts_itself_about_teams_is_named(rules: tuple[Rule, ...], words: str) -> None:
    with pytest.raises(HandlagError) as error:
        plan_of(replace(QUEUE, rules=rules), SHARED.first, SHARED.months)
    assert words in error.value.english.problem


def test_two_ways_of_dividing_people_are_taken_apart_and_the_parts_sum() -> None:
    other = replace(SHARED, queues=(replace(QUEUE, teams=(), rules=(Rule(),), capacity=Capacity(Staff(990))),))
    splits = drivers(SHARED, other, 2, 1)
    assert {"teams", "people"} == set(splits[0].parts)
    for split in splits:
        assert sum(split.parts.values()) == pytest.approx(split.other - split.one, abs=1e-6)


def test_the_best_split_says_that_it_takes_no_teams() -> None:
    with pytest.raises(HandlagError) as error:
        best_split(FILE, 1000, 10, 10, whole=False)
    assert error.value.code == "PLAN_SPLIT_TEAMS"


def test_a_plan_without_a_peak_says_so() -> None:
    calm = without_peak(QUEUE, SHARED.first)
    found = concepts_of(SHARED, calm, _runs(calm), 1)
    assert (found["peak"], found["at_peak"]) == ([], [])
    assert len(found["months"][COORDINATION]) == SHARED.months


def test_the_command_says_what_each_concept_gets() -> None:
    answer = CliRunner().invoke(app, ["scenario", str(CONCEPTS_EXAMPLE), "--runs", "2"])
    assert answer.exit_code == 0
    assert "När första anspråk har sin topp (2026-09–2026-11)" in answer.output
    assert "Samordningen får" in answer.output
    told = json.loads(CliRunner().invoke(app, ["scenario", str(CONCEPTS_EXAMPLE), "--runs", "2", "--json"]).stdout)
    assert [row["group"] for row in told["concepts"]["sjukpenning"]["at_peak"]] == [
        "first", "security", "return", "coordination",
    ]  # fmt: skip
