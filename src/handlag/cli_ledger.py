"""``handlag ledger``: the trial balance, and the check that payments and ledger say the same."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from handlag.cli_pay import agency, kronor

app = typer.Typer(help="The double-entry ledger.", no_args_is_help=True)
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.command("trial-balance")
def trial_balance_command(first: Day = None, last: Day = None) -> None:
    """What has been booked on every account, for accounting days from --first to --last."""
    with agency():
        from handlag.payments.ledger import trial_balance  # noqa: PLC0415 — each command loads only what it needs

        balances = trial_balance(first and first.date(), last and last.date())
        table = Table("konto", "namn", "anslag", "debet", "kredit", "saldo")
        for row in balances:
            table.add_row(
                row.number, row.name_sv, row.appropriation, kronor(row.debit_ore), kronor(row.credit_ore),
                kronor(row.balance_ore),
            )  # fmt: skip
        debit, credit = sum(row.debit_ore for row in balances), sum(row.credit_ore for row in balances)
        table.add_section()
        table.add_row("", "Summa", "", kronor(debit), kronor(credit), kronor(debit - credit))
        Console().print(table)


@app.command()
def check() -> None:
    """Hold payments, plan, runs, files and ledger against each other; exit code 1 if they disagree."""
    with agency():
        from handlag.payments.ledger import reconcile  # noqa: PLC0415

        breaches = reconcile()
        for breach in breaches:
            typer.echo(f"{breach.code} {breach.where}: {kronor(breach.expected)} ≠ {kronor(breach.found)}", err=True)
        if breaches:
            raise typer.Exit(1)
        typer.echo("Betalningar och huvudbok stämmer. / Payments and ledger agree.")
