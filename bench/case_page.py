"""The officer's pages on the server with a million cases in the database.

    python bench/case_page.py [--cases 1000000] [--pages 200]

A durable server is made for the run and deleted after. A million cases with claims, evidence, tasks and six million
events are written in columns; on top of them real cases go through the actions, half decided and half with a person,
and are the ones opened. A page is timed from the request to the finished HTML through all of Django's middleware:
sign-in, access rules, read log, database, the law's answer, template. Each case is opened once, so none is warm.
"""

# ruff: noqa: PLC0415 — Django is set up when the run has its database

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
NOW = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
GOAL_MS = 100

BULK = (
    """INSERT INTO people_person (id, nr, identity_number, given_name, family_name, born, sex, protection, street,
        postcode, town, country, municipality, account, language)
    SELECT handlag_new_id(), n, 'B' || lpad(n::text, 11, '0'), 'Anna', 'Andersson ' || n,
        date '1960-01-01' + (n %% 15000)::int, CASE WHEN n %% 2 = 0 THEN 'F' ELSE 'M' END, 'none', 'Storgatan 1',
        '11111', 'Stockholm', 'SE', '0180', '', 'sv' FROM generate_series(1, %(persons)s) n""",
    """CREATE UNLOGGED TABLE bulk AS SELECT n, handlag_new_id() AS case_id, handlag_new_id() AS claim_id,
        p.id AS person_id, p.sex, date '2022-01-01' + (n %% 1500)::int AS received,
        (ARRAY['sjukpenning', 'foraldrapenning', 'barnbidrag'])[1 + n %% 3] AS benefit, n %% 20 = 0 AS is_open
    FROM generate_series(1, %(cases)s) n JOIN people_person p ON p.nr = 1 + n %% %(persons)s""",
    """INSERT INTO intake_claim (id, person_id, benefit, intention, channel, received_at, period, form, content,
        idempotency_key, status)
    SELECT claim_id, person_id, benefit, 'new', 'web', received, daterange(received, received + 22), benefit || '/1',
        jsonb_build_object('start', received, 'end', received + 21, 'extent', 100, 'work', 'employee'),
        'bulk:' || n, 'received' FROM bulk""",
    """INSERT INTO cases_case (id, number, person_id, benefit, flow, flow_version, step, state, waiting_reason,
        received_on, target_on, opened_at, decided_at, closed_at, closed_reason, concept, revision)
    SELECT case_id, 'B' || n, person_id, benefit, benefit, 1, 'decide',
        CASE WHEN is_open THEN 'with_person' ELSE 'closed' END, '', received, received + 30, received,
        CASE WHEN NOT is_open THEN received + 20 END, CASE WHEN NOT is_open THEN received + 20 END,
        CASE WHEN is_open THEN '' ELSE 'decided' END, '', 1 FROM bulk""",
    "INSERT INTO cases_caseclaim (case_id, claim_id) SELECT case_id, claim_id FROM bulk",
    """INSERT INTO cases_evidence (id, case_id, kind, source, content, received_at)
    SELECT handlag_new_id(), case_id, kind, 'Arbetsgivaren',
        jsonb_build_object('kind', 'employment', 'yearly_kronor', 412000), received
    FROM bulk, unnest(ARRAY['claim', 'income']) kind""",
    """INSERT INTO cases_task (id, case_id, kind, role, benefit, protected, created_at, deadline, received_on,
        target_on, status, detail)
    SELECT handlag_new_id(), case_id, 'decide', 'officer', benefit, false, received, received + 7, received,
        received + 30, 'open', '{}' FROM bulk WHERE is_open""",
    """INSERT INTO events_event (id, at, kind, case_id, person_id, benefit, sex, birth_year, detail)
    SELECT handlag_new_id(), received + place::int, kind, case_id, person_id, benefit, sex, 1980, '{"source": "bulk"}'
    FROM bulk, unnest(ARRAY['claim_received', 'case_opened', 'evidence_added', 'step_passed', 'decided',
        'case_closed']) WITH ORDINALITY kinds (kind, place)""",
    "DROP TABLE bulk",
    "VACUUM ANALYZE",
    "CHECKPOINT",
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=200)
    given = parser.parse_args()
    from handlag.run.postgres import Cluster

    with tempfile.TemporaryDirectory(prefix="handlag-bench-") as scratch:
        cluster = Cluster(Path(scratch) / "database")
        cluster.start()
        try:
            set_up(cluster.url(), scratch)
            cluster.create_database()
            measure(given.cases, given.pages)
        finally:
            cluster.stop()


def set_up(url: str, scratch: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlag.settings")
    os.environ |= {"HANDLAG_DATABASE_URL": url, "HANDLAG_HOME": scratch, "HANDLAG_SECRET_KEY": "bench"}
    import django

    django.setup()


def measure(cases: int, pages: int) -> None:
    from django.core.management import call_command

    from handlag.core import clock

    call_command("migrate", verbosity=0)
    clock.wall_clock = lambda: NOW
    began = time.perf_counter()
    fill(cases)
    numbers = real_cases(pages)
    print(f"{cases:,} cases in the database after {time.perf_counter() - began:.0f} s; {os.cpu_count()} cores, "
          f"{platform.python_version()}, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    officer, manager = client("officer"), client("manager")
    opened = [f"/work/cases/{number}/" for number in numbers]
    slowest(told("the case on one screen", opened, officer))
    told("the preview of a decision", [f"{path}preview/" for path in opened[::2]], officer)
    told("my tasks", ["/work/"] * 20, officer)
    told("the queue, its first hundred", ["/work/queue/"] * 5, officer)
    told("the manager's overview", ["/manage/"] * 5, manager)


def fill(cases: int) -> None:
    """Foreign keys and triggers are switched off while the rows, made to fit, are written."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for statement in BULK:
            cursor.execute(statement, {"cases": cases, "persons": cases // 2} if "%(" in statement else None)
        cursor.execute("SELECT setval('people_person_nr', %s)", [cases])
        cursor.execute("SET session_replication_role = DEFAULT")


def real_cases(count: int) -> list[str]:
    """Cases through the actions: every other one drawn for a person, the rest decided by the machine."""
    from django.conf import settings
    from tests.cases import scene

    from handlag.cases.actions.letters import make_letters

    numbers = []
    for place in range(count):
        settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1 - place % 2)}
        born = date(1960, 1, 1).toordinal() + place // 19
        who = scene.person(f"{date.fromordinal(born):%Y%m%d}", str(980 + place % 19))
        scene.earns(who)
        scene.certificate(who, "2026-03-10", "2026-03-31")
        numbers.append(scene.opened(scene.claim(who, "2026-03-10", "2026-03-31")).number)
    make_letters(NOW)
    return numbers


def client(role: str) -> Any:
    from django.test import Client

    from handlag.people.models import Account

    made = Client()
    made.force_login(Account.objects.create(username=role, role=role))
    return made


@dataclass(frozen=True)
class Timed:
    """One page: milliseconds of the wall, of this process, in the database, and of that waiting for a write."""

    wall: float
    processor: float
    database: float
    write: float
    questions: int
    each: tuple[tuple[str, float], ...]


def slowest(pages: Sequence[Timed]) -> None:
    """Print the questions to the database that took longest, by the median over the pages."""
    took: dict[str, list[float]] = {}
    for page in pages:
        for place, (sql, seconds) in enumerate(page.each):
            table = re.findall(r'(?:FROM|INTO|UPDATE) "?(\w+)', sql)[:1]
            took.setdefault(f"{place:2} {''.join(table)}", []).append(1000 * seconds)
    by_time = sorted(((statistics.median(times), what) for what, times in took.items()), reverse=True)
    print("    slowest:", "; ".join(f"{what.strip()} {milliseconds:.1f} ms" for milliseconds, what in by_time[:5]))


def told(what: str, paths: Sequence[str], who: Any) -> list[Timed]:
    """Open each page and print medians."""
    who.get(paths[0])  # templates and the law's compiled parts are read once per server process
    pages = [timed(lambda path=path: who.get(path)) for path in paths]
    wall = sorted(page.wall for page in pages)
    middle = {
        name: statistics.median(getattr(page, name) for page in pages) for name in ("processor", "database", "write")
    }
    print(f"{what:30} median {statistics.median(wall):6.1f} ms   p95 {wall[int(len(wall) * 0.95)]:6.1f}   "
          f"own processor {middle['processor']:5.1f}   database {middle['database']:6.1f}, of it the read log's "
          f"commit {middle['write']:6.1f}   {pages[-1].questions} questions   "
          f"{'within' if statistics.median(wall) <= GOAL_MS else 'beyond'} {GOAL_MS} ms")  # fmt: skip
    return pages


def timed(get: Callable[[], Any]) -> Timed:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    wall, processor = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        answer = get()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code}: {answer.content[:500]!r}")
    asked = [(query["sql"], float(query["time"])) for query in queries.captured_queries]
    written = sum(took for sql, took in asked if sql.startswith("INSERT"))
    milliseconds = [1000 * took for took in (wall, processor, sum(took for _, took in asked), written)]
    return Timed(*milliseconds, len(asked), tuple(asked))


if __name__ == "__main__":
    main()
