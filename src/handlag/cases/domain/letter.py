"""What a letter says, before it is set: plain words and values, kept with the case as they were when it was queued.

A decision letter answers first what was decided, then by whom or by machine, on which facts and provisions, and how
to ask for reconsideration and by when (förvaltningslagen 32–33 §§, SFB 113 kap. 7 and 19 §§).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlag.cases.domain import wording
from handlag.cases.domain.clock import reconsideration_deadline
from handlag.cases.domain.evidence import described
from handlag.cases.domain.flow import Ask
from handlag.cases.domain.letter_words import WORDS, headline
from handlag.cases.domain.picture import Item
from handlag.core.benefits import benefit_name
from handlag.law.results import Line


@dataclass(frozen=True)
class Recipient:
    """Whom the letter is to. No address where the identity is protected: such post goes by way of the tax agency."""

    name: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decided:
    """What the letter tells of a decision."""

    benefit: str
    number: str
    outcome: str
    lines: Sequence[Line]
    decided_on: date
    reconsider_by: date
    officer: str = ""  # empty: decided by machine
    unit: str = ""
    reasons: str = ""
    evidence: Sequence[Item] = ()


def decision_letter(language: str, to: Recipient, decided: Decided) -> dict[str, Any]:
    """The content of a decision's letter, as JSON values."""
    words = WORDS[language]
    benefit = benefit_name(decided.benefit, language)
    return page(language, to, decided.number, decided.decided_on) | {
        "title": words["decision_title"].format(benefit=benefit.lower()),
        "headline": headline(language, decided.outcome, benefit.lower()),
        "by": _by(language, decided),
        "rows": lines_in_rows(decided.lines, language),
        "reasons": reasons_of(decided.lines, language),
        "own_words": decided.reasons,
        "facts": [described(item, language) for item in decided.evidence],
        "lagrum": lagrum_of(decided.lines),
        "reconsider_by": wording.day(decided.reconsider_by, language),
    }


def supplement_letter(language: str, to: Recipient, number: str, today: date, asks: Iterable[Ask]) -> dict[str, Any]:
    """The content of a letter that asks the insured for what is missing."""
    rows = [
        {"what": ask.sv if language == "sv" else ask.en, "by": wording.day(ask.due, language), "lagrum": ask.lagrum}
        for ask in asks
    ]
    words = WORDS[language]
    return page(language, to, number, today) | {"title": words["supplement_title"], "rows": rows}


def communication_letter(
    language: str, to: Recipient, number: str, today: date, *, due: date, text: str, lines: Sequence[Line]
) -> dict[str, Any]:
    """The content of a letter that puts the material to the party before a decision against her (FL 25 §)."""
    words = WORDS[language]
    return page(language, to, number, today) | {
        "title": words["communication_title"],
        "text": text,
        "rows": lines_in_rows(lines, language),
        "reasons": reasons_of(lines, language),
        "due": wording.day(due, language),
    }


def came_back_letter(
    language: str, to: Recipient, number: str, today: date, *, benefit: str, amount: int, pay_day: date, until: date
) -> dict[str, Any]:
    """The content of a letter that tells of a payment the bank could not deliver (öre), and until when it is hers."""
    words = WORDS[language]
    told = {
        "benefit": benefit_name(benefit, language).lower(), "amount": wording.kronor(amount, language),
        "pay_day": wording.day(pay_day, language), "until": wording.day(until, language),
    }  # fmt: skip
    lines = [words[f"came_back_{part}"].format(**told) for part in ("lead", "do", "until")]
    return page(language, to, number, today) | {"title": words["came_back_title"], "paragraphs": lines}


def recovery_letter(
    language: str, to: Recipient, number: str, today: date, *, benefit: str, amount: int, demanded: int,
    due: date | None, line: Line, reasons: str,
) -> dict[str, Any]:  # fmt: skip
    """The content of a letter that decides on a wrong payment (öre): what is to be paid back, by when, why, and how to
    have it reconsidered.
    """
    words = WORDS[language]
    told = {
        "benefit": benefit_name(benefit, language).lower(), "amount": wording.kronor(amount, language),
        "demanded": wording.kronor(demanded, language), "due": wording.day(due, language) if due else "",
        "period": wording.period(line.start, line.end, language), "number": number,
    }  # fmt: skip
    decided = words["recovery_demanded" if demanded else "recovery_not_demanded"]
    law = f"{line.reason_sv if language == 'sv' else line.reason_en} ({', '.join(line.lagrum)})"
    again = words["reconsider"].format(by=wording.day(reconsideration_deadline(today), language))
    lines = [decided.format(**told), words["recovery_paid_wrongly"].format(**told), law, reasons, again]
    return page(language, to, number, today) | {
        "title": words["recovery_title"].format(**told), "paragraphs": [each for each in lines if each],
    }  # fmt: skip


def page(language: str, to: Recipient, number: str, today: date) -> dict[str, Any]:
    """What every letter has: its language, whom it is to, the case and the day."""
    return {
        "language": language,
        "to": {"name": to.name, "address": list(to.address)},
        "number": number,
        "date": wording.day(today, language),
    }


def _by(language: str, decided: Decided) -> str:
    words = WORDS[language]
    if not decided.officer:
        return str(words["by_machine"])
    who = ", ".join(part for part in (decided.officer, decided.unit) if part)
    return str(words["by_person"]).format(who=who)


def lines_in_rows(lines: Iterable[Line], language: str) -> list[dict[str, str]]:
    """Lines as the letter's table has them."""
    return [_row(line, language) for line in lines]


def _row(line: Line, language: str) -> dict[str, str]:
    granted = line.outcome == "granted"
    return {
        "period": wording.period(line.start, line.end, language),
        "outcome": WORDS[language]["granted" if granted else "refused"],
        "amount": wording.amount(line.amount, line.unit, language) if granted else "–",
        "lagrum": ", ".join(line.lagrum),
    }


def reasons_of(lines: Iterable[Line], language: str) -> list[str]:
    """Each reason once, in the order of the days."""
    return list(dict.fromkeys(line.reason_sv if language == "sv" else line.reason_en for line in lines))


def lagrum_of(lines: Iterable[Line]) -> list[str]:
    """Each provision once, in the order of the days."""
    return list(dict.fromkeys(lagrum for line in lines for lagrum in line.lagrum))
