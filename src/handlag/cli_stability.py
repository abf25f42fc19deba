"""``handlag stability FILE.csv``: is the law applied as before? The series, its alarms and the offices side by side."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from handlag.followup.stability.chart import Chart, Plan, common_spread, watch
from handlag.followup.stability.funnel import Funnel
from handlag.followup.stability.panel import Panel
from handlag.followup.stability.signal import Rule
from handlag.followup.stability.words import FINDINGS, again_text, alarm_text, number, stretch_text
from handlag.followup.stability_files import read_changes, read_panel
from handlag.run.show import told_errors

app = typer.Typer(
    help="Whether the law is applied as before.",
    context_settings={"allow_interspersed_args": True},
)
WIDTH = 150
HEADS = {
    "sv": ("period", "skede", "beslut", "avslag", "väntat", "andel %", "justerad %", "z", "uppåt", "nedåt", "gräns"),
    "en": (
        "period",
        "phase",
        "decisions",
        "rejections",
        "expected",
        "share %",
        "adjusted %",
        "z",
        "up",
        "down",
        "limit",
    ),
}
OFFICE_HEADS = {
    "sv": ("kontor", "beslut", "avslag", "väntat", "kvot", "95 %", "99,8 %", "omdöme", "av slump enbart"),
    "en": ("office", "decisions", "rejections", "expected", "ratio", "95 %", "99.8 %", "verdict", "by chance alone"),
}
WORDS = {
    "reference": "jämförelse", "settling": "mäts om", "two_laws": "två rätter", "watched": "bevakas",
    "inside": "inom", "warning": "varning", "outside": "utanför", "hidden": "dolt",
}  # fmt: skip


@app.callback(invoke_without_command=True)
def stability(
    path: Annotated[Path, typer.Argument(help="CSV: month (or week), office, stratum, decisions, rejections.")],
    changes: Annotated[Path | None, typer.Option(help="CSV of changes of law: date, kind, name.")] = None,
    reference: Annotated[int, typer.Option(min=1, help="Months the expected values are taken from.")] = 24,
    like: Annotated[
        list[Path] | None, typer.Option(help="Further series that months' own variation is learnt from as well.")
    ] = None,
    settling: Annotated[int, typer.Option(min=1, help="Months the level is measured after a change.")] = 6,
    runs: Annotated[int, typer.Option(min=200, max=100_000, help="Simulations behind the limit.")] = 4000,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    language: Annotated[str, typer.Option(help="sv or en")] = "sv",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Chart rejections against what was expected, with alarms in plain words and a funnel of offices."""
    language = "en" if language.startswith("en") else "sv"
    with told_errors():
        series = read_panel(path)
        spread = common_spread([series, *map(read_panel, like)], reference) if like else None
        law = read_changes(changes) if changes else ()
        plan = Plan(reference, settling, law, Rule(runs=runs, seed=seed), spread)
        chart = watch(series, plan)
    if as_json:
        typer.echo(json.dumps(as_dict(chart, plan, series), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        _print(chart, plan, series, language)


def as_dict(chart: Chart, plan: Plan, series: Panel) -> dict[str, Any]:
    """Everything the text says, with the alarms' words in both languages."""
    said = [_alarm_dict(alarm, plan) for alarm in chart.alarms]
    model = {
        "share": dict(zip(chart.strata, map(float, chart.model.share), strict=True)),
        "spread": asdict(chart.model.spread),
    }
    changes = [
        {"odds_ratio": each.moved and each.moved.odds_ratio, **_both(stretch_text, each, series)}
        for each in chart.stretches
        if each.changes
    ]
    offices = [asdict(each) | {"verdict": each.verdict} for each in chart.funnel.offices]
    return {
        "rule": asdict(plan.rule),
        "model": model,
        "periods": [asdict(point) for point in chart.points],
        "changes": changes,
        "alarms": said,
        "funnel": {"from": chart.funnel_from, "spread": chart.funnel.spread, "offices": offices},
        "findings": [{"code": code, "about": about} for code, about in chart.findings],
    }


def _alarm_dict(alarm: Any, plan: Plan) -> dict[str, Any]:
    middle, low, high = alarm.level.odds_ratio
    return {
        "period": alarm.period,
        "direction": "up" if alarm.up else "down",
        "began": {"likeliest": alarm.began, "earliest": alarm.began_earliest, "latest": alarm.began_latest},
        "odds_ratio": {"estimate": middle, "low": low, "high": high},
        "split": asdict(alarm.split),
        "one_office": alarm.one_office,
        "again": alarm.again,
        "text": _both(alarm_text, alarm, plan.rule.chance, plan.rule.months),
    }


def _both(say: Any, *what: Any) -> dict[str, Any]:
    return {language: say(*what, language) for language in ("sv", "en")}


def _print(chart: Chart, plan: Plan, series: Panel, language: str) -> None:
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    console.print(_series(chart, language))
    for stretch in chart.stretches:
        if stretch.changes:
            typer.echo(stretch_text(stretch, series, language))
    if not chart.alarms:
        typer.echo("Inga larm." if language == "sv" else "No alarms.")
    for alarm in chart.alarms:
        typer.echo(("LARM " if language == "sv" else "ALARM ") + "\n  ".join(_said(alarm, plan, language)))
    console.print(_offices(chart.funnel, chart.funnel_from, language))
    for code, about in chart.findings:
        typer.echo(FINDINGS[language][code].format(about))


def _said(alarm: Any, plan: Plan, language: str) -> list[str]:
    if alarm.again:
        return [again_text(alarm, language)]
    return alarm_text(alarm, plan.rule.chance, plan.rule.months, language)


def _word(word: str, language: str) -> str:
    return WORDS[word] if language == "sv" else word.replace("_", " ")


def _series(chart: Chart, language: str) -> Table:
    table = Table(*HEADS[language])
    for point in chart.points:
        shares = (number(100 * share, 1, language) for share in (point.share, point.adjusted_share))
        bounds = ("" if each is None else number(each, 2, language) for each in (point.up, point.down, point.limit))
        counts = str(point.decisions), str(point.rejections), number(point.expected, 1, language)
        table.add_row(
            point.period, _word(point.phase, language), *counts, *shares, number(point.z, 1, language), *bounds
        )
    return table


def _offices(funnel: Funnel, begin: str, language: str) -> Table:
    table = Table(*OFFICE_HEADS[language], title=("Kontor från " if language == "sv" else "Offices from ") + begin)
    for each in funnel.offices:
        if each.ratio is None or each.expected is None or each.limits95 is None or each.limits998 is None:
            table.add_row(each.name, *["*"] * 6, _word("hidden", language), "")
            continue
        limits = ("–".join(number(edge, 2, language) for edge in pair) for pair in (each.limits95, each.limits998))
        counts = str(each.decisions), str(each.observed), number(each.expected, 1, language)
        verdicts = (_word(word, language) for word in (each.verdict, each.verdict_by_chance_alone))
        table.add_row(each.name, *counts, number(each.ratio, 2, language), *limits, *verdicts)
    return table
