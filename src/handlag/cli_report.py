"""``handlag report``: make reports, and check a report's figures before it is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handlag.run.show import told_errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from handlag.followup.checks import Outcome
    from handlag.followup.queries import View
    from handlag.followup.report.model import Place, Report

app = typer.Typer(help="Reports: made from events, and checked before print.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="the report as tidy rows (CSV), one per figure", show_default=False)]


@app.callback()
def report() -> None:
    """Reports: made from events, and checked before print."""


@app.command("check")
def check_command(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
    notices: Annotated[bool, typer.Option(help="also what is owed a note, beside what cannot be right")] = True,
    language: Annotated[str, typer.Option(help="sv or en")] = "sv",
) -> None:
    """Find what cannot be right in a report; the exit code is 1 where something cannot."""
    from handlag.followup.checks import check  # noqa: PLC0415 — each command loads only what it needs
    from handlag.followup.checks.reading import read_report  # noqa: PLC0415

    outcome = check(read_report(file))
    if not notices:
        outcome.findings = outcome.of("error")
    typer.echo(_as_json(outcome) if as_json else _as_text(outcome, language))
    raise typer.Exit(1 if outcome.of("error") else 0)


def _as_json(outcome: Outcome) -> str:
    given = {
        "errors": len(outcome.of("error")),
        "notices": len(outcome.of("notice")),
        "compared": outcome.compared,
        "not_followed": [{"relation": list(key), "failures": n} for key, n in outcome.not_followed.items()],
        "findings": [each.as_dict() for each in outcome.findings],
    }
    return json.dumps(given, ensure_ascii=False, indent=2)


def _as_text(outcome: Outcome, language: str) -> str:
    english = language.startswith("en")
    told = {"error": "ERROR" if english else "FEL", "notice": "NOTE" if english else "ANMÄRKNING"}
    table, expected = ("table", "expected") if english else ("tabell", "väntat")
    lines = [
        f"{told[each.severity]} {each.rule}: {table} {each.cells[0]}: {each.printed} ({expected} {each.expected}). "
        f"{each.en if english else each.sv}."
        for each in sorted(outcome.findings, key=lambda each: each.severity)
    ]
    made, wrong, owed = sum(outcome.compared.values()), len(outcome.of("error")), len(outcome.of("notice"))
    left_out = sum(outcome.not_followed.values())
    last = (
        f"{made:,} comparisons: {wrong} errors, {owed} notices; {left_out} failures of relations the report does not "
        "follow are left out."
        if english
        else f"{made} jämförelser: {wrong} fel, {owed} anmärkningar; {left_out} brott mot samband som rapporten inte "
        "följer är utelämnade."
    )
    return "\n".join([*lines, last])


Folder = Annotated[Path | None, typer.Option("--output", "-o", help="a folder; without it: the screen")]
Forms = Annotated[str, typer.Option("--format", help="forms with commas between: csv, xlsx, pdf, web")]
Language = Annotated[str, typer.Option(help="sv or en")]
Vintage = Annotated[int | None, typer.Option(help="number of an earlier export")]
Draft = Annotated[bool, typer.Option("--draft", help="print it marked as a draft though the checks find errors")]
Earlier = Annotated[list[Path] | None, typer.Option(help="CSV of a report printed before, which readers have beside")]


@app.command("s1")
def s1_command(
    output: Folder = None,
    forms: Forms = "pdf,web,xlsx,csv",
    language: Language = "sv",
    vintage: Vintage = None,
    earlier: Earlier = None,
    draft: Draft = False,
) -> None:
    """The monthly indicators of international care from January 2023: certificates and reimbursements apart."""
    from handlag.followup.report.from_facts import s1_report  # noqa: PLC0415

    with told_errors():
        _give(
            _gated(s1_report(_view(vintage), _supplied()), earlier, draft=draft), output, forms, language, draft=draft
        )


@app.command("plan")
def plan_command(
    year: Annotated[int, typer.Option(help="the last of the three years", min=2000, max=2100)],
    month: Annotated[int | None, typer.Option(help="the month beside the years; the last over", min=1, max=12)] = None,
    output: Folder = None,
    forms: Forms = "pdf,web,xlsx,csv",
    language: Language = "sv",
    vintage: Vintage = None,
    earlier: Earlier = None,
    draft: Draft = False,
) -> None:
    """The action plan's tables 1 and 2 with targets and deviations, and the goals of the telephones."""
    from handlag.followup.report.from_facts import plan_report  # noqa: PLC0415

    with told_errors():
        made = _gated(plan_report(_view(vintage), year, month, _supplied()), earlier, draft=draft)
        _give(made, output, forms, language, draft=draft)


Year = Annotated[int, typer.Option(help="the reported year; the two before it stand beside", min=2000, max=2100)]
Version = Annotated[int | None, typer.Option(help="number of an earlier delivery of supplied figures")]
By = Annotated[str, typer.Option(help="who does it, as it is to be recorded")]


@app.command("annual")
def annual_command(
    year: Year,
    output: Folder = None,
    forms: Forms = "pdf,web,xlsx,csv",
    language: Language = "sv",
    vintage: Vintage = None,
    supplied: Version = None,
    publish: Annotated[bool, typer.Option(help="keep it as the printed one; changes are told from then on")] = False,
    by: By = "",
    earlier: Earlier = None,
    draft: Draft = False,
) -> None:
    """The annual report: every table and diagram the system holds figures of; the others say what is missing."""
    _set_up()
    from handlag.core.clock import wall_clock  # noqa: PLC0415
    from handlag.followup.report.annual import annual_report, installation_sources  # noqa: PLC0415
    from handlag.followup.report.publish import not_a_draft  # noqa: PLC0415

    with told_errors():
        sources = installation_sources()
        made = annual_report(year, sources, vintage=vintage, supplied=supplied)
        printed = sources.publications.before(made.kind, year, made.vintage)
        made = _gated(made, earlier, draft=draft, printed=printed.printed if printed else {})
        if publish:
            not_a_draft(draft=draft)
            sources.publish(made, supplied, by=by, now=wall_clock())
        _give(made, output, forms, language, draft=draft)


@app.command("supply")
def supply_command(
    file: Annotated[Path, typer.Argument(help="tidy rows (CSV), one per figure", show_default=False)],
    source: Annotated[str, typer.Option(help="the system and extract the figures come from")],
    by: By,
) -> None:
    """Take figures of a register outside the case system; a file with one wrong row is refused whole."""
    _set_up()
    from handlag.core.clock import wall_clock  # noqa: PLC0415
    from handlag.followup.report.annual import installation_sources  # noqa: PLC0415
    from handlag.followup.report.supplied import read_file  # noqa: PLC0415

    with told_errors():
        text = read_file(file)
        made = installation_sources().supplied.add(text, file=file.name, source=source, by=by, now=wall_clock())
    typer.echo(f"Delivery {made.version}: {made.rows} figures from {made.file}.")


@app.command("supplied")
def supplied_command() -> None:
    """The deliveries of supplied figures so far."""
    _set_up()
    from handlag.followup.report.annual import installation_sources  # noqa: PLC0415

    for each in installation_sources().supplied.deliveries():
        told = (f"{each.version}", f"{each.supplied_at:%F %T}", each.supplied_by, each.source, each.file)
        typer.echo("  ".join((*told, f"{each.rows} figures", each.sha256[:12])))


@app.command("needed")
def needed_command(year: Year, language: Language = "sv") -> None:
    """The figures registers have yet to supply for a year, as rows to fill in and give to ``supply``."""
    _set_up()
    from handlag.followup.report.annual import installation_sources  # noqa: PLC0415
    from handlag.followup.report.supplied import needed  # noqa: PLC0415

    with told_errors():
        typer.echo(needed(year, installation_sources().supplied, language), nl=False)


def _supplied() -> Mapping[Place, Fraction]:
    from handlag.followup.report.annual import installation_sources  # noqa: PLC0415

    return installation_sources().supplied.values()


def _set_up() -> None:
    import django  # noqa: PLC0415

    django.setup()


def _view(vintage: int | None) -> View:
    _set_up()
    from handlag.followup.queries import view  # noqa: PLC0415

    return view(vintage=vintage)


def _gated(
    report: Report, earlier: list[Path] | None, *, draft: bool, printed: Mapping[Place, str] | None = None
) -> Report:
    """The report protected, audited and checked; told on standard error how much is hidden and what is wrong."""
    from handlag.followup.report.protect import read_earlier  # noqa: PLC0415
    from handlag.followup.report.publish import ready  # noqa: PLC0415

    found = ready(report, {**(printed or {}), **read_earlier(earlier or [])})
    kept = found.protected
    least = "least loss" if kept.least else "more than needed"
    typer.echo(f"{len(kept.why)} figures hidden ({least}), {kept.audited} tried by the audit", err=True)
    for each in found.errors if draft else ():
        typer.echo(f"{each.rule}: {each.cells[0]}: {each.printed} ({each.expected})", err=True)
    return found.report if draft else found.published()


def _give(report: Report, folder: Path | None, forms: str, language: str, *, draft: bool = False) -> None:
    from handlag.followup.queries import installation_store  # noqa: PLC0415
    from handlag.followup.report.press import save  # noqa: PLC0415
    from handlag.followup.report.screen import as_text  # noqa: PLC0415

    if folder is None:
        typer.echo(as_text(report, language))
        return
    made_at = installation_store().vintage(report.vintage).made_at
    for path in save(report, made_at, folder, [form.strip() for form in forms.split(",")], language, draft=draft):
        typer.echo(str(path))
