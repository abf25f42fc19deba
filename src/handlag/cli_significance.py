"""``handlag significance FILE.csv``: which differences of a survey or of shares may be told, and in what words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from handlag.followup.significance.estimates import Estimate
from handlag.followup.significance.files import read_points
from handlag.followup.significance.points import Difference, Family, Point, families
from handlag.followup.significance.several import Several
from handlag.followup.significance.sexes import SexRule
from handlag.followup.significance.words import sentences
from handlag.run.show import told_errors

app = typer.Typer(
    help="Whether differences in a survey or between shares are more than chance.",
    context_settings={"allow_interspersed_args": True},
)


@app.callback(invoke_without_command=True)
def significance(
    path: Annotated[Path, typer.Argument(help="CSV; docs/significance.md describes the columns.")],
    several: Annotated[
        Several, typer.Option(help="bh: of what is told 5 % is expected to be wrong; holm: 5 % risk of any.")
    ] = Several.BENJAMINI_HOCHBERG,
    fewest: Annotated[int, typer.Option(min=4, help="fewest persons of either sex for a comment")] = SexRule.fewest,
    language: Annotated[str, typer.Option(help="sv or en")] = "sv",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of sentences.")] = False,
) -> None:
    """Compare years, groups and sexes by the rule of five per cent and write the sentences."""
    rule = SexRule(fewest=fewest)
    with told_errors():
        found = families(read_points(path), several)
    if as_json:
        typer.echo(json.dumps([_as_dict(each, rule) for each in found], ensure_ascii=False, indent=2, allow_nan=False))
        return
    for family in found:
        typer.echo("\n".join((family.metric, *(f"  {each.of(language)}" for each in sentences(family, rule)))))


def _as_dict(family: Family, rule: SexRule) -> dict[str, Any]:
    return {
        "metric": family.metric,
        "several": family.several.value,
        "tests": family.tests,
        "expected_false": family.expected_false,
        "differences": [_difference(each) for each in family.differences],
        "too_few": [_point(each) for each in family.too_few],
        "sentences": [each._asdict() for each in sentences(family, rule)],
    }


def _difference(each: Difference) -> dict[str, Any]:
    made = each.comparison
    return {
        "between": each.between.value,
        "first": _point(each.first) | _estimate(made.first),
        "second": _point(each.second) | _estimate(made.second),
        "difference": made.difference,
        "interval": made.interval,
        "method": made.method.value,
        "p": made.p,
        "p_told": each.told_p,
        "significant": each.significant,
    }


def _point(point: Point) -> dict[str, Any]:
    return {"benefit": point.benefit, "year": point.year, "groups": dict(point.groups)}


def _estimate(each: Estimate) -> dict[str, Any]:
    return {"value": each.value, "answers": each.answers, "interval": each.interval}
