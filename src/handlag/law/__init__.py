"""The law: statutes as exact, dated functions that explain one case and run compiled over a population.

``explain(benefit, facts)`` is all that other rooms call; ``handlag.law.batch`` is for whole populations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from handlag.core.errors import HandlagError
from handlag.law.barnbidrag.decide import decide as _barnbidrag
from handlag.law.barnbidrag.facts import BarnbidragFacts
from handlag.law.facts import Facts, read
from handlag.law.foraldrapenning.decide import decide as _foraldrapenning
from handlag.law.foraldrapenning.facts import ForaldrapenningFacts
from handlag.law.results import Explanation, Line, Question
from handlag.law.sjukpenning.decide import decide as _sjukpenning
from handlag.law.sjukpenning.facts import SjukpenningFacts


class Benefit(NamedTuple):
    """A benefit's facts model and the function that decides on them."""

    facts: type[Facts]
    decide: Callable[[Any], Explanation]


BENEFITS: dict[str, Benefit] = {
    "sjukpenning": Benefit(SjukpenningFacts, _sjukpenning),
    "foraldrapenning": Benefit(ForaldrapenningFacts, _foraldrapenning),
    "barnbidrag": Benefit(BarnbidragFacts, _barnbidrag),
}


def _benefit(name: str) -> Benefit:
    if name not in BENEFITS:
        known = ", ".join(BENEFITS)
        raise HandlagError(
            "LAW_BENEFIT",
            "benefit",
            sv=f"Lagen för förmånen {name} är inte skriven.",
            en=f"The law of the benefit {name} has not been written.",
            remedy_sv=f"Välj en av: {known}.",
            remedy_en=f"Choose one of: {known}.",
        )
    return BENEFITS[name]


def explain(benefit: str, facts: Mapping[str, Any]) -> Explanation:
    """Apply the law of a benefit to facts: lines, questions for a person, and the steps behind them.

    Facts are checked against the benefit's model (``facts_schema``); ``LAW_FACTS`` names the field at
    fault, ``LAW_BENEFIT`` an unknown benefit, ``LAW_PARAMETER`` an amount that isn't set for a day.
    """
    chosen = _benefit(benefit)
    return chosen.decide(read(chosen.facts, facts))


def facts_schema(benefit: str) -> dict[str, Any]:
    """The JSON schema of a benefit's facts."""
    return _benefit(benefit).facts.model_json_schema()


__all__ = ["BENEFITS", "Benefit", "Explanation", "Line", "Question", "explain", "facts_schema"]
