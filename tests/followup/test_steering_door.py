"""A measure marked analysis can't be put on a page that steers: the door refuses it by its role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlag.core.errors import HandlagError
from handlag.followup.domain import main_figures, targets
from handlag.followup.domain.indicators import PENDING, PROCESSING_TIME, PROCESSING_TIME_SQUARED, Indicator, Role
from handlag.followup.domain.steering_door import for_steering


def _for_analysis(indicator: Indicator) -> Indicator:
    return replace(indicator, role=Role.ANALYSIS)


def test_the_refusal_names_the_measure_and_what_to_do_in_both_languages() -> None:
    with pytest.raises(HandlagError) as refused:
        for_steering(PROCESSING_TIME_SQUARED)
    assert (refused.value.code, refused.value.field) == ("FOLLOWUP_STEERING_ROLE", "indicator")
    for language in ("sv", "en"):
        assert "processing_time_squared" in refused.value.wording(language).problem
    assert for_steering(PROCESSING_TIME) is PROCESSING_TIME


@pytest.mark.parametrize(
    ("table", "name", "indicator"),
    [
        (targets.PROCESSING_TIMES, "PROCESSING_TIME", PROCESSING_TIME),
        (targets.PENDING_CASES, "PENDING", PENDING),
    ],
)
def test_no_row_of_the_targets_is_measured_by_it(
    monkeypatch: pytest.MonkeyPatch, table: str, name: str, indicator: Indicator
) -> None:
    """The rows the controller's targets, the main figures and the manager's page are made from."""
    assert targets.handled(table)
    monkeypatch.setattr(targets, name, _for_analysis(indicator))
    with pytest.raises(HandlagError) as refused:
        targets.handled(table)
    assert refused.value.code == "FOLLOWUP_STEERING_ROLE"


def test_no_main_figure_is_counted_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = targets.handled(targets.PROCESSING_TIMES)
    assert PENDING in main_figures.needed(rows)
    monkeypatch.setattr(main_figures, "COMMON", (_for_analysis(PENDING),))
    with pytest.raises(HandlagError) as refused:
        main_figures.needed(rows)
    assert refused.value.code == "FOLLOWUP_STEERING_ROLE"
