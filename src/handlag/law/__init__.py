"""The law: statutes as exact, dated functions that explain one case and run compiled over a population.

``explain(benefit, facts)`` is all that other rooms call; ``handlag.law.batch`` is for whole populations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlag.law.facts import read
from handlag.law.registry import BENEFITS, Benefit, benefit
from handlag.law.results import Explanation, Line, Question


def explain(code: str, facts: Mapping[str, Any]) -> Explanation:
    """Apply the law of a benefit to facts: lines, questions for a person, and the steps behind them.

    Facts are checked against the benefit's model (``facts_schema``); ``LAW_FACTS`` names the field at
    fault, ``LAW_BENEFIT`` an unknown benefit, ``LAW_PARAMETER`` an amount that isn't set for a day.
    """
    chosen = benefit(code)
    return chosen.decide(read(chosen.facts, facts))


def facts_schema(code: str) -> dict[str, Any]:
    """The JSON schema of a benefit's facts."""
    return benefit(code).facts.model_json_schema()


__all__ = ["BENEFITS", "Benefit", "Explanation", "Line", "Question", "explain", "facts_schema"]
