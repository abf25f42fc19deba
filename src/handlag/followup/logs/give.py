"""A log written to a file of the kind its name says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from handlag.followup.logs.faults import refused, unreadable
from handlag.followup.logs.ocel import Objects, write_json, write_sqlite
from handlag.followup.logs.store import About, EventLog
from handlag.followup.logs.write_xes import write_xes

OCEL = {".json": write_json, ".jsonocel": write_json, ".sqlite": write_sqlite, ".db": write_sqlite}


def give(log: EventLog, target: Path, objects: Sequence[str] = ()) -> About:
    """Write XES (``.xes``) or OCEL 2.0 (``.json``, ``.sqlite``), whole or not at all; ``objects`` are for OCEL only."""
    kind = target.suffix.lower()
    if kind != ".xes" and kind not in OCEL:
        raise refused(
            "LOG_KIND", "target", f"Okänd filändelse {kind or '(ingen)'}.", f"Unknown suffix {kind or '(none)'}.",
            ("Skriv .xes, .json eller .sqlite.", "Write .xes, .json or .sqlite."),
        )  # fmt: skip
    try:
        if kind == ".xes":
            write_xes(log, target)
        else:
            OCEL[kind](Objects(log, objects), target)
    except OSError as error:
        raise unreadable(error.strerror or error) from error
    return log.about
