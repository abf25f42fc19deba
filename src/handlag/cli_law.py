"""``handlag law``: explain a benefit on a file of facts, and print what facts a benefit takes."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from handlag.core.errors import HandlagError
from handlag.law import BENEFITS, Explanation, explain, facts_schema
from handlag.law.about import about
from handlag.law.registry import REGISTRY, populations

app = typer.Typer(help="The law as code: its benefits, their facts, a case explained.", no_args_is_help=True)
CODES = f"One of {len(BENEFITS)} codes: see `handlag law list`."
SHOWN = {"area", "name", "what", "lagrum"}


def _read(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise HandlagError(
            "LAW_FACTS_FILE",
            "facts",
            sv=f"Filen {path} kan inte läsas som JSON: {error}.",
            en=f"The file {path} cannot be read as JSON: {error}.",
            remedy_sv="Ange en fil med ett JSON-objekt i UTF-8.",
            remedy_en="Give a file with one JSON object in UTF-8.",
        ) from error
    return facts if isinstance(facts, dict) else {"": facts}


def _fail(error: HandlagError, output: str) -> typer.Exit:
    if output == "json":
        told = error.as_dict() | {"errors": error.context.get("errors", [])}
        typer.echo(json.dumps({"error": told}, ensure_ascii=False, indent=2))
    else:
        for words in (error.swedish, error.english):
            typer.echo(f"{error.code} {error.field}: {words.problem} {words.remedy}", err=True)
    return typer.Exit(2)


def _kronor(ore: int) -> str:
    return f"{ore // 100:,}".replace(",", "\u00a0") + f",{ore % 100:02d}"


def _steps(result: Explanation) -> Table:
    table = Table("lagrum", "prövat", "indata", "utfall", "resultat", "dagar", title="Steg")
    for step in result.steps:
        plain = step.as_dict()
        given = ", ".join(f"{name}={value}" for name, value in plain["inputs"].items())
        days = " – ".join(plain["days"]) if plain["days"] else ""
        table.add_row(step.lagrum, step.name, given, step.outcome.value, str(plain["output"]), days)
    return table


def _lines(result: Explanation) -> Table:
    table = Table("från", "till", "utfall", "belopp kr", "per", "andel", "nivå", "skäl", title="Rader")
    for line in result.lines:
        share = f"{line.share[0]}/{line.share[1]}"
        table.add_row(
            line.start.isoformat(),
            line.end.isoformat(),
            line.outcome,
            _kronor(line.amount),
            line.unit,
            share,
            line.level,
            line.reason_sv,
        )
    return table


@app.command("list")
def list_command(output: Annotated[str, typer.Option("--format", help="text or json")] = "text") -> None:
    """List the benefits whose law is written, by area."""
    rows = [{"code": code, **about(code).model_dump(mode="json", include=SHOWN)} for code in REGISTRY]
    if output == "json":
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table("förmån", "namn", "name", "lagrum", "över befolkning")
    for area in dict.fromkeys(row["area"] for row in rows):
        for row in (row for row in rows if row["area"] == area):
            columns = "ja" if row["code"] in populations() else ""
            table.add_row(row["code"], row["name"]["sv"], row["name"]["en"], ", ".join(row["lagrum"]), columns)
        table.add_section()
    Console().print(table)


def _law(reform: Path | None) -> AbstractContextManager[None]:
    """The law as enacted, or with a reform's parameters."""
    if reform is None:
        return nullcontext()
    from handlag.law.reform import load  # noqa: PLC0415 — only a reform needs it

    return load(reform).in_force()


@app.command("explain")
def explain_command(
    benefit: Annotated[str, typer.Argument(help=CODES)],
    facts: Annotated[Path, typer.Option("--facts", help="JSON file with the facts")],
    output: Annotated[str, typer.Option("--format", help="text or json")] = "text",
    reform: Annotated[Path | None, typer.Option(help="YAML file of dated parameters to try instead")] = None,
) -> None:
    """Apply the law to a file of facts and print lines, questions and every step with its lagrum."""
    try:
        with _law(reform):
            result = explain(benefit, _read(facts))
    except HandlagError as error:
        raise _fail(error, output) from error
    if output == "json":
        typer.echo(json.dumps(result.receipt(), ensure_ascii=False, indent=2))
        return
    console = Console()
    console.print(_steps(result))
    console.print(_lines(result))
    for question in result.questions:
        console.print(f"? {question.lagrum}: {question.sv} ({question.code})")
    console.print(f"Utfall: {result.outcome}. Summa: {_kronor(result.total)} kr.")


@app.command("facts")
def facts_command(benefit: Annotated[str, typer.Argument(help=CODES)]) -> None:
    """Print the JSON schema of the facts a benefit takes."""
    try:
        typer.echo(json.dumps(facts_schema(benefit), ensure_ascii=False, indent=2))
    except HandlagError as error:
        raise _fail(error, "text") from error


@app.command("run")
def run_command(
    facts: Annotated[str, typer.Option("--facts", help="Parquet file or folder, a row per person")],
    out: Annotated[str, typer.Option("--out", help="Parquet file for the results, öre per benefit")],
    benefits: Annotated[list[str] | None, typer.Argument(help="All that have columns, if none is named")] = None,
    rejects: Annotated[Path | None, typer.Option(help="File for bad rows with reasons, .parquet or .csv")] = None,
    month: Annotated[str, typer.Option(help="YYYY-MM; this month if not given")] = "",
    key: Annotated[list[str] | None, typer.Option(help="Column to copy to the results")] = None,
    engine: Annotated[str, typer.Option(help="local or spark")] = "local",
    master: Annotated[str, typer.Option(help="Spark master")] = "local[*]",
) -> None:
    """Compute benefits over a whole population for one month, Parquet to Parquet."""
    from handlag.run import population  # noqa: PLC0415 — loads the compiler

    asked = population.Asked(tuple(benefits or ()), facts, out, rejects, month, tuple(key or ()), engine, master)
    try:
        population.run_and_tell(asked)
    except HandlagError as error:
        raise _fail(error, "text") from error


@app.command("columns")
def columns_command(
    benefits: Annotated[list[str] | None, typer.Argument(help="All that have columns, if none is named")] = None,
    output: Annotated[str, typer.Option("--format", help="text or json")] = "text",
) -> None:
    """Show the columns a population file needs: unit, range, and which benefits read each."""
    from handlag.run import population  # noqa: PLC0415 — loads the compiler

    try:
        population.tell_columns(tuple(benefits or ()), output)
    except HandlagError as error:
        raise _fail(error, "text") from error


@app.command("compare")
def compare_command(
    facts: Annotated[Path, typer.Option("--facts", help="Parquet file or folder, a row per person")],
    benefits: Annotated[list[str] | None, typer.Argument(help="All that the reform changes, if none is named")] = None,
    reform: Annotated[Path | None, typer.Option(help="YAML file of dated parameters")] = None,
    provisions: Annotated[Path | None, typer.Option(help="Python file with ROWS; IT IS RUN")] = None,
    month: Annotated[str, typer.Option(help="YYYY-MM; this month if not given")] = "",
    out: Annotated[Path | None, typer.Option(help="CSV file of the groups")] = None,
    plot: Annotated[Path | None, typer.Option(help="Plot: .svg, .png, .html or .json")] = None,
) -> None:
    """Say who gains and loses by a reform and what it costs, by sex and by decile of income."""
    from handlag.run import reforms  # noqa: PLC0415 — loads the compiler

    try:
        reforms.compare_and_tell(reforms.Asked(reform, provisions, facts, tuple(benefits or ()), month, out, plot))
    except HandlagError as error:
        raise _fail(error, "text") from error


@app.command("docs")
def docs_command() -> None:
    """Write the page of each benefit and the plots of its amounts, from the code."""
    import django  # noqa: PLC0415 — only this command needs the portal's words

    django.setup()
    from handlag.run.law_docs import write  # noqa: PLC0415

    for path in write():
        typer.echo(path)
