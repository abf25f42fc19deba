"""What the command line does: the clock is read here and nowhere below."""

from __future__ import annotations

import django
from django.db import connection
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from handlag.core.clock import wall_clock
from handlag.run.database import database_up
from handlag.run.home import home, place
from handlag.run.show import console


def make_world(people: int, seed: int, first_year: int) -> None:
    """Make a world with a progress bar; see ``handlag.world.make``."""
    with database_up():
        django.setup()
        from handlag.world.accounts import open_demo_accounts  # noqa: PLC0415 — after Django is set up
        from handlag.world.make import live_on, make_history, plan_for  # noqa: PLC0415

        _let_commits_wait()
        now = wall_clock()
        plan = plan_for(people, seed, first_year, now)
        with _bar() as bar:
            task = bar.add_task("history", total=plan.people)
            rows = make_history(plan, now, lambda what, done: bar.update(task, description=what, advance=done))
            task = bar.add_task("living", total=None)
            lived = live_on(
                plan, now, place("bank", "out"), lambda what, done: bar.update(task, description=what, advance=done)
            )
        open_demo_accounts(now, home())
        console.print(f"{plan.people} people, {rows} rows of history.")
        if lived:
            console.print(f"{lived.claims} claims lived, {lived.tasks} tasks done, {lived.runs} pay days run.")
            if lived.refused:
                console.print(f"Claims the system refused: {dict(lived.refused)}")


def _let_commits_wait() -> None:
    """Half a second of a world lost with the machine is made again by the same command."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def _bar() -> Progress:
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console,
    )  # fmt: skip
