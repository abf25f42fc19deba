"""``handlag log``: event logs of other systems read in, measured and given out again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from handlag.run.show import told_errors

if TYPE_CHECKING:
    from handlag.followup.logs.finish import Keys
    from handlag.followup.logs.store import About

app = typer.Typer(help="Event logs: XES and CSV read in, measured and given out.", no_args_is_help=True)
WIDTH = 150
LogPath = Annotated[Path, typer.Argument(help="XES or CSV, also as .gz, or a folder made by handlag log import.")]
Case = Annotated[str, typer.Option(help="What holds the case's id.")]
Activity = Annotated[str, typer.Option(help="What holds the activity.")]
Time = Annotated[str, typer.Option(help="What holds the time.")]
Zone = Annotated[str, typer.Option(help="Where times without an offset are, and where months are cut.")]
Language = Annotated[str, typer.Option(help="sv or en")]


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="XES or CSV, also as .gz.")],
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    case: Case = "",
    activity: Activity = "",
    time: Time = "",
    zone: Zone = "Europe/Stockholm",
) -> None:
    """Read a log into a folder of sorted, coded columns that later commands open at once."""
    with told_errors():
        from handlag.followup.logs.read import import_log  # noqa: PLC0415 — each command loads only what it needs

        with _busy(path.name):
            about = import_log(path, folder, _keys(case, activity, time, zone)).about
    typer.echo(f"{folder}: {about.events:,} events of {about.cases:,} cases, {len(about.activities)} activities.")
    for finding, count in about.findings.items():
        typer.echo(f"Finding: {finding.replace('_', ' ')}: {count:,}", err=True)


def _keys(case: str, activity: str, time: str, zone: str) -> Keys:
    from handlag.followup.logs.finish import Keys  # noqa: PLC0415

    given = {"case": case, "activity": activity, "time": time}
    return Keys(zone=zone, **{name: value for name, value in given.items() if value})


def _busy(name: str) -> Progress:
    """A sign on standard error that something goes on."""
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    bar = Progress(*columns, transient=True, console=Console(stderr=True))
    bar.add_task(name)
    return bar


@app.command("report")
def report_(
    path: LogPath,
    ends: Annotated[
        list[str] | None, typer.Option("--end", help="An activity that closes a case; may be repeated.")
    ] = None,
    case: Case = "",
    activity: Activity = "",
    time: Time = "",
    zone: Zone = "Europe/Stockholm",
    language: Language = "sv",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Durations, ways, time between steps, what comes and goes month by month, and what the log can't tell."""
    with told_errors():
        from handlag.followup.logs.measure import Question  # noqa: PLC0415
        from handlag.followup.logs.read import log_at  # noqa: PLC0415
        from handlag.followup.logs.report import report  # noqa: PLC0415
        from handlag.followup.logs.tables import tables  # noqa: PLC0415

        with _busy(path.name), log_at(path, _keys(case, activity, time, zone)) as log:
            made = report(log, Question(tuple(ends or ()), zone))
    if as_json:
        typer.echo(json.dumps(made.as_dict(), ensure_ascii=False, indent=2, allow_nan=False))
        return
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    for one in tables(made, language):
        table = Table(*one.heads, title=one.title, title_justify="left")
        for row in one.rows:
            table.add_row(*row)
        console.print(table)
    for note in made.notes(language):
        console.print(f"· {note}", soft_wrap=True)


@app.command("export")
def export_(
    target: Annotated[Path, typer.Argument(help="The file to write: .xes, or OCEL 2.0 as .json or .sqlite.")],
    source: Annotated[
        Path | None, typer.Argument(help="A log from elsewhere; without it, this installation's own.")
    ] = None,
    objects: Annotated[
        list[str] | None, typer.Option("--object", help="OCEL: an attribute whose values are objects too.")
    ] = None,
    zone: Zone = "Europe/Stockholm",
) -> None:
    """Write a log for other systems; this installation's own without persons, its cases by pseudonyms."""
    with told_errors():
        from handlag.followup.logs.give import give  # noqa: PLC0415
        from handlag.followup.logs.read import log_at  # noqa: PLC0415

        with _busy(target.name):
            if source:
                with log_at(source, _keys("", "", "", zone)) as log:
                    about = give(log, target, objects or ())
            else:
                about = _own(target, objects or ["unit"])
    typer.echo(f"{target}: {about.events:,} events of {about.cases:,} cases.")


def _own(target: Path, objects: list[str]) -> About:
    import secrets  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    import django  # noqa: PLC0415

    django.setup()
    from handlag.followup.logs.give import give  # noqa: PLC0415
    from handlag.followup.logs.own import own_log  # noqa: PLC0415
    from handlag.followup.queries import installation_store  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="handlag-log-") as made:
        log = own_log(installation_store(), Path(made) / "log", secrets.token_bytes(32))
        return give(log, target, objects)
