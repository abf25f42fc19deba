"""The concepts of the sickness insurance in words: who gets what at a peak, and what coordination loses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlag.planning.domain.concepts import COORDINATION
from handlag.planning.domain.months import month_text
from handlag.planning.words import measured, number

CONCEPT_WORDS: dict[str, dict[str, str]] = {
    "first": {"sv": "Första anspråk (VO 1)", "en": "First claim (VO 1)"},
    "security": {"sv": "Trygghet vid sjukdom (VO 2)", "en": "Security during illness (VO 2)"},
    "return": {"sv": "Stöd för återgång (VO 3)", "en": "Support for return (VO 3)"},
    COORDINATION: {"sv": "Därav samordning", "en": "Of this coordination"},
}
HEADS = {
    "sv": (
        "Koncept", "Timmar i månaden under toppen", "Utan topp", "Andel av tiden", "Utan topp",
        "Pågående när toppen är över", "Utan topp", "Timmar som uteblir",
    ),
    "en": (
        "Concept", "Hours a month at the peak", "Without a peak", "Share of the time", "Without a peak",
        "Pending when the peak is over", "Without a peak", "Hours not done",
    ),
}  # fmt: skip


def peak_text(found: Mapping[str, Any]) -> str:
    """The months of a peak, from the first to the last."""
    months = found["peak"]
    return "–".join(dict.fromkeys(month_text(month) for month in (months[0], months[-1])))


def told_concepts(found: Mapping[str, Any], language: str) -> list[str]:
    """What happens at a peak, in sentences: who takes the time, and what becomes of the coordination."""
    if not found["peak"]:
        return [
            "First claims have no peak in this plan."
            if language == "en"
            else "Första anspråk har ingen topp i den här planen."
        ]
    rows = {row["group"]: row for row in found["at_peak"]}
    said = [_first(rows["first"], peak_text(found), language)]
    return said + ([_coordination(rows[COORDINATION], language)] if COORDINATION in rows else [])


def _first(row: Mapping[str, Any], months: str, language: str) -> str:
    share, calm = (measured("share", row[name], language) for name in ("share", "calm_share"))
    if language == "en":
        return f"At the peak of first claims ({months}) they take {share} of the time; without it {calm}."
    return f"När första anspråk har sin topp ({months}) tar de {share} av tiden; utan toppen {calm}."


def _coordination(row: Mapping[str, Any], language: str) -> str:
    done, calm, lost, never = (number(row[name], language) for name in ("done", "calm", "lost", "never"))
    if row["lost"] < 1:
        return "Coordination loses nothing by it." if language == "en" else "Samordningen förlorar inget på det."
    if language == "en":
        said = f"Coordination gets {done} hours a month instead of {calm}, and loses {lost} hours while it lasts."
        later = f"Of these {never} aren't done when the plan ends." if row["never"] >= 1 else "All are done later."
    else:
        said = (
            f"Samordningen får {done} timmar i månaden i stället för {calm}, och förlorar {lost} timmar under toppen."
        )
        later = f"Av dem är {never} inte gjorda när planen slutar." if row["never"] >= 1 else "Alla görs senare."
    return f"{said} {later}"


def concept_cells(row: Mapping[str, Any], language: str) -> list[str]:
    """A concept at the peak as a row of ``HEADS``."""
    hours, shares = (row["done"], row["calm"]), (row["share"], row["calm_share"])
    return [
        CONCEPT_WORDS[row["group"]][language], *(number(value, language) for value in hours),
        *(measured("share", value, language) for value in shares),
        *(number(row[name], language) for name in ("pending", "calm_pending", "lost")),
    ]  # fmt: skip


def concept_sides(named: Sequence[tuple[str, Mapping[str, Any]]], language: str) -> list[tuple[str, str, list[str]]]:
    """Scenarios' concepts at the peak side by side, for the benefits all have: benefit, scenario, cells of ``HEADS``.

    ``named`` are the scenarios' names with what each has by benefit; rows of the same concept follow each other.
    """
    both = set.intersection(*(set(by_benefit) for _name, by_benefit in named)) if named else set()
    return [
        (benefit, name, concept_cells(row, language))
        for benefit in sorted(both)
        for group in CONCEPT_WORDS
        for name, by_benefit in named
        for row in by_benefit[benefit]["at_peak"]
        if row["group"] == group
    ]
