"""XES files read: every attribute, every offset, and every fault refused with its place."""

from __future__ import annotations

import gzip
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from xml.parsers import expat

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.followup.logs import blocks
from handlag.followup.logs.finish import Keys
from tests.followup.logs_made import HEAD, event, store, xes

TWO = {"a": [("apply", "2026-03-01T08:00:00+01:00"), ("decide", "2026-03-09T16:30:00.250+01:00")]}


def rows(folder: Path, text: str | bytes) -> list[dict[str, object]]:
    return store(folder, text).events().collect().to_dicts()


def test_events_are_read_with_their_instant_and_the_offset_they_were_written_with(tmp_path: Path) -> None:
    first, second = rows(tmp_path, xes(TWO))
    assert first["time"] == datetime(2026, 3, 1, 7, tzinfo=UTC)
    assert second["time"] == datetime(2026, 3, 9, 15, 30, 0, 250_000, tzinfo=UTC)
    assert (first["offset"], first["activity"], second["activity"]) == (60, 0, 1)
    assert store(tmp_path, xes(TWO)).about.activities == ["apply", "decide"]


def test_the_double_hour_of_autumn_is_told_apart_by_the_offset(tmp_path: Path) -> None:
    # 25 October 2026, 02:30 comes twice: first at +02:00, an hour later at +01:00.
    log = {"a": [("x", "2026-10-25T02:30:00+02:00"), ("y", "2026-10-25T02:30:00+01:00")]}
    first, second = rows(tmp_path, xes(log))
    assert str(second["time"] - first["time"]) == "1:00:00"  # type: ignore[operator]
    assert (first["offset"], second["offset"]) == (120, 60)


def test_a_time_without_an_offset_is_local_and_is_counted(tmp_path: Path) -> None:
    made = store(tmp_path, xes({"a": [("x", "2026-07-01T12:00:00"), ("y", "2026-10-25T02:30:00")]}))
    first, second = made.events().collect().to_dicts()
    assert (first["time"], first["offset"]) == (datetime(2026, 7, 1, 10, tzinfo=UTC), 120)
    assert second["time"] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the first of the two hours is assumed
    assert made.about.findings == {"local_times": 2, "ambiguous_times": 1}


def test_a_local_time_in_the_gap_of_spring_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HandlagError) as refused:
        store(tmp_path, xes({"a": [("x", "2026-03-29T02:30:00")]}))
    assert refused.value.code == "LOG_NO_SUCH_TIME"


def test_events_of_a_case_are_sorted_by_time_and_ties_keep_the_order_of_the_file(tmp_path: Path) -> None:
    log = {
        "b": [("late", "2026-03-02T00:00:00Z"), ("one", "2026-03-01T00:00:00Z"), ("two", "2026-03-01T00:00:00Z")],
        "a": [("only", "2020-01-01T00:00:00Z")],
    }
    made = store(tmp_path, xes(log))
    order = made.events().select("case", "activity").collect().rows()
    assert [(case, made.about.activities[code]) for case, code in order] == [
        (0, "one"), (0, "two"), (0, "late"), (1, "only"),
    ]  # fmt: skip
    assert made.cases().collect()["id"].to_list() == ["b", "a"]


@pytest.mark.parametrize("name", ["NA", "null", "007", "1e3", "", "  ", "å ä ö", "NaN", "None"])
def test_a_case_id_is_the_text_it_is(tmp_path: Path, name: str) -> None:
    made = store(tmp_path, xes({name: [("x", "2026-01-01T00:00:00Z")]}))
    assert made.cases().collect()["id"].to_list() == [name]


def test_references_and_line_ends_in_values_mean_what_xml_says(tmp_path: Path) -> None:
    more = '<string key="k" value="a&amp;b &lt;c&gt; &quot;&apos; &#229;&#xE4;&#128512; x\r\ny&#10;z"/>'
    [row] = rows(tmp_path, xes({"a": [("x", "2026-01-01T00:00:00Z", more)]}))
    assert row["k"] == "a&b <c> \"' åä😀 x y\nz"


def test_every_type_of_attribute_is_kept_with_what_stands_within_it(tmp_path: Path) -> None:
    more = (
        '<int key="n" value="-12"/><float key="f" value="1.5E2"/><boolean key="b" value="true"/>'
        '<id key="i" value="4f2b"/><date key="d" value="2026-02-03T04:05:06+01:00"/>'
        '<string key="p" value="q"><string key="m" value="1"/></string>'
        '<list key="l"><values><int key="v" value="1"/><int key="v" value="2"/></values></list>'
        '<container key="c"><string key="s" value="t"/></container><list key="none"/>'
    )
    [row] = rows(tmp_path, xes({"a": [("x", "2026-01-01T00:00:00Z", more)]}))
    assert (row["n"], row["f"], row["b"], row["i"], row["p"]) == (-12, 150.0, True, "4f2b", "q")
    assert row["d"] == datetime(2026, 2, 3, 3, 5, 6, tzinfo=UTC)
    assert row["p (children)"] == '<string key="m" value="1"/>'
    assert row["l"] == '<values><int key="v" value="1"/><int key="v" value="2"/></values>'
    assert (row["c"], row["none"]) == ('<string key="s" value="t"/>', "")


def test_one_key_of_two_types_is_two_columns_and_our_own_names_are_not_taken(tmp_path: Path) -> None:
    log = {
        "a": [
            ("x", "2026-01-01T00:00:00Z", '<string key="k" value="s"/><int key="case" value="7"/>'),
            ("y", "2026-01-02T00:00:00Z", '<int key="k" value="3"/>'),
        ]
    }
    first, second = rows(tmp_path, xes(log))
    assert (first["k"], first["k (int)"], second["k"], second["k (int)"]) == ("s", None, None, 3)
    assert (first["case"], first["case (int)"]) == (0, 7)


def test_a_key_given_twice_is_counted_and_the_last_holds(tmp_path: Path) -> None:
    twice = '<string key="k" value="1"/><string key="k" value="2"/>'
    made = store(tmp_path, xes({"a": [("x", "2026-01-01T00:00:00Z", twice)]}))
    assert made.events().collect()["k"].to_list() == ["2"]
    assert made.about.findings == {"repeated_keys": 1}


def test_cases_with_one_name_are_counted_apart_and_nameless_ones_called_by_their_place(tmp_path: Path) -> None:
    one = event("x", "2026-01-01T00:00:00Z")
    name = '<string key="concept:name" value="same"/>'
    made = store(
        tmp_path, f"{HEAD}<trace>{name}{one}</trace><trace>{one}{name}</trace><trace>{one}</trace><trace/></log>"
    )
    assert made.cases().collect()["id"].to_list() == ["same", "same", "#3", "#4"]
    assert made.about.findings == {"shared_case_names": 1, "unnamed_cases": 2}
    assert made.about.cases == 4


def test_the_head_of_the_file_is_kept(tmp_path: Path) -> None:
    head = '<extension name="Concept" prefix="concept" uri="u"/><global scope="event"><int key="a" value="1"/></global>'
    head += '<string key="source" value="x &amp; y"/><date key="made" value="2026-01-01T00:00:00Z"/>'
    about = store(tmp_path, xes(TWO, head)).about
    assert about.header == head.split("<string")[0].replace("/><global", "/>|<global").split("|")
    assert about.attributes == [
        ("source", "string", "x & y"), ("made", "date", "2026-01-01T00:00:00.000000+00:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "packed",
    [
        lambda text: gzip.compress(text.encode()),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
        lambda text: text.replace("<log", "<x:log").replace("</log", "</x:log").encode(),
        lambda text: text.replace("<log", "<!-- a comment <event> --><?note x?><log").encode(),
    ],
    ids=["gzip", "mark", "latin-1", "utf-16", "prefix", "comment"],
)
def test_a_file_may_be_packed_and_written_in_many_ways(tmp_path: Path, packed: object) -> None:
    text = xes({"å": [("fråga", "2026-01-01T00:00:00Z")]})
    made = store(tmp_path, packed(text))  # type: ignore[operator]
    assert (made.about.activities, made.cases().collect()["id"].to_list()) == (["fråga"], ["å"])


GOOD = '<event><string key="concept:name" value="x"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/>'
BOMB = (
    '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><log><trace><string key="k" value="&b;"/></trace></log>'
)


@pytest.mark.parametrize(
    ("code", "inner"),
    [
        ("LOG_BAD_DATE", '<date key="d" value="2026-02-29T00:00:00Z"/>'),
        ("LOG_BAD_DATE", '<date key="d" value="31/12/2026"/>'),
        ("LOG_BAD_DATE", '<date key="d" value="2026-01-01T00:00:00+99:00"/>'),
        ("LOG_BAD_INT", '<int key="d" value="1.5"/>'),
        ("LOG_BAD_INT", '<int key="d" value=""/>'),
        ("LOG_BAD_BOOLEAN", '<boolean key="d" value="ja"/>'),
        ("LOG_BAD_FLOAT", '<float key="d" value="ett"/>'),
        ("LOG_NO_KEY", '<string value="x"/>'),
        ("LOG_NO_VALUE", '<string key="x"/>'),
        ("LOG_UNKNOWN_ELEMENT", '<text key="k" value="v"/>'),
        ("LOG_UNKNOWN_ELEMENT", "<event></event>"),
        ("LOG_TEXT", "hello"),
        ("LOG_TEXT", "<![CDATA[x]]>"),
        ("LOG_BAD_XML", '<string key="a" value="&nbsp;"/>'),
        ("LOG_BAD_XML", '<string key="a" value="&#0;"/>'),
        ("LOG_BAD_XML", '<string key="a" value="&#xD800;"/>'),
        ("LOG_BAD_XML", '<string key="a" value="a<b"/>'),
        ("LOG_BAD_XML", '<string key="a" value="\x01"/>'),
        ("LOG_BAD_XML", '<string key="a" key="b" value="c"/>'),
        ("LOG_BAD_XML", '<string key=a value="c"/>'),
        ("LOG_BAD_XML", '<string key="a"value="c"/>'),
        ("LOG_BAD_XML", '<string key="a" value="c"><int key="b" value="1"></string></int>'),
        ("LOG_BAD_XML", "<!-- a -- b -->"),
        ("LOG_BAD_XML", "</trace>"),
        ("LOG_TOO_DEEP", '<container key="a">' * 300),
    ],
)
def test_a_fault_is_refused_with_its_line(tmp_path: Path, code: str, inner: str) -> None:
    text = f"{HEAD}<trace>\n{GOOD}\n{inner}</event></trace></log>"
    with pytest.raises(HandlagError) as refused:
        store(tmp_path, text)
    assert refused.value.code == code
    if code != "LOG_BAD_FLOAT":
        assert refused.value.field in {"line 5", "line 4"}
    assert not list(tmp_path.glob("*.log"))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("LOG_DTD", BOMB),
        ("LOG_NOT_XES", "<html></html>"),
        ("LOG_CUT_SHORT", xes(TWO)[:-20]),
        ("LOG_CUT_SHORT", "<"),
        ("LOG_BAD_XML", xes(TWO) + "<log/>"),
        ("LOG_OUTSIDE", f"{HEAD}<event/><trace/></log>"),
        ("LOG_NO_EVENTS", "<log/>"),
        ("LOG_NO_EVENTS", f"{HEAD}<trace/></log>"),
        ("LOG_NO_TIME", f'{HEAD}<trace><event><string key="concept:name" value="x"/></event></trace></log>'),
        (
            "LOG_NO_ACTIVITY",
            f'{HEAD}<trace><event><date key="time:timestamp" value="2026-01-01"/></event></trace></log>',
        ),
        ("LOG_FILE", b"<log>\xff\xfe</log>"),
        ("LOG_FILE", gzip.compress(xes(TWO).encode())[:-30]),
        ("LOG_ENCODING", '<?xml version="1.0" encoding="klingon"?><log/>'),
    ],
)
def test_a_file_that_is_no_log_is_refused(tmp_path: Path, code: str, text: str | bytes) -> None:
    with pytest.raises(HandlagError) as refused:
        store(tmp_path, text)
    assert refused.value.code == code


def test_every_way_to_cut_a_file_short_is_refused(tmp_path: Path) -> None:
    text = xes(TWO).rstrip()
    for length in range(1, len(text), 3):
        with pytest.raises(HandlagError):
            store(tmp_path, text[:length], "cut.xes")


def test_a_log_larger_than_asked_for_is_refused_however_well_it_is_packed(tmp_path: Path) -> None:
    packed = gzip.compress(xes({"a": [("x", "2026-01-01T00:00:00Z")] * 50_000}).encode())
    with pytest.raises(HandlagError) as refused:
        store(tmp_path, packed, most=2**20)
    assert (refused.value.code, len(packed) < 2**16) == ("LOG_TOO_BIG", True)


def test_the_activity_may_stand_in_another_attribute_and_the_zone_must_exist(tmp_path: Path) -> None:
    text = xes({"a": [("x", "2026-01-01T00:00:00Z", '<string key="step" value="y"/>')]})
    assert store(tmp_path, text, keys=Keys(activity="step")).about.activities == ["y"]
    with pytest.raises(HandlagError) as refused:
        store(tmp_path, text, keys=Keys(zone="Europe/Ankeborg"))
    assert refused.value.code == "LOG_ZONE"


def test_a_log_that_is_there_is_replaced_and_anything_else_left_alone(tmp_path: Path) -> None:
    store(tmp_path, xes(TWO))
    assert store(tmp_path, xes({"a": [("x", "2026-01-01T00:00:00Z")]})).about.events == 1
    (tmp_path / "log.xes.log" / "log.json").unlink()
    with pytest.raises(HandlagError) as refused:
        store(tmp_path, xes(TWO))
    assert (refused.value.code, (tmp_path / "log.xes.log" / "events.parquet").exists()) == ("LOG_TAKEN", True)


@pytest.mark.parametrize("size", [1, 7, 64, 333])
def test_a_file_read_in_small_blocks_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    more = '<string key="p" value="å&amp;"><int key="m" value="1"/></string><!-- c --><list key="l"/>'
    log = {name: [("å", "2026-01-02T00:00:00Z", more), ("y", "2026-01-01T00:00:00Z")] for name in "abc"}
    whole = store(tmp_path, xes(log), "whole.xes")
    monkeypatch.setattr(blocks, "BLOCK", size)
    parts = store(tmp_path, xes(log), "parts.xes")
    assert parts.events().collect().to_dicts() == whole.events().collect().to_dicts()
    assert parts.cases().collect().to_dicts() == whole.cases().collect().to_dicts()


SAMPLE = xes({"a&amp;": [("x", "2026-01-01T00:00:00Z", '<string key="p" value="q"><int key="m" value="1"/></string>')]})


def well_formed(text: str) -> bool:
    try:
        expat.ParserCreate().Parse(text.encode(), True)
    except expat.ExpatError:
        return False
    return True


@settings(max_examples=150, deadline=None)
@given(
    st.integers(SAMPLE.index("<log"), len(SAMPLE) - 1), st.integers(0, 3),
    st.sampled_from(["", "<", ">", "/", '"', "&", ";", "=", " ", "x", "\x02", "<!--", "-->", "</event>", "<a>", "]]>"]),
)  # fmt: skip
@example(44, 0, '<?xml version="1.0"?>')
@example(44, 0, "<?x>?>")
def test_nothing_is_read_that_is_not_well_formed_xml(at: int, length: int, put: str) -> None:
    text = SAMPLE[:at] + put + SAMPLE[at + length :]
    with tempfile.TemporaryDirectory() as folder:
        try:
            store(Path(folder), text)
        except HandlagError:
            return
        assert well_formed(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_characters="\ufffe\uffff", exclude_categories=("Cs", "Cc"))),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    escaped = (text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for text in texts)
    more = [("x", "2026-01-01T00:00:00Z", f'<string key="k" value="{text}"/>') for text in escaped]
    with tempfile.TemporaryDirectory() as folder:
        found = store(Path(folder), xes({"a": more})).events().collect()["k"].cast(pl.String).to_list()
    assert found == texts
