"""Making a world: block by block, each in one transaction, so that one killed half-way is taken up where it stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection, transaction

from handlag.core.benefits import Benefit
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.events.models import Event
from handlag.people.models import Person
from handlag.world.arrivals import Arrival
from handlag.world.certificates import write_certificates
from handlag.world.domain.allowance import allowance
from handlag.world.domain.calibration import factor
from handlag.world.domain.history import CLOSING, Cases, Reach
from handlag.world.domain.parental import parental, within_own_days
from handlag.world.domain.paying import PayCalendar
from handlag.world.domain.population import make_people
from handlag.world.domain.sickness import sickness
from handlag.world.living import Tally, arrivals_of, live
from handlag.world.money import Runs
from handlag.world.records import FIRST_SERIAL, SERIALS_A_BLOCK, Records
from handlag.world.register import Register
from handlag.world.staff import Staff

BLOCK = 250_000
FEWEST, MOST = 1_000, 12_000_000
LIVING_DAYS = 21
CONTINUED = CLOSING.index("continued")
HISTORIES = {Benefit.SJUKPENNING: sickness, Benefit.FORALDRAPENNING: parental, Benefit.BARNBIDRAG: allowance}
Progress = Callable[[str, int], None]


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
        count = -(-self.people // BLOCK)
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


def begun(people: int, seed: int, first_year: int) -> Plan | None:
    """The plan of a world that has been begun with the same wishes, on whatever day; None where there is none."""
    detail = Event.objects.filter(kind=Kind.WORLD_MADE).order_by("recorded_at").values_list("detail", flat=True).first()
    if detail is None or (detail["people"], detail["seed"], detail["first_year"]) != (people, seed, first_year):
        return None
    return Plan(people, seed, first_year, date.fromisoformat(detail["today"]))


def plan_for(people: int, seed: int, first_year: int, now: datetime, last_year: int | None = None) -> Plan:
    """The plan of a world that ends today, or after a whole year that is past. Raises WORLD_SIZE, WORLD_YEARS."""
    today = legal_day(now)
    until = today if last_year is None else date(last_year + 1, 1, 1) + timedelta(days=LIVING_DAYS)
    if not FEWEST <= people <= MOST:
        raise _size()
    if not 2022 <= first_year <= (until - timedelta(days=LIVING_DAYS + 1)).year or until > today:
        raise _years(today.year)
    return Plan(people, seed, first_year, until)


def make_history(plan: Plan, now: datetime, progress: Progress) -> int:
    """Write the history of a world into an empty database, or what a killed making left undone. Rows written.

    Raises WORLD_NOT_EMPTY where there are people that are not of this very world.
    """
    done = _done(plan)
    maker = _Maker(plan, now)
    if done == 0:
        maker.begin()
    rows = 0
    for block in range(max(done - 1, 0), len(plan.blocks)):
        progress(f"block {block + 1} of {len(plan.blocks)}", plan.blocks[block])
        rows += maker.block(block, progress)
    if not _finished():
        maker.finish()
    return rows


class _Maker:
    """The parts of a world all its blocks share."""

    def __init__(self, plan: Plan, now: datetime) -> None:
        self.plan, self.now, self.reach = plan, now, plan.reach
        self.began = self.reach.first - 45
        self.staff = Staff(plan.seed, plan.people, self.began)
        cut = self.plan.cut
        years = range(plan.first_year - 1, plan.today.year + 25)
        self.calendars = {str(benefit): PayCalendar(str(benefit), years) for benefit in HISTORIES}
        done = {benefit: calendar.ordered_by(cut) for benefit, calendar in self.calendars.items()}
        self.runs = Runs(plan.seed, self.calendars, done)

    @transaction.atomic
    def begin(self) -> None:
        """Units, officers and empty runs."""
        self.staff.write(self.began)
        self.runs.write()
        self._note("begun", 0)

    @transaction.atomic
    def block(self, number: int, progress: Progress) -> int:
        """One block's people and their history."""
        _trust_the_columns()
        plan = self.plan
        people = make_people(plan.seed, number, plan.blocks[number], plan.today)
        register = Register(plan.seed, number, len(plan.blocks), people, self.reach)
        rows, serial = register.write(), 0
        scale = factor(int((people.born <= np.datetime64("2024-12-31")).sum()))
        for benefit, history in HISTORIES.items():
            progress(str(benefit), 0)
            cases, _ = divided(history(plan.seed, number, people, plan.whole, scale), self.reach.cut)
            records = Records(plan.seed, register, self.staff, str(benefit), cases, serial)
            if benefit == Benefit.SJUKPENNING:
                messages = write_certificates(plan.seed, register, records.cases, self.reach.cut, records.tell)
                records.messages = messages
                rows += messages.rows
            rows += records.write(self.calendars[benefit], self.runs)
            serial += len(cases)
        self._note("block", number + 1)
        return rows

    def finish(self) -> None:
        """Sum up what the blocks share, and let what comes after begin where they ended."""
        with transaction.atomic():
            self.runs.sum_up()
            with connection.cursor() as cursor:
                last = FIRST_SERIAL + len(self.plan.blocks) * SERIALS_A_BLOCK
                cursor.execute("SELECT setval('cases_number', %s)", [last])
                cursor.execute("SELECT setval('people_person_nr', (SELECT max(nr) FROM people_person))")
            self._note("finished", len(self.plan.blocks))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _note(self, stage: str, blocks: int) -> None:
        leave(Kind.WORLD_MADE, self.now, stage=stage, blocks=blocks, **self.plan.as_dict())


def made() -> dict[str, Any]:
    """What world the database holds. Raises WORLD_NONE."""
    detail = Event.objects.filter(kind=Kind.WORLD_MADE).order_by("recorded_at").values_list("detail", flat=True).first()
    if detail is None:
        raise NotFound(
            "WORLD_NONE", "database",
            sv="Databasen innehåller ingen påhittad myndighet.", en="The database holds no synthetic agency.",
            remedy_sv="Gör en med handlag world make.", remedy_en="Make one with handlag world make.",
        )  # fmt: skip
    return dict(detail)


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


def _trust_the_columns() -> None:
    """Spare the server checking every row's foreign keys and balances, where we may: the tests check them all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def _done(plan: Plan) -> int:
    """How far the making of this world has come: 0 not begun, else one more than the blocks written."""
    stages = list(Event.objects.filter(kind=Kind.WORLD_MADE).order_by("recorded_at").values_list("detail", flat=True))
    if not stages and not Person.objects.exists():
        return 0
    asked = plan.as_dict()
    if not stages or any(stage[key] != asked[key] for stage in stages for key in asked):
        raise _not_empty()
    return 1 + max(int(stage["blocks"]) for stage in stages)


def _finished() -> bool:
    return Event.objects.filter(kind=Kind.WORLD_MADE, detail__stage="finished").exists()


def live_on(plan: Plan, now: datetime, outbox: Path, progress: Progress) -> Tally | None:
    """Live the weeks after the history, once; None where they have been lived, or half lived, already."""
    if Event.objects.filter(kind=Kind.WORLD_MADE, detail__stage__in=["living", "lived"]).exists():
        return None
    leave(Kind.WORLD_MADE, now, stage="living", blocks=len(plan.blocks), **plan.as_dict())
    arrivals = [arrival for block in range(len(plan.blocks)) for arrival in _arrivals(plan, block)]
    tally = live(arrivals, plan.cut, now, outbox, progress)
    leave(Kind.WORLD_MADE, now, stage="lived", blocks=len(plan.blocks), **plan.as_dict())
    return tally


def _arrivals(plan: Plan, block: int) -> list[Arrival]:
    people = make_people(plan.seed, block, plan.blocks[block], plan.today)
    scale = factor(int((people.born <= np.datetime64("2024-12-31")).sum()))
    found = []
    for benefit, history in HISTORIES.items():
        cases = history(plan.seed, block, people, plan.whole, scale)
        if benefit == Benefit.FORALDRAPENNING:
            cases = cases.take(within_own_days(cases))
        found += arrivals_of(plan.seed, block, str(benefit), people, divided(cases, plan.reach.cut)[1])
    return found


def _not_empty() -> Conflict:
    return Conflict(
        "WORLD_NOT_EMPTY", "database",
        sv="Databasen innehåller redan personer som inte hör till den här världen.",
        en="The database already holds people that are not of this world.",
        remedy_sv="Använd en tom databas, eller samma antal, frö, år och dag som när världen påbörjades.",
        remedy_en="Use an empty database, or the same number, seed, years and day as when the world was begun.",
    )  # fmt: skip


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
