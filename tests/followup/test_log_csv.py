"""CSV logs: text stays the text it is, and a bad row is named."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlag.core.errors import HandlagError
from handlag.followup.logs.finish import Keys
from tests.followup.logs_made import store

HEAD = "Case ID;Activity;Timestamp;group\n"


def test_rows_become_events_with_ids_as_they_are_written(tmp_path: Path) -> None:
    text = HEAD + "NA;A;2026-03-01 01:30;NA\n007;A;2026-03-01T00:30:00Z;\nNA;B;2026-03-01T03:30:00.5+02:00;null\n"
    made = store(tmp_path, text, "log.csv")
    found = made.events().collect().to_dicts()
    assert made.cases().collect()["id"].to_list() == ["NA", "007"]
    assert [row["case"] for row in found] == [0, 0, 1]
    assert [row["group"] for row in found] == ["NA", "null", None]
    assert found[1]["time"] == datetime(2026, 3, 1, 1, 30, 0, 500_000, tzinfo=UTC)
    assert [row["offset"] for row in found] == [60, 120, 0]


def test_ties_keep_the_order_of_the_file_also_between_other_cases(tmp_path: Path) -> None:
    text = "case,activity,time\na,second,2026-01-02\nb,x,2026-01-01\na,first,2026-01-01\na,tie,2026-01-01\n"
    made = store(tmp_path, text, "log.csv")
    codes = made.events().collect()["activity"].to_list()
    assert [made.about.activities[code] for code in codes] == ["first", "tie", "second", "x"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_and_a_quoted_cell_may_hold_lines(tmp_path: Path, separator: str) -> None:
    head = separator.join(["case:concept:name", "concept:name", "time:timestamp", "note"])
    row = separator.join(["1", '"a ""b"""', "2026-01-01 00:00:00", '"one\ntwo, three; four"'])
    [event] = (
        store(tmp_path, gzip.compress(f"\ufeff{head}\r\n{row}\r\n".encode()), "log.csv").events().collect().to_dicts()
    )
    assert event["note"] == "one\ntwo, three; four"


def test_headings_may_be_named(tmp_path: Path) -> None:
    text = "nr,what,when,time\n1,x,2026-05-01,noon\n"
    made = store(tmp_path, text, "log.csv", Keys(case="nr", activity="what", time="when"))
    assert made.about.keys["time"] == "when"
    assert made.events().collect()["time (string)"].to_list() == ["noon"]


@pytest.mark.parametrize(
    ("code", "where", "text"),
    [
        ("LOG_BAD_DATE", "Timestamp", HEAD + "1;a;2026-01-01;\n1;a;31/12/2026;\n"),
        ("LOG_EMPTY_CELL", "Case ID", HEAD + ";a;2026-01-01;\n"),
        ("LOG_EMPTY_CELL", "Activity", HEAD + "1;;2026-01-01;\n"),
        ("LOG_EMPTY_CELL", "Timestamp", HEAD + "1;a;;\n"),
        ("LOG_BAD_CSV", "row", HEAD + "1;a;2026-01-01\n"),
        ("LOG_BAD_CSV", "x", "case,activity,time,x,x\n"),
        ("LOG_NO_COLUMN", "time", "case,activity,colour\n"),
        ("LOG_NO_COLUMN", "case", ""),
        ("LOG_NO_EVENTS", "event", HEAD),
        ("LOG_FILE", "file", HEAD.encode() + "1;å;2026-01-01;\n".encode("latin-1")),
        ("LOG_NO_SUCH_TIME", "Timestamp", HEAD + "1;a;2026-03-29 02:30;\n"),
    ],
)
def test_a_bad_file_is_refused_with_the_place(tmp_path: Path, code: str, where: str, text: str | bytes) -> None:
    with pytest.raises(HandlagError) as refused:
        store(tmp_path, text, "log.csv")
    assert (refused.value.code, refused.value.field) == (code, where)


def test_the_row_at_fault_is_numbered_as_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(HandlagError) as refused:
        store(tmp_path, HEAD + "1;a;2026-01-01;\n1;a;later;\n", "log.csv")
    assert "Row 3" in refused.value.english.problem
    assert "later" in refused.value.english.problem
