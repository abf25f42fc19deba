"""A log from a file of any kind that is understood."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handlag.followup.logs.blocks import NO_LIMIT, opened
from handlag.followup.logs.csv_log import read_csv
from handlag.followup.logs.faults import refused
from handlag.followup.logs.finish import Finish, Keys
from handlag.followup.logs.spill import Spill
from handlag.followup.logs.store import EventLog
from handlag.followup.logs.xes import read_xes


def import_log(path: Path, folder: Path, keys: Keys, most: int = NO_LIMIT, *, name: str = "") -> EventLog:
    """Read XES or CSV, packed or not, into a store in ``folder``, which appears whole or not at all.

    A log that is there is replaced, anything else is left (``LOG_TAKEN``). Raises an error of the family ``LOG_`` that
    names the place in the file; ``most`` is the largest unpacked size,
    ``name`` what the log is called, else as the file.
    """
    keys.check()
    if folder.exists() and not (folder / "log.json").is_file():
        raise refused(
            "LOG_TAKEN", "folder", f"{folder} finns redan och är ingen logg.", f"{folder} is there and is no log.",
            ("Välj en mapp som inte finns.", "Choose a folder that is not there."),
        )  # fmt: skip
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".reading-", dir=folder.parent) as made:
        aside, draft = Path(made) / "aside", Path(made) / "draft"
        aside.mkdir()
        draft.mkdir()
        spill = Spill(aside)
        if looks_like_xml(path):
            read_xes(path, spill, most)
        else:
            keys = read_csv(path, spill, keys, most)
        Finish(spill, keys, draft).write(name or path.name)
        if folder.exists():
            shutil.rmtree(folder)
        draft.rename(folder)
    return EventLog(folder)


def looks_like_xml(path: Path) -> bool:
    """Whether the file begins as XML does."""
    with opened(path) as file:
        head = file.read(64)
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith(b"<")


@contextmanager
def log_at(path: Path, keys: Keys, most: int = NO_LIMIT) -> Iterator[EventLog]:
    """A log for a while: a store as it is, a file read into a folder that is then deleted."""
    if path.is_dir():
        yield EventLog(path)
        return
    with tempfile.TemporaryDirectory(prefix="handlag-log-") as made:
        yield import_log(path, Path(made) / "log", keys, most)
