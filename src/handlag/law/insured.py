"""Whether somebody is insured for a benefit that comes with residence in Sweden (SFB 5 kap. 9 §)."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.results import Question, Reason


class Insured(NamedTuple):
    """What is said where the insurance is lacking, and what is asked where nobody has looked."""

    refused: Reason
    asked: Question


def insured_for(prefix: str, chapter: str, sv: str, en: str) -> Insured:
    """The sentences for a benefit: ``prefix`` of its codes, its chapter, its name in both languages."""
    return Insured(
        Reason(
            f"{prefix}_NOT_INSURED",
            ("SFB 5 kap. 9 §", chapter),
            f"Du är inte försäkrad för {sv}.",
            f"You are not insured for {en}.",
        ),
        Question(
            f"{prefix}_INSURED",
            "SFB 5 kap. 9 §",
            f"Är den sökande bosatt i Sverige och försäkrad för {sv}?",
            f"Is the applicant resident in Sweden and insured for {en}?",
        ),
    )
