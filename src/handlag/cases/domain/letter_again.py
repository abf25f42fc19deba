"""What letters say of reconsideration and appeal: plain words and values, as ``letter`` for the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlag.cases.domain import wording
from handlag.cases.domain.again import UNCHANGED
from handlag.cases.domain.evidence import described
from handlag.cases.domain.letter import Decided, Recipient, lagrum_of, lines_in_rows, page, reasons_of
from handlag.cases.domain.letter_words import WORDS
from handlag.core.benefits import benefit_name


def reconsideration_letter(language: str, to: Recipient, decided: Decided, received_on: date) -> dict[str, Any]:
    """What was decided on the party's request, by whom, on what, and how to appeal (SFB 113 kap. 10 and 20 §§)."""
    words = WORDS[language]
    told = {
        "benefit": benefit_name(decided.benefit, language).lower(), "day": wording.day(received_on, language),
        "who": decided.officer, "by": wording.day(decided.reconsider_by, language),
    }  # fmt: skip
    headline = "again_unchanged" if decided.outcome == UNCHANGED else "again_changed"
    return page(language, to, decided.number, decided.decided_on) | {
        "title": words["again_title"].format(**told),
        "headline": words[headline].format(**told),
        "asked": words["again_asked"].format(**told),
        "by": words["by_person"].format(**told),
        "rows": lines_in_rows(decided.lines, language),
        "reasons": reasons_of(decided.lines, language),
        "own_words": decided.reasons,
        "facts": [described(item, language) for item in decided.evidence],
        "lagrum": ["SFB 113 kap. 7–8 §§", *lagrum_of(decided.lines)],
        "appeal": words["appeal"].format(**told),
    }


def dismissal_letter(
    language: str, to: Recipient, number: str, today: date, *, what: str, reasons: str, received_on: date,
    last_day: date, appeal_by: date, by: str,
) -> dict[str, Any]:  # fmt: skip
    """That a request or an appeal came too late, and how to appeal that (SFB 113 kap. 19–21 §§)."""
    words = WORDS[language]
    told = {
        "received": wording.day(received_on, language), "last_day": wording.day(last_day, language), "who": by,
        "by": wording.day(appeal_by, language),
    }  # fmt: skip
    lines = [words[f"late_{what}"].format(**told), reasons, words["by_person"].format(**told)]
    lines.append(words["appeal"].format(**told))
    return page(language, to, number, today) | {"title": words[f"late_{what}_title"], "paragraphs": lines}


def handover_letter(
    number: str, today: date, *, court: str, name: str, benefit: str, decided_on: date, received_on: date,
    last_day: date,
) -> dict[str, Any]:  # fmt: skip
    """The letter that goes to the court with an appeal, in Swedish: which decision, when it came, by when."""
    words = WORDS["sv"]
    told = {
        "name": name, "benefit": benefit_name(benefit, "sv").lower(), "decided": wording.day(decided_on, "sv"),
        "received": wording.day(received_on, "sv"), "last_day": wording.day(last_day, "sv"), "number": number,
    }  # fmt: skip
    lines = [words[f"handover_{part}"].format(**told) for part in ("lead", "in_time", "enclosed")]
    return page("sv", Recipient(court), number, today) | {"title": words["handover_title"], "paragraphs": lines}
