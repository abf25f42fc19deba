"""Making a world: block by block, each in one transaction, so that one killed half-way is taken up where it stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from handlag.core.benefits import Benefit
from handlag.core.errors import Conflict, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.events.models import Event
from handlag.people.models import Person
from handlag.world.arrivals import Arrival
from handlag.world.certificates import write_certificates
from handlag.world.domain.calibration import factor
from handlag.world.domain.parental import lowest_in_order
from handlag.world.domain.plan import Plan, calendars_of, cases_of, divided, people_of
from handlag.world.living import Tally, arrivals_of, live
from handlag.world.money import Runs
from handlag.world.records import FIRST_SERIAL, SERIALS_A_BLOCK, Records
from handlag.world.register import Register
from handlag.world.staff import Staff

Progress = Callable[[str, int], None]


def begun(people: int, seed: int, first_year: int) -> Plan | None:
    """The plan of a world that has been begun with the same wishes, on whatever day; None where there is none."""
    detail = Event.objects.filter(kind=Kind.WORLD_MADE).order_by("recorded_at").values_list("detail", flat=True).first()
    if detail is None or (detail["people"], detail["seed"], detail["first_year"]) != (people, seed, first_year):
        return None
    return Plan(people, seed, first_year, date.fromisoformat(detail["today"]))


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
        self.calendars = calendars_of(plan)
        done = {benefit: calendar.ordered_by(plan.cut) for benefit, calendar in self.calendars.items()}
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


def scale() -> float:
    """How many times smaller than the country the world is, by its people at the end of 2024."""
    return factor(Person.objects.filter(born__lte=date(2024, 12, 31)).count())


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
