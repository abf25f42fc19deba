"""A report as files in a folder, in the forms asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from handlag.core.errors import HandlagError
from handlag.followup.report.files import report_csv, report_xlsx
from handlag.followup.report.model import Report

Writer = Callable[[Report, datetime, str], bytes]


def _csv(report: Report, made_at: datetime, language: str) -> bytes:
    del made_at
    return report_csv(report, language).encode()


FORMS: Mapping[str, tuple[str, Writer]] = {
    "csv": ("csv", _csv),
    "xlsx": ("xlsx", report_xlsx),
}
"""The forms by name, each with its file's ending and what writes it."""


def save(report: Report, made_at: datetime, folder: Path, forms: Sequence[str], language: str) -> list[Path]:
    """Write the report in each form, as ``KIND-YEAR-LANGUAGE.ending``. Raises FOLLOWUP_NO_FORM for an unknown form."""
    for form in forms:
        if form not in FORMS:
            raise _no_form(form)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in forms:
        ending, write = FORMS[form]
        path = folder / f"{report.kind}-{report.year}-{language}.{ending}"
        path.write_bytes(write(report, made_at, language))
        written.append(path)
    return written


def _no_form(form: str) -> HandlagError:
    known = ", ".join(FORMS)
    return HandlagError(
        "FOLLOWUP_NO_FORM", "format",
        sv=f"Rapporter skrivs inte som {form}.", en=f"Reports are not written as {form}.",
        remedy_sv=f"Välj bland {known}.", remedy_en=f"Choose among {known}.",
    )  # fmt: skip
