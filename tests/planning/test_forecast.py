"""Forecasts: exact on series that follow a rule, honest on those that wander, refused where nothing can be said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.planning.domain import smoothing
from handlag.planning.domain.forecast import Series, Step, forecast, forecast_all, total
from handlag.planning.domain.scores import score, trials
from tests.planning.series import wandering, working_days

SEASON = np.array([1.2, 1.0, 1.1, 0.9, 0.9, 0.8, 0.5, 0.9, 1.2, 1.2, 1.1, 1.2])


def _regular(months: int, horizon: int = 12) -> Series:
    work = working_days(months + horizon)
    return Series("regular", 10.0 * work[:months] * np.resize(SEASON, months), work)


def test_a_series_with_a_fixed_season_per_working_day_is_forecast_to_the_case() -> None:
    series = _regular(72)
    made = forecast(series)
    assert made.mean == pytest.approx(10.0 * series.work[72:] * SEASON, rel=1e-6)
    assert (made.high95 - made.low95 < 1e-3 * made.mean).all()


def test_working_time_is_what_makes_months_unequal() -> None:
    # the same series without its working days: errors that needn't be
    series = _regular(72)
    blind = replace(series, work=np.ones(84))
    assert score(trials(series)).wape < 1e-6
    assert score(trials(blind)).wape > 0.02


def test_on_wandering_series_the_forecast_beats_last_year_and_its_intervals_hold_what_they_say() -> None:
    tried = [one for seed in range(120) for one in trials(wandering(seed, horizon=0))]
    ours, naive = score(tried), score(tried, naive=True)
    assert ours.mase < 0.85 * naive.mase
    assert 0.77 <= ours.cover80 <= 0.87
    assert 0.92 <= ours.cover95 <= 0.98
    assert abs(ours.bias) < 0.02


def test_intervals_never_narrow_with_distance_and_lie_inside_each_other() -> None:
    for made in forecast_all(wandering(seed) for seed in range(20)):
        width = (made.high80 - made.mean) / made.mean
        assert (np.diff(width) >= -1e-12).all()
        assert (made.low95 <= made.low80).all()
        assert (made.low80 <= made.mean).all()
        assert (made.mean <= made.high80).all()
        assert (made.high80 <= made.high95).all()


def test_a_registered_change_moves_the_months_from_it_on_and_widens_them_by_its_uncertainty() -> None:
    plain = forecast(_regular(72))
    changed = forecast(replace(_regular(72), steps=(Step(period=75, factor=1.5, spread=0.2),)))
    assert changed.mean[:3] == pytest.approx(plain.mean[:3])
    assert changed.mean[3:] == pytest.approx(1.5 * plain.mean[3:])
    assert changed.high80[3:] == pytest.approx(changed.mean[3:] * (1 + 1.2816 * 0.2), rel=1e-3)


def test_a_change_in_the_past_is_levelled_so_that_only_todays_rules_are_forecast() -> None:
    series = _regular(72)
    halved = series.values.copy()
    halved[:40] /= 2
    told = replace(series, values=halved, steps=(Step(period=40, factor=2.0),))
    assert forecast(told).mean == pytest.approx(forecast(series).mean)


def test_types_add_up_to_the_benefit() -> None:
    parts = [wandering(seed) for seed in (1, 2, 3)]
    made = forecast_all(parts)
    whole = total("benefit", list(zip(parts, made, strict=True)))
    assert whole.mean == pytest.approx(sum(one.mean for one in made))
    assert (whole.high95 - whole.low95 < sum(one.high95 - one.low95 for one in made)).all()
    assert whole.method == "sum"


def test_a_sum_of_series_with_unequal_months_is_refused() -> None:
    one, other = wandering(1, months=96), wandering(2, months=84)
    with pytest.raises(HandlagError, match="different periods"):
        total("benefit", [(one, forecast(one)), (other, forecast(other))])


def test_with_under_four_years_last_years_month_is_used_and_said() -> None:
    made = forecast(wandering(3, months=30))
    assert (made.method, made.why) == ("seasonal_naive", "fewer than 48 months are known")


def test_a_series_with_zeros_is_modelled_as_counts_and_never_goes_below_none() -> None:
    rng = np.random.default_rng(5)
    series = Series("rare", rng.poisson(0.7, 72).astype(float), working_days(84))
    made = forecast(series)
    assert (made.low95 >= 0).all()
    assert np.isfinite(made.mean).all()
    assert made.mean.mean() < 3


def test_a_series_of_nothing_but_zeros_is_forecast_as_nothing() -> None:
    made = forecast(Series("none", np.zeros(60), working_days(72)))
    assert made.mean == pytest.approx(np.zeros(12))
    assert made.high95 == pytest.approx(np.zeros(12))


def _with(values: object, at: int = 30) -> Series:
    series = wandering(1, months=60)
    changed = series.values.copy()
    changed[at] = values
    return replace(series, values=changed)


@pytest.mark.parametrize(
    ("series", "words"),
    [
        (wandering(1, months=12), "12 months are too few"),
        (_with(np.nan), "a value is missing (month 31)"),
        (_with(-1), "a value is negative"),
        (replace(wandering(1, months=60), work=np.zeros(72)), "working time is not above zero"),
    ],
)
def test_a_series_that_can_not_be_forecast_says_why(series: Series, words: str) -> None:
    with pytest.raises(HandlagError) as refused:
        forecast(series)
    assert refused.value.code == "PLAN_SERIES"
    assert words in refused.value.english.problem


def test_too_few_months_to_try_a_forecast_is_said() -> None:
    with pytest.raises(HandlagError, match="too few months to try"):
        trials(wandering(1, months=30, horizon=0))


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.floats(0.5, 200))
def test_counting_in_other_units_changes_nothing_but_the_unit(seed: int, unit: float) -> None:
    series = wandering(seed, months=72)
    one, other = forecast(series), forecast(replace(series, values=series.values * unit))
    assert other.mean == pytest.approx(unit * one.mean, rel=1e-6)
    assert other.method == one.method


def _damped_by_hand(y: np.ndarray, p: tuple[float, float, float, float], horizon: int) -> np.ndarray:
    """Holt-Winters written as its equations stand in a textbook, kept apart from the kernel."""
    first, second = y[:12].mean(), y[12:24].mean()
    b = (second - first) / 12
    l = first - b * 6.5  # noqa: E741
    lines = np.array([[y[m + 12 * k] - (first, second)[k] - b * (m - 5.5) for m in range(12)] for k in range(2)])
    s = list(lines.mean(axis=0) - lines.mean())
    alpha, beta, gamma, phi = p
    for t, value in enumerate(y):
        before, season = l + phi * b, s[t]
        l = before + alpha * (value - before - season)  # noqa: E741
        b = phi * b + alpha * beta * (value - before - season)
        s.append(season + gamma * (1 - alpha) * (value - before - season))
    return np.array([l + sum(phi**i for i in range(1, h + 1)) * b + s[len(y) + h - 1] for h in range(1, horizon + 1)])


def test_the_kernel_is_the_textbooks_holt_winters() -> None:
    y = np.log(wandering(11, months=60).values)
    grid = [
        (a, b, g, f)
        for a in smoothing.LEVELS
        for b in smoothing.TRENDS
        for g in smoothing.SEASONS
        for f in smoothing.DAMPINGS
    ]
    made = smoothing.damped(y, 12, 12, 60)[-1]
    assert any(np.allclose(made, _damped_by_hand(y, p, 12)) for p in grid)


def test_two_years_to_the_month_are_enough() -> None:
    values = np.resize(np.arange(1.0, 13.0), 24)
    made = forecast(Series("short", values, np.full(36, 20.0)))
    assert made.method == "seasonal_naive"
    assert made.mean.tolist() == pytest.approx(values[:12].tolist())
