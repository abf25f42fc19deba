"""Facts for barnbidrag (SFB 15–16 kap.): every child the recipient has custody of, from the claimed month on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handlag.cases.domain.facts.common import span

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Item, Picture

LAST_YEAR = 16
"""Barnbidrag is paid to the end of the quarter in which the child turns 16 (15 kap. 4 §)."""


def barnbidrag_facts(picture: Picture) -> dict[str, Any]:
    """The facts of a recipient's child allowance, all her children counted."""
    children = custody(picture)
    start = picture.claim.start.replace(day=1)
    last = max(_quarter_end(_born(child)) for child in children)
    facts: dict[str, Any] = {
        "period": span(start, max(last, _month_end(start))),
        "children": [_child(picture, child) for child in children],
        "household_children": [_household(item) for item in picture.items("household_child")],
        "insured": _insured(picture),
    }
    if picture.first("household_child"):
        facts["supplement_to"] = _stated(picture, "partner", "supplement_to")
    return facts


def custody(picture: Picture) -> list[Item]:
    """The children the recipient has custody of, the eldest first."""
    held = [item for item in picture.items("relation") if item.content["kind"] == "custody"]
    return sorted(held, key=lambda item: (item.content["born"], item.content["child"]))


def _child(picture: Picture, item: Item) -> dict[str, Any]:
    claimed = item.content["child"] == picture.claim.content.get("child")
    joint = bool(item.content.get("joint"))
    child: dict[str, Any] = {
        "birth_date": item.content["born"],
        "custody": "joint" if joint else "sole",
        "right_until": item.end.isoformat() if item.end else None,
        "alternating": claimed and _states(picture, "alternating_residence"),
    }
    if item.start and item.start > _born(item):
        child["right_from"] = item.start.isoformat()
    if joint and claimed and _states(picture, "joint_notice"):
        child["notified_recipient"] = "claimant"
    return child | _recipient(picture, item)


def _recipient(picture: Picture, item: Item) -> dict[str, Any]:
    given = picture.assessment("BBG_RECIPIENT")
    joint = bool(item.content.get("joint"))
    return {"notified_recipient": given.answer["recipient"]} if given and joint else {}


def _household(item: Item) -> dict[str, Any]:
    content = item.content
    until = item.end.isoformat() if item.end else None
    return {"birth_date": content["born"], "halves": 1 if content.get("joint") else 2, "right_until": until}


def _insured(picture: Picture) -> bool | None:
    given = picture.assessment("BBG_INSURED")
    if given:
        return bool(given.answer["met"])
    moved = picture.claim.content.get("reason") == "moved_to_sweden"
    return None if moved else True


def _states(picture: Picture, about: str) -> bool:
    return any(item.content.get("about") == about for item in picture.items("statement"))


def _stated(picture: Picture, about: str, name: str) -> Any:
    said = [item.content.get(name) for item in picture.items("statement") if item.content.get("about") == about]
    return said[-1] if said else None


def _born(item: Item) -> date:
    return date.fromisoformat(item.content["born"])


def _quarter_end(born: date) -> date:
    last_month = (born.month + 2) // 3 * 3
    return _month_end(date(born.year + LAST_YEAR, last_month, 1))


def _month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
