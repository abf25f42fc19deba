"""``handlag requirements``: write the page of requirements and what shows them, and print the gaps."""

from __future__ import annotations

import typer

app = typer.Typer(help="Requirements and what shows them.")


@app.callback(invoke_without_command=True)
def requirements() -> None:
    """Write docs/requirements.md and print what nothing shows; exit code 1 if the list names what does not exist."""
    from handlag.run import requirements as found  # noqa: PLC0415 — each command loads only what it needs
    from handlag.run.home import CHECKOUT  # noqa: PLC0415

    for name in found.missing(CHECKOUT):
        typer.echo(f"no such file or test: {name}", err=True)
    (CHECKOUT / found.PAGE).write_text(found.page(CHECKOUT), encoding="utf-8")
    for gap in found.gaps(CHECKOUT):
        typer.echo(f"{gap.section}: {gap.text} {gap.gap or 'Nothing shows it.'}")
    if found.missing(CHECKOUT):
        raise typer.Exit(1)
