"""The backlog fitted to printed years: it finds what made the figures, and admits what figures can't tell."""

from __future__ import annotations

import pytest

from handlag.planning.domain.calibrate import (
    Backlog,
    Published,
    definition_factor,
    fit,
    flow,
    hidden_age_ratio,
    predict,
)
from handlag.planning.published import published_years

CARE = [Published(2022, 62785, 151, 14906), Published(2023, 60696, 83, 16360), Published(2024, 62381, 104, 28574)]
"""Omvårdnadsbidrag, annual report 2024, tables 6, 99 and 100."""


def test_r_of_care_allowance_is_what_the_report_hides() -> None:
    # 2022: 365 x 14,906 / (62,785 x 151) = 0.57, clearing; 2024 1.61, age is gathering
    assert [round(hidden_age_ratio(year), 2) for year in CARE] == [0.57, 1.19, 1.61]


def test_a_steady_queue_has_its_mean_time_by_littles_law() -> None:
    # 36,500 a year, 100 a day, 5,000 pending: 50 days
    steady = flow(Backlog(5000, 50, (36_500.0,), (0.0,)), [36_500.0])[0]
    assert steady.pending == pytest.approx(5000, rel=0.02)
    assert steady.mean_days == pytest.approx(50, rel=0.03)


def test_the_model_does_not_depend_on_the_benefits_size() -> None:
    small = flow(Backlog(500, 60, (3650.0,), (0.5,)), [3500.0])[0]
    large = flow(Backlog(50_000, 60, (365_000.0,), (0.5,)), [350_000.0])[0]
    assert small.mean_days == pytest.approx(large.mean_days, rel=0.02)
    assert 100 * small.pending == pytest.approx(large.pending, rel=0.02)


def test_figures_made_by_a_known_backlog_are_fitted_to_within_printing() -> None:
    made = flow(Backlog(8000, 60, (40_000.0, 42_000.0), (0.3, 0.3)), [39_000.0, 40_000.0])
    years = [Published(2022 + n, 39_000.0 + 1000 * n, one.mean_days, one.pending) for n, one in enumerate(made)]
    best = fit(years, starts=2)[0]
    for printed, found in zip(years, best.years, strict=True):
        assert found.mean_days == pytest.approx(printed.mean_days, rel=0.03)
        assert found.pending == pytest.approx(printed.pending, rel=0.03)
    assert best.counted == pytest.approx(1, abs=0.15)


def test_care_allowance_fits_within_five_per_cent_and_says_how_the_old_were_cleared() -> None:
    best = fit(CARE, starts=3)[0]
    for printed, found in zip(CARE, best.years, strict=True):
        assert found.mean_days == pytest.approx(printed.mean_days, rel=0.05)
        assert found.pending == pytest.approx(printed.pending, rel=0.05)
    assert best.backlog.oldest_first[0] >= best.backlog.oldest_first[2]


def test_several_backlogs_fit_the_same_figures_and_all_are_kept() -> None:
    fits = fit(CARE[:2], starts=5)
    assert len(fits) > 1
    assert all(one.misfit >= fits[0].misfit for one in fits)


def test_where_pending_and_decisions_count_different_things_a_factor_is_estimated() -> None:
    sickness = [Published(2022, 527603, 28, 84440), Published(2023, 521743, 26, 75545)]
    assert definition_factor(sickness) == pytest.approx(2.06, abs=0.02)
    assert fit(sickness, starts=1)[0].counted == pytest.approx(2.1, abs=0.2)
    assert definition_factor(CARE) == 1.0


def test_more_cases_through_the_same_stock_predict_shorter_times() -> None:
    fits = fit(CARE[:2], starts=2)
    few, many = predict(fits, 55_000, draws=40), predict(fits, 70_000, draws=40)
    assert many.mean_days.middle < few.mean_days.middle
    assert few.pending.low < few.pending.middle < few.pending.high


def test_the_published_years_are_those_of_the_report() -> None:
    years = published_years()
    assert years["omvardnadsbidrag"].years == tuple(CARE)
    assert years["omvardnadsbidrag"].december_days == 111
    assert all(len(one.years) == 3 for one in years.values())
