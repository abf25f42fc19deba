"""All tables of the annual report from a world in columns: seconds, processor seconds and memory.

handlag world columns --people 10500000 --seed 1 --years 2022-2024 --out WORLD
python bench/annual_report.py WORLD [YEAR] [--anew]
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from handlag.followup.store import Store

Made = TypeVar("Made")


def timed(name: str, work: Callable[[], Made]) -> Made:
    """Do a step and print what it took; the peak is the process's so far."""
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = f"{time.perf_counter() - wall:8.2f} s, processor {time.process_time() - processor:8.2f} s"
    print(f"{name:28}{took}, peak {peak:7.0f} MB")
    return made


def report_timed(store: Store, year: int) -> None:
    """Make the report, protect it, write it as CSV."""
    from handlag.followup.report.annual import Sources, annual_report  # noqa: PLC0415 — the settings come first
    from handlag.followup.report.files import report_csv  # noqa: PLC0415
    from handlag.followup.report.protect import protect  # noqa: PLC0415

    made = timed("all tables and diagrams", lambda: annual_report(year, Sources(store)))
    shown = timed("protected and audited", lambda: protect(made).report)
    timed("as tidy CSV", lambda: report_csv(shown))
    computed = sum(table.missing is None for table in made.tables)
    print(f"{computed} of {len(made.tables)} tables have figures")


def main(world: Path, year: int, *, anew: bool) -> None:
    """Make the report of a world; ``anew`` makes the derived tables first, from all its events."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlag.settings")
    import django  # noqa: PLC0415 — the settings come first

    django.setup()
    from handlag.followup.actions.derive import derive_whole  # noqa: PLC0415
    from handlag.followup.store import Store  # noqa: PLC0415

    store = Store(world / "followup")
    print(f"{store.vintage().total_rows:,} events")
    if anew:
        timed("derived tables from all events", lambda: derive_whole(store, store.vintage()))
    report_timed(store, year)


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if each != "--anew"]
    main(Path(given[0]), int(given[1]) if len(given) > 1 else 2024, anew="--anew" in sys.argv)
