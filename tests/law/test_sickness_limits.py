"""Where an amount of the law of sickness and injury isn't known, the answer says which, and guesses none."""

from __future__ import annotations

from typing import Any

import pytest

from handlag.core.errors import HandlagError
from handlag.law import explain
from handlag.law.about import about


def _example(code: str, **changed: Any) -> dict[str, Any]:
    return {**about(code).example, **changed}


def test_an_annuity_of_last_year_needs_the_years_number() -> None:
    facts = _example("arbetsskadelivranta", first_month="2025-11-01")
    with pytest.raises(HandlagError) as error:
        explain("arbetsskadelivranta", facts)
    assert (error.value.code, error.value.field) == ("LAW_PARAMETER", "livranta_tal")
    given = facts | {"indexes": [{"year": 2026, "ten_thousandths": 10_300}]}
    assert explain("arbetsskadelivranta", given).total == 858_333


def test_the_free_amount_of_a_spouse_before_august_2022_is_not_known() -> None:
    period = {"start": "2022-07-01", "end": "2022-07-31"}
    facts = _example("bostadstillagg", period=period, spouse={"incomes": {"work": 100_000}})
    with pytest.raises(HandlagError) as error:
        explain("bostadstillagg", facts)
    assert error.value.code == "LAW_PARAMETER"


@pytest.mark.parametrize(
    ("code", "wrong", "field"),
    [
        ("arbetsskadelivranta", {"indexes": [{"year": 2026, "ten_thousandths": 10_300}] * 2}, "indexes"),
        ("arbetsskadelivranta", {"first_month": "2026-02-01"}, "first_month"),
        ("arbetsskadesjukpenning", {"further_days": [{"day": "2026-02-01", "loss": 1}]}, "further_days"),
        ("yrkesskadelivranta", {"injured_on": "1977-07-01"}, "injured_on"),
        ("boendetillagg", {"earlier_benefit_ended": None}, "earlier_benefit_ended"),
    ],
)
def test_facts_that_cannot_be_are_refused_by_field(code: str, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(HandlagError) as error:
        explain(code, _example(code, **wrong))
    assert (error.value.code, error.value.field) == ("LAW_FACTS", field)
