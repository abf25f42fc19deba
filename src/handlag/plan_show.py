"""What the planning commands share: a progress bar, tables, JSON and the names of benefits."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from handlag.planning.plain import plain
from handlag.planning.words import series_words

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
LOG_HELP = "XES or CSV of events, a folder by handlag log import, or a table of cases: case, start, end, type."
LogPath = Annotated[Path | None, typer.Option("--log", help=LOG_HELP)]
Kind = Annotated[str, typer.Option("--type", help="The attribute of a log that is a case's type.")]
console = Console() if sys.stdout.isatty() else Console(width=160)


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error, moved by each call."""
    columns = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True, console=Console(stderr=True)) as shown:
        task = shown.add_task("", total=total)
        yield lambda name: shown.update(task, advance=1, description=name)


def print_json(value: Any) -> None:
    """Anything planning answers with, as JSON."""
    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False))


def name_of(series: str) -> str:
    """A series' name in Swedish: a benefit's, a benefit's case type, or the sum of them all."""
    return series_words(series, "sv")


def number_text(value: float) -> str:
    """A number without decimals, as Swedes write it; a dash where there is none."""
    return "–" if not np.isfinite(value) else f"{value:,.0f}".replace(",", "\u00a0")
