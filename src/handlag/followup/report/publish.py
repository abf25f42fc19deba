"""From a made report to one that may be published: protected, audited, and run through the checks before print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from handlag.core.errors import Conflict
from handlag.followup.checks import Cell, Figure, Finding, Outcome, check
from handlag.followup.checks import Report as Printed
from handlag.followup.checks.figures import COVERED
from handlag.followup.report.comments import commented
from handlag.followup.report.model import PrintedCell, PrintedTable, Report
from handlag.followup.report.protect import Protected, protect
from handlag.followup.report.restated import Earlier

MOST_NAMED = 5


@dataclass(frozen=True)
class Ready:
    """A report as its readers will see it, and what the checks say of it."""

    protected: Protected
    outcome: Outcome

    @property
    def report(self) -> Report:
        """What is printed."""
        return self.protected.report

    @property
    def errors(self) -> list[Finding]:
        """What can't be right; none if it may be published."""
        return self.outcome.of("error")

    def published(self) -> Report:
        """The report, if it may be published. Raises FOLLOWUP_REPORT_ERRORS where the checks find errors."""
        if self.errors:
            raise _wrong(self.errors)
        return self.report


def ready(report: Report, earlier: Earlier | None = None) -> Ready:
    """Protect a report, comment what is left to see, and check it. Raises what ``protect`` raises."""
    protected = protect(report, earlier)
    told = replace(protected, report=commented(protected.report))
    return Ready(told, check(as_printed(told.report)))


def not_a_draft(*, draft: bool) -> None:
    """Raises FOLLOWUP_REPORT_DRAFT where a draft is to be kept as the printed report."""
    if draft:
        raise Conflict(
            "FOLLOWUP_REPORT_DRAFT", "draft",
            sv="Ett utkast kan inte publiceras.", en="A draft can't be published.",
            remedy_sv="Ta bort --draft; fel i kontrollerna stoppar då publiceringen.",
            remedy_en="Leave out --draft; errors found by the checks then stop it.",
        )  # fmt: skip


def as_printed(report: Report) -> Printed:
    """The figures a reader sees, as the checks take them."""
    return Printed([_figure(table, cell) for table in report.by_number.values() for cell in table.cells])


def _figure(table: PrintedTable, cell: PrintedCell) -> Figure:
    number = cell.number
    value = Decimal(number.plain()) if number else None
    stands = "" if number else (COVERED if cell.hidden else "-")
    notes = " ".join(table.notes[mark - 1].sv for mark in (*table.title_marks, *cell.marks))
    return Figure(Cell(table.number, *cell.place), value, stands, cell.unit.value, notes)


def _wrong(errors: list[Finding]) -> Conflict:
    told = "; ".join(f"{each.cells[0]}: {each.printed} ({each.rule})" for each in errors[:MOST_NAMED])
    return Conflict(
        "FOLLOWUP_REPORT_ERRORS", "report",
        sv=f"Kontrollerna före tryck finner {len(errors)} fel: {told}.",
        en=f"The checks before print find {len(errors)} errors: {told}.",
        remedy_sv="Rätta dem, eller ta fram rapporten som utkast med --draft.",
        remedy_en="Correct them, or make the report as a draft with --draft.",
    )  # fmt: skip
