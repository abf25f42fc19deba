"""What holds for every claim of the benefits at sickness, disability and injury, whatever the facts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from handlag.law.receipts import intact, rerun
from tests.law import strategies_sickness as strategies
from tests.law.strategies import examples
from tests.law.test_properties import _holds_for_any

BENEFITS = ["sjukersattning", "aktivitetsersattning"]
EACH = {name: getattr(strategies, name)() for name in BENEFITS}


@pytest.mark.parametrize("benefit", BENEFITS)
def test_every_day_is_in_one_line_and_nothing_is_negative(benefit: str) -> None:
    @settings(max_examples=examples(40), deadline=None)
    @given(EACH[benefit])
    def holds(facts: dict[str, Any]) -> None:
        _holds_for_any(explain(benefit, facts), facts)

    holds()


@pytest.mark.parametrize("benefit", BENEFITS)
def test_a_receipt_survives_json_and_reruns_to_itself(benefit: str) -> None:
    @settings(max_examples=examples(15), deadline=None)
    @given(EACH[benefit])
    def holds(facts: dict[str, Any]) -> None:
        stored = json.loads(json.dumps(explain(benefit, facts).receipt()))
        assert intact(stored)
        assert rerun(stored) == stored

    holds()


@pytest.mark.parametrize("benefit", ["sjukersattning", "aktivitetsersattning"])
@settings(max_examples=examples(30), deadline=None)
@given(st.data())
def test_more_income_or_insurance_time_never_gives_a_lower_sjukersattning(benefit: str, data: st.DataObject) -> None:
    facts = data.draw(EACH[benefit]) | {"survivor_support": 0}
    richer = facts | {"incomes": [one | {"income": one["income"] + 50_000} for one in facts["incomes"]]}
    longer = facts | {"insurance": {"actual_months": None}}
    answer, with_more, with_longer = (explain(benefit, each) for each in (facts, richer, longer))
    if not (answer.questions or with_more.questions or with_longer.questions):
        assert answer.total <= with_more.total
        assert answer.total <= with_longer.total


@settings(max_examples=examples(30), deadline=None)
@given(EACH["sjukersattning"])
def test_whole_sjukersattning_is_never_above_the_highest_there_is(facts: dict[str, Any]) -> None:
    """23,939 kronor is 64.7 per cent of 7.5 prisbasbelopp of 2026, the highest of the years."""
    assert all(line.amount <= 2_393_900 for line in explain("sjukersattning", facts).lines)
