"""What a day benefit's payment tells of its days: how much of a whole day each is, and on which of the law's levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlag.core.benefits import FACTS, Benefit
from handlag.law.sjukpenning.reasons import PREVENTIVE

EIGHTHS = 8
"""Net days are counted in eighths: the smallest part of a day any benefit gives (föräldrapenning, 12 kap. 9 §)."""
LEVELS: Mapping[str, str] = {
    "normalnivå": "normal", "fortsättningsnivå": "continuation", "arbetsresor": "travel",
    "sjukpenningnivå": "sickness_level", "grundnivå": "base_level", "lägstanivå": "lowest_level",
}  # fmt: skip
"""The statute's levels as events name them."""


def days_told(
    benefit: str, share: tuple[int, int], level: str, reason: str, receipt: Mapping[str, Any]
) -> dict[str, Any]:  # fmt: skip
    """``eighths`` of a whole day that each day is, and the ``level`` in an event's words; nothing for month benefits.

    Sjukpenning on normal level for a serious illness is told apart from the 364 days everybody may have (28 kap.
    SFB), and benefit for preventive treatment from that for illness (27 kap. 6 §), as the annual report does (table
    45). A level nobody has named is left out, never guessed.
    """
    if FACTS[Benefit(benefit)].unit != "day":
        return {}
    part, whole = share
    word = _word(level, reason, receipt)
    return {"eighths": (2 * EIGHTHS * part + whole) // (2 * whole)} | ({"level": word} if word else {})


def _word(level: str, reason: str, receipt: Mapping[str, Any]) -> str:
    word = LEVELS.get(level, "")
    if word in {"normal", "continuation"} and reason == PREVENTIVE:
        return "preventive"
    if word == "normal" and receipt.get("facts", {}).get("serious_illness") is not None:
        return "additional_normal"
    return word
