"""The room's database locks, in one place so that their order is. All last until the transaction ends."""

from __future__ import annotations

from time import sleep
from typing import Any

RUNS = 0x48500001
"""With a benefit's number: held shared while a decision is planned, alone while a run begins."""

REPORTS = 0x48500003
"""Held alone while a message from the bank is read."""


def share(connection: Any, room: int, number: int) -> None:
    """Hold a lock together with others who share it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [room, number])


def alone(connection: Any, room: int, number: int) -> None:
    """Hold a lock alone; waits for those who share it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [room, number])


RUNNING = 0x48500002
"""With a run's number: held by the session that carries the run."""
PATIENCE = 20.0  # seconds: a killed process's session may live on until its statement ends
PAUSE = 0.2


def try_alone(connection: Any, room: int, number: int) -> bool:
    """Hold a lock for the session, not the transaction; False if somebody else still has it after ``PATIENCE``."""
    for _ in range(int(PATIENCE / PAUSE)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [room, number])
            if cursor.fetchone()[0]:
                return True
        sleep(PAUSE)
    return False
