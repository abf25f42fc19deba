"""``handlag followup``: take events out as facts, print and save tables, show vintages, write the reference page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

app = typer.Typer(help="Follow-up: export of events, indicators and report tables.", no_args_is_help=True)
SCREEN_WIDTH = 150
"""Narrower, the numbers of a three-year table are cut off; a terminal that is narrower scrolls."""

Language = Annotated[str, typer.Option(help="sv or en")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="a .csv or .xlsx file; without it: the screen")]
Vintage = Annotated[int | None, typer.Option(help="number of an earlier export")]
EngineName = Annotated[
    str | None, typer.Option("--engine", help="polars, postgres (the log as it is now) or spark; the setting without")
]


@app.command("export")
def export_command() -> None:
    """Take the events recorded since the last export out of the log."""
    from handlag.run.agency import agency  # noqa: PLC0415 — each command loads only what it needs

    with agency():
        from handlag.core.clock import wall_clock  # noqa: PLC0415
        from handlag.followup.actions.export import export  # noqa: PLC0415
        from handlag.followup.queries import installation_store  # noqa: PLC0415

        columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task("Reading the event log")
            made = export(
                installation_store(),
                wall_clock(),
                lambda rows: bar.update(task, description=f"{rows:,} events read"),
            )
    typer.echo(f"Vintage {made.vintage}: {made.total_rows:,} events, {made.rows:,} of them new, {made.late:,} late.")
    for finding, count in made.findings.items():
        typer.echo(f"Finding: {finding.replace('_', ' ')}: {count:,} events", err=True)


@app.command()
def table(
    number: Annotated[int, typer.Argument(help="5, 6, 99 or 100")],
    year: Annotated[int, typer.Option(help="the reported year; the two before it stand beside")],
    output: Output = None,
    language: Language = "sv",
    vintage: Vintage = None,
    engine: EngineName = None,
) -> None:
    """A table of the annual report."""
    with _counting(engine):
        from handlag.followup.queries import report_table  # noqa: PLC0415

        _give([report_table(number, year, vintage=vintage, engine=engine)], output, language, engine)


@app.command()
def targets(
    year: Annotated[int, typer.Option(help="the last of the three years")],
    month: Annotated[
        int | None, typer.Option(help="the month beside the years; the last one over", min=1, max=12)
    ] = None,
    output: Output = None,
    language: Language = "sv",
    vintage: Vintage = None,
    engine: EngineName = None,
) -> None:
    """The action plan's tables of targets and deviations, and of pending cases."""
    with _counting(engine):
        from handlag.followup.queries import targets_tables  # noqa: PLC0415

        _give(targets_tables(year, month, vintage=vintage, engine=engine), output, language, engine)


@app.command()
def vintages() -> None:
    """The exports made so far."""
    _set_up()
    from handlag.followup import queries  # noqa: PLC0415

    shown = Table("vintage", "made at", "log up to", "events", "new", "late", "sha256")
    for each in queries.vintages():
        counts = (f"{count:,}" for count in (each.total_rows, each.rows, each.late))
        shown.add_row(str(each.vintage), f"{each.made_at:%F %T}", f"{each.until:%F %T}", *counts, each.sha256[:12])
    Console().print(shown)


@app.command()
def docs(
    output: Annotated[Path, typer.Option(help="where the page goes")] = Path("docs/reference/indicators.md"),
) -> None:
    """Write the reference page of the indicators from their definitions."""
    from handlag.followup.reference import indicators_page  # noqa: PLC0415

    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(indicators_page(), encoding="utf-8")
    typer.echo(str(output))


def _set_up() -> None:
    import django  # noqa: PLC0415

    django.setup()


@contextmanager
def _counting(engine: str | None) -> Iterator[None]:
    """Refusals in words; the database up where it is what counts."""
    from handlag.run.show import told_errors  # noqa: PLC0415

    with told_errors():
        _set_up()
        from django.conf import settings  # noqa: PLC0415

        from handlag.followup.engines import Engine, engine_named  # noqa: PLC0415
        from handlag.run.agency import agency  # noqa: PLC0415

        live = engine_named(engine or settings.HANDLAG_FOLLOWUP_ENGINE) is Engine.POSTGRES
        with agency() if live else nullcontext():
            yield


def _give(tables: Sequence[Any], output: Path | None, language: str, engine: str | None = None) -> None:
    from handlag.core.clock import wall_clock  # noqa: PLC0415
    from handlag.followup.domain.tables import LIVE  # noqa: PLC0415
    from handlag.followup.output import as_csv, as_xlsx  # noqa: PLC0415
    from handlag.followup.queries import installation_store  # noqa: PLC0415

    match output and output.suffix:
        case None:
            for each in tables:
                _print(each, language)
            _print_hidden_age(tables, language, engine)
        case ".csv":
            output.write_text(as_csv(tables), encoding="utf-8")  # type: ignore[union-attr]
        case ".xlsx":
            vintage = tables[0].vintage
            made_at = installation_store().vintage(vintage).made_at if vintage != LIVE else wall_clock()
            output.write_bytes(as_xlsx(tables, made_at, language))  # type: ignore[union-attr]
        case other:
            raise typer.BadParameter(f"{other} is neither .csv nor .xlsx", param_hint="--output")


def _print_hidden_age(tables: Sequence[Any], language: str, engine: str | None) -> None:
    """R and what it means, beside tables of processing times only."""
    from handlag.followup.domain.hidden_age import MEANING  # noqa: PLC0415
    from handlag.followup.domain.indicators import PROCESSING_TIME  # noqa: PLC0415
    from handlag.followup.domain.periods import Period  # noqa: PLC0415
    from handlag.followup.queries import hidden_age  # noqa: PLC0415

    times = [table for table in tables if table.metric.split(".")[0] == PROCESSING_TIME.code]
    years = sorted({column.period for table in times for column in table.columns if column.period.isdigit()})
    if not years:
        return
    shown = Table("", *(f"R {year}" for year in years))
    for one in hidden_age([Period.year(int(year)) for year in years], engine=engine):
        ratios = (one.ratios[year] for year in years)
        shown.add_row(one.benefit, *("–" if ratio is None else f"{float(ratio):.2f}" for ratio in ratios))
    Console(width=SCREEN_WIDTH).print(shown, MEANING.of(language))


def _print(report: Any, language: str) -> None:
    from handlag.followup.output import footnotes, heading, row_label  # noqa: PLC0415

    heads = [f"{column.over.of(language)} {column.head.of(language)}".strip() for column in report.columns]
    shown = Table(title=heading(report, language), title_justify="left")
    for head in ("", *heads):
        shown.add_column(head, justify="left" if not head else "right", no_wrap=not head)
    for row in report.rows:
        shown.add_row(row_label(row, language), *(cell.printed.of(language) for cell in row.cells))
    console = Console()
    console.width = max(console.width, SCREEN_WIDTH)
    console.print(shown)
    for note in footnotes(report, language):
        typer.echo(note)
