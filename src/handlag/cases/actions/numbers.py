"""Handing out case numbers: a block of serials at a time from the database, so that numbers cost no round trip each."""

from __future__ import annotations

from threading import Lock

from django.db import connection

from handlag.cases.domain.numbers import case_number

BLOCK = 20
"""How far the sequence steps; serials not used when a process ends are never used."""

_lock = Lock()
_left: list[int] = []


def next_number(year: int) -> str:
    """A case number nobody else has, for a claim received in ``year``."""
    with _lock:
        if not _left:
            _left.extend(reversed(range(*_block())))
        return case_number(year, _left.pop())


def _block() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number')")
        first = int(cursor.fetchone()[0])
    return first, first + BLOCK
