"""``handlag plan calls``: half an hour on the telephones, or a day with what letters, hours and moves change."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from handlag.planning.call_history import Learned, learned
from handlag.planning.domain.erlang import Line, least_agents, service
from handlag.planning.domain.scores import score
from handlag.planning.domain.telephones import Goal, clock_text
from handlag.planning.plain import plain
from handlag.planning.telephony import Answer, answered, asked, rows, told
from handlag.run.show import told_errors

console = Console() if sys.stdout.isatty() else Console(width=160)
HISTORY_HELP = "Calls as they came (CSV: day, half_hour, calls, letters); learns the day's form and what letters do."
Clock = Annotated[str, typer.Option(help="With --day: the clock, such as 08:30.")]


def calls(
    talk: Annotated[float, typer.Option(help="Minutes of talk and after-work a call.")],
    patience: Annotated[float, typer.Option(help="Mean minutes until a caller gives up.")],
    calls: Annotated[float | None, typer.Option(help="First calls in the half hour; with --day in the day.")] = None,
    history: Annotated[Path | None, typer.Option(help=HISTORY_HELP)] = None,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="With --history: the day to staff.")] = None,
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
    if history is None and calls is None:
        raise typer.BadParameter("give the calls, or a history of them", param_hint="--calls")
    if not day and calls is not None and history is None:
        return _half_hour(Line(calls / 30, talk, patience, places, again), agents, wanted, as_json)
    written = {
        "calls": calls or 0, "talk": talk, "patience": patience, "places": _text(places), "again": 100 * again,
        "officers": _text(agents), "opens": opens, "closes": closes, "profile": profile, "values": values,
        "letters": letters, "share": share, "days": days, "opens_then": opens_then, "closes_then": closes_then,
        "moved": moved, "cases": cases,
    }  # fmt: skip
    boxes = {name: str(value) for name, value in written.items()}
    return _learned(history, on, boxes, wanted, as_json) if history else _day(boxes, wanted, as_json)


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


def _learned(
    history: Path, on: datetime | None, written: dict[str, str], goal: Goal, as_json: bool
) -> None:  # fmt: skip
    """A day ahead staffed by what a history tells: its calls, their form and the hours open."""
    with told_errors():
        found = learned(history)
        place, day = found.day(on.date() if on else None)
        boxes = _boxes(found, place, day) | {name: value for name, value in written.items() if name in KEPT}
        answers = {edge: _answer(boxes | {"calls": str(count)}, goal) for edge, count in _edges(found, place).items()}
    if as_json:
        return _print(_told(found, day) | {"days": {edge: told(one) for edge, one in answers.items()}})
    _print_learned(found, day, place)
    console.print(_table(answers["expected"]))
    for edge, words in (("expected", "Väntat"), ("high80", "Vid övre kanten av 80 %")):
        one = answers[edge].before
        console.print(f"{words}: {one.officer_hours:,.0f} timmar, högst {one.most} handläggare på en gång.")
    return None


KEPT = ("talk", "patience", "places", "again", "officers", "cases")


def _edges(found: Learned, place: int) -> dict[str, float]:
    return {"expected": float(found.ahead.mean[place]), "high80": float(found.ahead.high80[place])}


def _boxes(found: Learned, place: int, day: date) -> dict[str, str]:
    """What the history says of a day, as it would be written."""
    if found.profile is None or found.hours is None:
        return {}
    shares = found.profile.day(1.0, day.weekday())
    return {
        "opens": clock_text(found.hours.opens), "closes": clock_text(found.hours.closes),
        "shares": " ".join(f"{shares[at]:.9f}" for at in found.hours.open),
    }  # fmt: skip


def _answer(boxes: Mapping[str, str], goal: Goal) -> Answer:
    """The day with these boxes; ``shares`` are of its calls, by half hour open."""
    count = float(boxes["calls"])
    values = " ".join(f"{count * float(share):.4f}" for share in boxes.get("shares", "").split())
    wanted, errors = asked({name: value for name, value in boxes.items() if name != "shares"} | {"values": values})
    if wanted is None:
        raise errors[0]
    return answered(replace(wanted, goal=goal))


def _told(found: Learned, day: date) -> dict[str, Any]:
    ahead, scores = found.ahead, (score(found.tried), score(found.tried, naive=True))
    spans = zip(found.series.texts, *(one.tolist() for one in (ahead.mean, ahead.low80, ahead.high80)), strict=True)
    letters, profile = found.letters, found.profile
    told_ = {
        "day": day.isoformat(), "method": ahead.method, "record": ahead.record,
        "ahead": [dict(zip(("day", "mean", "low80", "high80"), span, strict=True)) for span in spans],
        "backtest": {"ours": scores[0]._asdict(), "seasonal_naive": scores[1]._asdict()},
        "letters": {"share": letters.share, "error": letters.error, "by_day": letters.by_day} if letters else None,
        "profile": {"by_weekday": bool(profile.by_weekday), "missed": profile.missed} if profile else None,
    }  # fmt: skip
    found_: dict[str, Any] = plain(told_)
    return found_


def _print_learned(found: Learned, day: date, place: int) -> None:
    ours, naive = score(found.tried), score(found.tried, naive=True)
    console.print(
        f"{day}: {found.ahead.mean[place]:,.0f} samtal väntas, {found.ahead.low80[place]:,.0f}–"
        f"{found.ahead.high80[place]:,.0f} åtta dagar av tio. Prövat på dagar som hölls undan: MASE {ours.mase:.2f}, "
        f"förra veckans dag {naive.mase:.2f}; WAPE {100 * ours.wape:.1f} %, 80 % täcker {100 * ours.cover80:.0f} %."
    )
    if found.letters:
        share, unsure = 100 * found.letters.share, 196 * found.letters.error
        console.print(f"Av hundra brev ringer {share:.1f} (± {unsure:.1f}), dagen de skickas och sju öppna dagar till.")
    if found.profile:
        kind = "var veckodag för sig" if found.profile.by_weekday else "alla dagar lika"
        missed = 100 * found.profile.missed
        console.print(f"Dagens form är lärd ({kind}); {missed:.1f} % av samtalen kom en annan halvtimme än sagt.")
    else:
        console.print("Historiken har inga halvtimmar: dagens form är den antagna, fallande.")


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
        for head in ("samtal", "handläggare", "i tid %", "avvisade %", "upptagna %", "väntar vid slutet"):
            table.add_column(head + (" efter" if side == "after" else ""), justify="right")
    for row in rows(found):
        table.add_row(row["at"], *(cell for side in sides for cell in _cells(row[side])))
    return table


def _cells(row: Any) -> tuple[str, ...]:
    if row is None:
        return ("–",) * 6
    met = row.met
    return (
        f"{row.calls:,.0f}",
        str(row.officers),
        *(f"{100 * one:.1f}" for one in (met.within, met.turned_away, met.busy)),
        f"{row.waiting:.1f}",
    )
