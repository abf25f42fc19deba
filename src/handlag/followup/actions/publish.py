"""Publish an annual report: the figures its publisher has seen, with a reason, kept as the printed ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlag.core.errors import Conflict, HandlagError
from handlag.followup.report import desk
from handlag.followup.report.annual import KIND, installation_sources
from handlag.followup.report.files import report_csv
from handlag.followup.report.publish import Ready
from handlag.followup.report.published import Record, digest


@dataclass(frozen=True)
class Proposed:
    """A report as it would be published, and the hash of just those figures."""

    ready: Ready
    sha256: str


def proposed(year: int, vintage: int | None = None) -> Proposed:
    """The annual report as it would be published now, errors and all. Raises what making it raises."""
    found = desk.ready_report(KIND, year, vintage)
    return Proposed(found, digest(report_csv(found.report)))


def publish(year: int, vintage: int | None, *, seen: str, by: str, reason: str, now: datetime) -> Record:
    """Keep the annual report of a year as printed, if its figures are those that were seen (``seen`` is their hash).

    Raises FOLLOWUP_REPORT_REASON without a reason, FOLLOWUP_REPORT_MOVED where the figures have changed since they
    were seen, FOLLOWUP_REPORT_ERRORS where the checks find errors, FOLLOWUP_REPORT_PRINTED where others are published.
    """
    if not reason.strip():
        raise _no_reason()
    now_proposed = proposed(year, vintage)
    if now_proposed.sha256 != seen:
        raise _moved(year)
    made = now_proposed.ready.published()
    return installation_sources().publish(made, None, by=by, now=now, reason=reason.strip())


def _no_reason() -> HandlagError:
    return HandlagError(
        "FOLLOWUP_REPORT_REASON", "reason",
        sv="Det står inte varför rapporten publiceras.", en="It is not said why the report is published.",
        remedy_sv="Skriv skälet, till exempel vem som har beslutat om den.",
        remedy_en="Write the reason, such as who decided on it.",
    )  # fmt: skip


def _moved(year: int) -> Conflict:
    return Conflict(
        "FOLLOWUP_REPORT_MOVED", "seen",
        sv=f"Siffrorna för {year} har ändrats sedan de visades.",
        en=f"The figures of {year} have changed since they were shown.",
        remedy_sv="Gå igenom dem igen och publicera sedan.", remedy_en="Go through them again, then publish.",
    )  # fmt: skip
