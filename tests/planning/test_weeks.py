"""A unit's next weeks: a steady queue goes on as it was, holidays have less, and the spans hold what they say."""

from __future__ import annotations

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
