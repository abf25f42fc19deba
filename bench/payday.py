"""A child-allowance pay-day run of 1.5 million payments, timed step by step: ``python bench/payday.py --help``.

Makes a durable PostgreSQL of its own in a temporary directory (or keeps it with ``--keep DIR``), fills it with
families, and runs the month. Peak memory is the sum of proportional set sizes of this process and the server's.
"""

# ruff: noqa: PLC0415 — Django's modules can be loaded only when the database is there

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
PAY_DAY, NOW = date(2026, 3, 20), datetime(2026, 3, 16, 8, tzinfo=UTC)

PEOPLE = """
INSERT INTO people_person (id, nr, identity_number, given_name, family_name, born, sex, protection, street, postcode,
    town, country, municipality, account, language)
SELECT handlag_new_id(), n, 'B' || lpad(n::text, 11, '0'),
    (ARRAY['Anna','Åsa','Björn','Erik','Märta','Sören','Ulla','Ylva'])[1 + n %% 8],
    (ARRAY['Andersson','Öberg','Lindström','Sjö','Ek & Alm','Näslund'])[1 + n %% 6] || ' ' || n,
    date '1975-01-01' + (n %% 9000)::int, CASE WHEN n %% 2 = 0 THEN 'F' ELSE 'M' END,
    CASE WHEN n %% 700 = 0 THEN 'sekretessmarkering' ELSE 'none' END,
    (ARRAY['Storgatan','Kyrkvägen','Björkstigen'])[1 + n %% 3] || ' ' || 1 + n %% 90,
    lpad((10000 + n %% 80000)::text, 5, '0'),
    (ARRAY['Stockholm','Göteborg','Malmö','Umeå','Kiruna'])[1 + n %% 5], 'SE', '0180',
    'SE' || lpad((98 - ((lpad(n::text, 20, '0') || '281400')::numeric %% 97))::text, 2, '0')
        || lpad(n::text, 20, '0'), 'sv'
FROM generate_series(1, %(count)s) n
"""
ENTITLEMENTS = """
WITH family (bucket, halves, children, amount) AS (
    SELECT * FROM unnest(%(b)s::int[], %(h)s::int[], %(c)s::int[], %(a)s::bigint[])
)
INSERT INTO payments_entitlement (id, line_id, case_id, person_id, person_nr, benefit, benefit_nr, period, amount_ore,
    covered_ore, unit, pay_from, basis)
SELECT handlag_new_id(), %(line)s, %(case)s, p.id, p.nr, 'barnbidrag', 3, '[2024-05-01,2033-01-01)', amount,
    0, 'month', '2024-05-20', jsonb_build_object('halves', halves, 'children', children, 'supplement_halves', halves)
FROM people_person p JOIN family ON bucket = p.nr %% 20 WHERE p.nr BETWEEN 1 AND %(count)s
"""
FAMILIES = [(1, 1)] * 7 + [(2, 1)] + [(2, 2)] * 6 + [(4, 2)] + [(3, 3)] * 2 + [(6, 3)] + [(4, 4), (5, 5)]


def build(count: int) -> None:
    """Fill the database. Foreign keys are switched off while the rows, made to fit, are written."""
    from django.db import connection

    from handlag.law.batch import barnbidrag_parts
    from handlag.payments.models import PayRun

    halves, children = [h for h, _ in FAMILIES], [c for _, c in FAMILIES]
    amounts = barnbidrag_parts(halves, children, halves, PAY_DAY).tolist()
    line, case = one_line()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SELECT setval('people_person_nr', %s)", [count + 1])
        cursor.execute(PEOPLE, {"count": count})
        cursor.execute("ALTER TABLE payments_entitlement DROP CONSTRAINT entitlement_no_overlap")
        given = {"b": list(range(20)), "h": halves, "c": children, "a": amounts, "line": line, "case": case}
        cursor.execute(ENTITLEMENTS, given | {"count": count})
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(
            "ALTER TABLE payments_entitlement ADD CONSTRAINT entitlement_no_overlap "
            "EXCLUDE USING gist (int8range(slot, slot, '[]') WITH &&, period WITH &&)"
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    february = date(2026, 2, 20)
    PayRun.objects.create(benefit="barnbidrag", pay_day=february, started_at=NOW, status="finished")


def one_line() -> tuple[object, object]:
    """A case and a granted line for every entitlement to come from; which is no part of what is measured."""
    from psycopg.types.range import DateRange

    from handlag.cases.models import Case, Decision, DecisionLine
    from handlag.people.models import Person

    who = Person.objects.create(
        identity_number="0", given_name="A", family_name="B", nr=0, born=date(1980, 1, 1), sex="F"
    )
    case = Case.objects.create(
        number="B1", person=who, benefit="barnbidrag", flow="bench", flow_version=1, step="done", state="closed",
        received_on=PAY_DAY, target_on=PAY_DAY, opened_at=NOW, closed_at=NOW,
    )  # fmt: skip
    decision = Decision.objects.create(
        case=case, outcome="granted", decided_at=NOW, automatic=True, revision=1, receipt={}, reconsideration_by=PAY_DAY
    )
    period = DateRange(date(2024, 5, 1), date(2033, 1, 1))
    line = DecisionLine.objects.create(
        decision=decision, position=1, period=period, outcome="granted", amount_ore=125_000, unit="month"
    )
    return line.id, case.id


class Memory(threading.Thread):
    """The highest sum of proportional set sizes of this process and its database, sampled twice a second."""

    def __init__(self, server: Path) -> None:
        super().__init__(daemon=True)
        self.server, self.peak, self.over = server, 0, threading.Event()

    def run(self) -> None:
        postmaster = int((self.server / "postmaster.pid").read_text().split()[0])
        while not self.over.wait(0.5):
            self.peak = max(self.peak, sum(map(_pss, [os.getpid(), postmaster, *_children(postmaster)])))


def cpu_seconds(server: Path) -> tuple[float, float]:
    """Processor seconds used so far by this process and by the server, its ended children included."""
    postmaster = int((server / "postmaster.pid").read_text().split()[0])
    times = os.times()
    return times.user + times.system, sum(
        _cpu(pid, ended=pid == postmaster) for pid in [postmaster, *_children(postmaster)]
    )


def _cpu(pid: int, *, ended: bool) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 15 if ended else 13])) / os.sysconf("SC_CLK_TCK")


def _children(parent: int) -> Iterator[int]:
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, _, rest = status.read_text().partition(" (")
            if int(rest.rpartition(")")[2].split()[1]) == parent:
                yield int(pid)
        except (OSError, ValueError):
            continue


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


class Steps:
    """Seconds spent per step, added over the connections at work at once: passed, and this process's own at work."""

    def __init__(self) -> None:
        self.spent: dict[str, tuple[float, float]] = {}
        self.lock = threading.Lock()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began, worked = time.perf_counter(), time.thread_time()
        try:
            yield
        finally:
            with self.lock:
                passed, own = self.spent.get(name, (0.0, 0.0))
                self.spent[name] = passed + time.perf_counter() - began, own + time.thread_time() - worked

    def watch(self, module: object, name: str, called: str) -> None:
        """Time every call of a module's function."""
        function = getattr(module, name)

        def timed(*args: object, **given: object) -> object:
            with self.step(called):
                return function(*args, **given)

        setattr(module, name, timed)


def watched() -> Steps:
    """Steps with the run's own functions watched."""
    from handlag.payments.actions import file_part, order_part, run_pay_day

    steps = Steps()
    steps.watch(run_pay_day, "_split", "split into parts")
    steps.watch(run_pay_day, "_finish", "finish")
    steps.watch(order_part, "due_rows", "read what is due")
    steps.watch(order_part, "check", "law and plan check")
    steps.watch(file_part, "_rows", "read for the bank file")
    steps.watch(file_part, "_write", "bank file, reading included")
    plain = order_part._Ordering.execute

    def execute(self: order_part._Ordering, statement: str, **more: object) -> object:
        name = {order_part.EXTEND: "extend the plan", order_part.HOLD: "hold"}.get(statement, "payments and events")
        with steps.step(name):
            return plain(self, statement, **more)

    order_part._Ordering.execute = execute  # type: ignore[method-assign]
    return steps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_500_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--part", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a directory to keep the database in")
    parser.add_argument("--build", action="store_true", help="only fill the database kept, to be run later")
    given = parser.parse_args()
    directory = given.keep or Path(tempfile.mkdtemp(prefix="handlag-payday-"))
    os.environ["HANDLAG_HOME"] = str(directory)
    os.environ["NUMBA_CACHE_DIR"] = str(directory / "numba")
    os.environ["DJANGO_SETTINGS_MODULE"] = "handlag.settings"
    from handlag.run.postgres import Cluster

    cluster = Cluster(directory / "database", durable=True)
    cluster.start()
    cluster.create_database()
    os.environ["HANDLAG_DATABASE_URL"] = cluster.url()
    try:
        measure(given, directory, cluster)
    finally:
        cluster.stop()


def measure(given: argparse.Namespace, directory: Path, cluster: object) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from handlag.payments.actions.run_pay_day import Settings, run_pay_day
    from handlag.payments.models import PayRun

    call_command("migrate", verbosity=0)
    if not PayRun.objects.exists():
        began = time.perf_counter()
        build(given.count)
        print(f"built {given.count:,} entitlements in {time.perf_counter() - began:.0f} s")
    if given.build:
        return
    steps, memory = watched(), Memory(cluster.data)  # type: ignore[attr-defined]
    memory.start()
    settings = Settings(directory / "bank" / "out", given.workers, given.part)
    before = cpu_seconds(cluster.data)  # type: ignore[attr-defined]
    began = time.perf_counter()
    run = run_pay_day("barnbidrag", PAY_DAY, NOW, settings)
    spent = time.perf_counter() - began
    memory.over.set()
    own, server = (b - a for a, b in zip(before, cpu_seconds(cluster.data), strict=True))  # type: ignore[attr-defined]
    print(f"  processor seconds: {own:.1f} own, {server:.1f} the database's; load {os.getloadavg()[0]:.1f}")
    print(f"{run.count:,} payments, {run.total_ore / 100:,.2f} kronor, held {run.held}: {spent:.1f} s")
    for name, (passed, own) in sorted(steps.spent.items(), key=lambda item: -item[1][0]):
        print(f"  {name:28} {passed:6.1f} s, own {own:5.1f} s")
    print(f"  peak memory {memory.peak / 2**20:,.0f} MB, of which the server's shared buffers are shared out")
    size = sum(path.stat().st_size for path in settings.outbox.glob("*.xml"))
    print(f"  {len(list(settings.outbox.glob('*.xml')))} bank files, {size / 2**20:,.0f} MB")


if __name__ == "__main__":
    main()
