"""Reading and writing with little work: prepared statements, all of them sent to the database at once.

A decision writes some thirty rows in a dozen tables. Through the ORM's own ``bulk_create`` most of that time goes to
composing the same SQL again and to waiting for one table's answer before the next is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import psycopg
from django.db import connection, models, transaction
from django.db.models.expressions import DatabaseDefault
from psycopg.types.json import Jsonb

Convert = Callable[[Any], Any]


class _Column(NamedTuple):
    attribute: str
    name: str
    convert: Convert | None


def insert(rows: Iterable[models.Model]) -> None:
    """Write new rows of any tables, in the order given by table; each must carry its own primary key or none.

    Called inside a transaction: rows that point at each other may come in any order, as foreign keys are checked at
    commit. Values are written as they are; no signals are sent. Raises Django's database errors.
    """
    by_table: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append(row)
    if not by_table:
        return
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("rows are inserted inside a transaction")
    connection.ensure_connection()
    raw = connection.connection
    with connection.wrap_database_errors, raw.pipeline(), psycopg.RawCursor(raw) as cursor:
        for model, group in by_table.items():
            columns = _columns(model, _left_to_database(group[0]))
            cursor.execute(_statement(model, columns, len(group)), _values(columns, group), prepare=True)
    for group in by_table.values():
        for row in group:
            row._state.adding = False
            row._state.db = connection.alias


def read(*questions: tuple[str, Sequence[Any]]) -> list[list[tuple[Any, ...]]]:
    """The rows each question finds, asked in order and all sent at once. Values stand as $1, $2; JSON comes as text.

    Each question sees what was committed when it is its turn, so one that locks may stand before those that must see
    what the lock waited for.
    """
    connection.ensure_connection()
    raw = connection.connection
    with connection.wrap_database_errors, raw.pipeline():
        cursors = [psycopg.RawCursor(raw) for _ in questions]
        for cursor, (statement, values) in zip(cursors, questions, strict=True):
            cursor.execute(statement, values, prepare=True)
        return [cursor.fetchall() for cursor in cursors]


def _left_to_database(row: models.Model) -> frozenset[str]:
    """Columns the database fills: serial keys not set, and defaults it has itself. The same for all rows of a table."""
    fields = row._meta.concrete_fields
    return frozenset(
        field.attname
        for field in fields
        if isinstance(value := row.__dict__.get(field.attname), DatabaseDefault)
        or (value is None and isinstance(field, models.AutoField))
        or isinstance(field, models.GeneratedField)
    )


@cache
def _columns(model: type[models.Model], without: frozenset[str]) -> tuple[_Column, ...]:
    return tuple(
        _Column(field.attname, str(field.column), _converter(field))
        for field in model._meta.concrete_fields
        if field.attname not in without
    )


def _converter(field: models.Field[Any, Any]) -> Convert | None:
    """JSON is wrapped; texts may be members of a ``StrEnum``; the rest the driver knows as it is."""
    if isinstance(field, models.JSONField):
        return Jsonb
    return str if isinstance(field, models.CharField | models.TextField) else None


@cache
def _statement(model: type[models.Model], columns: Sequence[_Column], count: int) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.name) for column in columns)
    numbers = iter(range(1, count * len(columns) + 1))
    values = ", ".join(f"({', '.join(f'${next(numbers)}' for _ in columns)})" for _ in range(count))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {values}"  # noqa: S608 — names from the model


def _values(columns: Sequence[_Column], rows: Sequence[models.Model]) -> list[Any]:
    values = []
    for row in rows:
        held = row.__dict__
        for attribute, _, convert in columns:
            value = held[attribute]
            values.append(value if convert is None or value is None else convert(value))
    return values
