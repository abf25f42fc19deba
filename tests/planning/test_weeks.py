"""A unit's next weeks: a steady queue goes on as it was, holidays have less, and the spans hold what they say."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from handlag.core.errors import HandlagError
from handlag.planning.domain.weeks import AHEAD, forecast_weeks, late_ahead

KNOWN = 60


def _work(weeks: int = KNOWN + AHEAD) -> np.ndarray:
    return np.full(weeks, 5.0)


def test_a_steady_queue_goes_on_and_is_sure_of_it() -> None:
    found = forecast_weeks("unit", np.full(KNOWN, 40.0), np.full(KNOWN, 40.0), 300, _work())
    assert found.received.mean == pytest.approx([40] * AHEAD)
    assert found.pending.mean == pytest.approx([300] * AHEAD)
    assert found.pending.low == pytest.approx(found.pending.high)
    assert found.missed == 0


def test_a_week_of_three_open_days_has_three_fifths() -> None:
    work = _work()
    work[KNOWN + 2] = 3
    found = forecast_weeks("unit", np.full(KNOWN, 40.0), np.full(KNOWN, 35.0), 300, work)
    assert found.received.mean[2] == pytest.approx(24)
    assert found.ended.mean[2] == pytest.approx(21)
    assert found.pending.mean[:3] == pytest.approx([305, 310, 313])


def test_nobody_decides_what_is_not_there() -> None:
    found = forecast_weeks("unit", np.full(KNOWN, 10.0), np.full(KNOWN, 30.0), 25, _work())
    assert found.pending.mean[:3] == pytest.approx([5, 0, 0])
    assert found.ended.mean[:3] == pytest.approx([30, 15, 10])
    assert (found.pending.low >= 0).all()


def test_after_a_lasting_change_the_pace_of_the_last_weeks_is_used() -> None:
    received = np.concatenate([np.full(KNOWN - 12, 20.0), np.full(12, 60.0)])
    found = forecast_weeks("unit", received, received, 100, _work())
    assert found.pace == 4
    assert found.received.mean[0] == pytest.approx(60)


def test_the_stock_of_earlier_weeks_is_reckoned_back_from_todays() -> None:
    rng = np.random.default_rng(4)
    received, ended = rng.poisson(40, KNOWN).astype(float), rng.poisson(38, KNOWN).astype(float)
    stock = forecast_weeks("unit", received, ended, 500, _work()).stock
    assert stock[-1] == 500
    assert np.diff(stock) == pytest.approx((received - ended)[1:])


def test_the_spans_hold_about_four_of_five_outcomes() -> None:
    inside, tried = 0, 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        flows = [rng.poisson(40, KNOWN + AHEAD).astype(float) for _ in range(2)]
        found = forecast_weeks("unit", flows[0][:KNOWN], flows[1][:KNOWN], 400, _work())
        pending = 400 + np.cumsum(flows[0][KNOWN:] - flows[1][KNOWN:])
        for band, truth in ((found.received, flows[0][KNOWN:]), (found.pending, pending)):
            inside += int(((band.low <= truth) & (truth <= band.high)).sum())
            tried += AHEAD
    assert 0.7 < inside / tried < 0.9


def test_what_passes_its_limit_is_late_only_where_the_pace_does_not_reach_it() -> None:
    due = np.array([5.0, 10.0, 60.0, *[0.0] * 10])  # five already past, ten this week, sixty the next
    assert late_ahead(due, np.full(AHEAD, 30.0))[:4].tolist() == [0, 15, 0, 0]


def test_too_few_weeks_are_said() -> None:
    with pytest.raises(HandlagError, match="19 weeks are too few"):
        forecast_weeks("unit", np.ones(19), np.ones(19), 5, _work(31))


def _years(weeks: int) -> np.ndarray:
    """The month of each week from January 2021."""
    return np.array([(date(2021, 1, 7) + timedelta(weeks=n)).month for n in range(weeks)])


def _summers(known: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Forty a week, but sixteen in July."""
    months = _years(known + AHEAD)
    rng = np.random.default_rng(seed)
    return rng.poisson(np.where(months == 7, 16.0, 40.0)).astype(float), months


def test_july_is_known_from_the_julys_before_it() -> None:
    known = 3 * 52 + 22  # to the end of May
    flow, months = _summers(known)
    found = forecast_weeks("unit", flow[:known], flow[:known], 500, _work(known + AHEAD), months=months)
    assert found.seasonal
    july = months[known:] == 7
    assert found.received.mean[july] == pytest.approx(np.full(july.sum(), 16), abs=5)
    assert found.received.mean[~july] == pytest.approx(np.full((~july).sum(), 40), abs=4)
    blind = forecast_weeks("unit", flow[:known], flow[:known], 500, _work(known + AHEAD))
    assert not blind.seasonal
    assert found.missed < blind.missed


def test_where_no_month_is_unlike_or_few_years_are_known_none_is_looked_for() -> None:
    flow, months = _summers(2 * 52)
    few = forecast_weeks("unit", flow[:104], flow[:104], 500, _work(104 + AHEAD), months=months)
    assert not few.seasonal
    rng = np.random.default_rng(7)
    even = rng.poisson(40, 180).astype(float)
    found = forecast_weeks("unit", even, even, 500, _work(192), months=_years(192))
    assert found.received.mean == pytest.approx(np.full(AHEAD, 40), rel=0.15)


def test_half_the_people_away_halve_what_is_decided_and_not_what_comes() -> None:
    staff = np.full(KNOWN + AHEAD, 10.0)
    staff[KNOWN + 3] = 5.0
    found = forecast_weeks("unit", np.full(KNOWN, 40.0), np.full(KNOWN, 40.0), 300, _work(), staff)
    assert found.staffed
    assert found.received.mean == pytest.approx([40] * AHEAD)
    assert found.ended.mean[2:5] == pytest.approx([40, 20, 40])
    assert found.pending.mean[2:4] == pytest.approx([300, 320])


def test_with_nobody_there_nothing_is_decided_and_more_people_decide_more() -> None:
    staff = np.full(KNOWN + AHEAD, 10.0)
    staff[KNOWN], staff[KNOWN + 1] = 0.0, 12.0
    found = forecast_weeks("unit", np.full(KNOWN, 40.0), np.full(KNOWN, 40.0), 300, _work(), staff)
    assert found.ended.mean[:2] == pytest.approx([0, 48])


def test_a_pace_when_people_were_away_is_not_the_pace_when_they_are_back() -> None:
    staff = np.concatenate([np.full(KNOWN - 8, 10.0), np.full(8, 5.0), np.full(AHEAD, 10.0)])
    ended = 4.0 * staff[:KNOWN]
    found = forecast_weeks("unit", np.full(KNOWN, 40.0), ended, 900, _work(), staff)
    assert found.ended.mean == pytest.approx([40] * AHEAD)


def test_july_is_not_counted_twice_where_only_the_absence_ahead_is_registered() -> None:
    known = 3 * 52 + 22
    flow, months = _summers(known)
    staff = np.where(np.arange(known + AHEAD) >= known, np.where(months == 7, 4.0, 10.0), 10.0)
    found = forecast_weeks("unit", flow[:known], flow[:known], 5000, _work(known + AHEAD), staff, months)
    assert found.ended.mean[months[known:] == 7] == pytest.approx(np.full((months[known:] == 7).sum(), 16), abs=3)
