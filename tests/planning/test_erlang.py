"""Calls: closed formulas held against integrals, linear algebra and published reference figures."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm
from scipy.special import gammaincc, gammaln

from handlag.core.errors import HandlagError
from handlag.planning.domain.erlang import Line, erlang_b, erlang_c, least_agents, service

LINES = st.builds(
    Line,
    calls=st.floats(0.05, 40),
    talk_minutes=st.floats(0.5, 15),
    patience_minutes=st.floats(1, 60),
    places=st.none() | st.integers(0, 40),
)


@pytest.mark.parametrize(("agents", "load"), [(1, 0.5), (10, 7.0), (50, 45.0), (240, 233.3)])
def test_erlang_b_is_the_integral_of_the_incomplete_gamma(agents: int, load: float) -> None:
    log_term = agents * math.log(load) - load - gammaln(agents + 1)
    assert erlang_b(agents, load) == pytest.approx(math.exp(log_term) / gammaincc(agents + 1, load), rel=1e-9)


def test_reference_figures_of_erlang_b_and_c() -> None:
    # ten agents, seven Erlang: the usual table's 0.0787 and 0.2217
    assert erlang_b(10, 7.0) == pytest.approx(0.078741, abs=1e-6)
    assert erlang_c(10, 7.0) == pytest.approx(0.221731, abs=1e-6)
    assert erlang_b(0, 3.0) == 1.0
    assert erlang_c(3, 3.0) == 1.0


def test_without_end_to_patience_erlang_a_becomes_erlang_c() -> None:
    line = Line(calls=1.0, talk_minutes=7.0, patience_minutes=1e6)
    met = service(line, 10, 5.0)
    late = erlang_c(10, 7.0) * math.exp(-(10 - 7.0) * 5.0 / 7.0)
    assert met.within == pytest.approx(1 - late, abs=1e-4)
    assert met.abandoned < 1e-5


def test_a_thousand_calls_in_half_an_hour_of_seven_minutes_with_patience_of_fifteen() -> None:
    # worked figures: 179 agents 23 % give up and 3.5 minutes, 210 10 % and 1.5, 240 1 % and 80 % within 20 s
    line = Line(calls=1000 / 30, talk_minutes=7, patience_minutes=15)
    few, some, many = (service(line, agents, 1 / 3) for agents in (179, 210, 240))
    assert (few.abandoned, few.wait) == pytest.approx((0.23, 3.5), abs=0.01)
    assert (some.abandoned, some.wait) == pytest.approx((0.10, 1.5), abs=0.01)
    assert (many.abandoned, many.within) == pytest.approx((0.01, 0.80), abs=0.005)
    assert least_agents(line, lambda met: met.within >= 0.80, 1 / 3) == 240


def _by_linear_algebra(line: Line, agents: int, minutes: float) -> tuple[float, float, float]:
    """Answered within, abandoned and turned away, from the generator of the chain itself."""
    top = agents + (line.places or 0)
    mu, theta = 1 / line.talk_minutes, 1 / line.patience_minutes
    rates = np.zeros((top + 1, top + 1))
    for n in range(top):
        rates[n, n + 1] = line.calls
        rates[n + 1, n] = min(n + 1, agents) * mu + max(n + 1 - agents, 0) * theta
    np.fill_diagonal(rates, -rates.sum(axis=1))
    system = np.vstack([rates.T, np.ones(top + 1)])
    chance = np.linalg.lstsq(system, np.append(np.zeros(top + 1), 1.0), rcond=None)[0]
    ahead = line.places or 0
    tagged = np.zeros((ahead + 2, ahead + 2))  # 0 … ahead-1 others before the caller, then answered, then gone
    for j in range(ahead):
        tagged[j, j - 1 if j else ahead] += agents * mu + j * theta
        tagged[j, ahead + 1] += theta
    np.fill_diagonal(tagged, -tagged.sum(axis=1))
    answered = expm(tagged * minutes)[:, ahead]
    within = chance[:agents].sum() + sum(chance[agents + j] * answered[j] for j in range(ahead))
    waiting = sum((n - agents) * chance[n] for n in range(agents, top + 1))
    return within, theta * waiting / line.calls, chance[top]


@given(st.builds(replace, LINES, places=st.integers(1, 25)), st.integers(1, 30), st.floats(0.1, 20))
def test_the_closed_form_is_what_the_chain_itself_gives(line: Line, agents: int, minutes: float) -> None:
    met = service(line, agents, minutes)
    assert (met.within, met.abandoned, met.turned_away) == pytest.approx(
        _by_linear_algebra(line, agents, minutes), abs=1e-6
    )


@given(LINES, st.integers(0, 60), st.floats(0, 30))
def test_every_call_is_answered_given_up_or_turned_away(line: Line, agents: int, minutes: float) -> None:
    met = service(line, agents, minutes)
    assert met.answered + met.abandoned + met.turned_away == pytest.approx(1)
    assert 0 <= met.within <= met.answered + 1e-9
    assert 0 <= met.busy <= 1 + 1e-9


@given(LINES, st.integers(1, 60))
def test_one_more_agent_never_answers_fewer(line: Line, agents: int) -> None:
    assert service(line, agents + 1, 5).answered >= service(line, agents, 5).answered - 1e-9


def test_those_who_call_again_make_the_calls_more_and_the_sum_fits() -> None:
    line = Line(calls=30, talk_minutes=7, patience_minutes=10, redial_share=0.6)
    met = service(line, 180, 15)
    assert met.calls == pytest.approx(30 + 0.6 * (1 - met.answered) * met.calls, rel=1e-9)
    assert met.calls > 30


def test_nobody_answers_where_nobody_works() -> None:
    met = service(Line(calls=2, talk_minutes=5, patience_minutes=3, places=4), 0, 15)
    assert met.answered == pytest.approx(0, abs=1e-12)
    assert met.busy == 0


def test_a_goal_nobody_can_reach_is_said() -> None:
    with pytest.raises(HandlagError) as refused:
        least_agents(Line(calls=1, talk_minutes=5, patience_minutes=3), lambda met: met.answered > 1, 15)
    assert refused.value.code == "PLAN_CALLS_GOAL"


@pytest.mark.parametrize(
    ("field", "value"),
    [("calls", -1), ("talk_minutes", 0), ("patience_minutes", float("nan")), ("places", -1), ("redial_share", 1.1)],
)
def test_a_queue_that_cannot_be_is_refused_with_its_field(field: str, value: float) -> None:
    with pytest.raises(HandlagError) as refused:
        replace(Line(calls=1, talk_minutes=5, patience_minutes=3), **{field: value})
    assert (refused.value.code, refused.value.field) == ("PLAN_CALLS", field)
