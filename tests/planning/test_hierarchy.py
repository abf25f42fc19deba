"""Case types, benefits and the agency: every sum holds, in what is reckoned and in what is shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.planning.domain.forecast import Series, Step, forecast
from handlag.planning.domain.hierarchy import AGENCY, Node, agreed, reconciled, shown
from handlag.planning.domain.scores import Trial, score, seasonal
from tests.planning.series import wandering, working_days

NAMES = ("care/new", "care/again", "housing/new", "housing/again", "sickness")


def _family(seed: int, months: int = 96, horizon: int = 12) -> list[Series]:
    """Types whose benefits share a wandering level, so that a sum tells more than its parts."""
    rng = np.random.default_rng(seed)
    work = working_days(months + horizon)
    level = np.cumsum(rng.normal(0, 0.03, months))
    found = []
    for n, name in enumerate(NAMES):
        own = level + np.cumsum(rng.normal(0, 0.02, months)) + 3 - n / 3 + np.resize(rng.normal(0, 0.1, 12), months)
        values = rng.poisson(np.exp(own + rng.normal(0, 0.05, months)) * work[:months])
        found.append(Series(name, values.astype(np.float64), work))
    return found


def _by_name(nodes: list[Node]) -> dict[str, Node]:
    return {node.series.name: node for node in nodes}


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_types_sum_to_the_benefit_and_benefits_to_the_agency(seed: int) -> None:
    nodes = reconciled(_family(seed, months=60))
    made = {name: node.made.mean for name, node in _by_name(nodes).items()}
    assert made["care"] == pytest.approx(made["care/new"] + made["care/again"])
    assert made[AGENCY] == pytest.approx(made["care"] + made["housing"] + made["sickness"])
    whole = shown(nodes)
    assert (whole["care"] == whole["care/new"] + whole["care/again"]).all()
    assert (whole["housing"] == whole["housing/new"] + whole["housing/again"]).all()
    assert (whole[AGENCY] == whole["care"] + whole["housing"] + whole["sickness"]).all()
    for name, node in _by_name(nodes).items():
        assert (np.abs(whole[name] - node.made.mean) < 2).all()
        assert (node.made.low95 <= node.made.low80).all()
        assert (node.made.high80 <= node.made.high95).all()


def test_reconciled_forecasts_miss_less_than_each_by_itself() -> None:
    own: list[Trial] = []
    together: list[Trial] = []
    for seed in range(12):
        family = _family(seed, horizon=0)
        for known in (72, 84):
            past = [one.part(0, known, known + 12) for one in family]
            for node in reconciled(past)[-len(NAMES) :]:
                one = family[node.parts[0]]
                truth, (naive, scale) = one.values[known : known + 12], seasonal(node.series)
                inside = np.ones(12, dtype=bool)
                own.append(Trial(truth, forecast(past[node.parts[0]]).mean, inside, inside, naive, scale))
                together.append(Trial(truth, node.made.mean, inside, inside, naive, scale))
    assert score(together).mase < score(own).mase


def test_who_is_surely_right_is_moved_least() -> None:
    means = np.array([[100.0], [50.0], [40.0]])  # the sum and two parts that lack ten
    sure_sum = agreed(means, [(0, 1), (0,), (1,)], np.array([1e-6, 1.0, 1.0]))
    assert sure_sum[:, 0] == pytest.approx([100, 55, 45], abs=1e-3)
    sure_part = agreed(means, [(0, 1), (0,), (1,)], np.array([1.0, 1e-6, 1.0]))
    assert sure_part[:, 0] == pytest.approx([95, 50, 45], abs=1e-3)


def test_nobody_is_forecast_below_none() -> None:
    means = np.array([[10.0], [50.0], [1.0]])
    found = agreed(means, [(0, 1), (0,), (1,)], np.array([1e-6, 1.0, 1.0]))
    assert (found >= 0).all()
    assert found[0, 0] == pytest.approx(found[1, 0] + found[2, 0])


def test_with_a_registered_change_the_sums_are_taken_bottom_up() -> None:
    family = _family(3)
    family[0] = replace(family[0], steps=(Step(period=99, factor=2.0),))
    found = _by_name(reconciled(family))
    assert found["care"].made.method == "sum"
    assert found["care/new"].made.mean == pytest.approx(forecast(family[0]).mean)
    assert found["care"].made.mean == pytest.approx(found["care/new"].made.mean + found["care/again"].made.mean)


def test_parts_that_began_later_are_summed_over_the_months_all_have() -> None:
    family = _family(3)
    family[1] = family[1].part(40, 96, 108)
    nodes = _by_name(reconciled(family))
    assert len(nodes["care"].series.values) == 56
    assert len(nodes["care/new"].series.values) == 96


def test_one_series_is_itself() -> None:
    (node,) = reconciled([wandering(1)])
    assert node.made.mean == pytest.approx(forecast(wandering(1)).mean)


@pytest.mark.parametrize(
    ("names", "words"), [(("care", "care/new"), "both whole and in parts"), (("total", "care"), "both whole")]
)
def test_a_benefit_given_whole_and_by_type_is_refused(names: tuple[str, str], words: str) -> None:
    with pytest.raises(HandlagError, match=words):
        reconciled([replace(wandering(n), name=name) for n, name in enumerate(names)])


def test_parts_of_unlike_periods_are_refused() -> None:
    with pytest.raises(HandlagError, match="different periods"):
        reconciled([wandering(1), replace(wandering(2), texts=("2026-01",))])
