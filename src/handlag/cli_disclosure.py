"""``handlag disclosure``: hide what must be hidden in tables to be published, and try to work it out again."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Annotated

import typer

from handlag.core.errors import HandlagError
from handlag.followup.disclosure.audit import Audit, Bound, audit
from handlag.followup.disclosure.files import published, read, tables
from handlag.followup.disclosure.printed import audit_reports
from handlag.followup.disclosure.suppress import Effort, suppress
from handlag.run.show import told_errors

app = typer.Typer(help="No published figure tells of fewer than four persons.", no_args_is_help=True)
FilePath = Annotated[Path, typer.Argument(help="Tables as CSV; docs/disclosure.md describes the columns.")]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise HandlagError(
            "DISCLOSURE_FILE",
            "file",
            sv=f"{path} kan inte läsas: {error}.",
            en=f"{path} can't be read: {error}.",
            remedy_sv="Ge en fil i UTF-8 som går att läsa.",
            remedy_en="Give a readable file in UTF-8.",
        ) from error


@app.command("audit")
def audit_(
    path: FilePath,
    whole: Annotated[bool, typer.Option("--whole", help="Let the reader insist on whole persons; slower.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
) -> None:
    """Bound every hidden cell as a reader could; ends with code 1 where one can be worked out or a sum is wrong."""
    with told_errors():
        found = audit(_text(path), whole=whole)
    if as_json:
        typer.echo(json.dumps(_as_dict(found), ensure_ascii=False, indent=2))
    else:
        _tell(found)
    raise typer.Exit(0 if found.stands else 1)


@app.command("reports")
def reports(
    paths: Annotated[list[Path], typer.Argument(help="Printed reports as CSV, the newest first.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
) -> None:
    """Lay printed reports side by side, guess what adds up, and bound every hidden count; code 1 if one is exposed."""
    with told_errors():
        found = audit_reports([_text(path) for path in paths])
    if as_json:
        typer.echo(json.dumps(_as_dict(found), ensure_ascii=False, indent=2))
    else:
        _tell(found)
    raise typer.Exit(1 if found.exposed else 0)


def _as_dict(found: Audit) -> dict[str, object]:
    return {
        "stands": found.stands,
        "contradictions": list(found.contradictions),
        "cells": [
            {"cell": one.cell, "least": one.least, "most": _most(one), "exposed": one.exposed} for one in found.bounds
        ],
    }


def _most(one: Bound) -> float | None:
    return one.most if math.isfinite(one.most) else None


def _tell(found: Audit) -> None:
    for words in found.contradictions:
        typer.echo(f"kan inte stämma / can't be right: {words}")
    for one in found.exposed:
        typer.echo(f"röjs / exposed: {one.cell}: {one.least:g}–{one.most:g}")
    typer.echo(f"{len(found.bounds)} dolda / hidden, {len(found.exposed)} röjda / exposed")


@app.command()
def protect(
    path: FilePath,
    out: Annotated[
        Path | None, typer.Option(help="Where the protected CSV goes; standard output if not given.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0, help="After this, more cells are hidden instead.")] = 25.0,
) -> None:
    """Hide the cells that must be and the fewest others, have it audited, and only then write it."""
    with told_errors():
        lines = read(_text(path))
        known = tables(lines)
        pattern = suppress(known, Effort(seconds=seconds))
        text = published(lines, known, pattern.hidden)
        checked = audit(text, whole=True)
    if not checked.stands:
        typer.echo("Granskningen underkänner det; inget skrivs. / The audit refuses it; nothing is written.", err=True)
        _tell(checked)
        raise typer.Exit(1)
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
    how = "minsta förlust / least loss" if pattern.least else "fler än nödvändigt / more than needed"
    typer.echo(f"{len(pattern.hidden)} celler dolda / cells hidden ({how})", err=True)
