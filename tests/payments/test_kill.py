"""A run killed with ``kill -9`` at random points and started again pays everything exactly once."""

from __future__ import annotations

import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from django.db.models import Count
from psycopg import sql
from psycopg.types.range import DateRange

from handlag.core.ids import new_id
from handlag.events.models import Event
from handlag.payments.domain.pay_days import pay_day
from handlag.payments.ledger import reconcile
from handlag.payments.models import BankFile, Entitlement, JournalLine, Payment, PayRun, RunPart
from handlag.people.models import Person
from tests.database import DATABASE, TEMPLATE
from tests.payments.scene import children, decided, iban, person

pytestmark = pytest.mark.slow
FAMILIES, KILLS, SEED = 300, 24, 20260320
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database other processes can see, made from the template; its URL."""
    name, before = f"{DATABASE}_killed", dict(connections["default"].settings_dict)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()
        server = psycopg.conninfo.make_conninfo(host=before["HOST"], user=before["USER"], dbname="postgres")
        with psycopg.connect(server, autocommit=True) as made:
            made.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            made.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, TEMPLATE))))
        connection.settings_dict["NAME"] = name
        try:
            yield f"postgresql://{before['USER']}@/{name}?host={before['HOST']}"
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = before["NAME"]
            with psycopg.connect(server, autocommit=True) as made:
                made.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def grant_families(count: int) -> None:
    """One decision through the action, the other families copied from it: their granting is not what is tested."""
    first = person()
    receipt = children("2026-01-01", "2027-12-31", halves=2, count=1)
    decided(first, "barnbidrag", [("2026-01-01", "2027-12-31", 125_000)], date(2026, 1, 3), receipt)
    [granted] = Entitlement.objects.all()
    Person.objects.bulk_create(
        Person(
            id=new_id(), identity_number=f"K{n:011d}", given_name="Åke", family_name=f"Test & Son {n}",
            born=date(1980, 1, 1), sex="M", street="Lilla vägen 3", postcode="90325", town="Umeå", account=iban(n),
        )
        for n in range(1000, 1000 + count - 1)
    )  # fmt: skip
    Entitlement.objects.bulk_create(
        Entitlement(
            id=new_id(), line=granted.line, case_id=granted.case_id, person=who, person_nr=who.nr,
            benefit="barnbidrag", benefit_nr=3, period=DateRange(date(2026, 1, 1), date(2028, 1, 1)),
            amount_ore=125_000, unit="month", pay_from=granted.pay_from, basis=granted.basis,
        )
        for who in Person.objects.exclude(pk=first.pk)
    )  # fmt: skip


class Runs:
    """Runs in processes of their own, begun by one program that has loaded what they need."""

    def __init__(self, url: str, outbox: Path) -> None:
        self.outbox = outbox
        environment = os.environ | {
            "HANDLAG_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "handlag.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }  # fmt: skip
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tests.payments.killed_run"], env=environment, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def begin(self, day: date) -> int:
        """The process of a run that has begun."""
        return self._told(f"run {day} {day - timedelta(days=4)} {self.outbox}")

    def end(self, run: int) -> int:
        """How a run ended, waited for."""
        return self._told(f"wait {run}")

    def _told(self, line: str) -> int:
        assert self.program.stdin
        assert self.program.stdout
        self.program.stdin.write(line + "\n")
        self.program.stdin.flush()
        return int(self.program.stdout.readline())


@pytest.fixture
def runs(own_database: str, tmp_path: Path) -> Iterator[Runs]:
    runs = Runs(own_database, tmp_path)
    with runs.program:
        yield runs


def month_after(day: date | None) -> date:
    """The pay day of the month after that of ``day``; the first of the granted months to begin with."""
    months = 12 * day.year + day.month if day else 12 * 2026
    return pay_day("barnbidrag", months // 12, months % 12 + 1)


def recorded() -> dict[str, str]:
    """The files recorded as sent, by name, with the SHA-256 they were recorded with."""
    return dict(BankFile.objects.values_list("message_id", "sha256"))


def on_disk(outbox: Path) -> dict[str, str]:
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in outbox.glob("*.xml")}


def paid_once(day: date, outbox: Path) -> None:
    """The month is paid: every family once, in payments, ledger, events and files alike."""
    run = PayRun.objects.get(pay_day=day)
    assert (run.status, run.count, run.total_ore) == ("finished", FAMILIES, FAMILIES * 125_000)
    payments = {payment.hex for payment in Payment.objects.filter(pay_day=day).values_list("pk", flat=True)}
    assert len(payments) == FAMILIES
    files = list(BankFile.objects.filter(run=run))
    text = "".join((outbox / f"{file.message_id}.xml").read_text() for file in files)
    assert Counter(re.findall("<EndToEndId>([0-9a-f]{32})<", text)) == Counter(payments)
    assert sum(file.count for file in files) == FAMILIES
    events = Event.objects.filter(kind="payment_ordered", detail__pay_day=day.isoformat())
    assert events.count() == FAMILIES
    lines = JournalLine.objects.filter(journal__run=run, account="5030")
    assert sum(line.amount_ore for line in lines) == run.total_ore
    assert reconcile() == []


def struck(day: date) -> str:
    """Where a kill found the run."""
    run = PayRun.objects.filter(pay_day=day).first()
    if run is None or run.status != "split":
        return run.status if run else "before it began"
    told = dict(RunPart.objects.filter(run=run).values_list("status").annotate(Count("pk")))
    return "between parts" if told.keys() == {"open", "filed"} else "in " + ", ".join(sorted(told))


def test_a_run_killed_at_random_points_pays_everything_exactly_once(runs: Runs, tmp_path: Path):
    grant_families(FAMILIES)
    chance, day, sent = random.Random(SEED), month_after(None), dict[str, str]()  # noqa: S311 — when to kill is no secret
    began = time.monotonic()
    assert runs.end(runs.begin(day)) == 0
    whole = time.monotonic() - began  # seconds a run takes on this machine now
    found: Counter[str] = Counter()
    while found.total() < KILLS:
        if PayRun.objects.filter(pay_day=day, status="finished").exists():
            paid_once(day, tmp_path)
            day = month_after(day)
        running = runs.begin(day)
        time.sleep(chance.uniform(0, whole))
        os.kill(running, signal.SIGKILL)
        killed = runs.end(running) == -signal.SIGKILL
        found.update([struck(day)] if killed else [])
        if not killed or struck(day) == "finished":
            whole *= 0.9  # the machine has become faster, or only the end was left to do
        assert sent.items() <= on_disk(tmp_path).items(), "a file recorded as sent has changed"
        sent = recorded()
    assert runs.end(runs.begin(day)) == 0
    paid_once(day, tmp_path)
    assert not list(tmp_path.glob("*.draft"))
    assert found["finished"] < KILLS / 2, f"the kills came too late to try anything: {found}"


def test_a_run_started_by_two_at_once_is_one_run(runs: Runs, tmp_path: Path):
    grant_families(FAMILIES)
    day = month_after(None)
    both = [runs.begin(day) for _ in range(2)]
    assert [runs.end(running) for running in both] == [0, 0]
    paid_once(day, tmp_path)
