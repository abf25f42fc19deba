"""``handlag steering``: watch whether the law is applied as before, from the events."""

from __future__ import annotations

from typing import Annotated

import django
import typer

from handlag.core.clock import wall_clock
from handlag.run.database import database_up
from handlag.run.show import console, told_errors

app = typer.Typer(help="What steers, and whether the law is applied as before.", no_args_is_help=True)


@app.callback()
def steering() -> None:
    """What steers, and whether the law is applied as before."""


@app.command()
def watch(
    runs: Annotated[int, typer.Option(min=200, max=100_000, help="Simulations behind each limit.")] = 2000,
) -> None:
    """Count every series from the newest facts, chart it, and open an investigation for each new alarm."""
    with told_errors(), database_up():
        django.setup()
        from handlag.steering.actions.watch import watch_all  # noqa: PLC0415 — after Django is set up

        done = watch_all(wall_clock(), runs=runs)
    console.print(f"{done.charted} series charted, {done.too_short} too short, {done.opened} new alarms.")
