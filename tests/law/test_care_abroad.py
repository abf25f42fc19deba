"""Care abroad: never more than was paid, the ninety days, and one state alone answering for a pensioner."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from handlag.law.results import Explanation
from tests.law.strategies import examples

JUDGED = {"met": True, "by": "handläggare", "made_on": date(2026, 2, 1)}
CARE: dict[str, Any] = {
    "period": {"start": date(2026, 3, 10), "end": date(2026, 3, 12)},
    "applied_on": date(2026, 4, 1),
    "country": "DK",
    "publicly_paid": JUDGED,
    "approval": JUDGED,
}
KRONOR = st.integers(0, 500_000)


def _care(**facts: object) -> Explanation:
    return explain("internationell_vard", {**CARE, **facts})


@settings(max_examples=examples(100), deadline=None)
@given(st.sampled_from(["act", "necessary", "prior_approval"]), KRONOR, KRONOR, KRONOR, KRONOR, KRONOR)
def test_no_more_is_paid_back_than_was_paid(way: str, paid: int, cost: int, fee: int, share: int, local: int) -> None:
    answer = _care(way=way, paid=paid, swedish_cost=cost, swedish_fee=fee, local_share=share, local_fee=local)
    (line,) = answer.lines
    assert 0 <= line.amount <= paid * 100
    if way == "act":
        assert line.amount <= max(0, cost - fee) * 100


@settings(max_examples=examples(30), deadline=None)
@given(st.dates(date(2026, 4, 1), date(2028, 1, 1)))
def test_a_decision_is_due_ninety_days_after_the_application_is_complete(complete: date) -> None:
    answer = _care(way="act", paid=1_000, swedish_cost=1_000, complete_on=complete)
    due = next(step for step in answer.steps if step.name == "senaste_beslut")
    assert due.output == (complete + timedelta(days=90)).isoformat()


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 600), st.integers(0, 600), st.sampled_from(["SE", "FI"]))
def test_exactly_one_of_two_states_answers_for_a_pensioner(swedish: int, finnish: int, last: str) -> None:
    """Seen from Finland the same pensioner has the other outcome: the months change places."""

    def granted(own: int, others: int, last_here: bool) -> bool:
        facts = {
            "period": {"start": date(2026, 3, 1), "end": date(2026, 12, 31)},
            "country": "ES",
            "situation": "pensioner",
            "swedish_pension": True,
            "swedish_months": own,
            "pensions": [{"country": "FI", "insured_months": others}],
            "last_subject_to": "SE" if last_here else "FI",
        }
        return explain("intyg_s1", facts).outcome == "granted"

    assert granted(swedish, finnish, last == "SE") != granted(finnish, swedish, last != "SE")
