"""Making a world: block by block, each in one transaction, so that one killed half-way is taken up where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from django.db import connection, transaction

from handlag.core.benefits import Benefit
from handlag.core.errors import Conflict, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.events.models import Event
from handlag.people.models import Person
from handlag.world.arrivals import Arrival
from handlag.world.bare import build_again, take_away
from handlag.world.certificates import write_certificates
from handlag.world.domain.calibration import factor
from handlag.world.domain.parental import lowest_in_order
from handlag.world.domain.plan import Plan, calendars_of, cases_of, divided, people_of
from handlag.world.living import Tally, arrivals_of, live
from handlag.world.money import Runs
from handlag.world.records import FIRST_SERIAL, SERIALS_A_BLOCK, Records
from handlag.world.register import Register
from handlag.world.staff import Staff
from handlag.world.workers import side_by_side

Progress = Callable[[str, int], None]
BARE_FROM = 50_000
"""People from whom on it is quicker to build the indexes at the end."""


def begun(people: int, seed: int, first_year: int) -> Plan | None:
    """The plan of a world that has been begun with the same wishes, on whatever day; None where there is none."""
    detail = _begun()
    if not detail or (detail["people"], detail["seed"], detail["first_year"]) != (people, seed, first_year):
        return None
    return Plan(people, seed, first_year, date.fromisoformat(detail["today"]))


def make_history(plan: Plan, now: datetime, progress: Progress, processes: int = 1) -> int:
    """Write the history of a world into an empty database, or what a killed making left undone. Rows written.

    Raises WORLD_NOT_EMPTY where there are people that are not of this very world.
    """
    done = _done(plan)
    maker = _Maker(plan, now)
    if done is None:
        maker.begin()
    left = [block for block in range(len(plan.blocks)) if block not in (done or ())]
    rows = 0
    for block, written in _written(maker, left, progress, min(processes, len(left))):
        rows += written
        progress(f"block {block + 1} of {len(plan.blocks)}", plan.blocks[block])
    if not _finished():
        progress("indexes", 0)
        maker.finish()
    return rows


def _written(maker: _Maker, blocks: list[int], progress: Progress, processes: int) -> Iterator[tuple[int, int]]:
    if processes > 1:
        yield from side_by_side(maker.plan, maker.now, blocks, processes)
        return
    for block in blocks:
        yield block, maker.block(block, progress)


def write_block(plan: Plan, now: datetime, block: int) -> int:
    """One block of a world that has been begun. Rows written."""
    return _Maker(plan, now).block(block, lambda _what, _done: None)


class _Maker:
    """The parts of a world all its blocks share."""

    def __init__(self, plan: Plan, now: datetime) -> None:
        self.plan, self.now, self.reach = plan, now, plan.reach
        self.began = self.reach.first - 45
        self.staff = Staff(plan.seed, plan.people, self.began)
        self.calendars = calendars_of(plan)
        done = {benefit: calendar.ordered_by(plan.cut) for benefit, calendar in self.calendars.items()}
        self.runs = Runs(plan.seed, self.calendars, done)

    @transaction.atomic
    def begin(self) -> None:
        """Units, officers and empty runs."""
        self.staff.write(self.began)
        self.runs.write()
        self._note("begun", 0, indexes=take_away() if self.plan.people >= BARE_FROM else [])

    @transaction.atomic
    def block(self, number: int, progress: Progress) -> int:
        """One block's people and their history."""
        _trust_the_columns()
        plan = self.plan
        people = people_of(plan, number)
        register = Register(plan.seed, number, len(plan.blocks), people, self.reach)
        rows, serial = register.write(), 0
        for benefit, drawn in cases_of(plan, number, people):
            progress(str(benefit), 0)
            cases, _ = divided(drawn, self.reach.cut)
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
            build_again(_begun().get("indexes", ()))
            self.runs.sum_up()
            with connection.cursor() as cursor:
                last = FIRST_SERIAL + len(self.plan.blocks) * SERIALS_A_BLOCK
                cursor.execute("SELECT setval('cases_number', %s)", [last])
                cursor.execute("SELECT setval('people_person_nr', (SELECT max(nr) FROM people_person))")
            self._note("finished", len(self.plan.blocks))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _note(self, stage: str, blocks: int, **more: Any) -> None:
        leave(Kind.WORLD_MADE, self.now, stage=stage, blocks=blocks, **self.plan.as_dict(), **more)


def made() -> dict[str, Any]:
    """What world the database holds. Raises WORLD_NONE."""
    return _begun() or _none()


def _begun() -> dict[str, Any]:
    """What the world's first event tells; nothing where there is none."""
    return next(iter(_told()), {})


def _told() -> list[dict[str, Any]]:
    found = Event.objects.filter(kind=Kind.WORLD_MADE).order_by("recorded_at", "id")
    return list(found.values_list("detail", flat=True))


def _none() -> NoReturn:
    raise NotFound(
        "WORLD_NONE", "database",
        sv="Databasen innehåller ingen påhittad myndighet.", en="The database holds no synthetic agency.",
        remedy_sv="Gör en med handlag world make.", remedy_en="Make one with handlag world make.",
    )  # fmt: skip


def scale() -> float:
    """How many times smaller than the country the world is, by its people at the end of 2024."""
    return factor(Person.objects.filter(born__lte=date(2024, 12, 31)).count())


def let_commits_wait() -> None:
    """Half a second of a world lost with the machine is made again by the same command."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def _trust_the_columns() -> None:
    """Spare the server checking every row's foreign keys and balances, where we may: the tests check them all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def _done(plan: Plan) -> set[int] | None:
    """Which blocks of this world have been written; None where it has not been begun."""
    stages = _told()
    if not stages and not Person.objects.exists():
        return None
    asked = plan.as_dict()
    if not stages or any(stage[key] != asked[key] for stage in stages for key in asked):
        raise _not_empty()
    return {int(stage["blocks"]) - 1 for stage in stages if stage["stage"] == "block"}


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
    people = people_of(plan, block)
    found = []
    for benefit, drawn in cases_of(plan, block, people):
        own = lowest_in_order(drawn) if benefit == Benefit.FORALDRAPENNING else slice(None)
        found += arrivals_of(plan.seed, block, str(benefit), people, divided(drawn.take(own), plan.reach.cut)[1])
    return found


def _not_empty() -> Conflict:
    return Conflict(
        "WORLD_NOT_EMPTY", "database",
        sv="Databasen innehåller redan personer som inte hör till den här världen.",
        en="The database already holds people that are not of this world.",
        remedy_sv="Använd en tom databas, eller samma antal, frö, år och dag som när världen påbörjades.",
        remedy_en="Use an empty database, or the same number, seed, years and day as when the world was begun.",
    )  # fmt: skip
