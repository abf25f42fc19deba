"""``handlag plan calls``: half an hour on the telephones, or a day with what letters, hours and moves change."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from handlag.planning.domain.erlang import Line, least_agents, service
from handlag.planning.domain.telephones import Goal
from handlag.planning.telephony import Answer, answered, asked, rows, told
from handlag.run.show import told_errors

console = Console() if sys.stdout.isatty() else Console(width=160)
Clock = Annotated[str, typer.Option(help="With --day: the clock, such as 08:30.")]


def calls(
    calls: Annotated[float, typer.Option(help="First calls in the half hour; with --day in the day.")],
    talk: Annotated[float, typer.Option(help="Minutes of talk and after-work a call.")],
    patience: Annotated[float, typer.Option(help="Mean minutes until a caller gives up.")],
    agents: Annotated[int | None, typer.Option(help="Officers answering; the least for the goal if not given.")] = None,
    goal: Annotated[float, typer.Option(min=0, max=1, help="Share of calls to be answered in time.")] = 0.85,
    minutes: Annotated[float, typer.Option(min=0, help="What in time is.")] = 15.0,
    turned_away: Annotated[float, typer.Option(min=0, max=1, help="Share that may meet a full queue.")] = 1.0,
    places: Annotated[int | None, typer.Option(help="Places in the queue; none is turned away if not given.")] = None,
    again: Annotated[float, typer.Option(min=0, max=1, help="Share of the unanswered who call again.")] = 0.0,
    day: Annotated[bool, typer.Option("--day", help="A day by half hour.")] = False,
    opens: Clock = "08:00",
    closes: Clock = "16:00",
    profile: Annotated[str, typer.Option(help="With --day: falling or even over the hours.")] = "falling",
    values: Annotated[str, typer.Option(help="With --day: calls of each half hour open, or 48, for --calls.")] = "",
    letters: Annotated[float, typer.Option(help="With --day: letters sent.")] = 0.0,
    share: Annotated[float, typer.Option(help="With --day: per cent of letters that make a call.")] = 10.0,
    days: Annotated[int, typer.Option(help="With --day: days over which those calls come.")] = 5,
    opens_then: Clock = "",
    closes_then: Clock = "",
    moved: Annotated[int, typer.Option(help="With --day: officers moved from cases, or to them below zero.")] = 0,
    cases: Annotated[float, typer.Option(help="With --day: cases an officer decides a day.")] = 4.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Staff one half hour or a day of calls (Erlang A): the least officers for a goal, or what so many give."""
    wanted = Goal(goal, minutes, turned_away)
    if not day:
        return _half_hour(Line(calls / 30, talk, patience, places, again), agents, wanted, as_json)
    written = {
        "calls": calls, "talk": talk, "patience": patience, "places": _text(places), "again": 100 * again,
        "officers": _text(agents), "opens": opens, "closes": closes, "profile": profile, "values": values,
        "letters": letters, "share": share, "days": days, "opens_then": opens_then, "closes_then": closes_then,
        "moved": moved, "cases": cases,
    }  # fmt: skip
    return _day({name: str(value) for name, value in written.items()}, wanted, as_json)


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _half_hour(line: Line, agents: int | None, goal: Goal, as_json: bool) -> None:
    with told_errors():
        needed = agents if agents is not None else least_agents(
            line, lambda met: met.within >= goal.answered and met.turned_away <= goal.turned_away, goal.minutes
        )  # fmt: skip
        met = service(line, needed, goal.minutes)
    if as_json:
        return _print({"agents": needed} | met._asdict())
    console.print(
        f"{needed} handläggare: {100 * met.within:.1f} % besvaras inom {goal.minutes:g} minuter, "
        f"{100 * met.abandoned:.1f} % ger upp, {100 * met.turned_away:.1f} % avvisas. Besvarade väntar "
        f"{met.wait_answered:.1f} minuter; handläggarna är upptagna {100 * met.busy:.0f} % av tiden."
    )
    return None


def _print(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _day(written: Mapping[str, str], goal: Goal, as_json: bool) -> None:
    with told_errors():
        wanted, errors = asked(written)
        if wanted is None:
            raise errors[0]
        found = answered(replace(wanted, goal=goal))
    if as_json:
        return _print(told(found))
    console.print(_table(found))
    for extra, day in found.letters:
        console.print(f"Efter breven, {extra:,.0f} samtal till: högst {day.most} handläggare, {100 * day.within:.1f} % "
                      f"besvaras i tid, {100 * day.turned_away:.1f} % avvisas.")  # fmt: skip
    if found.after:
        console.print(
            f"Fler timmar i telefonen kostar {found.not_decided:,.1f} beslut om dagen; de som flyttats sparar "
            f"{found.saved / 60:,.1f} timmars väntan för alla som ringer."
        )
    return None


def _table(found: Answer) -> Table:
    table = Table("klockan", title="Telefonen, halvtimme för halvtimme")
    sides = ("before", "after") if found.after else ("before",)
    for side in sides:
        for head in ("samtal", "handläggare", "i tid %", "avvisade %", "upptagna %"):
            table.add_column(head + (" efter" if side == "after" else ""), justify="right")
    for row in rows(found):
        table.add_row(row["at"], *(cell for side in sides for cell in _cells(row[side])))
    return table


def _cells(row: Any) -> tuple[str, ...]:
    if row is None:
        return ("–",) * 5
    met = row.met
    return (
        f"{row.calls:,.0f}",
        str(row.officers),
        *(f"{100 * one:.1f}" for one in (met.within, met.turned_away, met.busy)),
    )
