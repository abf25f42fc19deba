"""The command line: starting, stopping and testing, with the rooms' own commands mounted beside."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from handlag.core.errors import HandlagError
from handlag.run.account import become, left_to_the_agency
from handlag.run.home import home, set_caches

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlag.settings")
THE_AGENCY = {"start", "stop", "status"}
"""Commands that never run as root; the others, which read and write where they are told, may."""

app = typer.Typer(
    help="Handlag: a social insurance agency in one program.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def start(
    port: Annotated[int, typer.Option(envvar="HANDLAG_PORT", help="First port to try.")] = 8000,
    people: Annotated[int, typer.Option(help="Size of the synthetic agency made at the first start.")] = 5000,
    background: Annotated[bool, typer.Option(help="Return when the agency runs.")] = False,
) -> None:
    """Set everything up and run the agency until Ctrl-C; a second start shows the address again."""
    from handlag.run import start as starting  # noqa: PLC0415 — each command loads only what it needs

    raise typer.Exit(starting.start(port, people, background=background))


@app.command()
def stop() -> None:
    """Stop the agency; nothing is lost."""
    from handlag.run import start as starting  # noqa: PLC0415

    raise typer.Exit(starting.stop())


@app.command()
def status() -> None:
    """Say whether the agency runs and where."""
    from handlag.run import start as starting  # noqa: PLC0415

    raise typer.Exit(starting.status())


@app.command("test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_tests(
    context: typer.Context,
    fast: Annotated[bool, typer.Option(help="Leave out slow and browser tests.")] = False,
) -> None:
    """Run every check and every test; further arguments go to pytest."""
    from handlag.run import checks  # noqa: PLC0415

    raise typer.Exit(checks.run(context.args, fast=fast))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage(context: typer.Context) -> None:
    """Run a Django management command with the database up."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from handlag.run.database import database_up  # noqa: PLC0415

    with database_up():
        execute_from_command_line(["handlag manage", *context.args])


@app.command()
def assets(browser: Annotated[bool, typer.Option(help="Also the browser the tests drive.")] = False) -> None:
    """Fetch the interface's design system (a start does this by itself)."""
    from handlag.run.assets import fetch  # noqa: PLC0415

    fetch(browser=browser)


@app.command()
def shots(
    output: Annotated[Path, typer.Option(help="Where the pictures go.")] = Path("docs/screenshots"),
) -> None:
    """Take a picture of each role's main page in the running agency."""
    from handlag.run.shots import take  # noqa: PLC0415

    take(output)


@app.command()
def lock() -> None:
    """Write the requirement locks anew from pyproject.toml (needs uv on the path)."""
    from handlag.run.locks import write  # noqa: PLC0415

    write()


def _mount_rooms() -> None:
    """Mount every ``cli_NAME.py`` beside this file as the sub-command NAME."""
    for path in sorted(Path(__file__).parent.glob("cli_*.py")):
        module = import_module(f"handlag.{path.stem}")
        app.add_typer(module.app, name=path.stem.removeprefix("cli_"))


def main() -> None:
    """The entry point; a refusal is told in both languages and ends with exit code 2."""
    try:
        if THE_AGENCY & set(sys.argv[1:2]):
            become(home())
        set_caches()
        _mount_rooms()
        with left_to_the_agency(home()):
            app()
    except HandlagError as error:
        for words in (error.swedish, error.english):
            typer.echo(f"{error.code} {error.field}: {words.problem} {words.remedy}", err=True)
        sys.exit(2)
