"""Figures that registers outside the case system supply: read from tidy CSV, refused whole where a row is wrong.

Each file is kept as it came, as a numbered version with who, when and its source; a figure supplied again replaces the
earlier one from that version on, and a report made from an earlier version comes out as it was.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from handlag.core.errors import HandlagError, NotFound
from handlag.followup.domain.codes import HANDLED
from handlag.followup.domain.indicators import Text
from handlag.followup.report.counted import COUNTS
from handlag.followup.report.figures import Held
from handlag.followup.report.model import NO_TEXT, Place, Unit
from handlag.followup.report.registry import EVENTS, Registry, annual

COLUMNS = ("metric", "benefit", "sex", "year", "other_dimension", "value", "unit")
YEAR = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
WHOLE = {Unit.COUNT}
SEXES = ("", "women", "men", "total")
ROUNDED_COUNTS = ("mean_", "full_time_equivalents")
"""Counts that may have decimals: they are means or sums of parts."""
SIGNED = ("msek", "ksek", "percentage_points")


@dataclass(frozen=True)
class Delivery:
    """One file: its number, who supplied it and when, from what, and the SHA-256 of what came."""

    version: int
    supplied_at: datetime
    supplied_by: str
    source: str
    file: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Row:
    """A figure as supplied, and the words of its row where the table is open."""

    place: Place
    held: Held
    label: Text | None = None


def read(text: str, registry: Registry | None = None) -> list[Row]:
    """The figures of a file. Raises FOLLOWUP_SUPPLIED_COLUMNS, and FOLLOWUP_SUPPLIED_ROW naming the row and field."""
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise _columns(missing)
    reader = _Reading(registry or annual())
    try:
        found = [reader.row(row, rows.line_num) for row in rows]
    except csv.Error as error:
        raise _columns([str(error)]) from error
    if not found:
        raise _columns([])
    return found


def read_file(path: Path) -> str:
    """A file's text. Raises FOLLOWUP_SUPPLIED_UNREADABLE where it is no text in UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise HandlagError(
            "FOLLOWUP_SUPPLIED_UNREADABLE", "file",
            sv=f"{path} går inte att läsa: {error}.", en=f"{path} cannot be read: {error}.",
            remedy_sv="Lämna en textfil i UTF-8 med kommatecken mellan kolumnerna.",
            remedy_en="Supply a text file in UTF-8 with commas between the columns.",
        ) from error  # fmt: skip


class _Reading:
    """A file being read: what has come so far, so that nothing comes twice."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.seen: dict[Place, int] = {}

    def row(self, row: Mapping[str, str | None], line: int) -> Row:
        """One figure, checked."""
        given = {name: (value or "").strip() for name, value in row.items() if name is not None}
        place = Place(*(given[name] for name in COLUMNS[:5]))
        self._check_place(place, given["unit"], line)
        self.seen[place] = line
        metric = self.registry.metrics[place.metric]
        register = self.registry.registers.get(metric.origin)
        value = _value(given["value"], given.get("printed", ""), metric.unit, place.metric, line)
        people = register.people if register else metric.origin == EVENTS
        persons = int(value) if people and value is not None and metric.unit in WHOLE else None
        held = Held(value, metric.origin, value, None, persons, hidden=given.get("printed") == "*")
        label = given.get("label_sv", "")
        return Row(place, held, Text(label, given.get("label_en") or label) if label else None)

    def _check_place(self, place: Place, unit: str, line: int) -> None:
        metric = self.registry.metrics.get(place.metric)
        if metric is None:
            raise wrong_row(line, "metric", f"{place.metric!r} är inget mått.", f"{place.metric!r} is no metric.")
        if unit != metric.unit.value:
            raise wrong_row(line, "unit", f"Enheten ska vara {metric.unit.value}.", f"The unit is {metric.unit.value}.")
        if not YEAR.fullmatch(place.year):
            raise wrong_row(
                line, "year", f"{place.year!r} är inget år och ingen månad.", f"{place.year!r} is no year and no month."
            )
        if place.sex not in SEXES:
            raise wrong_row(line, "sex", f"{place.sex!r} är inget kön.", f"{place.sex!r} is no sex.")
        if place in self.seen:
            first = self.seen[place]
            raise wrong_row(
                line, "metric", f"Samma uppgift står på rad {first}.", f"Line {first} says the same figure."
            )
        if not self.registry.knows(place):
            raise wrong_row(
                line, "other_dimension", f"Ingen tabell visar {' '.join(filter(None, place))}.",
                f"No table prints {' '.join(filter(None, place))}.",
            )  # fmt: skip
        if is_counted(place):
            raise wrong_row(
                line, "benefit", "Uppgiften räknas på händelser och lämnas inte.",
                "The figure is counted from events and not supplied.",
            )  # fmt: skip


def is_counted(place: Place) -> bool:
    """Whether the system's own events are the only source of a figure: those of the benefits it handles.

    What a register holds too may be supplied; where it is counted, the count stands.
    """
    return any(
        each.metric == place.metric and each.words(place.benefit) == place.other_dimension
        and place.benefit in (HANDLED & set(each.benefits) if each.benefits else HANDLED)
        for each in COUNTS
        if not each.elsewhere
    )  # fmt: skip


def _value(text: str, printed: str, unit: Unit, metric: str, line: int) -> Fraction | None:
    if not text and printed in ("-", "*"):
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise wrong_row(
            line, "value", f"{text!r} är inget tal; skriv - eller * i kolumnen printed där inget tal finns.",
            f"{text!r} is no number; write - or * in the column printed where there is none.",
        )  # fmt: skip
    whole = unit in WHOLE and not any(each in metric for each in ROUNDED_COUNTS)
    if whole and value != value.to_integral_value():
        raise wrong_row(line, "value", f"{text} är inget heltal.", f"{text} is no whole number.")
    if value < 0 and unit.value not in SIGNED:
        raise wrong_row(line, "value", f"{text} är mindre än noll.", f"{text} is below nought.")
    return Fraction(value)


class Supplied:
    """The deliveries of one installation, in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def deliveries(self) -> list[Delivery]:
        """All deliveries, the first one first."""
        return [_delivery(path) for path in sorted(self.root.glob("[0-9]*.json"))]

    def add(self, text: str, *, file: str, source: str, by: str, now: datetime) -> Delivery:
        """Keep a file as the next version. Raises what ``read`` raises and FOLLOWUP_SUPPLIED_SOURCE without a source.

        The same file again makes no new version.
        """
        if not source.strip() or not by.strip():
            raise _no_source("source" if not source.strip() else "by")
        rows = read(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        known = self.deliveries()
        if known and known[-1].sha256 == digest:
            return known[-1]
        made = Delivery(len(known) + 1, now, by.strip(), source.strip(), file, digest, len(rows))
        self._write(made, text)
        return made

    def _write(self, made: Delivery, text: str) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        stem = f"{made.version:06d}"
        (self.root / f"{stem}.csv").write_text(text, "utf-8", newline="")
        draft = self.root / f"{stem}.draft"
        draft.write_text(json.dumps(asdict(made), default=datetime.isoformat, ensure_ascii=False, indent=1), "utf-8")
        draft.rename(self.root / f"{stem}.json")

    def figures(self, version: int | None = None) -> tuple[dict[Place, Row], dict[Place, Delivery]]:
        """The figures as of a version (the newest if none is named), and which delivery each comes from.

        Raises FOLLOWUP_NO_SUPPLIED for a version that was never made and FOLLOWUP_SUPPLIED_CHANGED where a kept file
        is not what came.
        """
        known = self.deliveries()
        if version is not None and version not in range(len(known) + 1):
            raise _no_version(version)
        rows: dict[Place, Row] = {}
        by: dict[Place, Delivery] = {}
        for delivery in known if version is None else known[:version]:
            for row in self._rows(delivery):
                rows[row.place], by[row.place] = row, delivery
        return rows, by

    def values(self, version: int | None = None) -> dict[Place, Fraction]:
        """The numbers alone, for reports that take them as they are. Raises what ``figures`` raises."""
        rows, _ = self.figures(version)
        return {place: row.held.value for place, row in rows.items() if row.held.value is not None}

    def _rows(self, delivery: Delivery) -> Iterator[Row]:
        with (self.root / f"{delivery.version:06d}.csv").open(encoding="utf-8", newline="") as kept:
            text = kept.read()
        if hashlib.sha256(text.encode()).hexdigest() != delivery.sha256:
            raise _changed(delivery)
        return iter(read(text))


def needed(year: int, supplied: Supplied, language: str = "sv") -> str:
    """The figures of a year no register has supplied yet, as rows to fill in, register by register.

    ``register`` and ``row`` say who should and what it is; both are left unread when the file comes back.
    """
    registry = annual()
    known, _ = supplied.figures()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, "register", "row"))
    found: dict[str, list[tuple[str, ...]]] = {code: [] for code in registry.registers}
    for place in sorted(registry.printed_in(str(year)) - known.keys()):
        metric = registry.metrics[place.metric]
        if metric.origin in found:
            benefit = registry.benefit(place.benefit) if place.benefit else NO_TEXT
            words = (benefit, metric.name, registry.words(place.other_dimension))
            row = ", ".join(each.of(language) for each in words if each.sv)
            register = registry.registers[metric.origin].name.of(language)
            found[metric.origin].append((*place, "", metric.unit.value, register, row))
    writer.writerows(row for rows in found.values() for row in rows)
    return out.getvalue()


def _delivery(path: Path) -> Delivery:
    kept = json.loads(path.read_text("utf-8"))
    return Delivery(**(kept | {"supplied_at": datetime.fromisoformat(kept["supplied_at"])}))


def wrong_row(line: int, field: str, sv: str, en: str) -> HandlagError:
    """FOLLOWUP_SUPPLIED_ROW: which line, which field, what is wrong."""
    return HandlagError(
        "FOLLOWUP_SUPPLIED_ROW", field, sv=f"Rad {line}: {sv}", en=f"Line {line}: {en}",
        remedy_sv="Rätta raden och lämna filen igen; inget har sparats.",
        remedy_en="Correct the line and supply the file again; nothing has been kept.",
        line=line,
    )  # fmt: skip


def _columns(missing: list[str]) -> HandlagError:
    return HandlagError(
        "FOLLOWUP_SUPPLIED_COLUMNS", "file",
        sv=f"Filen saknar {', '.join(missing)}." if missing else "Filen har inga rader.",
        en=f"The file lacks {', '.join(missing)}." if missing else "The file has no rows.",
        remedy_sv=f"En rad per uppgift, med kolumnerna {', '.join(COLUMNS)}.",
        remedy_en=f"One row per figure, with the columns {', '.join(COLUMNS)}.",
    )  # fmt: skip


def _no_source(field: str) -> HandlagError:
    return HandlagError(
        "FOLLOWUP_SUPPLIED_SOURCE", field,
        sv="Det står inte vem som lämnar uppgifterna eller varifrån de kommer.",
        en="It is not said who supplies the figures or where they come from.",
        remedy_sv="Ange källan och vem som lämnar den.", remedy_en="Name the source and who supplies it.",
    )  # fmt: skip


def _no_version(version: int) -> NotFound:
    return NotFound(
        "FOLLOWUP_NO_SUPPLIED", "supplied",
        sv=f"Det finns ingen leverans med nummer {version}.", en=f"There is no delivery number {version}.",
        remedy_sv="Välj en av dem som handlag report supplied visar.",
        remedy_en="Choose one of those handlag report supplied shows.",
    )  # fmt: skip


def _changed(delivery: Delivery) -> HandlagError:
    return HandlagError(
        "FOLLOWUP_SUPPLIED_CHANGED", "supplied",
        sv=f"Leverans {delivery.version} ({delivery.file}) är inte som den lämnades.",
        en=f"Delivery {delivery.version} ({delivery.file}) is not as it was supplied.",
        remedy_sv="Lägg tillbaka filen ur säkerhetskopian.", remedy_en="Restore the file from the backup.",
    )  # fmt: skip
