"""A day on the telephones as people ask for it: boxes read, every fault at its own, the day beside what changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, NamedTuple

from handlag.core.errors import HandlagError
from handlag.planning.domain.erlang import Line
from handlag.planning.domain.telephones import (
    GOALS,
    HALF_HOURS,
    Calls,
    Day,
    Goal,
    HalfHour,
    Hours,
    Officers,
    after_letters,
    cases_not_decided,
    clock_text,
    spread,
    staffed_day,
    with_more,
    within_hours,
)


class Box(NamedTuple):
    """A number's box: what it holds to begin with, and its least and most."""

    start: str
    least: float
    most: float
    whole: bool = False


NUMBERS = {
    "calls": Box("10000", 0, 200_000),
    "talk": Box("7", 0.1, 240),
    "patience": Box("15", 0.1, 240),
    "places": Box("", 0, 10_000, True),
    "again": Box("0", 0, 90),
    "letters": Box("0", 0, 10_000_000),
    "share": Box("10", 0, 100),
    "days": Box("5", 1, 10, True),
    "moved": Box("0", -5000, 5000, True),
    "cases": Box("4", 0, 1000),
}
"""Calls a day, minutes, places, per cent who call again or because of a letter, days, officers, cases a day."""
STARTS = {name: box.start for name, box in NUMBERS.items()} | {
    "opens": "08:00", "closes": "16:00", "profile": "falling", "values": "", "goal": "85", "officers": "",
    "opens_then": "", "closes_then": "",
}  # fmt: skip
PROFILES = {"falling": 0.5, "even": 0.0}
"""How a day's calls lie over the hours when they aren't given one by one: assumptions, no published figures."""


@dataclass(frozen=True)
class Asked:
    """A day and what is to change in it: letters sent, other hours, officers moved from cases."""

    line: Line
    calls: Calls
    hours: Hours
    then: Hours
    goal: Goal
    officers: Officers | None
    letters: tuple[float, ...]
    moved: int
    cases: float

    @property
    def changes(self) -> bool:
        """Whether there is anything to set beside the day as it is."""
        return bool(self.letters or self.moved or self.then != self.hours)


@dataclass(frozen=True)
class Answer:
    """The day as it is, the first day after what changes, each day after the letters, and the price in cases.

    ``not_decided`` is cases a day for the hours more on the telephones than before; ``saved`` the minutes a day all
    callers together wait less because of the officers moved, everything else alike.
    """

    before: Day
    after: Day | None
    letters: tuple[tuple[float, Day], ...]
    not_decided: float
    saved: float


def asked(given: Mapping[str, str]) -> tuple[Asked | None, list[HandlagError]]:
    """What was written, or everything wrong with it (``PLAN_CALLS``), each fault with its box.

    A box that isn't there at all has what ``STARTS`` says; one left empty is a fault where something must stand.
    """
    errors: list[HandlagError] = []
    text = {name: given.get(name, start).strip() for name, start in STARTS.items()}
    numbers = {name: _read(errors, name, text[name]) for name in NUMBERS}
    hours = _hours(errors, text, "opens", "closes")
    then = _then(errors, text, hours)
    for name, known in (("profile", PROFILES), ("goal", GOALS)):
        if text[name] not in known:
            errors.append(_wrong(name, "Det valet finns inte.", "There is no such choice."))
    values = _list(errors, "values", text["values"], hours, whole=False)
    officers = _list(errors, "officers", text["officers"], hours, whole=True)
    if errors:
        return None, errors
    return _asked(text, numbers, hours, then, values, officers), []


def _asked(
    text: Mapping[str, str], numbers: Mapping[str, float], hours: Hours, then: Hours,
    values: tuple[float | None, ...] | None, officers: tuple[float | None, ...] | None,
) -> Asked:  # fmt: skip
    places = int(numbers["places"]) if text["places"] else None
    line = Line(0.0, numbers["talk"], numbers["patience"], places, numbers["again"] / 100)
    calls = spread(numbers["calls"], hours, PROFILES[text["profile"]])
    if values:
        calls = within_hours(tuple(value or 0.0 for value in values), hours)
    made = after_letters(numbers["letters"], numbers["share"] / 100, int(numbers["days"])) if numbers["letters"] else ()
    people = tuple(None if one is None else int(one) for one in officers) if officers else None
    return Asked(
        line, calls, hours, then, GOALS[text["goal"]], people, made, int(numbers["moved"]), numbers["cases"]
    )  # fmt: skip


def answered(one: Asked) -> Answer:
    """The day, what changes, and its price. Raises ``PLAN_CALLS`` naming what can't be."""
    before = staffed_day(one.line, one.calls, one.hours, one.goal, one.officers)
    if not one.changes:
        return Answer(before, None, (), 0.0, 0.0)
    days = tuple((extra, _changed(one, extra, one.moved)) for extra in one.letters or (0.0,))
    after = days[0][1]
    still = _changed(one, one.letters[0] if one.letters else 0.0, 0) if one.moved else after
    saved = still.waited - after.waited
    price = cases_not_decided(after.officer_hours - before.officer_hours, one.cases)
    return Answer(before, after, days if one.letters else (), price, saved)


def _changed(one: Asked, extra: float, moved: int) -> Day:
    calls = with_more(within_hours(one.calls, one.then), extra, one.then)
    return staffed_day(one.line, calls, one.then, one.goal, one.officers, moved)


def rows(found: Answer) -> list[dict[str, Any]]:
    """The half hours of the day as it is beside those after, by clock; None where the telephones are closed."""
    then = {row.at: row for row in found.after.rows} if found.after else {}
    now = {row.at: row for row in found.before.rows}
    return [{"at": clock_text(at), "before": now.get(at), "after": then.get(at)} for at in sorted(now | then)]


def told(found: Answer) -> dict[str, Any]:
    """The answer as plain data: for JSON."""
    half_hours = [
        {"at": row["at"]} | {side: _half_hour(row[side]) for side in ("before", "after")} for row in rows(found)
    ]
    return {
        "before": _day(found.before), "after": _day(found.after) if found.after else None, "half_hours": half_hours,
        "after_letters": [{"extra": extra} | _day(day) for extra, day in found.letters],
        "cases_not_decided": found.not_decided, "waiting_minutes_saved": found.saved,
    }  # fmt: skip


def _day(day: Day) -> dict[str, Any]:
    names = ("made", "within", "turned_away", "waited", "most", "officer_hours", "reached")
    return {name: getattr(day, name) for name in names}


def _half_hour(row: HalfHour | None) -> dict[str, Any] | None:
    if row is None:
        return None
    met = row.met
    return {
        "calls": row.calls, "officers": row.officers, "within": met.within, "turned_away": met.turned_away,
        "abandoned": met.abandoned, "wait": met.wait, "busy": met.busy, "waiting": row.waiting,
    }  # fmt: skip


def _number(text: str) -> float:
    try:
        value = float(text.replace("\u2212", "-").replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        return float("nan")
    return value if isfinite(value) else float("nan")


def _read(errors: list[HandlagError], name: str, text: str) -> float:
    box = NUMBERS[name]
    if name == "places" and not text:
        return 0.0
    value = _number(text)
    if box.least <= value <= box.most and (not box.whole or value == int(value)):
        return value
    kind = ("heltal", "whole number") if box.whole else ("tal", "number")
    errors.append(
        _wrong(
            name, f"Det är inte ett {kind[0]} från {box.least:g} till {box.most:g}.",
            f"That is no {kind[1]} from {box.least:g} to {box.most:g}.",
        )
    )  # fmt: skip
    return box.least


def _hours(errors: list[HandlagError], text: Mapping[str, str], opens: str, closes: str) -> Hours:
    first, last = _clock(errors, opens, text[opens]), _clock(errors, closes, text[closes])
    if first is None or last is None:
        return Hours(0, HALF_HOURS)
    if first >= last:
        errors.append(
            _wrong(
                closes, "Telefonen stänger inte efter att den öppnar.", "The telephones don't close after they open."
            )
        )
        return Hours(0, HALF_HOURS)
    return Hours(first, last)


def _then(errors: list[HandlagError], text: Mapping[str, str], hours: Hours) -> Hours:
    if not (text["opens_then"] or text["closes_then"]):
        return hours
    written = {
        "opens_then": text["opens_then"] or clock_text(hours.opens),
        "closes_then": text["closes_then"] or clock_text(hours.closes),
    }
    return _hours(errors, written, "opens_then", "closes_then")


def _clock(errors: list[HandlagError], name: str, text: str) -> int | None:
    hour, _colon, minute = text.replace(".", ":").partition(":")
    if hour.isdecimal() and minute in ("", "00", "30") and int(hour) * 2 + (minute == "30") <= HALF_HOURS:
        return int(hour) * 2 + (minute == "30")
    errors.append(
        _wrong(name, "Det är inte en hel eller halv timme, som 08:30.", "That is no hour or half hour, such as 08:30.")
    )
    return None


def _list(
    errors: list[HandlagError], name: str, text: str, hours: Hours, *, whole: bool
) -> tuple[float | None, ...] | None:
    """One number for each half hour open, or 48; for officers also a single one for them all."""
    found = [_number(part) for part in text.replace(";", " ").split()]
    if not found:
        return None
    if not all(0 <= value <= 20_000 and (not whole or value == int(value)) for value in found):
        kind = ("heltal", "whole numbers") if whole else ("tal", "numbers")
        errors.append(
            _wrong(name, f"Det är inte {kind[0]} från 0 till 20000.", f"Those are no {kind[1]} from 0 to 20000.")
        )
        return None
    if whole and len(found) == 1:
        return (found[0],) * HALF_HOURS
    if len(found) == HALF_HOURS:
        return tuple(found)
    if len(found) == len(hours.open):
        by_clock = dict(zip(hours.open, found, strict=True))
        return tuple(by_clock.get(at) for at in range(HALF_HOURS))
    count = len(hours.open)
    errors.append(
        _wrong(name, f"Det är {len(found)} tal, men ska vara {count} (de öppna halvtimmarna) eller 48.",
               f"There are {len(found)} numbers, but there should be {count} (the half hours open) or 48.")
    )  # fmt: skip
    return None


def _wrong(field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "PLAN_CALLS", field, sv=sv, en=en, remedy_sv="Rätta värdet.", remedy_en="Correct the value."
    )  # fmt: skip
