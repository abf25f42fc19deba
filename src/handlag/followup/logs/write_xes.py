"""A store as XES: what is read from it again is the same log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO
from xml.sax.saxutils import quoteattr

from handlag.followup.logs.faults import refused
from handlag.followup.logs.rows import Row, case_rows, event_rows, given, local, number_text
from handlag.followup.logs.store import Attribute, EventLog

OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">\n'
HEADER = (
    '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>',
    '<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>',
    '<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>',
    '<classifier name="Activity" keys="concept:name"/>',
)
"""The head of a log that came without one."""
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BREAKS = {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
AS_XML = frozenset({"list", "container"})


def write_xes(log: EventLog, path: Path) -> None:
    """Write the log to a file; raises ``LOG_NOT_XML`` where a text holds what XML has no way to write."""
    draft = path.with_name(f"{path.name}.part")
    with draft.open("w", encoding="utf-8") as out:
        out.write(OPENING)
        for line in (*(log.about.header or HEADER), *_own(log)):
            out.write(f"  {line}\n")
        _traces(log, out)
        out.write("</log>\n")
    draft.replace(path)


def _own(log: EventLog) -> Iterator[str]:
    for key, kind, value in log.about.attributes:
        yield from _element(kind, key, value, "")


def _traces(log: EventLog, out: TextIO) -> None:
    """The cases in order, each with its events; one without events stands where it stood."""
    cases = case_rows(log)
    for number, events in groupby(event_rows(log), key=lambda row: row["case"]):
        for case in cases:
            _open(log, out, case)
            if case["case"] == number:
                break
            out.write("  </trace>\n")
        for event in events:
            out.write(f"    <event>{''.join(_event(log, event))}</event>\n")
        out.write("  </trace>\n")
    for case in cases:
        _open(log, out, case)
        out.write("  </trace>\n")


def _open(log: EventLog, out: TextIO, case: Row) -> None:
    name = "".join(_element("string", "concept:name", case["id"], ""))
    out.write(f"  <trace>{name}{''.join(_attributes(case, log.about.case_columns))}\n")


def _event(log: EventLog, event: Row) -> Iterator[str]:
    yield from _element("string", "concept:name", log.about.activities[event["activity"]], "")
    yield f'<date key="time:timestamp" value="{local(event["time"], event["offset"])}"/>'
    if log.about.lifecycles:
        yield from _element("string", "lifecycle:transition", log.about.lifecycles[event["lifecycle"]], "")
    yield from _attributes(event, log.about.event_columns)


def _attributes(row: Row, columns: Sequence[Attribute]) -> Iterator[str]:
    """Every attribute of a row; the XML within one is put back where it was."""
    within = {column.key: value for column, value in given(row, columns) if column.type == "children"}
    for column, value in given(row, columns):
        if column.type in AS_XML:
            yield from _element(column.type, column.key, None, value)
        elif column.type != "children":
            yield from _element(column.type, column.key, _text(column.type, value), within.pop(column.key, ""))


def _text(kind: str, value: Any) -> str:
    if kind == "date":
        return local(value, 0)
    if kind == "boolean":
        return "true" if value else "false"
    return number_text(value) if kind == "float" else str(value)


def _element(kind: str, key: str, value: str | None, inner: str) -> Iterator[str]:
    for text in (key, value or ""):
        if NOT_XML.search(text):
            raise refused(
                "LOG_NOT_XML", key, f"Ett tecken i {key!r} går inte att skriva i XML.",
                f"A character in {key!r} can't be written in XML.",
            )  # fmt: skip
    shown = "" if value is None else f" value={quoteattr(value, BREAKS)}"
    tag = f"<{kind} key={quoteattr(key, BREAKS)}{shown}"
    yield f"{tag}>{inner}</{kind}>" if inner else f"{tag}/>"
