"""What steers the application of law, and what only supports it.

Three kinds of the agency's own documents steer (regulations, general advice, legal positions), besides statutes and
judgments. Guidance, answers, training, follow-ups and goals support or inform; they never steer by themselves
(Statskontoret's review, 2023, on the legal chain of steering).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlag.core.errors import HandlagError
from handlag.followup.domain.codes import BENEFITS


class SourceKind(StrEnum):
    """The kinds that steer; nothing else can be registered."""

    STATUTE = "statute"
    REGULATION = "regulation"
    GENERAL_ADVICE = "general_advice"
    LEGAL_POSITION = "legal_position"
    JUDGMENT = "judgment"


CHANGES_LAW = {
    SourceKind.STATUTE: "regulation",
    SourceKind.REGULATION: "regulation",
    SourceKind.GENERAL_ADVICE: "legal_position",
    SourceKind.LEGAL_POSITION: "legal_position",
    SourceKind.JUDGMENT: "judgment",
}
"""What a source is to the stability charts. A statute's change works as a regulation's: rules anew from a day."""

LONGEST = 10_000
IDENTITY = re.compile(r"(?<!\d)(?:19|20)?\d{2}(?:0[1-9]|1[0-2])[0-9]{2}[-+ ]?\d{4}(?!\d)")
"""What looks like an identity number: a work log is about law, never about a person."""


@dataclass(frozen=True)
class Validity:
    """From a day up to and with another; nothing as the end is for the time being."""

    begins: date
    ends: date | None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise HandlagError(
                "STEERING_VALIDITY", "ends_on",
                sv="Slutdagen ligger före dagen då det började gälla.", en="It ends before it came into force.",
                remedy_sv="Ange en senare slutdag, eller ingen.", remedy_en="Give a later last day, or none.",
            )  # fmt: skip

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


def worded(text: str, field: str, longest: int = LONGEST) -> str:
    """Words somebody wrote: neither empty nor endless, and nobody's identity number in them."""
    text = text.strip()
    if not 0 < len(text) <= longest or not _storable(text):
        raise HandlagError(
            "STEERING_TEXT", field,
            sv=f"Texten är tom, längre än {longest} tecken eller går inte att läsa.",
            en=f"The text is empty, longer than {longest} characters or can't be read.",
            remedy_sv="Skriv något, men kortare.", remedy_en="Write something, but less.",
        )  # fmt: skip
    if IDENTITY.search(text):
        raise HandlagError(
            "STEERING_PERSONAL", field,
            sv="Texten innehåller något som ser ut som ett personnummer.",
            en="The text holds what looks like an identity number.",
            remedy_sv="Beskriv rättsfrågan utan uppgifter om personen; ärendet följer med som länk.",
            remedy_en="Tell the question of law without anything on the person; the case goes along as a link.",
        )  # fmt: skip
    return text


def _storable(text: str) -> bool:
    """Whether a database can keep it: no NUL, no half of a character."""
    return "\0" not in text and text == text.encode("utf-8", "replace").decode()


def benefits_of(codes: Iterable[str]) -> list[str]:
    """Benefits by their codes in the annual report's list; STEERING_BENEFIT names one that isn't there."""
    found = list(codes)
    for code in found:
        if code not in BENEFITS:
            raise HandlagError(
                "STEERING_BENEFIT", "benefits",
                sv="Förmånen finns inte.", en="There is no such benefit.",
                remedy_sv=f"Ange en av {', '.join(BENEFITS)}.", remedy_en=f"Give one of {', '.join(BENEFITS)}.",
            )  # fmt: skip
    return found
