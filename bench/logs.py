"""How fast event logs are read and measured: XES to the store, and the report's figures from the store.

python bench/logs.py [--events 1000000] [--measured 5000000] [--pm4py PATH-TO-A-PYTHON-THAT-HAS-PM4PY]

The log is made here by a seed: applications with 27 activities, six attributes an event and nine a case, local offsets
of summer and winter, 440 bytes an event. pm4py (AGPL) is no dependency: it is run, when asked for, by a Python of an
environment of its own, on the same log (as Parquet with three columns, its quickest way in) and in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

ZONE = ZoneInfo("Europe/Stockholm")
ACTIVITIES = [f"T{n:02d} Step number {n} of the application" for n in range(27)]
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
    '\t<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>\n'
    '\t<classifier name="Activity" keys="concept:name"/>\n'
)


def cases(events: int, seed: int = 1) -> Iterator[tuple[int, list[tuple[int, datetime, int]]]]:
    """Cases with their events: activity, local time, resource. About six events each, over ten years."""
    rng, made, number = np.random.default_rng(seed), 0, 0
    ways = [_way(rng) for _ in range(116)]
    shares = 1 / np.arange(1, 117)
    begin = datetime(2016, 1, 1, tzinfo=ZONE)
    while made < events:
        steps = ways[min(int(np.searchsorted(np.cumsum(shares / shares.sum()), rng.random())), 115)]
        length = min(len(steps), events - made)
        at = begin + timedelta(seconds=float(rng.uniform(0, 10 * 365 * 86_400)))
        found = []
        for step, wait, who in zip(
            steps[:length], rng.gamma(0.5, 2 * 86_400, length), rng.integers(0, 40, length), strict=True
        ):
            at += timedelta(seconds=round(float(wait), 3))
            found.append((int(step), at.astimezone(ZONE), int(who)))
        yield number, found
        number, made = number + 1, made + length


def _way(rng: np.random.Generator) -> list[int]:
    """A way through the activities, of four steps or more."""
    length = min(3 + int(rng.geometric(0.3)), 25)
    return [int(step) for step in np.minimum(np.cumsum(rng.choice([0, 1, 1, 1, 2, 4], length)), 26)]


def write_xes(path: Path, events: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for number, found in cases(events):
            out.write("".join(_trace(number, found)))
        out.write("</log>\n")


def _trace(number: int, found: list[tuple[int, datetime, int]]) -> Iterator[str]:
    first, last = found[0][1].isoformat("T", "milliseconds"), found[-1][1].isoformat("T", "milliseconds")
    yield f'\t<trace>\n\t\t<string key="concept:name" value="case-{number}"/>\n'
    for key, value in (("responsible", f"Resource{number % 40}"), ("department", "General"), ("channel", "Internet"),
                       ("group", f"Group {number % 5}"), ("type", f"benefit {number % 3}")):  # fmt: skip
        yield f'\t\t<string key="{key}" value="{value}"/>\n'
    for key, value in (("startdate", first), ("enddate", last), ("deadline", last)):
        yield f'\t\t<date key="{key}" value="{value}"/>\n'
    for n, (step, at, who) in enumerate(found):
        yield (
            f'\t\t<event>\n\t\t\t<string key="org:group" value="Group {who % 5}"/>\n'
            f'\t\t\t<string key="concept:instance" value="task-{number}-{n}"/>\n'
            f'\t\t\t<string key="org:resource" value="Resource{who}"/>\n'
            f'\t\t\t<string key="concept:name" value="{ACTIVITIES[step]}"/>\n'
            f'\t\t\t<date key="time:timestamp" value="{at.isoformat("T", "milliseconds")}"/>\n'
            f'\t\t\t<string key="lifecycle:transition" value="complete"/>\n\t\t</event>\n'
        )
    yield "\t</trace>\n"


READ = """
import sys, time; from pathlib import Path
from handlag.followup.logs.finish import Keys; from handlag.followup.logs.read import import_log
import_log(Path(sys.argv[1]), Path(sys.argv[2]), Keys())
"""
OURS = """
import sys, time; from pathlib import Path
from handlag.followup.logs.measure import Question, measure; from handlag.followup.logs.store import EventLog
log = EventLog(Path(sys.argv[1])); log.about
began = time.perf_counter(), time.process_time(); found = measure(log, Question())
print(time.perf_counter() - began[0], time.process_time() - began[1], found.durations.mean * 86_400, found.ways,
      len(found.passed))
"""
PM4PY = """
import contextlib, os, sys, time
with contextlib.redirect_stdout(open(os.devnull, "w")):
    import pandas, pm4py
began = time.perf_counter(), time.process_time()
log = pandas.read_parquet(sys.argv[1])
took = pm4py.get_all_case_durations(log)
mean, median, high = pandas.Series(took).mean(), pandas.Series(took).median(), pandas.Series(took).quantile(0.9)
ways = pm4py.get_variants(log)
passed, _, _ = pm4py.discover_performance_dfg(log)
print(time.perf_counter() - began[0], time.process_time() - began[1], mean, len(ways), len(passed))
"""


def run(python: str, code: str, *arguments: Path) -> tuple[list[float], float, float, float]:
    """What a program of its own printed, its wall and processor seconds as a whole, and its peak in MB."""
    began = time.perf_counter()
    with subprocess.Popen([python, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True) as ran:
        printed = ran.stdout.read() if ran.stdout else ""
        _, status, used = os.wait4(ran.pid, 0)
        ran.returncode = os.waitstatus_to_exitcode(status)
    assert ran.returncode == 0, code
    whole = time.perf_counter() - began
    return [float(each) for each in printed.split()], whole, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def enlarged(store: Path, folder: Path, events: int) -> Path:
    """The store again and again, a day later each time, until it has so many events."""
    once = pl.read_parquet(store / "events.parquet", columns=["case", "time", "offset", "activity", "lifecycle"])
    size = int(once["case"].to_numpy().max()) + 1
    copies = -(-events // len(once))
    folder.mkdir()
    pl.concat(
        once.with_columns(pl.col("case") + n * size, pl.col("time") + pl.duration(days=n)) for n in range(copies)
    ).write_parquet(folder / "events.parquet", row_group_size=262_144)
    about = json.loads((store / "log.json").read_text("utf-8"))
    about |= {"events": copies * len(once), "cases": copies * size, "event_columns": []}
    (folder / "log.json").write_text(json.dumps(about), "utf-8")
    return folder


def for_pm4py(store: Path, path: Path) -> None:
    """The three columns pm4py needs, in the types it reads fastest."""
    names = json.loads((store / "log.json").read_text("utf-8"))["activities"]
    pl.scan_parquet(store / "events.parquet").select(
        pl.col("case").cast(pl.String).alias("case:concept:name"),
        pl.col("activity").replace_strict(dict(enumerate(names)), return_dtype=pl.String).alias("concept:name"),
        pl.col("time").alias("time:timestamp"),
    ).sink_parquet(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--measured", type=int, default=5_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pm4py", help="a Python that has pm4py and pandas")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_xes(folder / "log.xes", asked.events)
        size = (folder / "log.xes").stat().st_size / 1e6
        told(f"XES to the store: {asked.events:,} events, {size:,.0f} MB", READ, asked.runs, folder / "log.xes",
             folder / "log")  # fmt: skip
        large = enlarged(folder / "log", folder / "large", asked.measured)
        ours = told(
            f"durations, variants, transitions, months, years: {asked.measured:,} events", OURS, asked.runs, large
        )
        if asked.pm4py:
            for_pm4py(large, folder / "three.parquet")
            theirs, _, _, peak = run(asked.pm4py, PM4PY, folder / "three.parquet")
            print(f"pm4py, the first three: {theirs[0]:.2f} s, processor {theirs[1]:.2f} s, {peak:,.0f} MB")
            print(f"  {theirs[0] / ours[0]:.1f} times ours by the clock, {theirs[1] / ours[1]:.1f} by processor")
            print(f"  mean {theirs[2]:.3f} s, ours {ours[2]:.3f}; variants {theirs[3]:.0f}, {ours[3]:.0f}; "
                  f"pairs {theirs[4]:.0f}, {ours[4]:.0f}")  # fmt: skip


def told(name: str, code: str, runs: int, *arguments: Path) -> list[float]:
    """Run a program some times and print its least; a program that prints its own seconds is told by them."""
    found = [run(sys.executable, code, *arguments) for _ in range(runs)]
    printed, wall, processor, peak = min(found, key=lambda one: one[0][0] if one[0] else one[1])
    least, busy = (printed[0], printed[1]) if printed else (wall, processor)
    print(f"{name}: {least:.2f} s, processor {busy:.2f} s, whole process {wall:.2f} s, {peak:,.0f} MB")
    return printed


if __name__ == "__main__":
    main()
