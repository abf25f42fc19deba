"""Planning from case logs of anywhere: inflow by type as series to forecast, backlog and pace as a scenario to edit.

A log is XES, CSV of events, a store, or a table of cases: CSV with the columns case, start, end (empty while it goes
on) and, if there are types, type. Months are whole: the one a log begins in and the one it ends in are left out of
series unless it covers them.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml

from handlag.core.clock import STOCKHOLM
from handlag.core.errors import HandlagError
from handlag.followup.domain.periods import month_number
from handlag.followup.logs.blocks import NO_LIMIT, utf8_blocks
from handlag.followup.logs.faults import refused
from handlag.followup.logs.finish import Keys
from handlag.followup.logs.measure import OPEN, Question, spans_of
from handlag.followup.logs.read import log_at, looks_like_xml
from handlag.followup.logs.store import EventLog
from handlag.followup.logs.times import UNREADABLE, read_time
from handlag.planning.domain.capacity import MINUTES_A_DAY
from handlag.planning.domain.dated import dated
from handlag.planning.domain.forecast import Series
from handlag.planning.domain.grains import DAY as BY_DAY
from handlag.planning.domain.grains import MONTH, Grain, next_open, period_of
from handlag.planning.domain.months import month_text, open_by_day, open_days
from handlag.planning.files import StaffPart

Numbers = npt.NDArray[Any]
ALL = "all"
"""The type of cases that have none."""
DAY = 86_400_000_000
PACE_MONTHS = 12
MINUTES = 60
"""What a case is taken to need where nothing says it; staff are then set to the pace there was."""
OLDEST = 1499
EDGE = 2
"""Open days a log may lack at the edge of a month that still counts as whole."""
MOST_TYPES = 100


@dataclass(frozen=True)
class Cases:
    """Cases: when each began and ended (``OPEN``: it goes on), its type, and the last instant that is known."""

    begun: Numbers
    ended: Numbers
    kind: Numbers
    kinds: tuple[str, ...]
    known_to: int

    def of(self, kind: int) -> tuple[Numbers, Numbers]:
        """When the cases of a type began and ended."""
        mine = self.kind == kind
        return self.begun[mine], self.ended[mine]


def read_cases(path: Path, kind: str, ends: Sequence[str], keys: Keys, most: int = NO_LIMIT) -> Cases:
    """The cases of a log or a table of cases; ``kind`` names the attribute that is their type (none: they have none).

    Raises an error of the family ``LOG_``, ``LOG_NO_SUCH_ATTRIBUTE`` where nothing is called ``kind``.
    """
    if path.is_file() and not looks_like_xml(path):
        table = _table(path, kind, keys, most)
        if table is not None:
            return table
    with log_at(path, keys, most) as log:
        return _from_events(log, kind, ends)


def _from_events(log: EventLog, kind: str, ends: Sequence[str]) -> Cases:
    begun, ended, last = spans_of(log, Question(tuple(ends)))
    kinds, names = _types(log, kind) if kind else (np.zeros(len(begun), np.int64), (ALL,))
    return Cases(begun, ended, kinds, names, last)


def _types(log: EventLog, kind: str) -> tuple[Numbers, tuple[str, ...]]:
    """Each case's type: the case's own attribute, or else its first event's."""
    by_case = [column.name for column in log.about.case_columns if column.key == kind]
    by_event = [column.name for column in log.about.event_columns if column.key == kind]
    if not by_case and not by_event:
        raise refused(
            "LOG_NO_SUCH_ATTRIBUTE", kind, f"Loggen har inget attribut {kind}.", f"The log has no attribute {kind}.",
            ("Välj ett som den har.", "Choose one that it has."),
        )  # fmt: skip
    first = (
        log.events()
        .group_by("case")
        .agg(pl.col(by_event[0]).drop_nulls().first() if by_event else pl.len().alias("events of it"))
    )
    frame = first.join(log.cases(), on="case").sort("case") if by_case else first.sort("case")
    words = frame.select(pl.col((by_case or by_event)[0]).cast(pl.String).fill_null("").alias("kind")).collect()["kind"]
    return _numbered(words.to_list())


def _numbered(words: Sequence[str]) -> tuple[Numbers, tuple[str, ...]]:
    """Types as numbers in order of appearance; ``LOG_TOO_MANY_TYPES`` where no plan has so many."""
    names = tuple(dict.fromkeys(word or ALL for word in words))
    if len(names) > MOST_TYPES:
        raise refused(
            "LOG_TOO_MANY_TYPES", "type", f"{len(names)} typer; högst {MOST_TYPES} går att planera.",
            f"{len(names)} types; at most {MOST_TYPES} can be planned.",
            ("Välj ett attribut med färre värden.", "Choose an attribute with fewer values."),
        )  # fmt: skip
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers[word or ALL] for word in words], np.int64), names


def _table(path: Path, kind: str, keys: Keys, most: int) -> Cases | None:
    """A table of cases, or None where the headings are not of one."""
    text = b"".join(utf8_blocks(path, most)).decode()
    line = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t|", key=line.count))
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if not {"case", "start", "end"} <= set(names):
        return None
    reader.fieldnames = names
    wanted = kind.strip().lower() or "type"
    if kind and wanted not in names:
        raise refused("LOG_NO_COLUMN", kind, f"Ingen kolumn {kind}.", f"No column {kind}.")
    zone = ZoneInfo(keys.zone)
    rows = [_row(number, row, zone, wanted) for number, row in enumerate(reader, 2)]
    if not rows:
        raise refused("LOG_NO_EVENTS", "case", "Tabellen har inga ärenden.", "The table has no cases.")
    begun, ended = (np.array([row[n] for row in rows], np.int64) for n in (0, 1))
    known = np.concatenate([begun, ended[ended < OPEN]])
    return Cases(begun, ended, *_numbered([row[2] for row in rows]), int(known.max()))


def _row(number: int, row: dict[str, str | None], zone: ZoneInfo, kind: str) -> tuple[int, int, str]:
    begun = _instant(number, "start", row.get("start") or "", zone)
    ended = _instant(number, "end", row["end"], zone) if (row.get("end") or "").strip() else OPEN
    if ended < begun:
        raise refused(
            "LOG_BAD_SPAN", "end", f"Rad {number}: ärendet slutar före sin början.",
            f"Row {number}: the case ends before it begins.",
        )  # fmt: skip
    return begun, ended, (row.get(kind) or "").strip()


def _instant(number: int, column: str, text: str | None, zone: ZoneInfo) -> int:
    data = np.frombuffer((text or "").encode(), np.uint8)
    micro, offset = read_time(data, 0, len(data))
    if micro == UNREADABLE:
        raise refused(
            "LOG_BAD_DATE", column, f"Rad {number}: tiden ”{text}” går inte att läsa.",
            f"Row {number}: the time “{text}” can't be read.",
            ("Skriv som 2026-03-01.", "Write it like 2026-03-01."),
        )  # fmt: skip
    if -900 <= offset <= 900:
        return int(micro)
    clock = datetime.fromtimestamp(micro / 1_000_000, UTC).replace(tzinfo=zone)
    return round(clock.timestamp() * 1_000_000)


def series_of(cases: Cases, horizon: int, grain: Grain = MONTH) -> list[Series]:
    """Cases begun by type and whole period, working time reaching ``horizon`` periods further.

    A type begins with its first period with a case; what begins on a closed day is counted on the next open one.
    Raises ``PLAN_LOG_TOO_SHORT`` where no whole period is in the log.
    """
    first, last = _whole_months(cases) if grain == MONTH else _whole(cases, grain)
    if last < first:
        raise HandlagError(
            "PLAN_LOG_TOO_SHORT", "log", sv=f"Loggen täcker inga hela {grain.sv}.",
            en=f"The log covers no whole {grain.en}.",
            remedy_sv="Ta en logg över flera år.", remedy_en="Take a log of several years.",
        )  # fmt: skip
    found = []
    for kind, name in enumerate(cases.kinds):
        counts = _by_period(cases.of(kind)[0], grain)
        known = range(max(first, min(counts, default=last + 1)), last + 1)
        if known:
            found.append(dated(name, grain, {one: float(counts[one]) for one in known}, horizon))
    return found


def _whole(cases: Cases, grain: Grain) -> tuple[int, int]:
    """The first and the last week or day that lie in the log from beginning to end."""
    begin, end = _day(cases.begun.min()), _day(cases.known_to)
    return period_of(grain, begin) + 1, period_of(grain, end) - 1


def _by_period(instants: Numbers, grain: Grain) -> Counter[int]:
    days = pl.Series(instants).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(STOCKHOLM.key).dt.date()
    found: Counter[int] = Counter()
    for day, count in days.value_counts().iter_rows():
        found[period_of(grain, next_open(day) if grain == BY_DAY else day)] += count
    return found


def _day(micro: Any) -> date:
    return datetime.fromtimestamp(int(micro) / 1_000_000, STOCKHOLM).date()


def _whole_months(cases: Cases) -> tuple[int, int]:
    """The first and the last month the log covers from its first open day to its last, or nearly."""
    begin, end = _day(cases.begun.min()), _day(cases.known_to)
    first, last = month_number(begin), month_number(end)
    late = open_days(first) - _open_days_from(begin)
    left = _open_days_from(end) - 1
    return first + (late > EDGE), last - (left > EDGE)


def _open_days_from(day: date) -> int:
    return sum(open_by_day(month_number(day), 1)[day.day - 1 :])


def _by_month(instants: Numbers, first: int, last: int) -> npt.NDArray[np.float64]:
    days = pl.Series(instants).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(STOCKHOLM.key)
    months = (days.dt.year().cast(pl.Int64) * 12 + days.dt.month().cast(pl.Int64) - 1).to_numpy() - first
    inside = months[(months >= 0) & (months <= last - first)]
    return np.bincount(inside, minlength=last - first + 1).astype(np.float64)


def draft(cases: Cases, name: str, months: int) -> str:
    """A scenario in YAML from a log: one queue a type, its stock by age, its inflow and pace of the last year.

    The log does not say who works, nor how long a case takes: each is taken to need an hour, and staff are as many as
    give the pace there was. Correct both. A type that is done as fast as it comes and has nothing waiting stands too.
    """
    first, last = _whole_months(cases)
    since = max(first, last - PACE_MONTHS + 1)
    names = _slugs(cases.kinds)
    queues = [_queue(cases, kind, names[kind], since, last) for kind in range(len(cases.kinds))]
    content = {
        "name": name[:120], "first": month_text(month_number(_day(cases.known_to)) + 1), "months": months,
        "source": f"{name}: {len(cases.begun)} cases up to {_day(cases.known_to)}", "queues": queues,
    }  # fmt: skip
    body = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
    return f"{HEAD}{body}"


HEAD = """\
# Drawn from a case log, which says what came, when it was done and what waits, not who works or how long a case takes:
# minutes is a guess of an hour, and fte what gives the pace of the last year. Correct both, and add what you plan.
"""


def _queue(cases: Cases, kind: int, name: str, since: int, last: int) -> dict[str, Any]:
    begun, ended = cases.of(kind)
    came, done = (_by_month(each, since, last).mean() for each in (begun, ended[ended < OPEN]))
    one = {"name": "case", "minutes": MINUTES, "inflow": round(float(came), 1), "spread": 0.05}
    stock = _stock(begun[ended >= OPEN], cases.known_to)
    took = (ended - begun)[ended < OPEN]
    return {
        "benefit": name, "limit": max(round(float(np.median(took)) / DAY), 1) if len(took) else 30,
        "types": [one | ({"opening": stock} if stock else {})],
        "staff": {"fte": _fte(float(done), since, last), "source": "the pace of the last year of the log"},
    }  # fmt: skip


def _fte(done: float, since: int, last: int) -> float:
    """Full-time equivalents that decide so many cases a month, as the model counts their time."""
    usual = StaffPart(fte=1)
    minutes = MINUTES_A_DAY * usual.case_work * (1 - usual.absence)
    days = sum(open_days(month) for month in range(since, last + 1)) / max(last - since + 1, 1)
    return round(done * MINUTES / (minutes * days), 3) if days else 0.0


def _stock(begun: Numbers, now: int) -> list[int]:
    """What waits, by age in whole days, youngest first; the oldest that the model tells apart hold the rest."""
    ages = np.minimum((now - begun) // DAY, OLDEST).astype(np.int64)
    return [int(count) for count in np.bincount(ages)] if len(ages) else []


def _slugs(names: Sequence[str]) -> list[str]:
    """Types as the names of queues, with a number where two would be the same."""
    found: list[str] = []
    for name in names:
        folded = name.lower().translate(str.maketrans("åäöé", "aaoe"))
        bare = re.sub(r"[^a-z0-9_-]+", "_", folded).strip("_")[:70] or ALL
        found.append(bare if bare not in found else f"{bare}_{len(found) + 1}")
    return found
