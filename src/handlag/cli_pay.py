"""``handlag pay``: run a pay day, read the bank's messages, see how runs stand and what is held back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from handlag.payments.queries import RunStatus

app = typer.Typer(help="Pay-day runs and the bank.", no_args_is_help=True)
Day = Annotated[datetime, typer.Option("--day", formats=["%Y-%m-%d"], help="the pay day")]


@contextmanager
def agency() -> Iterator[datetime]:
    """Keep the database up and Django ready; gives the time."""
    import django  # noqa: PLC0415 — each command loads only what it needs

    from handlag.core.clock import wall_clock  # noqa: PLC0415
    from handlag.run.database import database_up  # noqa: PLC0415

    with database_up():
        django.setup()
        yield wall_clock()


def kronor(ore: int) -> str:
    """Öre as kronor, spaced by thousands."""
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100:,}".replace(",", "\u00a0") + f",{abs(ore) % 100:02d}"


@app.command()
def run(
    benefit: Annotated[str, typer.Option(help="sjukpenning, foraldrapenning or barnbidrag")],
    day: Day,
    workers: Annotated[int, typer.Option(help="database connections that share the work")] = 2,
) -> None:
    """Order and file what a benefit pays on a day. Killed or stopped, run the same command again."""
    with agency() as now:
        from handlag.payments.actions.run_pay_day import Settings, run_pay_day  # noqa: PLC0415
        from handlag.payments.queries import run_status  # noqa: PLC0415

        columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task(f"{benefit} {day.date()}", total=None)
            settings = Settings(outbox(), workers, progress=lambda done, of: bar.update(task, completed=done, total=of))
            finished = run_pay_day(benefit, day.date(), now, settings)
        _print([run_status(finished)])


def outbox() -> Path:
    """Where the bank's files are put."""
    from handlag.run.home import place  # noqa: PLC0415

    return place("bank", "out")


@app.command("runs")
def runs_command() -> None:
    """How the latest runs stand, down to what the bank has said."""
    with agency():
        from handlag.payments.queries import run_status, runs  # noqa: PLC0415

        _print([run_status(run) for run in runs()])


def _print(statuses: list[RunStatus]) -> None:
    table = Table("förmån", "dag", "läge", "delar", "betalningar", "kronor", "stoppade", "hos banken")
    for told in statuses:
        told_by_bank = ", ".join(f"{status} {count:,}" for status, count in sorted(told.payments.items()))
        table.add_row(
            told.run.benefit, str(told.run.pay_day), told.run.status, f"{told.filed}/{told.parts}",
            f"{told.count:,}", kronor(told.total_ore), f"{told.held:,}", told_by_bank,
        )  # fmt: skip
    Console().print(table)


@app.command()
def read(files: Annotated[list[Path], typer.Argument(help="pain.002 or camt.054 files", exists=True)]) -> None:
    """Read messages from the bank. One read before changes nothing."""
    with agency() as now:
        from handlag.payments.actions.read_bank_report import read_bank_report  # noqa: PLC0415

        for file in files:
            reading = read_bank_report(file.read_bytes(), now)
            counts = ", ".join(f"{status} {count:,}" for status, count in reading.changed.items()) or "inget ändrat"
            said = counts if reading.new else "läst förut: inget ändrat / read before: nothing changed"
            typer.echo(f"{reading.report.kind} {reading.report.message_id}: {said}")


@app.command()
def held() -> None:
    """Payments held back by a run's own check, and why."""
    with agency():
        from handlag.payments.queries import held_back  # noqa: PLC0415

        table = Table("betalning", "förmån", "dag", "kronor", "skäl", "lagens belopp")
        for hold in held_back():
            planned, law = hold.planned, "" if hold.law_ore is None else kronor(hold.law_ore)
            table.add_row(
                str(planned.pk), planned.benefit, str(planned.pay_day), kronor(planned.amount_ore), hold.reason, law
            )
        Console().print(table)


@app.command()
def days(count: Annotated[int, typer.Option(help="how many of each benefit")] = 6) -> None:
    """The coming pay days of every benefit."""
    with agency() as now:
        from handlag.payments.queries import next_pay_days  # noqa: PLC0415

        for benefit, coming in next_pay_days(now, count).items():
            typer.echo(f"{benefit}: {', '.join(map(date.isoformat, coming))}")


@app.command()
def returned() -> None:
    """Money that came back from the bank and is owed, and until when it can be claimed."""
    with agency():
        from handlag.payments.queries import came_back  # noqa: PLC0415

        table = Table("betalning", "förmån", "dag", "kronor", "skäl", "kan krävas till", "betalas igen")
        for row in came_back():
            paid, again = row.payment, str(row.planned.pay_day) if row.planned else ""
            why = " ".join(part for part in (paid.status, paid.status_reason) if part)
            table.add_row(
                str(paid.pk),
                paid.planned.benefit,
                str(paid.pay_day),
                kronor(paid.amount_ore),
                why,
                str(row.until),
                again,
            )
        Console().print(table)


@app.command()
def again(
    payment: Annotated[UUID, typer.Argument(help="the payment's id")],
    by: Annotated[str, typer.Option("--by", help="the officer's user name")],
    account: Annotated[str, typer.Option(help="a new account (IBAN)")] = "",
    reason: Annotated[str, typer.Option(help="why it will go through this time")] = "",
) -> None:
    """Pay out again what came back, on the first free bank day."""
    with agency() as now:
        from handlag.payments.actions.pay_again import pay_again  # noqa: PLC0415
        from handlag.people.models import Account  # noqa: PLC0415

        officer = Account.objects.filter(username=by).first()
        if officer is None:
            raise typer.BadParameter(f"there is no account {by}", param_hint="--by")
        planned = pay_again(payment, officer, now, iban=account, reason=reason)
        typer.echo(f"{planned.pay_day}  {kronor(planned.amount_ore)}")


@app.command()
def lapse() -> None:
    """Note money that came back and nobody claimed in time, for two persons to write off."""
    with agency() as now:
        from handlag.payments.actions.write_off import find_lapsed  # noqa: PLC0415

        typer.echo(f"{find_lapsed(now)} lapsed")
