"""The kinds of evidence, and each piece in a reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handlag.cases.domain import wording
from handlag.cases.domain.picture import Item

KINDS: dict[str, tuple[str, str]] = {
    "claim": ("Din ansökan", "Your claim"),
    "certificate": ("Läkarintyg", "Medical certificate"),
    "income": ("Inkomst av arbete", "Income from work"),
    "earlier_income": ("Inkomst före barnets födelse", "Income before the child's birth"),
    "relation": ("Uppgift om familj", "Information on family"),
    "history": ("Tidigare beviljade dagar", "Days granted before"),
    "parental_days": ("Föräldradagar som är uttagna", "Parental days used"),
    "household_child": ("Barn i hushållet", "Child of the household"),
    "residence": ("Uppgift om bosättning", "Information on residence"),
    "foreign_benefit": ("Utländsk föräldraförmån", "Foreign parental benefit"),
    "overlap": ("Dagar som redan är beviljade", "Days already granted"),
    "sick_pay": ("Uppgift om sjuklön", "Information on sick pay"),
    "supplement": ("Komplettering", "Supplement"),
    "statement": ("Ditt yttrande", "Your answer"),
    "request": ("Din begäran om omprövning", "Your request for reconsideration"),
    "other": ("Annat underlag", "Other evidence"),
}


def described(item: Item, language: str) -> str:
    """One line on a piece of evidence: what it is, what it says in short, where it came from and when."""
    name = KINDS.get(item.kind, KINDS["other"])[0 if language == "sv" else 1]
    said = _SHORT[item.kind](item.content, language) if item.kind in _SHORT else ""
    covered = wording.period(item.start, item.end, language) if item.start else ""
    came = _came(item.received_on, language)
    return ", ".join(part for part in (name, said, covered, item.source, came) if part)


def _came(on: date | None, language: str) -> str:
    if on is None:
        return ""
    return f"{'mottaget' if language == 'sv' else 'received'} {wording.day(on, language)}"


def _income(content: Mapping[str, Any], language: str) -> str:
    a_year = "per år" if language == "sv" else "a year"
    return f"{wording.kronor(int(content.get('yearly_kronor', 0)) * 100, language)} {a_year}"


_SHORT: dict[str, Callable[[Mapping[str, Any], str], str]] = {"income": _income}
