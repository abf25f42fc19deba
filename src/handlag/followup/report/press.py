"""A report as files in a folder, in the forms asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from handlag.core.errors import HandlagError
from handlag.followup.report.files import report_csv, report_xlsx
from handlag.followup.report.model import Report
from handlag.followup.report.pdf import report_pdf
from handlag.followup.report.web import report_html


class Writer(Protocol):
    """What writes a form."""

    def __call__(self, report: Report, made_at: datetime, language: str, *, draft: bool) -> bytes:
        """The whole file."""


def _csv(report: Report, made_at: datetime, language: str, *, draft: bool) -> bytes:
    del made_at, draft
    return report_csv(report, language).encode()


def _xlsx(report: Report, made_at: datetime, language: str, *, draft: bool) -> bytes:
    del draft
    return report_xlsx(report, made_at, language)


FORMS: Mapping[str, tuple[str, Writer]] = {
    "csv": ("csv", _csv),
    "xlsx": ("xlsx", _xlsx),
    "pdf": ("pdf", report_pdf),
    "web": ("html", report_html),
}
"""The forms by name, each with its file's ending and what writes it."""


def save(
    report: Report, made_at: datetime, folder: Path, forms: Sequence[str], language: str, *, draft: bool = False
) -> list[Path]:
    """Write the report in each form, as ``KIND-YEAR-LANGUAGE.ending``, a draft's name ending in ``-draft``.

    Raises FOLLOWUP_NO_FORM for an unknown form, before anything is written.
    """
    for form in forms:
        if form not in FORMS:
            raise _no_form(form)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in forms:
        ending, write = FORMS[form]
        path = folder / f"{report.kind}-{report.year}-{language}{'-draft' if draft else ''}.{ending}"
        path.write_bytes(write(report, made_at, language, draft=draft))
        written.append(path)
    return written


def _no_form(form: str) -> HandlagError:
    known = ", ".join(FORMS)
    return HandlagError(
        "FOLLOWUP_NO_FORM", "format",
        sv=f"Rapporter skrivs inte som {form}.", en=f"Reports are not written as {form}.",
        remedy_sv=f"Välj bland {known}.", remedy_en=f"Choose among {known}.",
    )  # fmt: skip
