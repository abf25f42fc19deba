"""``handlag world``: make a synthetic agency, and compare it with the published one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="A synthetic agency, calibrated to the published figures.", no_args_is_help=True)


@app.command()
def make(
    people: Annotated[int, typer.Option(help="How many people, 1,000 to 12 million.")] = 5000,
    seed: Annotated[int, typer.Option(help="The same seed on the same day gives the same world.")] = 1,
    years: Annotated[
        str, typer.Option(help="Years of history, 2022 or 2022-2024; without a last year it ends today and is lived.")
    ] = "2022",
    processes: Annotated[int, typer.Option(help="How many blocks of a big world are written at a time.")] = 2,
) -> None:
    """Fill an empty database with people and years of work. Run again after a kill, it goes on where it stopped."""
    from handlag.world.command import make_world  # noqa: PLC0415 — loads Django and the law

    first, _, last = years.partition("-")
    make_world(people, seed, int(first), int(last) if last else None, processes)


@app.command()
def columns(
    out: Annotated[Path, typer.Option(help="An empty directory, or one with an earlier world in columns.")],
    people: Annotated[int, typer.Option(help="How many people, 1,000 to 12 million.")] = 10_500_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same world, here as in a database.")] = 1,
    years: Annotated[str, typer.Option(help="Years of history, 2024 or 2022-2024.")] = "2022-2024",
    processes: Annotated[int, typer.Option(help="How many blocks are made at a time.")] = 2,
) -> None:
    """Write people and years of work straight as Parquet, without a database."""
    from handlag.world.command import write_columns  # noqa: PLC0415 — loads the law

    first, _, last = years.partition("-")
    write_columns(people, seed, (int(first), int(last or first)), out, processes)


@app.command()
def compare(
    page: Annotated[Path | None, typer.Option(help="A page to write the comparison into, after its marker.")] = None,
    columns: Annotated[Path | None, typer.Option(help="A world in columns instead of the database's.")] = None,
) -> None:
    """Count the world with follow-up and print it beside the published figures, with ratios."""
    from handlag.world.command import compare_columns, compare_world  # noqa: PLC0415

    if columns:
        compare_columns(columns, page)
    else:
        compare_world(page)
