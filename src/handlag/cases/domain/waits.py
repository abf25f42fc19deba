"""What a case may wait for, and which of those waits stop the agency's clock, on which provision."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """A reason in the words of the page."""

    sv: str
    en: str


PLANNED = "planned"
CLAIM = "claim"

WAITS: dict[str, Words] = {
    "supplement_insured": Words("Vi väntar på uppgifter från dig", "We are waiting for information from you"),
    "supplement_care": Words("Vi väntar på uppgifter från vården", "We are waiting for information from health care"),
    "supplement_employer": Words(
        "Vi väntar på uppgifter från arbetsgivaren", "We are waiting for information from the employer"
    ),
    "statement": Words("Du kan yttra dig innan vi beslutar", "You may answer before we decide"),
    CLAIM: Words(
        "Vi har fått ett läkarintyg om dig, men ingen ansökan",
        "We have received a medical certificate about you, but no claim",
    ),
    PLANNED: Words("Ärendet tas upp igen ett bestämt datum", "The case is taken up again on a set day"),
}

PAUSES: dict[str, str] = {
    "supplement_insured": "SFB 110 kap. 13 §",
    "supplement_care": "SFB 110 kap. 14 §",
    "supplement_employer": "SFB 110 kap. 31 §",
    "statement": "FL 25 §",
}
"""Waits in which somebody else has the next step, with the provision that gives it to them."""
