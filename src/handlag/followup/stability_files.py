"""Counts and registered changes of law from CSV, with every bad value named by line and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from handlag.core.errors import HandlagError
from handlag.followup.stability.panel import KINDS, Cell, LegalChange, Panel, panel
from handlag.followup.stability.periods import MONTH, WEEK, Unit

COLUMNS = ("office", "stratum", "decisions", "rejections")
CHANGE_COLUMNS = ("date", "kind", "name")
EXAMPLES = {"month": "2026-03", "week": "2026-W12"}
Value = TypeVar("Value")


def read_panel(path: Path) -> Panel:
    """Counts by month or week, office and stratum; columns beyond those needed are passed over.

    A file with the column ``week`` goes by weeks, any other by its ``month``.
    """
    unit = WEEK if "week" in _header(_text_of(path)) else MONTH
    return panel((_cell(line, row, unit) for line, row in _rows(path, (unit.name, *COLUMNS))), unit)


def read_changes(path: Path) -> tuple[LegalChange, ...]:
    """Registered changes of law."""
    return tuple(_change(line, row) for line, row in _rows(path, CHANGE_COLUMNS))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HandlagError(
            "STABILITY_FILE", str(path),
            sv=f"Filen går inte att läsa: {error}.", en=f"The file can't be read: {error}.",
            remedy_sv="Lämna en CSV-fil i UTF-8.", remedy_en="Give a CSV file in UTF-8.",
        ) from error  # fmt: skip


def _header(text: str) -> Sequence[str]:
    return csv.DictReader(text.splitlines()).fieldnames or ()


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(_text_of(path).splitlines())
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise HandlagError(
            "STABILITY_COLUMN_MISSING", missing[0],
            sv=f"Kolumner saknas: {', '.join(missing)}.", en=f"Columns are missing: {', '.join(missing)}.",
            remedy_sv=f"Filen behöver {', '.join(columns)}.", remedy_en=f"The file needs {', '.join(columns)}.",
        )  # fmt: skip
    for row in reader:
        yield reader.line_num, {name: (row[name] or "").strip() for name in columns}


def _cell(line: int, row: dict[str, str], unit: Unit) -> Cell:
    period = _value(line, unit.name, row[unit.name], unit.read, EXAMPLES[unit.name])
    office, stratum = (_value(line, name, row[name], _text, "A") for name in ("office", "stratum"))
    decisions, rejections = (_value(line, name, row[name], _count, "12") for name in COLUMNS[2:])
    return Cell(period, office, stratum, decisions, rejections, line)


def _change(line: int, row: dict[str, str]) -> LegalChange:
    return LegalChange(
        _value(line, "date", row["date"], date.fromisoformat, "2026-03-01"),
        _value(line, "kind", row["kind"], _kind, ", ".join(KINDS)),
        _value(line, "name", row["name"], _text, "HFD 2026 ref. 1"),
    )


def _value(line: int, column: str, text: str, make: Callable[[str], Value], example: str) -> Value:
    try:
        return make(text)
    except ValueError as error:
        raise HandlagError(
            "STABILITY_BAD_VALUE", column,
            sv=f"Rad {line}: ”{text}” går inte att läsa.", en=f"Line {line}: “{text}” can't be read.",
            remedy_sv=f"Skriv som {example}.", remedy_en=f"Write it like {example}.",
        ) from error  # fmt: skip


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _text(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(text)
    return text
