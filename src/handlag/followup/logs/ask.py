"""A log's report for whoever asks over the web: of a file that is sent and deleted at once, or of our own events."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path

from handlag.followup.logs.faults import refused, too_big
from handlag.followup.logs.finish import Keys
from handlag.followup.logs.measure import Question
from handlag.followup.logs.own import own_log
from handlag.followup.logs.read import import_log
from handlag.followup.logs.report import LogReport, report
from handlag.followup.queries import installation_store
from handlag.followup.store import Store

MEGABYTE = 2**20
MOST_SENT = 50 * MEGABYTE
MOST_UNPACKED = 250 * MEGABYTE
"""A file of this size takes some seconds and half a gigabyte; larger ones are for the command."""
MOST_OWN = 5_000_000
OWN_ENDS = ("case_closed",)


def report_of_sent(chunks: Iterable[bytes], name: str, keys: Keys, question: Question) -> LogReport:
    """The report of a file as it comes; nothing of it is left. Raises ``LOG_TOO_BIG`` and all that reading raises."""
    with tempfile.TemporaryDirectory(prefix="handlag-log-") as made:
        path, size = Path(made) / "sent", 0
        with path.open("wb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_SENT:
                    raise too_big(MOST_SENT)
                out.write(chunk)
        if not size:
            raise _none()
        return report(import_log(path, Path(made) / "log", keys, MOST_UNPACKED, name=name), question)


def report_of_own(store: Store | None = None) -> LogReport:
    """The report of our own events by the newest export: a case is over when it is closed."""
    store = store or installation_store()
    rows = store.vintage().total_rows
    if rows > MOST_OWN:
        raise refused(
            "LOG_TOO_BIG", "log", f"Uttaget har {rows} händelser.", f"The export has {rows} events.",
            ("Kör handlag log export och handlag log report.", "Run handlag log export and handlag log report."),
        )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="handlag-log-") as made:
        log = own_log(store, Path(made) / "log", secrets.token_bytes(32))
        ends = tuple(name for name in OWN_ENDS if name in log.about.activities)
        return report(log, Question(ends))


def _none() -> Exception:
    return refused(
        "LOG_FILE", "file", "Ingen fil är vald.", "No file has been chosen.",
        ("Välj en XES- eller CSV-fil.", "Choose an XES or CSV file."),
    )  # fmt: skip
