"""A log on disk: events as coded columns sorted by case and time, cases as their own table, and a page of what it is.

```
NAME.log/
  events.parquet   case (int32), time (UTC), offset (minutes), activity, lifecycle (codes), then every other attribute
  cases.parquet    case, id, then every attribute of the case
  log.json         the names of the codes, the columns' keys and types, the head of the file, what was found
```
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from handlag.followup.logs.faults import refused

FORMAT = 1
SUFFIX = ".log"


@dataclass(frozen=True)
class Attribute:
    """A column of the store: its name there, the key it came as, and its type in words (``string``, ``children``)."""

    name: str
    key: str
    type: str


@dataclass(frozen=True)
class About:
    """What a log is.

    ``zone`` is where times without an offset were read and months are cut; ``keys`` say what attribute of the source
    was taken as ``case``, ``activity``, ``time`` and ``lifecycle``; ``header`` are the elements of an XES file's head
    as written and ``attributes`` its own (key, type, value); ``findings`` counts what a log should not hold.
    """

    source: str
    zone: str
    keys: dict[str, str]
    events: int
    cases: int
    activities: list[str]
    lifecycles: list[str]
    event_columns: list[Attribute]
    case_columns: list[Attribute]
    header: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    findings: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> About:
        """Read it back."""
        kept: dict[str, Any] = json.loads(text)
        for name in ("event_columns", "case_columns"):
            kept[name] = [Attribute(**one) for one in kept[name]]
        kept["attributes"] = [tuple(one) for one in kept["attributes"]]
        return cls(**kept)


class EventLog:
    """A log on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def about(self) -> About:
        """What it is; raises ``LOG_NOT_A_STORE`` where the folder holds none."""
        try:
            return About.from_json((self.folder / "log.json").read_text("utf-8"))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise refused(
                "LOG_NOT_A_STORE", "file", f"Mappen {self.folder.name} är ingen logg.",
                f"The folder {self.folder.name} is no log.",
                ("Läs in en fil med handlag log import.", "Read a file in with handlag log import."),
            ) from error  # fmt: skip

    def events(self) -> pl.LazyFrame:
        """The events, sorted by case, time and their order in the file."""
        return pl.scan_parquet(self.folder / "events.parquet")

    def cases(self) -> pl.LazyFrame:
        """The cases in the order they first came."""
        return pl.scan_parquet(self.folder / "cases.parquet")
