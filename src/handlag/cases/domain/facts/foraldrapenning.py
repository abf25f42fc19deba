"""Facts for föräldrapenning (SFB 12 kap.): the days asked for, the child, the incomes and the days already used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handlag.cases.domain.facts.common import span, yearly_incomes

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Item, Picture

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EIGHTHS = {"1": 8, "3/4": 6, "1/2": 4, "1/4": 2, "1/8": 1}
ORDINARY_WEEK = [1, 2, 3, 4, 5]
WITHOUT_WORK = frozenset({"unemployed", "none"})
QUALIFYING = 240
"""Unbroken days before the birth with a right to sjukpenning above the lowest level (12 kap. 35 §)."""
ABOVE_LOWEST = 84_700
"""Yearly kronor from which sjukpenning is above 180 a day: 180.5 × 365 / (0.97 × 0.80), up to a hundred."""


def foraldrapenning_facts(picture: Picture) -> dict[str, Any]:
    """The facts of one parent's claim."""
    claim, said = picture.claim, picture.claim.content
    incomes = yearly_incomes(picture)
    return {
        "period": span(claim.start, claim.end or claim.start),
        "days": list(_days(picture)),
        "child": _child(picture),
        "sgi": {"employment_income": incomes["employment"], "business_income": incomes["business"]},
        "custody": _custody(picture),
        "account": _account(picture),
        "other_parent_days": _other_days(picture),
        "qualifying_days": _qualifying(picture),
        "working_weekdays": [] if said.get("work") in WITHOUT_WORK else ORDINARY_WEEK,
        "applied_on": claim.received_on.isoformat(),
    }


def child_of(picture: Picture) -> Any:
    """What the register says of the claimed child, or for one who is no parent the record of the days she was given;
    the flow has refused the claim where neither says anything.
    """
    known = _ties(picture) or list(picture.items("parental_days"))
    return known[0].content


def _ties(picture: Picture) -> list[Item]:
    child = picture.claim.content["child"]
    return [item for item in picture.items("relation") if item.content["child"] == child]


def _child(picture: Picture) -> dict[str, Any]:
    """The child with those born with it, and the day it became resident here where somebody has told it."""
    born = child_of(picture)["born"]
    same = {item.content["child"] for item in picture.items("relation") if _beside(item.content["born"], born)}
    told = [item.start for item in picture.items("residence") if item.start]
    resident = {"resident_from": told[-1].isoformat()} if told else {}
    return {"birth_date": born, "children": max(len(same), 1)} | resident


def _beside(one: str, other: str) -> bool:
    """Born at one birth, which may pass midnight."""
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= timedelta(days=1)


def _custody(picture: Picture) -> str:
    """How the claimant is tied to the child; one who is no parent can only have been given days (17 a §)."""
    if not _ties(picture):
        return "transferred"
    return "sole" if _sole(picture) else "joint"


def _sole(picture: Picture) -> bool:
    return any(item.content["kind"] == "custody" and not item.content.get("joint") for item in _ties(picture))


def _days(picture: Picture) -> Iterator[dict[str, Any]]:
    """The weekdays asked for, as runs of consecutive days."""
    said = picture.claim.content
    wanted = {WEEKDAYS.index(day) for day in said["weekdays"]}
    for start, end in _runs(picture.claim.start, picture.claim.end or picture.claim.start, wanted):
        yield span(start, end) | {"eighths": EIGHTHS[said["extent"]], "kind": said["level"]}


def _runs(start: date, end: date, weekdays: set[int]) -> Iterator[tuple[date, date]]:
    began: date | None = None
    day = start
    while day <= end:
        if day.weekday() in weekdays:
            began = began or day
        elif began:
            yield began, day - timedelta(days=1)
            began = None
        day += timedelta(days=1)
    if began:
        yield began, end


def _account(picture: Picture) -> dict[str, Any]:
    used = picture.first("parental_days")
    return (dict(used.content["account"]) if used else {}) | _foreign(picture)


def _foreign(picture: Picture) -> dict[str, Any]:
    """Days of a foreign benefit for the birth, told by an officer (12 kap. 33 §)."""
    told = [item.content for item in picture.items("foreign_benefit")]
    own = [
        {"days": int(row["days"]), "income_based": row["income_based"]} for row in told if row["whose"] == "claimant"
    ]
    others = sum(int(row["days"]) for row in told if row["whose"] == "other")
    return ({"foreign": own} if own else {}) | ({"other_foreign_days": others} if others else {})


def _other_days(picture: Picture) -> list[dict[str, str]]:
    used = picture.first("parental_days")
    return list(used.content["other_days"]) if used else []


def _qualifying(picture: Picture) -> int | None:
    """The 240 days before the birth with an income that gives more than the lowest level, as registered; an
    officer's answer goes before. None where the income began too late to tell without asking what came before it.
    """
    given = picture.assessment("FPG_QUALIFYING")
    if given:
        return QUALIFYING if given.answer["met"] else 0
    born = date.fromisoformat(child_of(picture)["born"])
    known = [*picture.items("earlier_income"), *picture.items("income")]
    held = [item.start for item in known if item.start and _enough(item)]
    if not held:
        return 0
    days = (born - min(held)).days
    return QUALIFYING if days >= QUALIFYING else None


def _enough(item: Item) -> bool:
    return int(item.content["yearly_kronor"]) >= ABOVE_LOWEST
