"""What set-up shows: a bar that moves on a terminal, one line per step elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

console = Console(highlight=False)
Step = tuple[str, Callable[[], object]]


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
