"""What set-up shows: a bar that moves on a terminal, one line per step elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from handlag.core.errors import HandlagError

console = Console(highlight=False)
Step = tuple[str, Callable[[], object]]


@contextmanager
def told_errors() -> Iterator[None]:
    """Tell an error in both languages and end with code 2."""
    try:
        yield
    except HandlagError as error:
        for words in (error.swedish, error.english):
            typer.echo(f"{error.code} {error.field}: {words.problem} {words.remedy}", err=True)
        raise typer.Exit(2) from error


def steps(label: str, plan: Sequence[Step], *, quiet: bool = False) -> None:
    """Do named steps in order and show how far it has come; ``quiet`` steps tell themselves how it went."""
    if not console.is_terminal:
        return _plainly(plan, quiet=quiet)
    columns = (SpinnerColumn(), TextColumn("{task.description:34}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task(label, total=len(plan))
        for name, work in plan:
            progress.update(task, description=name)
            work()
            progress.advance(task)
    return None


def _plainly(plan: Sequence[Step], *, quiet: bool) -> None:
    for name, work in plan:
        began = time.monotonic()
        work()
        took = time.monotonic() - began
        if took > 1 and not quiet:
            console.print(f"{name}: done in {took:.1f} s")
