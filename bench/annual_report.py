"""All tables of the annual report from a world in columns: seconds, processor seconds and memory.

handlag world columns --people 10500000 --seed 1 --years 2022-2024 --out WORLD
python bench/annual_report.py WORLD [YEAR]
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")


def timed(name: str, work: Callable[[], Made]) -> Made:
    """Do a step and print what it took; the peak is the process's so far."""
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = f"{time.perf_counter() - wall:8.2f} s, processor {time.process_time() - processor:8.2f} s"
    print(f"{name:28}{took}, peak {peak:7.0f} MB")
    return made


def main(world: Path, year: int) -> None:
    """Make the report, protect it, write it as CSV."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlag.settings")
    import django  # noqa: PLC0415 — the settings come first

    django.setup()
    from handlag.followup.report.annual import Sources, annual_report  # noqa: PLC0415
    from handlag.followup.report.files import report_csv  # noqa: PLC0415
    from handlag.followup.report.protect import protect  # noqa: PLC0415
    from handlag.followup.store import Store  # noqa: PLC0415

    store = Store(world / "followup")
    print(f"{store.vintage().total_rows:,} events")
    made = timed("all tables and diagrams", lambda: annual_report(year, Sources(store)))
    shown = timed("protected and audited", lambda: protect(made).report)
    timed("as tidy CSV", lambda: report_csv(shown))
    computed = sum(table.missing is None for table in made.tables)
    print(f"{computed} of {len(made.tables)} tables have figures")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2024)
