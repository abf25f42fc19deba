"""What letters say to those outside who are asked for something, and to whoever has not answered in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlag.cases.domain import wording
from handlag.cases.domain.letter import Recipient, page
from handlag.cases.domain.letter_words import WORDS


@dataclass(frozen=True)
class Wanted:
    """Something asked for: what, by when, on which provision."""

    what: str
    due: date
    lagrum: str = ""


def request_letter(to: Recipient, number: str, today: date, about: str, wanted: Sequence[Wanted]) -> dict[str, Any]:
    """To an employer or a care unit, in Swedish: whom it is about, what is needed and how to answer.

    Nothing of the case beyond what is asked for: nobody is told more than it takes to answer (OSL 28 kap. 1 §).
    """
    words = WORDS["sv"]
    lines = [
        words["outside_lead"].format(about=about),
        *_rows(wanted, "sv"),
        words["outside_how"].format(number=number),
    ]
    return page("sv", to, number, today) | {"title": words["outside_title"], "paragraphs": lines}


def claim_letter(
    language: str, to: Recipient, number: str, today: date, *, benefit: str, unit: str, due: date
) -> dict[str, Any]:
    """To somebody a certificate has come about and who hasn't claimed: that she has to, and what happens otherwise."""
    words, told = WORDS[language], {"benefit": benefit, "unit": unit, "by": wording.day(due, language)}
    lines = [words[f"claim_{part}"].format(**told) for part in ("lead", "how", "else")]
    return page(language, to, number, today) | {"title": words["claim_title"].format(**told), "paragraphs": lines}


def reminder_letter(
    language: str, to: Recipient, number: str, today: date, wanted: Sequence[Wanted], about: str = ""
) -> dict[str, Any]:
    """That something asked for has not come, and its last day; ``about`` names the insured to others than her."""
    words = WORDS[language]
    lead = words["reminder_about"].format(about=about) if about else words["reminder_lead"]
    lines = [
        lead,
        *_rows(wanted, language),
        words["outside_how"].format(number=number) if about else words["supplement_else"],
    ]
    return page(language, to, number, today) | {"title": words["reminder_title"], "paragraphs": lines}


def _rows(wanted: Sequence[Wanted], language: str) -> list[str]:
    """One paragraph for each thing asked for."""
    by = WORDS[language]["supplement_by"]
    return [
        f"{each.what} {by} {wording.day(each.due, language)}.{f' ({each.lagrum})' if each.lagrum else ''}"
        for each in wanted
    ]
