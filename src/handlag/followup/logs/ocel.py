"""A store as OCEL 2.0: cases, and what else is asked for, are objects that events relate to. JSON and SQLite."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import polars as pl

from handlag.followup.logs.faults import refused
from handlag.followup.logs.rows import Row, case_rows, event_rows, given, local
from handlag.followup.logs.store import Attribute, EventLog

TYPES = {"date": "time", "int": "integer", "float": "float", "boolean": "boolean"}
"""The standard's types; every other attribute is a string."""
COLUMNS = {"time": "TIMESTAMP", "integer": "INTEGER", "float": "REAL", "boolean": "BOOLEAN", "string": "TEXT"}
ALWAYS = "1970-01-01T00:00:00Z"
"""The instant from which an object's value holds that is known to hold always, as the standard has it."""
CASE = "case"
BATCH = 20_000
OWN = {name: name for name in ("ocel_id", "ocel_time", "ocel_changed_field")}


@dataclass(frozen=True)
class Object:
    """An object: its id, its type, its values."""

    id: str
    type: str
    values: list[tuple[str, Any]]


@dataclass(frozen=True)
class Event:
    """An event: its id, its type, its instant, its values, and the objects it relates to by what word."""

    id: str
    type: str
    time: str
    values: list[tuple[str, Any]]
    related: list[tuple[str, str]]


class Objects:
    """A log seen as events of objects: each case one, and each value of some event attributes one."""

    def __init__(self, log: EventLog, others: Sequence[str] = ()) -> None:
        self.log, self.others = log, tuple(others)
        known = {column.name for column in log.about.event_columns if column.type == "string"}
        for name in self.others:
            if name not in known or name == CASE:
                raise refused(
                    "LOG_NO_SUCH_ATTRIBUTE", name, f"Loggens händelser har inget textattribut {name}.",
                    f"The log's events have no text attribute {name}.",
                    ("Välj bland log.json:s event_columns.", "Choose among the event_columns of log.json."),
                )  # fmt: skip
        self.columns = [each for each in log.about.event_columns if each.name not in self.others]

    def event_types(self) -> dict[str, list[Attribute]]:
        """The activities, each with the attributes some event of it has."""
        some = [pl.col(column.name).is_not_null().any() for column in self.columns]
        found = self.log.events().group_by("activity").agg(*some).sort("activity").collect()
        names = self.log.about.activities
        return {
            names[row["activity"]]: [column for column in self.columns if row[column.name]]
            for row in found.iter_rows(named=True)
        }

    def object_types(self) -> dict[str, list[Attribute]]:
        """Cases with their attributes, and the others without any."""
        return {CASE: [Attribute("id", "id", "string"), *self.log.about.case_columns]} | {
            name: [] for name in self.others
        }

    def objects(self) -> Iterator[Object]:
        """Every case, then every value of the other types in order of its letters."""
        for row in case_rows(self.log):
            yield Object(f"{CASE}:{row['case'] + 1}", CASE, _values(row, self.object_types()[CASE]))
        for name in self.others:
            values = self.log.events().select(pl.col(name).cast(pl.String).unique()).collect()[name].drop_nulls().sort()
            for value in values:
                yield Object(f"{name}:{value}", name, [])

    def events(self) -> Iterator[Event]:
        """Every event in order, with its case and what else it relates to."""
        for number, row in enumerate(event_rows(self.log), 1):
            related = [(f"{CASE}:{row['case'] + 1}", "of")]
            related += [(f"{name}:{row[name]}", name) for name in self.others if row[name] is not None]
            activity = self.log.about.activities[row["activity"]]
            yield Event(f"e{number}", activity, local(row["time"], row["offset"]), _values(row, self.columns), related)


def _values(row: Row, columns: Sequence[Attribute]) -> list[tuple[str, Any]]:
    return [(column.name, _value(column, value)) for column, value in given(row, columns)]


def _value(column: Attribute, value: Any) -> Any:
    if column.type == "date":
        return local(value, 0)
    finite = column.type != "float" or abs(value) < float("inf")
    return value if finite else None


def write_json(objects: Objects, path: Path) -> None:
    """Write the log as OCEL 2.0 in JSON."""
    draft = path.with_name(f"{path.name}.part")
    with draft.open("w", encoding="utf-8") as out:
        out.write("{")
        _list(out, "objectTypes", (_type(*one) for one in objects.object_types().items()))
        out.write(",")
        _list(out, "eventTypes", (_type(*one) for one in objects.event_types().items()))
        out.write(",")
        _list(out, "objects", map(_object, objects.objects()))
        out.write(",")
        _list(out, "events", map(_event, objects.events()))
        out.write("}\n")
    draft.replace(path)


def _list(out: TextIO, name: str, rows: Iterable[dict[str, Any]]) -> None:
    out.write(f"{json.dumps(name)}:[")
    for number, row in enumerate(rows):
        out.write(("\n" if number == 0 else ",\n") + json.dumps(row, ensure_ascii=False, allow_nan=False))
    out.write("]")


def _type(name: str, columns: Sequence[Attribute]) -> dict[str, Any]:
    told = [{"name": column.name, "type": TYPES.get(column.type, "string")} for column in columns]
    return {"name": name, "attributes": told}


def _object(one: Object) -> dict[str, Any]:
    values = [{"name": name, "time": ALWAYS, "value": value} for name, value in one.values if value is not None]
    return {"id": one.id, "type": one.type, "attributes": values, "relationships": []}


def _event(one: Event) -> dict[str, Any]:
    values = [{"name": name, "value": value} for name, value in one.values if value is not None]
    related = [{"objectId": identity, "qualifier": word} for identity, word in one.related]
    return {"id": one.id, "type": one.type, "time": one.time, "attributes": values, "relationships": related}


def write_sqlite(objects: Objects, path: Path) -> None:
    """Write the log as OCEL 2.0 in SQLite: one table of events, one of objects, and one for each type of either."""
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)
    with sqlite3.connect(draft) as base:
        events, things = _Tables(base, objects.event_types(), "event"), _Tables(base, objects.object_types(), "object")
        base.execute("CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT)")
        base.execute("CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT)")
        for batch in _batches(objects.objects()):
            base.executemany("INSERT INTO object VALUES (?, ?)", [(one.id, one.type) for one in batch])
            for one in batch:
                things.insert(one.type, {"ocel_id": one.id, "ocel_time": ALWAYS} | dict(one.values))
        for each in _batches(objects.events()):
            base.executemany("INSERT INTO event VALUES (?, ?)", [(one.id, one.type) for one in each])
            related = [(one.id, *pair) for one in each for pair in one.related]
            base.executemany("INSERT INTO event_object VALUES (?, ?, ?)", related)
            for happened in each:
                events.insert(
                    happened.type, {"ocel_id": happened.id, "ocel_time": happened.time} | dict(happened.values)
                )
    base.close()
    draft.replace(path)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


class _Tables:
    """The tables of the types of events or of objects."""

    def __init__(self, base: sqlite3.Connection, types: dict[str, list[Attribute]], what: str) -> None:
        self.base, self.what = base, what
        self.tables = _distinct({name: _letters(name) for name in types}, {"map_type", "object"})
        base.execute(f"CREATE TABLE {what} (ocel_id TEXT PRIMARY KEY, ocel_type TEXT)")
        base.execute(f"CREATE TABLE {what}_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT)")
        base.executemany(f"INSERT INTO {what}_map_type VALUES (?, ?)", self.tables.items())  # noqa: S608
        names = {column.name: column.name for columns in types.values() for column in columns}
        self.columns = OWN | _distinct(names, set(OWN))
        for name, columns in types.items():
            told = [f"{_quoted(self.columns[each.name])} {COLUMNS[TYPES.get(each.type, 'string')]}" for each in columns]
            own = ["ocel_id TEXT", "ocel_time TIMESTAMP", *(["ocel_changed_field TEXT"] if what == "object" else [])]
            base.execute(f"CREATE TABLE {self._table(name)} ({', '.join([*own, *told])})")

    def insert(self, name: str, row: dict[str, Any]) -> None:
        """Put a row into the table of its type."""
        columns = ", ".join(_quoted(self.columns[each]) for each in row)
        marks = ", ".join("?" * len(row))
        self.base.execute(f"INSERT INTO {self._table(name)} ({columns}) VALUES ({marks})", list(row.values()))  # noqa: S608

    def _table(self, name: str) -> str:
        return _quoted(f"{self.what}_{self.tables[name]}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _letters(name: str) -> str:
    return "".join(part.capitalize() for part in re.findall(r"\w+", name)) or "Type"


def _distinct(names: dict[str, str], taken: set[str]) -> dict[str, str]:
    """The names with a number where two would be the same to SQLite, which does not tell capitals apart."""
    found: dict[str, str] = {}
    for name, bare in names.items():
        made, number = bare, 2
        while made.lower() in taken:
            made, number = f"{bare}{number}", number + 1
        taken.add(made.lower())
        found[name] = made
    return found
