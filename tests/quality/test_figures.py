"""Shares, amounts, agreement and drift: against hand-worked figures, brute force and simulation."""

from __future__ import annotations

import itertools
from math import comb, isclose, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag.quality.domain.agreement import agreement, agreement_over_files
from handlag.quality.domain.drift import compared, drift
from handlag.quality.domain.estimate import Group, Share, half_width, share, total


def group(population: int, *values: int) -> Group:
    return Group(population, tuple((1, value) for value in values))


def test_a_share_weighs_each_stratum_by_its_size() -> None:
    """100 grants of which 2 of 10 drawn were wrong, 20 refusals of which 5 of 10: (100·0.2 + 20·0.5) / 120 = 25 %."""
    found = share([group(100, 1, 1, *[0] * 8), group(20, *[1] * 5, *[0] * 5)])
    assert found.value is not None
    assert (found.n, found.found, round(found.value, 10)) == (20, 7, 0.25)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.25 < found.high


def test_a_control_that_does_not_apply_is_no_error_and_no_success() -> None:
    found = share([Group(40, ((1, 1), (1, 0), (0, 0), (0, 0)))])
    assert (found.n, found.found, found.value) == (2, 1, 0.5)
    assert share([Group(40, ((0, 0), (0, 0)))]) == Share(0, 0, None)


def test_nothing_found_still_says_at_most_how_much() -> None:
    """0 of 60: the upper limit of Clopper and Pearson at 95 per cent is 1 - 0.025^(1/60) = 5.96 %."""
    found = share([group(100_000, *[0] * 60)])
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 60), abs=1e-9)


def test_when_every_file_is_read_there_is_nothing_to_guess() -> None:
    assert share([group(4, 1, 0, 0, 0)]) == Share(4, 1, 0.25, 0.25, 0.25)
    found = total([group(3, 500_00, 0, 100_00)])
    assert (found.ore, found.low_ore, found.high_ore) == (600_00, 600_00, 600_00)


def test_an_amount_is_the_sample_raised_by_its_weights() -> None:
    """2 of 10 files with 1 000 kronor each stand for 50 decisions: 10 000 kronor."""
    found = total([group(50, 1000_00, 1000_00, *[0] * 8)])
    assert found.ore == 10_000_00
    assert found.low_ore is not None
    assert found.high_ore is not None
    assert 2000_00 <= found.low_ore < 10_000_00 < found.high_ore


def test_of_rare_amounts_that_were_not_met_nothing_is_said() -> None:
    found = total([group(50, *[0] * 10)])
    assert (found.ore, found.low_ore, found.high_ore) == (0, None, None)


@pytest.mark.parametrize("values", [((0, 3, 0, 9, 1), (2, 2, 0, 7))])
def test_over_all_possible_draws_the_estimate_is_the_truth(values: tuple[tuple[int, ...], ...]) -> None:
    """Brute force: every pair of draws of 2 of 5 and 2 of 4, each as likely. Total and variance are unbiased."""
    one, other = values
    draws = list(itertools.product(itertools.combinations(one, 2), itertools.combinations(other, 2)))
    assert len(draws) == comb(5, 2) * comb(4, 2)
    totals = [total([group(5, *a), group(4, *b)]).ore for a, b in draws]
    assert isclose(sum(totals) / len(totals), sum(one) + sum(other), abs_tol=0.5)


def test_the_interval_of_a_share_holds_the_truth_as_often_as_it_says() -> None:
    """1,000 draws of 40 + 40 from strata of 900 and 100 with 6 and 20 per cent wrong, by seed 5: at least 94 %."""
    draw = np.random.default_rng(5)
    grants, refusals = np.zeros(900, int), np.zeros(100, int)
    grants[:54], refusals[:20] = 1, 1
    held = 0
    for _ in range(1000):
        groups = [group(900, *draw.choice(grants, 40, replace=False)), group(100, *draw.choice(refusals, 40, False))]
        found = share(groups)
        held += (found.low or 0) <= 0.074 <= (found.high or 0)
    assert held >= 940


def test_the_interval_of_an_amount_holds_the_truth_where_few_files_hold_most_of_it() -> None:
    """400 draws of 100 of 2,000, one in ten wrong, lognormal with sigma 1.5, by seed 11: at least 93 per cent.

    Student's t on the log scale alone holds it in 87 per cent of the same draws.
    """
    draw = np.random.default_rng(11)
    whole = np.zeros(2000, int)
    whole[:200] = np.exp(draw.normal(8, 1.5, 200)) * 100
    told = [total([group(2000, *draw.choice(whole, 100, replace=False).tolist())]) for _ in range(400)]
    held = sum((one.low_ore or 0) <= whole.sum() <= (one.high_ore or 0) for one in told)
    assert held >= 372


def test_what_is_wholly_read_widens_no_interval() -> None:
    """A stratum of two files, both read, adds its 300 kronor to each limit of the other's and nothing more."""
    other = (1000_00, 3000_00, 700_00, *[0] * 27)
    alone, both = total([group(600, *other)]), total([group(2, 100_00, 200_00), group(600, *other)])
    assert alone.high_ore is not None
    assert both.high_ore is not None
    assert both.high_ore == pytest.approx(alone.high_ore + 300_00, rel=0.01)


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=12))
def test_an_amount_lies_in_its_interval(values: list[int]) -> None:
    found = total([group(500, *values)])
    assert (found.low_ore is None) == (found.high_ore is None)
    if found.low_ore is not None and found.high_ore is not None:
        assert sum(values) <= found.low_ore <= found.ore <= found.high_ore


@given(st.lists(st.tuples(st.integers(2, 400), st.lists(st.sampled_from([0, 1]), min_size=2, max_size=20)), min_size=1))
def test_a_share_lies_in_its_interval_and_the_interval_between_nought_and_one(
    strata: list[tuple[int, list[int]]],
) -> None:
    found = share([group(max(size, len(values)), *values) for size, values in strata])
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert 0 <= found.low <= found.value + 1e-9
    assert found.value <= found.high + 1e-9
    assert found.high <= 1 + 1e-9


def test_a_planned_draw_says_how_near_it_will_come() -> None:
    """Simple random sample of 100 of very many at 10 %: 1.96 · sqrt(0.1 · 0.9 / 100) = 5.9 points."""
    assert half_width({("a",): 10**9}, {("a",): 100}, 0.1) == pytest.approx(1.96 * sqrt(0.09 / 100), abs=1e-4)


def pairs(table: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [pair for pair, count in table.items() for _ in range(count)]


FIFTY = pairs({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})


def test_kappa_of_a_table_worked_by_hand() -> None:
    """35 of 50 alike = 0.7; by chance 0.5·0.6 + 0.5·0.4 = 0.5; kappa = 0.2 / 0.5 = 0.4."""
    found = agreement(FIFTY)
    assert found is not None
    assert (found.n, found.alike, round(found.kappa or 0, 10), found.words) == (50, 0.7, 0.4, "fair")


def test_kappas_standard_error_is_the_delta_methods() -> None:
    """The formula of Fleiss, Cohen and Everitt beside the same by numerical derivatives of kappa."""
    found = agreement(FIFTY)
    assert found is not None
    shares = np.array([[20, 5], [10, 15]]) / 50

    def kappa(p: np.ndarray) -> float:
        p = p / p.sum()
        chance = p.sum(1) @ p.sum(0)
        return float((np.trace(p) - chance) / (1 - chance))

    step = 1e-6
    slopes = np.array(
        [(kappa(shares + step * unit.reshape(2, 2)) - kappa(shares)) / step for unit in np.eye(4)]
    ).reshape(2, 2)
    variance = ((shares * slopes**2).sum() - (shares * slopes).sum() ** 2) / 50
    assert found.high is not None
    assert found.kappa is not None
    assert (found.high - found.kappa) / 1.959964 == pytest.approx(sqrt(variance), rel=1e-4)


def test_where_everybody_always_says_yes_kappa_has_no_meaning() -> None:
    found = agreement([("yes", "yes")] * 9)
    assert found is not None
    assert (found.alike, found.kappa, found.words) == (1.0, None, "none")
    assert agreement([]) is None


def test_where_a_small_sample_shows_no_spread_no_interval_is_claimed() -> None:
    found = agreement([("yes", "yes")] * 8 + [("no", "no")])
    assert found is not None
    assert (found.kappa, found.low, found.high) == (1.0, None, None)


def test_over_several_controls_the_interval_counts_files() -> None:
    """Twenty controls answered the same way in a file are no more news of the reviewers than one."""
    once = agreement_over_files([[pair] for pair in FIFTY])
    often = agreement_over_files([[pair] * 20 for pair in FIFTY])
    assert once is not None
    assert often is not None
    assert once.kappa == pytest.approx(often.kappa)
    assert (once.low, once.high) == pytest.approx((often.low, often.high))


def test_reviewers_who_have_become_stricter_are_told() -> None:
    """Of 40 files, 10 were passed then and not now, 1 the other way: net 22.5 points stricter; exact p = 24/2048."""
    judged = pairs({("yes", "no"): 10, ("no", "yes"): 1, ("yes", "yes"): 25, ("no", "no"): 4, ("na", "yes"): 5})
    found = drift(judged)
    assert found is not None
    assert (found.n, found.stricter, found.milder, found.change) == (40, 10, 1, 0.225)
    assert found.p == pytest.approx(24 / 2048)
    assert found.moved
    assert found.low < 0.225 < found.high


def test_too_few_files_tell_no_drift() -> None:
    assert drift([("yes", "no")] * 9) is None


def test_a_rise_that_is_only_stricter_eyes_is_taken_out() -> None:
    """From 10 to 30 per cent, of which 22.5 points were drift: the work itself went down by 2.5."""
    judged = pairs({("yes", "no"): 10, ("no", "yes"): 1, ("yes", "yes"): 25, ("no", "no"): 4})
    moved = drift(judged)
    assert moved is not None
    found = compared(Share(100, 30, 0.3, 0.21, 0.39), Share(100, 10, 0.1, 0.05, 0.17), moved)
    assert found is not None
    assert found.crude == pytest.approx(0.2)
    assert found.adjusted == pytest.approx(-0.025)
    assert found.low < -0.025 < 0 < found.high
