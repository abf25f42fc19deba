"""Flerbarnstillägg's own provision stands only where there is a supplement."""

from __future__ import annotations

from typing import Any

from handlag.law.barnbidrag.decide import decide
from handlag.law.barnbidrag.facts import BarnbidragFacts

SUPPLEMENT = "SFB 15 kap. 8 §"


def lagrum(*children: dict[str, Any], **more: Any) -> list[tuple[int, list[str]]]:
    period = {"start": "2025-09-01", "end": "2025-10-31"}
    facts = BarnbidragFacts.model_validate({"period": period, "insured": True, "children": children, **more})
    return [(line.amount, list(line.lagrum)) for line in decide(facts).lines]


ONE = {"birth_date": "2015-01-05", "custody": "sole"}


def test_one_child_gives_1250_kronor_with_no_word_of_a_supplement():
    [(amount, cited)] = lagrum(ONE)
    assert amount == 125000
    assert SUPPLEMENT not in cited


def test_two_children_give_2650_kronor_and_the_supplements_provision():
    [(amount, cited)] = lagrum(ONE, {"birth_date": "2017-01-05", "custody": "sole"})
    assert amount == 265000  # 2 × 1,250 and 150
    assert SUPPLEMENT in cited


def test_the_provision_comes_with_the_month_the_second_child_counts():
    first, second = lagrum(ONE, {"birth_date": "2025-09-20", "custody": "sole"})
    assert (first[0], second[0]) == (125000, 265000)
    assert SUPPLEMENT not in first[1]
    assert SUPPLEMENT in second[1]


def test_a_supplement_that_goes_to_the_partner_is_not_cited():
    [(amount, cited)] = lagrum(ONE, {"birth_date": "2017-01-05", "custody": "sole"}, supplement_to="partner")
    assert amount == 250000
    assert SUPPLEMENT not in cited
