"""``handlag effects``: how many a trial needs, and what a measure did, told by the strength of the design."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from handlag.quality.domain.effects.estimate import Arm
from handlag.quality.domain.effects.power import power_of, size
from handlag.quality.domain.effects.protocol import Said
from handlag.quality.domain.effects.words import amount
from handlag.quality.effects_files import Analysed, analyse, read_protocol_file
from handlag.run.show import told_errors

app = typer.Typer(help="What a measure did, told by the strength of the design.", no_args_is_help=True)
console = Console(highlight=False, width=120)
ProtocolPath = Annotated[Path, typer.Argument(help="A protocol in YAML; docs/quality.md describes it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
Language = Annotated[str, typer.Option(help="sv or en.")]
STEPS = (0.25, 0.5, 0.75, 1.0, 1.5)


@app.command("power")
def power_(path: ProtocolPath, as_json: AsJson = False, language: Language = "sv") -> None:
    """How many must take part to see the least effect worth having, and what fewer would give."""
    with told_errors():
        protocol = read_protocol_file(path)
        found = size(protocol)
    steps = [(each, power_of(protocol, each)) for each in (max(2, round(step * found.each)) for step in STEPS)]
    if as_json:
        typer.echo(json.dumps(asdict(found) | {"power": dict(steps)}, indent=2))
        return
    english = language == "en"
    console.print(
        f"{found.each} in each group to be analysed; {found.in_all} in all to be asked in."
        if english
        else f"{found.each} i varje grupp att analysera; {found.in_all} totalt att ta in."
    )
    table = Table(
        "in each group" if english else "i varje grupp", "chance to see it" if english else "chans att se den"
    )
    for each, chance in steps:
        table.add_row(str(each), f"{100 * chance:.0f} %")
    console.print(table)


@app.command("analyse")
def analyse_(
    path: Annotated[Path, typer.Argument(help="CSV of outcomes; docs/quality.md names the columns.")],
    protocol: Annotated[Path, typer.Option("--protocol", "-p", help="The protocol in YAML.")],
    as_json: AsJson = False,
    language: Language = "sv",
) -> None:
    """The effect with its interval, in words that the design can carry."""
    with told_errors():
        found = analyse(path, read_protocol_file(protocol))
    if as_json:
        typer.echo(json.dumps(_as_dict(found), ensure_ascii=False, indent=2))
        return
    place = 1 if language == "en" else 0
    console.print(f"[bold]{found.conclusion.label[place]}[/bold]")
    console.print(found.conclusion.sentence[place])
    console.print(_table(found, "en" if place else "sv"))
    for doubt in found.conclusion.reservations:
        console.print(f"– {doubt[place]}")


def _table(found: Analysed, language: str) -> Table:
    heads = (
        ("grupp", "personer", "kända utfall", "utfall") if language == "sv" else ("group", "people", "known", "outcome")
    )
    table = Table(*heads)
    for name, arm in _arms(found):
        table.add_row(name.text(language), str(arm.n), str(arm.known), amount(found.protocol, arm.mean, language))
    return table


def _arms(found: Analysed) -> list[tuple[Said, Arm]]:
    return [(found.protocol.measure, found.effect.measure), (found.protocol.comparison, found.effect.comparison)]


def _as_dict(found: Analysed) -> dict[str, object]:
    return {
        "design": found.protocol.design, "strength": found.conclusion.strength, "effect": asdict(found.effect),
        "sentence": dict(zip(("sv", "en"), found.conclusion.sentence, strict=True)),
        "reservations": [dict(zip(("sv", "en"), each, strict=True)) for each in found.conclusion.reservations],
    }  # fmt: skip
