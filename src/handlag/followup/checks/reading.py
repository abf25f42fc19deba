"""Reads a report as tidy rows from CSV, refusing what is no report before anything is checked."""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

from handlag.core.errors import HandlagError
from handlag.followup.checks.figures import COVERED, Cell, Figure, Report

COLUMNS = ("table", "metric", "benefit", "sex", "year", "other_dimension", "value", "printed", "unit")

OURS = "vintage"
"""A column of this system's own reports, in which an asterisk also covers others and may stand for any count."""


def read_report(path: Path) -> Report:
    """The report in a CSV file with the columns of ``COLUMNS`` and, if there is one, ``note``.

    Raises ``FOLLOWUP_REPORT_UNREADABLE`` (no text in UTF-8), ``FOLLOWUP_REPORT_COLUMNS`` (columns missing, or
    no rows) and ``FOLLOWUP_REPORT_VALUE`` (a value that is no number, with its line).
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise _columns(path, missing)
            ours = OURS in (rows.fieldnames or ())
            figures = [_figure(row, rows.line_num, ours=ours) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise HandlagError(
            "FOLLOWUP_REPORT_UNREADABLE",
            "file",
            sv=f"{path} går inte att läsa som CSV: {error}.",
            en=f"{path} cannot be read as CSV: {error}.",
            remedy_sv="Spara rapportens siffror som kommaseparerad text i UTF-8.",
            remedy_en="Save the report's figures as comma-separated text in UTF-8.",
        ) from error
    if not figures:
        raise _columns(path, [])
    return Report(figures)


def _figure(row: dict[str, str | None], line: int, *, ours: bool) -> Figure:
    names = (*COLUMNS, "note")
    texts = {name: (row.get(name) or "").strip() for name in names}
    try:
        value = Decimal(texts["value"]) if texts["value"] else None
    except InvalidOperation:
        value = Decimal("NaN")
    if value is not None and not value.is_finite():
        raise HandlagError(
            "FOLLOWUP_REPORT_VALUE",
            "value",
            sv=f"Rad {line}: {texts['value']!r} är inget tal.",
            en=f"Line {line}: {texts['value']!r} is no number.",
            remedy_sv="Skriv talet med decimalpunkt och utan mellanrum; ord, streck och * hör hemma i printed.",
            remedy_en="Write the number with a decimal point and no blanks; words, dashes and * belong in printed.",
        )
    cell = Cell(*(texts[name] for name in Cell._fields))
    printed = COVERED if ours and texts["printed"] == "*" else texts["printed"]
    return Figure(cell, value, printed, texts["unit"], texts["note"])


def _columns(path: Path, missing: list[str]) -> HandlagError:
    lacks_sv = f"saknar kolumnerna {', '.join(missing)}" if missing else "har inga rader"
    lacks_en = f"lacks the columns {', '.join(missing)}" if missing else "has no rows"
    return HandlagError(
        "FOLLOWUP_REPORT_COLUMNS",
        "file",
        sv=f"{path} {lacks_sv}.",
        en=f"{path} {lacks_en}.",
        remedy_sv=f"En rad per siffra, med kolumnerna {', '.join(COLUMNS)}.",
        remedy_en=f"One row per figure, with the columns {', '.join(COLUMNS)}.",
    )
