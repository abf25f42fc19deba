"""``handlag report``: check a report's figures before it is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from handlag.followup.checks import Outcome

app = typer.Typer(help="Reports: checks before print.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="the report as tidy rows (CSV), one per figure", show_default=False)]


@app.callback()
def report() -> None:
    """Reports: checks before print."""


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
