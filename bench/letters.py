"""Decision letters set as PDF/UA on one core.

    python bench/letters.py [--letters 1000]

Every letter differs in number, name, days, amount and evidence. Setting alone is measured: the queue is a table.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from datetime import date, timedelta

from handlag.cases.domain.letter import Decided, Recipient, decision_letter
from handlag.cases.domain.picture import Item
from handlag.cases.letters import Printer
from handlag.law.results import Line

REASON = "Din arbetsförmåga är nedsatt med minst en fjärdedel på grund av sjukdom."


def content(number: int) -> dict[str, object]:
    start = date(2026, 1, 1) + timedelta(days=number % 200)
    lines = [
        Line(
            start + timedelta(days=14 * part), start + timedelta(days=14 * part + 13), "granted", 80_000 + number,
            "day", (1, 1), "normalnivå", ["SFB 27 kap. 2 §", "SFB 28 kap. 7 §"], "SJP_GRANTED", REASON, REASON,
        )
        for part in range(1 + number % 3)
    ]  # fmt: skip
    evidence = [
        Item("claim", "web", {}, start, start + timedelta(days=27), start),
        Item("certificate", "Vårdcentralen Väst", {}, start, start + timedelta(days=27), start),
        Item("income", "Arbetsgivaren AB", {"yearly_kronor": 300_000 + number}, received_on=start),
    ]
    decided = Decided(
        "sjukpenning", f"2026-{number:06}-0", "granted", lines, start, start + timedelta(days=60), evidence=evidence
    )
    to = Recipient(f"Anna Andersson {number}", ("Storgatan 1", "111 11 Stockholm"))
    return decision_letter("sv" if number % 5 else "en", to, decided)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--letters", type=int, default=1000)
    count = parser.parse_args().letters
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    letters = [content(number) for number in range(count)]
    printer = Printer()
    printer.make("decision", letters[0])
    began, processor = time.perf_counter(), time.process_time()
    size = sum(len(printer.make("decision", letter)) for letter in letters)
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} letters on one core: {count / seconds:.0f} a second ({count / processor:.0f} a processor second)")
    print(f"{size / count / 1024:.0f} kB each, peak memory {peak:.0f} MB, load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
