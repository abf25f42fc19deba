"""Tables made ready for very many rows: indexes that hold no rule are taken away first and built anew at the end."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import connection

ROOMS = ("people", "intake", "cases", "payments", "events")
SPARE = """
SELECT pg_get_indexdef(i.indexrelid), i.indexrelid::regclass::text
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = ANY(%s) AND NOT i.indisunique
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
ORDER BY 2
"""


def take_away() -> list[str]:
    """Drop the indexes that keep nothing unique or apart, and say how to make each again."""
    tables = [model._meta.db_table for room in ROOMS for model in apps.get_app_config(room).get_models()]
    with connection.cursor() as cursor:
        cursor.execute(SPARE, [tables])
        found = cursor.fetchall()
        for _, name in found:
            cursor.execute(f"DROP INDEX {name}")
    return [definition for definition, _ in found]


def build_again(definitions: Iterable[str]) -> None:
    """Make them as they were."""
    with connection.cursor() as cursor:
        for definition in definitions:
            cursor.execute(definition)
