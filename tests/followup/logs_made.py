"""Logs written for tests: XES from plain rows, and stores read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from handlag.followup.logs.finish import Keys
from handlag.followup.logs.read import import_log
from handlag.followup.logs.store import EventLog

Event = tuple[str, ...]
"""Activity, time, and what else stands in the event, as XML."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'


def event(activity: str, time: str, more: str = "") -> str:
    name = f'<string key="concept:name" value="{activity}"/>'
    return f'<event>{name}<date key="time:timestamp" value="{time}"/>{more}</event>\n'


def xes(cases: Mapping[str, Sequence[Event]], head: str = "") -> str:
    traces = (
        f'<trace><string key="concept:name" value="{name}"/>\n{"".join(event(*each) for each in events)}</trace>\n'
        for name, events in cases.items()
    )
    return HEAD + head + "".join(traces) + "</log>\n"


def store(
    folder: Path, text: str | bytes, name: str = "log.xes", keys: Keys | None = None, most: int = 2**40
) -> EventLog:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return import_log(path, folder / f"{name}.log", keys or Keys(), most)
