"""What the command line does: the clock is read here and nowhere below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import django
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from handlag.core.clock import wall_clock
from handlag.followup.queries import view
from handlag.followup.store import Store
from handlag.run.database import database_up
from handlag.run.home import home, place
from handlag.run.show import console
from handlag.world.compare import Row, as_markdown, compare
from handlag.world.domain.calibration import factor
from handlag.world.domain.plan import plan_for
from handlag.world.national import read_plan, write_world

MARKER = "<!-- written by: handlag world compare -->"


def make_world(people: int, seed: int, first_year: int, last_year: int | None = None, processes: int = 2) -> None:
    """Make a world with a progress bar; see ``handlag.world.make``. One that ends in the past is not lived."""
    with database_up():
        django.setup()
        from handlag.world.accounts import open_demo_accounts  # noqa: PLC0415 — after Django is set up
        from handlag.world.control import look_into, meet  # noqa: PLC0415
        from handlag.world.make import begun, let_commits_wait, live_on, make_history  # noqa: PLC0415
        from handlag.world.quality import follow_up_in_depth, review_files, try_measure  # noqa: PLC0415
        from handlag.world.steering import register_law  # noqa: PLC0415

        let_commits_wait()
        now = wall_clock()
        plan = begun(people, seed, first_year) or plan_for(people, seed, first_year, now, last_year)
        with _bar() as bar:
            task = bar.add_task("history", total=plan.people)
            rows = make_history(
                plan, now, lambda what, done: bar.update(task, description=what, advance=done), processes
            )
            lived = None
            if last_year is None:
                task = bar.add_task("living", total=None)
                lived = live_on(
                    plan, now, place("bank", "out"), lambda what, done: bar.update(task, description=what, advance=done)
                )
        open_demo_accounts(now, home())
        looks, tried = review_files(now), try_measure(now)
        follow_up_in_depth(now)
        register_law(now)
        met, controls = meet(now), look_into(now)
        console.print(f"{plan.people} people, {rows} rows of history.")
        if looks:
            console.print(f"{looks} looks at files in two rounds of review; {tried} people in a trial by lot.")
        if met or controls:
            console.print(f"{met} meetings held or booked, {controls} control investigations.")
        if lived:
            console.print(f"{lived.claims} claims lived, {lived.tasks} tasks done, {lived.runs} pay days run.")
            if lived.refused:
                console.print(f"Claims the system refused: {dict(lived.refused)}")


def write_columns(people: int, seed: int, years: tuple[int, int], out: Path, processes: int) -> None:
    """Write a world as Parquet with a progress bar; see ``handlag.world.national``."""
    now = wall_clock()
    plan = plan_for(people, seed, years[0], now, years[1])
    with _bar() as bar:
        task = bar.add_task("people", total=plan.people)
        written = write_world(
            plan, out, now, lambda what, done: bar.update(task, description=what, advance=done), processes
        )
    console.print(f"{written.people:,} people, {written.events:,} events.")
    for what, count in sorted(written.counts.items()):
        console.print(f"  {count:>12,} {what}")


def compare_columns(out: Path, page: Path | None) -> None:
    """Count a world in columns and print the comparison; into ``page`` too, after its marker."""
    plan = read_plan(out)
    seen = view(Store(out / "followup"))
    _show(compare(seen, factor(int(plan["people_2024"]))), plan, page)


def compare_world(page: Path | None) -> None:
    """Export the events, count them and print the comparison; into ``page`` too, after its marker."""
    with database_up():
        django.setup()
        from handlag.followup.actions.export import export  # noqa: PLC0415
        from handlag.followup.queries import installation_store  # noqa: PLC0415
        from handlag.world.make import made, scale  # noqa: PLC0415

        store = installation_store()
        export(store, wall_clock())
        _show(compare(view(store), scale()), made(), page)


def _show(rows: Sequence[Row], plan: Mapping[str, Any], page: Path | None) -> None:
    text = as_markdown(rows, int(plan["people"]), int(plan["seed"]))
    console.print(text, soft_wrap=True)
    if page:
        before = page.read_text(encoding="utf-8").partition(MARKER)[0]
        page.write_text(before + MARKER + "\n\n" + text, encoding="utf-8")


def _bar() -> Progress:
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console,
    )  # fmt: skip
