"""Logs given out: XES that reads back as the same log, OCEL 2.0 by its published rules, and no person in our own."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from handlag.cli_log import app
from handlag.core.errors import HandlagError
from handlag.followup.domain.facts import schema
from handlag.followup.logs.finish import Keys
from handlag.followup.logs.give import give
from handlag.followup.logs.measure import Question, measure
from handlag.followup.logs.ocel import Objects
from handlag.followup.logs.own import own_log
from handlag.followup.logs.read import import_log
from handlag.followup.logs.store import EventLog
from handlag.followup.logs.write_xes import HEADER
from handlag.followup.store import Manifest, Store
from tests.followup.log import Log
from tests.followup.logs_made import store, xes

RICH = (
    '<string key="p" value="q &amp;&#10;r"><string key="m" value="1"/></string><float key="f" value="1.5"/>'
    '<boolean key="b" value="false"/><id key="i" value="x"/><date key="d" value="2026-02-03T04:05:06.25+01:00"/>'
    '<list key="l"><values><int key="v" value="1"/></values></list><container key="c"/><int key="n" value="-3"/>'
)
LOG = {
    "NA": [("apply", "2026-03-29T01:59:59+01:00", RICH), ("decide", "2026-03-29T03:00:00.000001+02:00")],
    "b": [("decide", "2026-01-02T00:00:00Z"), ("apply", "2026-01-01T00:00:00Z", '<float key="f" value="INF"/>')],
}


def same(one: EventLog, other: EventLog) -> None:
    for frame in ("events", "cases"):
        left, right = (
            getattr(log, frame)().with_columns(pl.col(pl.Categorical).cast(pl.String)).collect() for log in (one, other)
        )
        assert left.to_dicts() == right.select(left.columns).to_dicts()
        assert set(left.columns) == set(right.columns)
    for name in ("activities", "lifecycles", "attributes", "events", "cases"):
        assert getattr(one.about, name) == getattr(other.about, name), name
    assert other.about.header == (one.about.header or list(HEADER))


def again(log: EventLog, folder: Path) -> EventLog:
    give(log, folder / "again.xes")
    return import_log(folder / "again.xes", folder / "again", Keys())


def test_xes_written_and_read_again_is_the_same_log(tmp_path: Path) -> None:
    head = '<global scope="event"><int key="a" value="1"/></global><string key="source" value="x &amp; y"/>'
    text = xes(LOG, head).replace("</log>", '<trace><string key="concept:name" value="empty"/></trace></log>')
    made = store(tmp_path, text)
    same(made, again(made, tmp_path))


def test_a_csv_becomes_the_same_log_as_xes(tmp_path: Path) -> None:
    made = store(tmp_path, "case,activity,time,note\n1,a,2026-10-25 02:30,NA\n1,b,2026-10-26,\n", "log.csv")
    read = again(made, tmp_path)
    assert read.events().collect()["note"].to_list() == ["NA", None]
    assert read.events().collect()["time"].to_list() == made.events().collect()["time"].to_list()


words = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8)
EVENTS = st.tuples(words, st.integers(0, 4_000_000_000_000_000), st.integers(-900, 900), words, words)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(EVENTS, max_size=5), min_size=1, max_size=5).filter(any))
def test_any_log_comes_back(cases: list[list[tuple[str, int, int, str, str]]]) -> None:
    from handlag.followup.logs.rows import local  # noqa: PLC0415

    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    log = {
        f"c{n}": [
            (escaped(name), local(datetime.fromtimestamp(micro / 1_000_000, UTC), offset),
             f'<string key="k{escaped(key)}" value="{escaped(value)}"/>')
            for name, micro, offset, key, value in events
        ]
        for n, events in enumerate(cases)
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        made = store(Path(folder), xes(log))
        same(made, again(made, Path(folder)))


def test_a_text_xml_can_not_hold_is_refused_and_no_file_is_left(tmp_path: Path) -> None:
    made = store(tmp_path, "case,activity,time\n1,a\x01,2026-01-01\n", "log.csv")
    with pytest.raises(HandlagError) as refused:
        give(made, tmp_path / "out.xes")
    assert (refused.value.code, (tmp_path / "out.xes").exists()) == ("LOG_NOT_XML", False)


NAMED = {
    "type": "object",
    "required": ["name", "attributes"],
    "properties": {
        "name": {"type": "string"},
        "attributes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "type"],
                "properties": {
                    "name": {"type": "string"},
                    "type": {"enum": ["string", "time", "integer", "float", "boolean"]},
                },
            },
        },
    },
}
RELATED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["objectId", "qualifier"],
        "properties": {"objectId": {"type": "string"}, "qualifier": {"type": "string"}},
    },
}
INSTANT = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})$"}
OCEL = {"type": "object", "required": ["eventTypes", "objectTypes", "events", "objects"], "properties": {
    "eventTypes": {"type": "array", "items": NAMED}, "objectTypes": {"type": "array", "items": NAMED},
    "events": {"type": "array", "items": {"type": "object", "required": ["id", "type", "time"], "properties": {
        "id": {"type": "string"}, "type": {"type": "string"}, "time": INSTANT, "relationships": RELATED,
        "attributes": {"type": "array", "items": {"type": "object", "required": ["name", "value"]}}}}},
    "objects": {"type": "array", "items": {"type": "object", "required": ["id", "type"], "properties": {
        "id": {"type": "string"}, "type": {"type": "string"}, "relationships": RELATED,
        "attributes": {"type": "array", "items": {"type": "object", "required": ["name", "value", "time"],
                                                  "properties": {"time": INSTANT}}}}}}}}  # fmt: skip
"""The published schema of OCEL 2.0 in JSON, as its specification describes it."""
PYTHON_TYPES: dict[str, type] = {"string": str, "time": str, "integer": int, "float": float, "boolean": bool}


def check_ocel(found: dict[str, Any]) -> None:
    """The schema, and what the specification says beyond it: ids once, types declared, values of their type."""
    jsonschema.validate(found, OCEL)
    for things, types in (("events", "eventTypes"), ("objects", "objectTypes")):
        assert len({one["id"] for one in found[things]}) == len(found[things])
        declared = {one["name"]: {each["name"]: each["type"] for each in one["attributes"]} for one in found[types]}
        assert len(declared) == len(found[types])
        for one in found[things]:
            for value in one["attributes"]:
                assert type(value["value"]) is PYTHON_TYPES[declared[one["type"]][value["name"]]]
    known = {one["id"] for one in found["objects"]}
    for event in found["events"]:
        assert event["relationships"]
        assert {each["objectId"] for each in event["relationships"]} <= known


def test_ocel_in_json_follows_the_published_rules(tmp_path: Path) -> None:
    made = store(tmp_path, xes(LOG))
    give(made, tmp_path / "out.json", ["p"])
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    check_ocel(found)
    assert [one["name"] for one in found["objectTypes"]] == ["case", "p"]
    assert [one["id"] for one in found["objects"]] == ["case:1", "case:2", "p:q &\nr"]
    first = found["events"][0]
    assert (first["type"], first["time"]) == ("apply", "2026-03-29T01:59:59+01:00")
    assert first["relationships"] == [
        {"objectId": "case:1", "qualifier": "of"}, {"objectId": "p:q &\nr", "qualifier": "p"},
    ]  # fmt: skip
    assert {"name": "b", "value": False} in first["attributes"]
    assert [one["name"] for one in found["eventTypes"]] == ["apply", "decide"]


def test_ocel_in_sqlite_holds_the_same(tmp_path: Path) -> None:
    log = {"a": [("Set up", "2026-01-01T00:00:00Z", '<int key="N" value="1"/><string key="n" value="t"/>'),
                 ("set-up", "2026-01-02T00:00:00Z")]}  # fmt: skip
    give(store(tmp_path, xes(log)), tmp_path / "out.sqlite")
    with sqlite3.connect(tmp_path / "out.sqlite") as base:
        assert base.execute("SELECT * FROM event ORDER BY 1").fetchall() == [("e1", "Set up"), ("e2", "set-up")]
        assert base.execute("SELECT * FROM event_map_type").fetchall() == [("Set up", "SetUp"), ("set-up", "SetUp2")]
        assert base.execute("SELECT * FROM event_SetUp").fetchall() == [("e1", "2026-01-01T00:00:00+00:00", 1, "t")]
        assert base.execute("SELECT * FROM object").fetchall() == [("case:1", "case")]
        assert base.execute("SELECT ocel_id, ocel_time, id FROM object_Case").fetchall() == [
            ("case:1", "1970-01-01T00:00:00Z", "a")
        ]
        assert base.execute("SELECT * FROM event_object").fetchall() == [("e1", "case:1", "of"), ("e2", "case:1", "of")]
        assert base.execute("SELECT count(*) FROM object_object").fetchone() == (0,)


def test_what_is_no_text_attribute_can_not_become_objects(tmp_path: Path) -> None:
    with pytest.raises(HandlagError) as refused:
        Objects(store(tmp_path, xes(LOG)), ["f"])
    assert (refused.value.code, refused.value.field) == ("LOG_NO_SUCH_ATTRIBUTE", "f")


def own_store(folder: Path) -> Store:
    """Two cases of one person and a payment, as an export leaves them."""
    made = Log()
    made.case("one", "2026-01-05", "2026-01-20", "2026-01-20", person="Anna", unit="Umeå", birth_year=1985)
    made.case("two", "2026-10-24", "2026-10-26", person="Anna", automatic=False, outcome="refused")
    made.payment("2026-02-25", 123_456, person="Anna")
    kept, events = Store(folder), made.events().with_columns(vintage=pl.lit(1, pl.Int32)).select(schema().names())
    kept.write(events.lazy(), folder / "events" / "year=2026" / "000001.parquet")
    now = datetime(2026, 11, 1, tzinfo=UTC)
    kept.commit(Manifest(1, now, now, len(events), len(events), 0, {}, {}, {}, "", made.book._words))
    return kept


def test_our_own_log_tells_what_happened_and_nobody_s_identity(tmp_path: Path) -> None:
    made = own_log(own_store(tmp_path / "facts"), tmp_path / "log", b"s" * 32)
    assert made.about.activities == ["case_opened", "decided", "case_closed"]
    found = measure(made, Question(ends=("case_closed",)))
    assert found.durations.cases == 1
    assert found.durations.mean == pytest.approx(15, abs=0.01)
    rows = made.events().collect()
    assert rows["offset"].to_list() == [60, 60, 60, 120, 60]
    assert rows.filter(pl.col("activity") == 1)["outcome"].to_list() == ["granted", "refused"]
    columns = {"case", "time", "offset", "activity", "benefit", "unit", "actor_kind", "outcome", "decision_kind",
               "reason", "automatic"}  # fmt: skip
    assert set(rows.columns) == columns
    assert made.cases().collect().columns == ["case", "id", "benefit"]


def test_a_pseudonym_depends_on_a_secret_that_is_not_kept(tmp_path: Path) -> None:
    facts = own_store(tmp_path / "facts")
    one, other, same_again = (
        own_log(facts, tmp_path / name, secret).cases().collect()["id"].to_list()
        for name, secret in (("1", b"a" * 32), ("2", b"b" * 32), ("3", b"a" * 32))
    )
    assert one == same_again
    assert not set(one) & set(other)
    assert all(len(name) == 20 for name in one)


def test_our_own_log_goes_out_as_xes_and_ocel(tmp_path: Path) -> None:
    made = own_log(own_store(tmp_path / "facts"), tmp_path / "log", b"s" * 32)
    read = again(made, tmp_path)
    assert measure(read, Question()) == measure(made, Question())
    give(made, tmp_path / "out.json", ["unit"])
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    check_ocel(found)
    assert [one["id"] for one in found["objects"]][2:] == ["unit:Umeå"]


def test_the_command_writes_the_kind_the_name_says(tmp_path: Path) -> None:
    source = tmp_path / "log.xes"
    source.write_text(xes(LOG))
    for name in ("out.xes", "out.json", "out.sqlite"):
        ran = CliRunner().invoke(app, ["export", str(tmp_path / name), str(source)])
        assert ran.exit_code == 0, ran.output
        assert "4 events of 2 cases" in ran.output
    wrong = CliRunner().invoke(app, ["export", str(tmp_path / "out.doc"), str(source)])
    assert (wrong.exit_code, "LOG_KIND" in wrong.stderr) == (2, True)
