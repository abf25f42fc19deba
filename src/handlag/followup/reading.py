"""Reading the event log in a stream. The log is the only table follow-up ever asks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl
from django.db import connection

from handlag.followup.domain.facts import RAW_SCHEMA

CHUNK_BYTES = 48 * 1024 * 1024
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)

COLUMNS = """
    id, case_id, person_id, kind,
    (date_part('epoch', at) * 1000000)::int8, (date_part('epoch', recorded_at) * 1000000)::int8,
    nullif(benefit, ''), nullif(sex, ''),
    nullif(CASE WHEN kind = 'certificate_received' THEN detail->>'region' ELSE unit END, ''),
    birth_year, nullif(actor_kind, ''), amount_ore,
    CASE WHEN kind = 'decided' THEN detail->>'kind' END,
    CASE WHEN kind IN ('decided', 'court_decided', 'wrong_payment_handled') THEN detail->>'outcome'
        WHEN kind = 'control_closed' THEN detail->>'measure'
        WHEN kind = 'certificate_received' THEN detail->>'type'
        WHEN kind IN ('payment_ordered', 'payment_rejected', 'payment_returned') THEN detail->>'level'
        WHEN kind = 'meeting_held' THEN detail->>'kind' END,
    CASE WHEN kind = 'decided' THEN detail->>'automatic' END,
    CASE WHEN kind IN ('case_closed', 'case_reopened', 'clock_paused', 'payment_held', 'payment_rejected',
        'payment_returned') THEN detail->>'reason'
        WHEN kind IN ('claim_received', 'certificate_received') THEN detail->>'channel'
        WHEN kind IN ('reconsideration_settled', 'appeal_settled') THEN detail->>'status'
        WHEN kind = 'wrong_payment_handled' OR kind LIKE 'recovery\\_%%' THEN detail->>'cause'
        WHEN kind LIKE 'control\\_%%' OR kind = 'police_reported' THEN detail->>'impulse' END,
    CASE WHEN kind IN ('case_opened', 'decided', 'reconsideration_requested', 'appealed') THEN detail->>'received'
        WHEN kind IN ('review_scheduled', 'review_held') THEN detail->>'due'
        WHEN kind = 'meeting_held' THEN detail->>'begun' END,
    CASE WHEN kind LIKE 'payment\\_%%' THEN detail->>'pay_day' END,
    CASE WHEN kind = 'payment_settled' THEN detail->>'settled_on'
        WHEN kind = 'meeting_held' THEN detail->>'held_on'
        WHEN kind LIKE 'recovery\\_%%' OR kind = 'police_reported' THEN detail->>'day' END,
    CASE WHEN kind IN ('payment_ordered', 'payment_rejected', 'payment_returned') THEN detail->>'parts'
        WHEN kind = 'certificate_received' THEN detail->>'remarks' END,
    CASE WHEN kind IN ('payment_ordered', 'payment_rejected', 'payment_returned') THEN detail->>'gross_days' END,
    CASE WHEN kind IN ('payment_ordered', 'payment_rejected', 'payment_returned') THEN detail->>'net_eighths' END
"""


@dataclass(frozen=True)
class Window:
    """Events recorded from one instant up to and not at another."""

    since: datetime
    until: datetime


def horizon() -> datetime:
    """The instant before which no more events can appear: the start of the oldest transaction still open, else now.

    An event's ``recorded_at`` is the time of its statement, so a transaction that is still open may yet make events
    visible that were recorded after it began, and none recorded before.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT least(statement_timestamp(), min(xact_start)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend' AND state <> 'idle'"
        )
        found: datetime = cursor.fetchone()[0]
    return found


def stream(window: Window) -> Iterator[pl.DataFrame]:
    """The raw events of a window, some hundred thousand at a time."""
    query = (
        f"COPY (SELECT {COLUMNS} FROM events_event WHERE recorded_at >= %s AND recorded_at < %s) TO STDOUT (FORMAT csv)"  # noqa: S608 — the columns are ours
    )
    with connection.cursor() as cursor, cursor.copy(query, [window.since, window.until]) as rows:
        pending = io.BytesIO()
        for row in rows:
            pending.write(row)
            if pending.tell() >= CHUNK_BYTES:
                yield _frame(pending)
                pending = io.BytesIO()
        if pending.tell():
            yield _frame(pending)


def _frame(pending: io.BytesIO) -> pl.DataFrame:
    pending.seek(0)
    return pl.read_csv(pending, has_header=False, schema=dict(RAW_SCHEMA))


def recorded_months(until: datetime) -> dict[str, int]:
    """How many events the log holds by the UTC month they were recorded in, up to an instant."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_char(month, 'YYYY-MM'), n FROM (SELECT date_trunc('month', recorded_at AT TIME ZONE 'UTC') AS"
            " month, count(*) AS n FROM events_event WHERE recorded_at < %s GROUP BY 1) AS months ORDER BY 1",
            [until],
        )
        return dict(cursor.fetchall())
