"""What of the child's age and circumstances refuses a day, by the kind of days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlag.law.ages import birthday
from handlag.law.daily import covering
from handlag.law.engine import Day
from handlag.law.tillfallig_foraldrapenning import provisions as law
from handlag.law.tillfallig_foraldrapenning.facts import TillfalligFacts


def _age(facts: TillfalligFacts, years: int) -> Day:
    return Day(birthday(facts.child.birth_date, years).toordinal())


def _care(facts: TillfalligFacts, day: Day) -> str:
    if not law.under_tolv(day, _age(facts, 12)):
        return "AGE"
    child, on = facts.child, date.fromordinal(day)
    hospital = covering(child.hospital, on) is not None
    if not law.ordnad_tillsyn_eller_sjukhus(day - child.birth_date.toordinal(), child.supervision_arranged, hospital):
        return "UNDER_240_DAYS"
    return _parental(facts, day) if day - child.birth_date.toordinal() >= 240 else ""


def _parental(facts: TillfalligFacts, day: Day) -> str:
    on = date.fromordinal(day)
    instead, hospital = covering(facts.parental_benefit, on) is not None, covering(facts.child.hospital, on) is not None
    return "" if law.inte_i_stallet_for_foraldrapenning(instead, hospital) else "PARENTAL_BENEFIT"


def _treatment(facts: TillfalligFacts, day: Day) -> str:
    return "" if law.under_tolv(day, _age(facts, 12)) else "AGE"


def _meeting(facts: TillfalligFacts, day: Day) -> str:
    rule = law.mote_eller_utredning.on(date.fromordinal(day))
    limit = _age(facts, 18 if facts.kind == "investigation" else 12)
    young = facts.kind == "investigation" and day < _age(facts, 12)
    if not young and rule(day, limit):
        return ""
    return "AGE" if rule is law.mote_eller_utredning else "TIME"


def _special_need(facts: TillfalligFacts, day: Day) -> str:
    of_age = _age(facts, 12) <= day < _age(facts, 16)
    return _parental(facts, day) if of_age else "AGE"


def _lss(facts: TillfalligFacts, day: Day) -> str:
    until = facts.child.special_school_until
    school = Day(until.toordinal() if until else 0)
    return "" if law.lss_fran_sexton(day, _age(facts, 16), _age(facts, 21), school, facts.child.lss) else "AGE"


def _contact(facts: TillfalligFacts, day: Day) -> str:
    return "" if law.kontaktdag(day, _age(facts, 16), facts.child.lss) else "AGE"


def _serious(facts: TillfalligFacts, day: Day) -> str:
    return "" if day < _age(facts, 18) else "AGE"


def _birth(facts: TillfalligFacts, day: Day) -> str:
    child = facts.child
    begins = child.adopted_on or child.birth_date
    home = child.adopted_on or child.came_home_on or child.birth_date
    ordinals = Day(begins.toordinal()), Day(home.toordinal())
    return "" if law.vid_fodelse_eller_adoption(day, *ordinals, _age(facts, 10)) else "TIME"


def _death(facts: TillfalligFacts, day: Day) -> str:
    died = facts.child.died_on
    given = died is not None and law.vid_barns_dod(day, Day(died.toordinal()), _age(facts, 18))
    return "" if given else "TIME"


def _parent_ill(facts: TillfalligFacts, day: Day) -> str:
    return "" if day < _age(facts, 5 if facts.child.adopted_on else 3) else "AGE"


_BY_KIND: dict[str, Callable[[TillfalligFacts, Day], str]] = {
    "care": _care,
    "treatment": _treatment,
    "meeting": _meeting,
    "investigation": _meeting,
    "special_need": _special_need,
    "lss": _lss,
    "contact": _contact,
    "serious": _serious,
    "birth": _birth,
    "death": _death,
    "parent_ill": _parent_ill,
}


def child_refuses(facts: TillfalligFacts, day: date) -> str:
    """The code of what of the child refuses the day, or nothing."""
    return _BY_KIND[facts.kind](facts, Day(day.toordinal()))
