"""Calls as they came, from CSV by half hour or day: what is learnt of the day's form, letters, and the days ahead.

Columns are ``day`` (2026-03-02), ``half_hour`` (08:30; without it only days are learnt of), ``calls`` and, if letters
were sent, ``letters``, told once a day. Days to come have letters and nothing else.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handlag.core.errors import HandlagError
from handlag.planning.domain.dated import dated
from handlag.planning.domain.forecast import Forecast, Series, forecast
from handlag.planning.domain.grains import DAY, number, open_periods
from handlag.planning.domain.letters import Learnt
from handlag.planning.domain.profile import Profile, learnt_profile
from handlag.planning.domain.scores import Trial, trials
from handlag.planning.domain.telephones import HALF_HOURS, Calls, Hours, clock_text
from handlag.planning.files import bad_file
from handlag.planning.series_files import count_of

NAME = "calls"


@dataclass
class _Days:
    """What a file's rows have told so far."""

    calls: dict[int, dict[int, float]] = field(default_factory=dict)
    letters: dict[int, float] = field(default_factory=dict)
    last: int = 0


@dataclass(frozen=True)
class Learned:
    """What a history tells: the days ahead, how such forecasts did, the form of a day and the hours open.

    ``profile`` and ``hours`` are None where calls are known by day only.
    """

    series: Series
    ahead: Forecast
    tried: list[Trial]
    profile: Profile | None
    hours: Hours | None

    @property
    def letters(self) -> Learnt | None:
        """What letters make of calls, where any were sent."""
        return self.ahead.letters

    def day(self, on: date | None) -> tuple[int, date]:
        """The place among the days ahead of one of them (the first without); ``PLAN_CALLS`` where it isn't there."""
        written = on.isoformat() if on else self.series.texts[0]
        if written not in self.series.texts:
            first, last = self.series.texts[0], self.series.texts[-1]
            raise HandlagError(
                "PLAN_CALLS", "on", sv=f"{written} är ingen öppen dag från {first} till {last}.",
                en=f"{written} is no open day from {first} to {last}.",
                remedy_sv="Välj en av dem.", remedy_en="Choose one of them.",
            )  # fmt: skip
        return self.series.texts.index(written), date.fromisoformat(written)


def learned(path: Path, horizon: int = DAY.horizon) -> Learned:
    """What a file of calls tells; letters may be told of for days to come, nought where none are planned.

    Raises ``PLAN_FILE`` naming the row, ``PLAN_SERIES`` the day, ``PLAN_LETTERS`` where letters were too seldom sent.
    """
    days = _read(path)
    totals = {day: sum(halves.values()) for day, halves in days.calls.items()}
    letters = days.letters or None
    told = _ahead_told(days, horizon)
    series = dated(NAME, DAY, totals, told, letters)
    known = dated(NAME, DAY, totals, 0, letters)
    halves = _whole(days.calls)
    profile = learnt_profile(halves) if halves else None
    return Learned(series, forecast(series), trials(known), profile, _hours(halves))


def _ahead_told(days: _Days, horizon: int) -> int:
    """Open days ahead: as many as letters are told of, where they are."""
    if not days.letters:
        return horizon
    told = open_periods(DAY, max(days.calls) + 1, max(days.letters))
    return max(min(len(told), horizon), 1)


def _read(path: Path) -> _Days:
    days = _Days()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"day", "calls"} <= set(reader.fieldnames or ()):
                raise bad_file(path, "row 1", "the columns day and calls are needed")
            for place, row in enumerate(reader, start=2):
                _enter(path, days, row, f"row {place}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise bad_file(path, "file", str(error)) from error
    if not days.calls:
        raise bad_file(path, "file", "no rows with day and calls")
    return days


def _enter(path: Path, days: _Days, row: Mapping[str, str | None], where: str) -> None:
    written = (row["day"] or "").strip()
    try:
        day = number(DAY, written)
    except ValueError as error:
        raise bad_file(path, where, f"“{written}” is no day (2026-03-02)") from error
    if day < days.last:
        raise bad_file(path, where, f"{written} stands after {date.fromordinal(days.last)}: days come in order")
    days.last = day
    _enter_letters(path, days, day, (row.get("letters") or "").strip(), where)
    calls = (row["calls"] or "").strip()
    if not calls and day in days.letters and day not in days.calls:
        return
    halves, at = days.calls.setdefault(day, {}), _half_hour(path, row.get("half_hour"), where)
    if at in halves:
        raise bad_file(path, where, f"{written} {clock_text(at) if at >= 0 else ''} comes twice")
    if halves and (at < 0) != (min(halves) < 0):
        raise bad_file(path, where, f"{written} is told both by day and by half hour")
    halves[at] = count_of(path, where, calls)


def _enter_letters(path: Path, days: _Days, day: int, sent: str, where: str) -> None:
    if not sent:
        return
    found = count_of(path, where, sent)
    if days.letters.setdefault(day, found) != found:
        raise bad_file(path, where, f"letters of {date.fromordinal(day)} are told of twice, and not alike")


def _half_hour(path: Path, written: str | None, where: str) -> int:
    """A half hour's number, or -1 where the row is of a whole day."""
    text = (written or "").strip()
    if not text:
        return -1
    hour, _colon, minute = text.replace(".", ":").partition(":")
    if hour.isdecimal() and minute in ("00", "30") and int(hour) < HALF_HOURS // 2:
        return int(hour) * 2 + (minute == "30")
    raise bad_file(path, where, f"“{text}” is no half hour (08:30)")


def _whole(calls: Mapping[int, Mapping[int, float]]) -> dict[date, Calls]:
    """Days by half hour, where all are told so; ``PLAN_SERIES`` names a half hour that a day lacks."""
    told = {at for halves in calls.values() for at in halves}
    if -1 in told:
        return {}
    for day, halves in calls.items():
        missing = sorted(told - halves.keys())
        if missing and any(halves.values()):
            raise bad_file(Path(NAME), f"{date.fromordinal(day)} {clock_text(missing[0])}", "it is missing")
    return {
        date.fromordinal(day): tuple(halves.get(at, 0.0) for at in range(HALF_HOURS)) for day, halves in calls.items()
    }


def _hours(halves: Mapping[date, Calls]) -> Hours | None:
    some = [at for calls in halves.values() for at, count in enumerate(calls) if count]
    return Hours(min(some), max(some) + 1) if some else None
