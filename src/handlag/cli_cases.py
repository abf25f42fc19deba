"""``handlag cases``: the jobs of the cases room by hand, and the check of the system on itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

app = typer.Typer(help="Cases: letters, the passing of time, the check.", no_args_is_help=True)


@app.command("check")
def check_command(language: Annotated[str, typer.Option(help="sv or en")] = "sv") -> None:
    """List open cases without exactly one next step or a dated wait; exit code 1 if there is any."""
    with _system() as now:
        from handlag.cases.queries.check import check_cases  # noqa: PLC0415 — each command loads what it needs

        found = check_cases(now)
        for violation in found:
            typer.echo(f"{violation.number}  {violation.code}  {violation.wording(language)}")
    typer.echo("0 fel" if language == "sv" and not found else f"{len(found)}", err=True)
    raise typer.Exit(1 if found else 0)


@app.command("letters")
def letters_command() -> None:
    """Make the letters that are queued."""
    with _system() as now:
        from handlag.cases.actions.letters import make_letters  # noqa: PLC0415
        from handlag.cases.models import Letter  # noqa: PLC0415

        waiting = Letter.objects.filter(made_at__isnull=True).count()
        columns = TextColumn("Letters"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task("letters", total=waiting)
            made = make_letters(now, on_made=lambda count: bar.update(task, advance=count))
    typer.echo(f"{made} letters made")


@app.command("advance")
def advance_command() -> None:
    """Give certificates a case, remind of late requests, let them lapse, end waits, take up reviews that are due."""
    with _system() as now:
        from handlag.cases.actions.certificate_case import place_certificates  # noqa: PLC0415
        from handlag.cases.actions.remind import remind_of_supplements  # noqa: PLC0415
        from handlag.cases.actions.time import lapse_supplements, open_due_reviews, wake_waiting  # noqa: PLC0415

        placed = place_certificates(now)
        reminded = remind_of_supplements(now)
        lapsed, woken, reviews = lapse_supplements(now), wake_waiting(now), open_due_reviews(now)
    done = f"{reminded} reminded, {lapsed} lapsed, {woken} taken on, {reviews} reviews"
    typer.echo(f"{placed} certificates placed, {done}")


@contextmanager
def _system() -> Iterator[datetime]:
    """The database up and Django ready, with the present time."""
    from handlag.run.database import database_up  # noqa: PLC0415

    with database_up():
        import django  # noqa: PLC0415

        django.setup()
        from handlag.core.clock import wall_clock  # noqa: PLC0415

        yield wall_clock()
