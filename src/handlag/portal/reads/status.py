"""How the installation itself is doing: versions, jobs, runs, the bank and the export."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Max

from handlag import __version__
from handlag.cases.models import Letter
from handlag.events.models import Event
from handlag.followup.queries import vintages
from handlag.followup.store import Manifest
from handlag.payments.models import BankReport, PayRun
from handlag.portal.models import SignInFailure

RUNS = 10


@dataclass(frozen=True)
class Status:
    """Everything the status page shows."""

    versions: list[tuple[str, str]]
    jobs: list[tuple[str, str, int, datetime | None]]
    runs: list[PayRun]
    reports: list[BankReport]
    last_event: datetime | None
    letters_waiting: int
    failures: int
    export: Manifest | None


def status(now: datetime) -> Status:
    """The installation as it is now."""
    return Status(
        versions=_versions(),
        jobs=_jobs(),
        runs=list(PayRun.objects.order_by("-started_at")[:RUNS]),
        reports=list(BankReport.objects.defer("raw").order_by("-received_at")[:RUNS]),
        last_event=_last_event(now),
        letters_waiting=Letter.objects.filter(made_at__isnull=True).count(),
        failures=SignInFailure.objects.count(),
        export=next(iter(vintages()), None),
    )


def _last_event(now: datetime) -> datetime | None:
    """Ids rise with time, so the newest event is the last in the key: no scan of the table."""
    return Event.objects.filter(recorded_at__lte=now).order_by("-id").values_list("recorded_at", flat=True).first()


def _versions() -> list[tuple[str, str]]:
    migrations = MigrationRecorder.Migration.objects.aggregate(count=Count("id"), last=Max("applied"))
    return [
        ("Handlag", __version__),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("PostgreSQL", _postgres()),
        ("Migrations", str(migrations["count"])),
    ]


def _postgres() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        row: Any = cursor.fetchone()
    return str(row[0])


def _jobs() -> list[tuple[str, str, int, datetime | None]]:
    """Jobs by task and state, with when the last one was due."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status::text, count(*), max(scheduled_at) "
            "FROM procrastinate_jobs GROUP BY 1, 2 ORDER BY 1, 2"
        )
        return list(cursor.fetchall())
