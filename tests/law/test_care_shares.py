"""Which part of a whole benefit a parent's line is of, for the child's care now and under older decisions."""

from __future__ import annotations

from typing import Any

import pytest

from handlag.core.errors import HandlagError
from handlag.law import explain

OLD = {"decided_on": "2018-03-01", "applied_on": "2018-01-10", "ends": "2023-06-30"}
JANUARY = {"period": {"start": "2022-01-01", "end": "2022-01-31"}}


@pytest.mark.parametrize(
    ("facts", "share", "ore"),
    [
        ({"quarters": 3, "percent": 50}, (150, 400), 377_300),
        ({"extra_costs": "lower", "percent": 25}, (100, 400), 36_200),
        ({"extra_costs": "higher"}, (400, 400), 251_600),
    ],
    ids=["three quarters, half hers", "extra costs, a quarter hers", "extra costs, all hers"],
)
def test_an_older_decision_is_given_in_quarters_or_as_the_whole_of_its_level(
    facts: dict[str, Any], share: tuple[int, int], ore: int
) -> None:
    """48,300 × 2.5 × 0.75 / 2 / 12 = 3,773.4; 48,300 × 0.36 / 4 / 12 = 362.25; 48,300 × 0.625 / 12 = 2,515.6."""
    line = explain("vardbidrag", JANUARY | OLD | facts).lines[0]
    assert (line.share, line.amount) == (share, ore)


def test_half_of_two_quarters_is_a_hundred_of_four() -> None:
    need = {"from_day": "2025-06-01", "quarters": 2, "by": "officer", "made_on": "2025-06-10"}
    facts = {
        "period": {"start": "2026-01-01", "end": "2026-03-31"},
        "birth_date": "2015-05-10",
        "needs": [need],
        "other_parent_applied": True,
        "requested_percent": 50,
        "right_until": "2026-02-14",
    }
    first, after = explain("omvardnadsbidrag", facts).lines
    assert (first.share, str(first.end)) == ((100, 400), "2026-02-28")
    assert (after.outcome, str(after.start)) == ("refused", "2026-03-01")


@pytest.mark.parametrize("facts", [{}, {"quarters": 2, "extra_costs": "lower"}], ids=["neither", "both"])
def test_an_older_decision_has_one_level(facts: dict[str, Any]) -> None:
    with pytest.raises(HandlagError, match="LAW_FACTS"):
        explain("vardbidrag", JANUARY | OLD | facts)
