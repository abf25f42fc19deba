"""How many days are used when a day comes: of a year's 60 and further 60, of ten at birth or death, and others."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from handlag.law.tillfallig_foraldrapenning import provisions as law
from handlag.law.tillfallig_foraldrapenning.facts import TillfalligFacts, YearUsed

BOTH_POOLS = frozenset({"care", "treatment", "meeting", "investigation", "special_need", "lss"})
MOST = {"birth": 10, "contact": 10, "death": 10, "parent_ill": 120}
BY_THE_YEAR = frozenset({"contact", "parent_ill"})


class Used(NamedTuple):
    """Eighths used in ``year`` of the two pools, and of the kind's own days; minutes paid for; business days paid."""

    year: int
    first: int
    further: int
    own: int
    minutes: int
    business: tuple[int, ...]

    @classmethod
    def before(cls, facts: TillfalligFacts) -> Used:
        """What had been used before the claimed period."""
        days = tuple(day.toordinal() for day in facts.business_days_before)
        return _of_year(facts, facts.period.start.year, facts.minutes_before, days)

    def on(self, facts: TillfalligFacts, day: date) -> Used:
        """The same on a day: a new calendar year has days of its own."""
        if day.year == self.year:
            return self
        fresh = _of_year(facts, day.year, self.minutes, self.business)
        return fresh if facts.kind in BOTH_POOLS | BY_THE_YEAR else fresh._replace(own=self.own)

    def business_in_seven(self, day: int) -> int:
        """Days paid by business income in the seven that end with the day."""
        return sum(1 for paid in self.business if day - 6 <= paid < day)


def _of_year(facts: TillfalligFacts, year: int, minutes: int, business: tuple[int, ...]) -> Used:
    known = next((one for one in facts.used if one.year == year), YearUsed(year=max(year, 2021)))
    own = {
        "birth": facts.used_at_birth,
        "death": facts.used_at_death,
        "contact": known.contact,
        "parent_ill": known.parent_ill,
    }
    return Used(year, known.first, known.further, own.get(facts.kind, 0), minutes, business)


def pool(facts: TillfalligFacts, used: Used, eighths: int) -> str:
    """Where the day is taken from: ``first``, ``further``, ``own``, ``none`` for no limit; empty where none is left."""
    if facts.kind == "serious":
        return "none"
    if facts.kind in MOST:
        most = facts.share_of_birth if facts.kind == "birth" else MOST[facts.kind]
        return "own" if law.inom_dagarna(used.own, eighths, most) else ""
    if law.ur_de_forsta_60(used.first, eighths, facts.kind == "investigation"):
        return "first"
    carer_ill = facts.kind == "care" and facts.reason == "carer_ill"
    return "further" if law.ur_ytterligare_60(used.further, eighths, carer_ill) else ""
