"""Reading and writing with little work: prepared statements, and one round trip for what belongs together.

A decision writes some thirty rows in a dozen tables. Through the ORM's own ``bulk_create`` most of that time goes to
composing the same SQL again and to waiting for one table's answer before the next is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import DatabaseDefault
from psycopg.types.json import Jsonb
from psycopg.types.numeric import Int8
from pydantic_core import to_json

Convert = Callable[[Any], Any]
as_jsonb = partial(Jsonb, dumps=partial(to_json, inf_nan_mode="constants"))
NOTHING: frozenset[str] = frozenset()
INTEGERS = (models.IntegerField, models.BigIntegerField, models.SmallIntegerField)


class _Column(NamedTuple):
    attribute: str
    name: str
    convert: Convert | None


class _Table(NamedTuple):
    """A model's columns, and those of them the database may fill by itself."""

    columns: tuple[_Column, ...]
    optional: tuple[str, ...]


class _Part(NamedTuple):
    """One table's part of a statement: the columns left to the database, those whose value its rows share, how many."""

    model: type[models.Model]
    without: frozenset[str]
    shared: frozenset[str]
    rows: int


def insert(rows: Iterable[models.Model]) -> None:
    """Write new rows of any tables in one statement; each must carry its own primary key or have the database give it.

    Called inside a transaction: rows that point at each other may come in any order, as foreign keys are checked at
    commit. Values are written as they are; no signals are sent. Raises Django's database errors.
    """
    by_table: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append(row)
    if not by_table:
        return
    connection = _connected()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("rows are inserted inside a transaction")
    shape = tuple(_part(model, group) for model, group in by_table.items())
    values = [value for part in shape for value in _values(part, by_table[part.model])]
    with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
        cursor.execute(_statement(shape), values, prepare=True)
    for group in by_table.values():
        for row in group:
            row._state.adding = False
            row._state.db = DEFAULT_DB_ALIAS


def read(*questions: tuple[str, Sequence[Any]]) -> list[list[tuple[Any, ...]]]:
    """The rows each question finds, asked in order and all sent at once. Values stand as $1, $2; JSON comes as text.

    Each question sees what was committed when it is its turn, so one that locks may stand before those that must see
    what the lock waited for.
    """
    connection = _connected()
    raw = connection.connection
    with connection.wrap_database_errors, raw.pipeline():
        cursors = [psycopg.RawCursor(raw) for _ in questions]
        for cursor, (statement, values) in zip(cursors, questions, strict=True):
            cursor.execute(statement, values, prepare=True)
        return [cursor.fetchall() for cursor in cursors]


@contextmanager
def together() -> Iterator[None]:
    """Send what is written inside without waiting for each answer; stands outside the transaction, whose commit goes
    with its last rows.

    An error of the database is raised where an answer is next waited for, at the latest when the block ends.
    """
    connection = _connected()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def _connected() -> BaseDatabaseWrapper:
    """This thread's connection itself: the usual stand-in looks it up anew at every touch."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    return connection


@cache
def _table(model: type[models.Model]) -> _Table:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.GeneratedField)]
    optional = [field.attname for field in fields if isinstance(field, models.AutoField) or field.has_db_default()]
    columns = tuple(_Column(field.attname, str(field.column), _converter(field)) for field in fields)
    return _Table(columns, tuple(optional))


def _converter(field: models.Field[Any, Any]) -> Convert | None:
    """JSON is wrapped; texts may be members of a ``StrEnum``; whole numbers are all of one type, or the server would
    have to plan the statement anew for large and small ones. The rest the driver knows as it is.
    """
    if isinstance(field, models.JSONField):
        return as_jsonb
    if isinstance(field, INTEGERS):
        return Int8
    return str if isinstance(field, models.CharField | models.TextField) else None


def _filled(model: type[models.Model], row: models.Model) -> frozenset[str]:
    """Columns left to the database: serial keys not set, and defaults it has itself. The same for all of a table."""
    held = row.__dict__
    return frozenset(
        name for name in _table(model).optional if held[name] is None or type(held[name]) is DatabaseDefault
    )


def _part(model: type[models.Model], group: Sequence[models.Model]) -> _Part:
    """A model may name in ``written_alike`` what its rows mostly have in common: that is then sent once."""
    alike: tuple[str, ...] = getattr(model, "written_alike", ())
    shared = frozenset(alike) if alike and _same(group, alike) else NOTHING
    return _Part(model, _filled(model, group[0]), shared, len(group))


def _same(group: Sequence[models.Model], names: tuple[str, ...]) -> bool:
    values = itemgetter(*names)
    first = values(group[0].__dict__)
    return all(values(row.__dict__) == first for row in group)


@cache
def _columns(model: type[models.Model], without: frozenset[str] = NOTHING) -> tuple[_Column, ...]:
    return tuple(column for column in _table(model).columns if column.attribute not in without)


@cache
def _statement(shape: tuple[_Part, ...]) -> str:
    """One INSERT, those of the other tables before it in its WITH: each is carried out once, whatever reads it."""
    numbers = iter(range(1, 1 << 16))
    inserts = [_insert(part, numbers) for part in shape]
    before = ", ".join(f"w{place} AS ({each})" for place, each in enumerate(inserts[:-1]))
    return f"WITH {before} {inserts[-1]}" if before else inserts[-1]


def _insert(part: _Part, numbers: Iterator[int]) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = _columns(part.model, part.without)
    names = ", ".join(quote(column.name) for column in columns)
    first = [next(numbers) for _ in columns]
    rows = [first] + [_row(part, first, numbers) for _ in range(part.rows - 1)]
    values = ", ".join(f"({', '.join(f'${number}' for number in row)})" for row in rows)
    return f"INSERT INTO {quote(part.model._meta.db_table)} ({names}) VALUES {values}"  # noqa: S608 — names from the model


def _row(part: _Part, first: Sequence[int], numbers: Iterator[int]) -> list[int]:
    places = zip(_columns(part.model, part.without), first, strict=True)
    return [number if column.attribute in part.shared else next(numbers) for column, number in places]


def _values(part: _Part, rows: Sequence[models.Model]) -> list[Any]:
    """The first row's values, then of each other row those it doesn't share with the first."""
    values: list[Any] = []
    columns, own = _columns(part.model, part.without), _columns(part.model, part.without | part.shared)
    for row in rows:
        held = row.__dict__
        for attribute, _, convert in columns:
            value = held[attribute]
            values.append(value if convert is None or value is None else convert(value))
        columns = own
    return values
