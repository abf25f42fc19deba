"""The benefits the system handles: the statute's own names, a short number for compact keys, and bilingual names."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Benefit(StrEnum):
    """A benefit by its code; the codes are those of the published benefit list."""

    SJUKPENNING = "sjukpenning"
    FORALDRAPENNING = "foraldrapenning"
    BARNBIDRAG = "barnbidrag"


class Facts(NamedTuple):
    """What every room may need to know of a benefit."""

    number: int  # 1-63, never reused: part of the key that keeps entitlements from overlapping
    name_sv: str
    name_en: str
    unit: str  # what an amount is for: "day" or "month"


FACTS: dict[Benefit, Facts] = {
    Benefit.SJUKPENNING: Facts(1, "Sjukpenning", "Sickness benefit", "day"),
    Benefit.FORALDRAPENNING: Facts(2, "Föräldrapenning", "Parental benefit", "day"),
    Benefit.BARNBIDRAG: Facts(3, "Barnbidrag", "Child allowance", "month"),
}


def benefit_name(code: str, language: str = "sv") -> str:
    """The name a reader knows the benefit by."""
    facts = FACTS[Benefit(code)]
    return facts.name_en if language.startswith("en") else facts.name_sv
