"""Whether the machine may decide by itself: what stops it, and the share drawn for a person at random."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

RESOLUTION = 1 << 64


class Blocked(StrEnum):
    """A reason a person must decide. Never renamed: follow-up counts them across years."""

    AGAINST_PARTY = "against_party"  # refused or lower than claimed: the party is heard first (FL 25 §)
    ASSESSED = "assessed"  # a person has answered a question the law leaves open
    PROTECTED = "protected_identity"
    LAPSED = "supplement_lapsed"  # what was asked for never came
    FINDINGS = "certificate_findings"  # the certificate has remarks that need an eye
    STATEMENT = "statement"  # the party has said something that must be read
    OVERLAP = "overlapping_decision"  # earlier granted days of the same benefit
    CHANGE = "change_of_claim"
    LARGE = "large_amount"
    SUPPLEMENT = "supplement_to_read"  # something came in words that a person must read
    INCOME = "incomes_differ"  # claimed and registered income are far apart
    QUESTION = "question_open"  # the law leaves something for a person to assess
    UNUSABLE = "facts_unusable"  # the law can't be applied to the facts as they are


REASON_TEXTS: dict[str, tuple[str, str]] = {
    Blocked.AGAINST_PARTY: ("Beslutet går den försäkrade emot", "The decision goes against the party"),
    Blocked.ASSESSED: ("En bedömning har gjorts av en person", "A person has made an assessment"),
    Blocked.PROTECTED: ("Skyddade personuppgifter", "Protected identity"),
    Blocked.LAPSED: ("Begärd komplettering kom inte in", "What was asked for did not come"),
    Blocked.FINDINGS: ("Anmärkningar mot läkarintyget", "Remarks on the certificate"),
    Blocked.STATEMENT: ("Den försäkrade har yttrat sig", "The party has made a statement"),
    Blocked.OVERLAP: ("Dagarna är redan beviljade", "The days have been granted before"),
    Blocked.CHANGE: ("Ansökan ändrar en tidigare", "The claim changes an earlier one"),
    Blocked.SUPPLEMENT: ("En komplettering behöver läsas", "A supplement has to be read"),
    Blocked.INCOME: ("Uppgiven och registrerad inkomst skiljer sig", "Claimed and registered income differ"),
    Blocked.LARGE: ("Högt belopp", "A large amount"),
    Blocked.QUESTION: ("Lagen lämnar en fråga för bedömning", "The law leaves a question to be assessed"),
    Blocked.UNUSABLE: ("Lagen kan inte tillämpas på uppgifterna", "The law can't be applied to the facts"),
    "sampled": ("Utvald för granskning genom slump", "Drawn for review at random"),
}


@dataclass(frozen=True)
class Draw:
    """Whether a case was drawn, with the probability it was drawn with: what follow-up weighs by."""

    sampled: bool
    probability: Decimal


def draw(seed: bytes, case_id: UUID, probability: Decimal) -> Draw:
    """Draw a case with ``probability`` (0 to 1): the same for a seed and case, unforeseeable without the seed."""
    keyed = hmac.new(seed, case_id.bytes, hashlib.sha256).digest()
    position = int.from_bytes(keyed[:8], "big")
    return Draw(position < int(probability * RESOLUTION), probability)
