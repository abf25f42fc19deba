"""The reports that have been printed: what each said and from what it was made, so that it can be said again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from handlag.core.errors import Conflict, HandlagError
from handlag.followup.report.model import Place


@dataclass(frozen=True)
class Record:
    """A printed report: kind and year, what it was made from, when, by whom and why it was printed,
    its file's SHA-256."""

    kind: str
    year: int
    vintage: int
    supplied: int
    printed_at: datetime
    printed_by: str
    sha256: str
    reason: str = ""


@dataclass(frozen=True)
class Published:
    """A printed report and what it said."""

    record: Record
    text: str

    @property
    def vintage(self) -> int:
        """The vintage it was made from."""
        return self.record.vintage

    @property
    def year(self) -> int:
        """The year it reported."""
        return self.record.year

    @cached_property
    def printed(self) -> Mapping[Place, str]:
        """What stood at each place: a number, an asterisk, or something else in its stead."""
        rows = csv.DictReader(io.StringIO(self.text))
        names = ("metric", "benefit", "sex", "year", "other_dimension")
        return {Place(*(row[name] for name in names)): row["value"] or row["printed"] for row in rows}

    @cached_property
    def values(self) -> Mapping[Place, str]:
        """The numbers it printed, by place."""
        return {place: text for place, text in self.printed.items() if text[:1].isdigit() or text[1:2].isdigit()}


class Publications:
    """The printed reports of an installation, in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def add(self, record: Record, text: str) -> None:
        """Keep a printed report; FOLLOWUP_REPORT_BY without a name.

        FOLLOWUP_REPORT_PRINTED where that year's has been printed otherwise already.
        """
        if not record.printed_by:
            raise _nobody()
        stem = f"{record.kind}-{record.year}"
        earlier = self.get(record.kind, record.year)
        if earlier is not None:
            if earlier.record.sha256 == record.sha256:
                return
            raise _printed(record)
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / f"{stem}.csv").write_text(text, "utf-8", newline="")
        draft = self.root / f"{stem}.draft"
        draft.write_text(json.dumps(asdict(record), default=datetime.isoformat, indent=1, sort_keys=True), "utf-8")
        draft.rename(self.root / f"{stem}.json")

    def get(self, kind: str, year: int) -> Published | None:
        """The printed report of a year; None where none has been printed. A file changed since is refused."""
        path = self.root / f"{kind}-{year}.json"
        if not path.exists():
            return None
        kept = json.loads(path.read_text("utf-8"))
        record = Record(**(kept | {"printed_at": datetime.fromisoformat(kept["printed_at"])}))
        with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
            text = file.read()
        if digest(text) != record.sha256:
            raise _changed(record)
        return Published(record, text)

    def before(self, kind: str, year: int, vintage: int) -> Published | None:
        """The report of the year before, if it was printed from an earlier vintage or this one."""
        found = self.get(kind, year - 1)
        return found if found is not None and found.vintage <= vintage else None


def digest(text: str) -> str:
    """The SHA-256 of a report's tidy file."""
    return hashlib.sha256(text.encode()).hexdigest()


def _nobody() -> HandlagError:
    return HandlagError(
        "FOLLOWUP_REPORT_BY", "by",
        sv="Det står inte vem som publicerar rapporten.", en="It is not said who publishes the report.",
        remedy_sv="Ange vem med --by.", remedy_en="Say who with --by.",
    )  # fmt: skip


def _printed(record: Record) -> Conflict:
    return Conflict(
        "FOLLOWUP_REPORT_PRINTED", "year",
        sv=f"Rapporten för {record.year} är redan publicerad med andra siffror.",
        en=f"The report of {record.year} has been published already with other figures.",
        remedy_sv="Rättelser redovisas i nästa års rapport, med en not vid varje ändrad siffra.",
        remedy_en="Corrections are told in the next year's report, with a note at each changed figure.",
    )  # fmt: skip


def _changed(record: Record) -> Conflict:
    return Conflict(
        "FOLLOWUP_REPORT_CHANGED", "year",
        sv=f"Den publicerade rapporten för {record.year} är inte som den publicerades.",
        en=f"The published report of {record.year} is not as it was published.",
        remedy_sv="Lägg tillbaka filen ur säkerhetskopian.", remedy_en="Restore the file from the backup.",
    )  # fmt: skip
