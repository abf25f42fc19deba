"""What world to make: the plan everything in it follows from, and each block's people and cases by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from handlag.core.benefits import Benefit
from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError
from handlag.world.domain.allowance import allowance
from handlag.world.domain.calibration import factor
from handlag.world.domain.history import CLOSING, Cases, Reach
from handlag.world.domain.parental import parental
from handlag.world.domain.paying import PayCalendar
from handlag.world.domain.population import People, make_people
from handlag.world.domain.sickness import sickness

BLOCK = 250_000
SMALL = 50_000
"""People from whom on a second block is worth while: two processes can write two."""
FEWEST, MOST = 1_000, 12_000_000
LIVING_DAYS = 21
CONTINUED = CLOSING.index("continued")
HISTORIES = {Benefit.SJUKPENNING: sickness, Benefit.FORALDRAPENNING: parental, Benefit.BARNBIDRAG: allowance}


@dataclass(frozen=True)
class Plan:
    """What world to make: everything in it follows from these."""

    people: int
    seed: int
    first_year: int
    today: date

    @property
    def blocks(self) -> list[int]:
        """The sizes of the blocks."""
        count = max(-(-self.people // BLOCK), min(self.people // SMALL, 2))
        return [self.people // count + (number < self.people % count) for number in range(count)]

    @property
    def reach(self) -> Reach:
        """What is written as history; the last weeks are lived."""
        return Reach(np.datetime64(f"{self.first_year}-01-01"), np.datetime64(self.cut))

    @property
    def cut(self) -> date:
        """The first day that is lived."""
        return self.today - timedelta(days=LIVING_DAYS)

    @property
    def whole(self) -> Reach:
        """History and what is lived: everything that is drawn."""
        return Reach(self.reach.first, np.datetime64(self.today) + 1)

    def as_dict(self) -> dict[str, Any]:
        """As the world's own events tell it."""
        return {
            "people": self.people, "seed": self.seed, "first_year": self.first_year, "today": self.today.isoformat()
        }  # fmt: skip


def plan_for(people: int, seed: int, first_year: int, now: datetime, last_year: int | None = None) -> Plan:
    """The plan of a world that ends today, or after a whole year that is past. Raises WORLD_SIZE, WORLD_YEARS."""
    today = legal_day(now)
    until = today if last_year is None else date(last_year + 1, 1, 1) + timedelta(days=LIVING_DAYS)
    if not FEWEST <= people <= MOST:
        raise _size()
    if not 2022 <= first_year <= (until - timedelta(days=LIVING_DAYS + 1)).year or until > today:
        raise _years(today.year)
    return Plan(people, seed, first_year, until)


def people_of(plan: Plan, block: int) -> People:
    """The people of one block."""
    return make_people(plan.seed, block, plan.blocks[block], plan.today)


def cases_of(plan: Plan, block: int, people: People) -> Iterator[tuple[Benefit, Cases]]:
    """Every case of a block's people, benefit by benefit: history and what comes after."""
    scale = factor(int((people.born <= np.datetime64("2024-12-31")).sum()))
    for benefit, history in HISTORIES.items():
        yield benefit, history(plan.seed, block, people, plan.whole, scale)


def calendars_of(plan: Plan) -> dict[str, PayCalendar]:
    """Each benefit's pay days, as long as anything drawn may be paid."""
    years = range(plan.first_year - 1, plan.today.year + 25)
    return {str(benefit): PayCalendar(str(benefit), years) for benefit in HISTORIES}


def divided(cases: Cases, cut: np.datetime64) -> tuple[Cases, Cases]:
    """What was decided before the cut, and the rest, which is lived.

    An entitlement is ended by a later decision only where that one was made before the cut too.
    """
    written = cases.decided < cut.astype("datetime64[ms]")
    order = np.lexsort((cases.start, cases.person))
    follows = np.append(np.diff(cases.person[order]) == 0, False)
    taken = np.zeros(len(cases), bool)
    taken[order] = follows & np.append(written[order][1:], False)
    until = np.where(taken, cases.entitled_until, np.datetime64("NaT", "D"))
    goes_on = (cases.closed >= cut.astype("datetime64[ms]")) & (cases.reason != CONTINUED)
    closed = np.where(goes_on, cases.decided + np.timedelta64(1, "s"), cases.closed)
    reason = np.where(goes_on, CONTINUED, cases.reason)
    past = replace(cases, entitled_until=until, closed=closed, reason=reason).take(np.flatnonzero(written))
    return past, cases.take(np.flatnonzero(~written))


def _size() -> HandlagError:
    return HandlagError(
        "WORLD_SIZE", "people",
        sv="Antalet personer är för litet eller för stort.", en="The number of people is too small or too large.",
        remedy_sv=f"Välj mellan {FEWEST} och {MOST}.", remedy_en=f"Choose between {FEWEST} and {MOST}.",
    )  # fmt: skip


def _years(this: int) -> HandlagError:
    return HandlagError(
        "WORLD_YEARS", "years",
        sv="Lagen är skriven från 2022, och historien slutar i dag.",
        en="The law is written from 2022, and history ends today.",
        remedy_sv=f"Välj ett första år mellan 2022 och {this}.",
        remedy_en=f"Choose a first year between 2022 and {this}.",
    )  # fmt: skip
