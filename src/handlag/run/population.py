"""``handlag law run`` and its kin: the law over populations from the command line, with a progress bar and counts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.law import run as law
from handlag.law.columns import columns_of
from handlag.law.months import asked_month
from handlag.law.registry import populations
from handlag.run.show import console


class Asked(NamedTuple):
    """What the command was asked to do."""

    benefits: tuple[str, ...]
    facts: str
    out: str
    rejects: Path | None
    month: str
    keys: tuple[str, ...]
    engine: str
    master: str


def month_of(text: str) -> date:
    """The first day of a month written YYYY-MM, this month where nothing is written; ``LAW_MONTH`` otherwise."""
    return asked_month(text, clock.legal_day(clock.wall_clock()))


def bar() -> Progress:
    """A progress bar over rows."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
        console=console,
    )  # fmt: skip


def run_and_tell(asked: Asked) -> None:
    """Compute, and print what was computed, left out and rejected."""
    month = month_of(asked.month)
    if asked.engine == "spark":
        work = law.work_for(asked.benefits, month)
        from handlag.run.spark import run_on_spark  # noqa: PLC0415 — Spark is an extra

        counts = run_on_spark(work, asked.facts, asked.out, master=asked.master, rejects=asked.rejects, keys=asked.keys)
    elif asked.engine == "local":
        work = law.work_for(asked.benefits, month, law.schema_of(Path(asked.facts)))
        with bar() as shown:
            made = shown.add_task("law", total=len(work.ready))
            law.make_kernels(work, lambda: shown.advance(made))
            task = shown.add_task("rows", total=law.rows_of(Path(asked.facts)))
            counts = law.run(
                work, Path(asked.facts), Path(asked.out), rejects=asked.rejects, keys=asked.keys,
                progress=lambda rows: shown.advance(task, rows),
            )  # fmt: skip
    else:
        raise _no_engine(asked.engine)
    _tell(work, counts, asked)


def _no_engine(engine: str) -> HandlagError:
    return HandlagError(
        "LAW_ENGINE",
        "engine",
        sv=f"Det finns ingen motor som heter {engine}.",
        en=f"There is no engine called {engine}.",
        remedy_sv="Välj local eller spark.",
        remedy_en="Choose local or spark.",
    )


def _tell(work: law.Work, counts: law.Counts, asked: Asked) -> None:
    table = Table("förmån", "kronor", "rader utan belopp", title=f"{work.month:%Y-%m}: {counts.rows:,} rader")
    for code, ore in counts.total.items():
        table.add_row(code, f"{ore // 100:,}", f"{counts.rejected[code]:,}")
    console.print(table)
    for code, error in work.left_out.items():
        console.print(f"{code} räknades inte: {error.swedish.problem}")
    if not asked.benefits:
        tell_without_columns()
    if counts.rejected_rows:
        where = str(asked.rejects) if asked.rejects else "ange --rejects FIL för att få skälen"
        console.print(f"{counts.rejected_rows:,} rader kunde inte räknas för någon förmån: {where}")


def tell_without_columns() -> None:
    """The benefits a row about a person and a month can't say, each with the reason."""
    table = Table("förmån", "räknas inte på en rad om en person och en månad: den")
    for code, why in law.without_columns().items():
        table.add_row(code, why.sv)
    console.print(table)


def tell_columns(benefits: tuple[str, ...], output: str) -> None:
    """The columns of the benefits, as a table or as JSON."""
    chosen = [population for code, population in populations().items() if not benefits or code in benefits]
    if len(chosen) < len(benefits):
        law.work_for(benefits, date(2026, 1, 1))  # says which of them has no columns
    rows = [
        {**column._asdict(), "benefits": [one.benefit for one in chosen if column in one.columns]}
        for column in columns_of(chosen).values()
    ]
    if output == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))  # noqa: T201  the command's answer
        return
    table = Table("kolumn", "enhet", "från", "till", "om den saknas", "förmåner")
    for column in columns_of(chosen).values():
        unset = "krävs" if column.unset is None else str(column.unset)
        readers = ", ".join(one.benefit for one in chosen if column in one.columns)
        table.add_row(column.name, column.unit, f"{column.least:,}", f"{column.most:,}", unset, readers)
    console.print(table)
    if not benefits:
        tell_without_columns()
