"""Sickness claims decided automatically end to end, one by one through the actions, with two workers.

    python bench/claims_end_to_end.py [--claims 6000] [--workers 2] [--profile] [--forgetful]

Each claim goes the whole way in a transaction of its own: received, its case opened, the law applied with a receipt,
the decision and its lines, entitlements, payment plan, letter queued, and every event. The database is a durable
server made for the run and deleted after. People, incomes and certificates are there before the time begins, and so
are 500 decided claims. The processor seconds of workers and database tell how much of the time was waiting for other
programs on the machine, and for the disk, which ``--forgetful`` leaves out.
"""

# ruff: noqa: PLC0415 — Django is set up when the run has its database

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

NOW = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
FIRST_SICK = date(2026, 2, 24)
START, END = date(2026, 3, 10), date(2026, 3, 31)
SERIALS = 20
BEFORE = 500  # claims decided before the time begins
WARM_UP = 10  # a worker's first claims, not counted


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=6000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--forgetful", action="store_true", help="a server that does not wait for the disk")
    parser.add_argument("--work", nargs=2, type=int, metavar=("FIRST", "COUNT"))
    given = parser.parse_args()
    if given.work:
        print(json.dumps(work(*given.work, profile=given.profile)))
        return
    from handlag.run.postgres import Cluster

    with tempfile.TemporaryDirectory(prefix="handlag-bench-") as scratch:
        cluster = Cluster(Path(scratch) / "database", durable=not given.forgetful)
        cluster.start()
        try:
            os.environ["HANDLAG_DATABASE_URL"] = cluster.url()
            cluster.create_database()
            set_up()
            prepare(BEFORE + given.claims)
            subprocess.run([sys.executable, __file__, "--work", "0", str(BEFORE - WARM_UP)], check=True, stdout=-3)
            analyze()
            report(given.claims, given.workers, given.profile)
        finally:
            cluster.stop()


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlag.settings")
    os.environ.setdefault("HANDLAG_SECRET_KEY", "bench")
    os.environ["HANDLAG_SAMPLE_SHARE"] = "0"
    import django

    django.setup()


def prepare(count: int) -> None:
    """People who have fallen ill, what they earn and their certificates."""
    from django.core.management import call_command

    from handlag.people.models import Person, Unit

    call_command("migrate", verbosity=0)
    Unit.objects.create(code="stockholm", name="Enhet Stockholm", county="01")
    people = Person.objects.bulk_create([_person(number) for number in range(count)], batch_size=1000)
    for start in range(0, count, 1000):
        _papers(people[start : start + 1000])


def analyze() -> None:
    """As the database does by itself within a minute: plans made for empty tables read them from end to end."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _person(number: int) -> Any:
    from handlag.core.ids import luhn_digit
    from handlag.people.models import Person

    born = date(1960, 1, 1) + timedelta(days=number // SERIALS)
    digits = f"{born:%Y%m%d}{980 + number % SERIALS}"
    return Person(
        identity_number=digits + str(luhn_digit(digits[2:])), given_name="Anna", family_name=f"Andersson {number}",
        born=born, sex="F" if number % 2 else "M", street="Storgatan 1", postcode="111 11", town="Stockholm",
        municipality="0180", account="SE4550000000058398257466",
    )  # fmt: skip


def _papers(people: list[Any]) -> None:
    from django.db.backends.postgresql.psycopg_any import DateRange

    from handlag.intake.models import Certificate
    from handlag.people.models import Income

    Income.objects.bulk_create(
        Income(
            person=person, kind="employment", yearly_kronor=330_000 + place * 40, source="Arbetsgivaren",
            period=DateRange(date(2020, 1, 1), None),
        )
        for place, person in enumerate(people)
    )  # fmt: skip
    Certificate.objects.bulk_create(
        Certificate(
            external_id=f"intyg-{person.identity_number}", type_code="LISJP", version="2.0", person=person,
            identity_number=person.identity_number, signed_at=NOW, received_at=NOW, channel="xml", raw=b"<intyg/>",
            sha256="0" * 64,
            content={
                "signed_at": NOW.isoformat(), "unit": "Vårdcentralen Väst", "doctor": "Karin Svensson",
                "diagnoses": [{"code": "F432", "system": "ICD-10-SE", "text": "Anpassningsstörning", "main": True}],
                "reductions": [{"start": START.isoformat(), "end": END.isoformat(), "percent": 100}],
            },
        )
        for person in people
    )  # fmt: skip


def work(first: int, count: int, *, profile: bool) -> dict[str, float]:
    """One worker's share, timed by itself; its first ten claims warm it up and are not counted."""
    set_up()
    from handlag.people.models import Person

    people = list(Person.objects.order_by("nr")[first : first + count + WARM_UP])
    for person in people[:WARM_UP]:
        claim(person)
    profiler = cProfile.Profile(time.process_time) if profile else None
    began, processor = time.perf_counter(), time.process_time()
    if profiler:
        profiler.enable()
    for person in people[WARM_UP:]:
        claim(person)
    if profiler:
        profiler.disable()
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumulative").print_stats(60)
    return {"seconds": time.perf_counter() - began, "processor": time.process_time() - processor}


def claim(person: Any) -> None:
    from handlag.intake.actions.receive_claim import receive_claim

    receive_claim(
        person, "sjukpenning",
        {
            "first_sick_day": FIRST_SICK.isoformat(), "start": START.isoformat(), "end": END.isoformat(),
            "extent": "100", "work": "employee", "employer": "5560360793",
            "sick_pay_until": (START - timedelta(days=1)).isoformat(), "employment_income": 350_000, "confirmed": True,
        },
        NOW, channel="api", key=str(person.pk),
    )  # fmt: skip


def report(claims: int, workers: int, profile: bool) -> None:
    share = claims // workers - WARM_UP
    command = [sys.executable, __file__, *(["--profile"] if profile else []), "--work"]
    began, before = time.perf_counter(), _database_seconds()
    started = [
        subprocess.Popen([*command, str(BEFORE + n * (share + WARM_UP)), str(share)], stdout=subprocess.PIPE, text=True)
        for n in range(workers)
    ]
    results = [json.loads(worker.communicate()[0].splitlines()[-1]) for worker in started]
    slowest, done = max(each["seconds"] for each in results), share * workers
    python = sum(each["processor"] for each in results)
    print(f"{done:,} claims, {workers} workers, {slowest:.1f} s: {done / slowest:.0f} claims a second")
    print(f"processor per claim: {1000 * python / done:.2f} ms Python", end="")
    print(f", {1000 * (_database_seconds() - before) / done:.2f} ms PostgreSQL (with the workers' start)")
    print(f"all in all {time.perf_counter() - began:.1f} s; load average {os.getloadavg()[0]:.1f}")
    _count(claims)


def _database_seconds() -> float:
    """Processor seconds of the server and its children that have ended, from the kernel's own account."""
    import psutil

    server = [
        p for p in psutil.process_iter(["name", "cmdline"]) if "handlag-bench-" in " ".join(p.info["cmdline"] or [])
    ]
    total = 0.0
    for process in server:
        if "postgres" in (process.info["name"] or ""):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
            total += sum(sum(child.cpu_times()[:2]) for child in process.children())
    return total


def _count(claims: int) -> None:
    """What stands in the database afterwards: nothing was skipped to be fast."""
    from handlag.cases.models import Case, Decision, DecisionLine, Letter
    from handlag.events.models import Event
    from handlag.payments.models import Entitlement, PlannedPayment

    counted = {model.__name__: model.objects.count() for model in (Case, Decision, DecisionLine, Letter, Entitlement)}
    automatic = Decision.objects.filter(automatic=True, outcome="granted").count()
    print(counted | {"PlannedPayment": PlannedPayment.objects.count(), "Event": Event.objects.count()})
    wanted = BEFORE + claims // 2 * 2
    assert automatic == wanted, f"{automatic} of {wanted} were granted automatically"


if __name__ == "__main__":
    main()
