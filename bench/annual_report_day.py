"""One day's events added to a world in columns: the new vintage with its derived tables, then the annual report.

handlag world columns --people 10500000 --seed 1 --years 2022-2024 --out WORLD
python bench/annual_report_day.py WORLD [EVENTS]

The day is made of what a day brings: cases that wait are decided and some closed, others are opened, payments are
ordered and booked. Its vintage is taken away again afterwards. Numbers stand for cases and persons already: looking
up identities is the export's, and is not measured here.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
from annual_report import report_timed, timed

SEED = 2025


def day_of(cases: pl.LazyFrame, at: datetime, count: int) -> pl.DataFrame:
    """Some ``count`` events of a day: 0.2 decided, 0.05 closed, 0.25 opened, half payments."""
    from handlag.events.kinds import Kind  # noqa: PLC0415 — the settings come first
    from handlag.followup.domain.codes import DECISION_KINDS, KINDS  # noqa: PLC0415
    from handlag.world.domain.facts import VINTAGE, schema  # noqa: PLC0415

    waiting = cases.filter(pl.col("decided").is_null(), pl.col("closed").is_null()).collect()
    waiting = waiting.sample(min(len(waiting), count // 5), seed=SEED)
    some = cases.filter(pl.col("case") % 173 == 0).head(count // 4).collect()
    above = int(cases.select(pl.col("case").max()).collect().item()) + 1
    day, about = at.date(), ("case", "person", "benefit", "sex", "unit")
    rows = [
        _told(waiting, KINDS[Kind.DECIDED], about).with_columns(
            pl.lit(DECISION_KINDS["first"]).alias("decision_kind"), pl.lit(value=True).alias("automatic")
        ),
        _told(waiting.head(count // 20), KINDS[Kind.CASE_CLOSED], about),
        _told(some, KINDS[Kind.CASE_OPENED], about).with_columns(
            pl.int_range(above, above + pl.len()).alias("case"), pl.lit(day).alias("received")
        ),
        *(
            _told(some, KINDS[kind], about).with_columns(
                pl.lit(day).alias("pay_day"), pl.lit(day).alias("settled_on"), pl.lit(100_000).alias("amount_ore")
            )
            for kind in (Kind.PAYMENT_ORDERED, Kind.PAYMENT_SETTLED)
        ),
    ]
    whole = pl.concat(rows, how="diagonal_relaxed").with_columns(
        pl.lit(at).alias("at"), pl.lit(at).alias("recorded_at"), pl.lit(day).alias("day"),
        pl.lit(2**63).alias("id_hi"), pl.int_range(pl.len()).alias("id_lo"), pl.lit(VINTAGE + 1).alias("vintage"),
        pl.col("decision_kind").fill_null(0),
        *(pl.lit(0).alias(name) for name in ("actor_kind", "outcome", "reason")),
    )  # fmt: skip
    blank = [pl.lit(None).alias(name) for name in schema() if name not in whole.columns]
    return whole.with_columns(blank).select(pl.col(name).cast(dtype) for name, dtype in schema().items())


def _told(cases: pl.DataFrame, kind: int, about: tuple[str, ...]) -> pl.DataFrame:
    return cases.select(*about).with_columns(pl.lit(kind).alias("kind"))


def main(world: Path, count: int) -> None:
    """Add the day, make the report, take the day away."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlag.settings")
    import django  # noqa: PLC0415 — the settings come first

    django.setup()
    from handlag.followup.actions.derive import derive  # noqa: PLC0415
    from handlag.followup.derived import Derived  # noqa: PLC0415
    from handlag.followup.store import Manifest, Store  # noqa: PLC0415

    store = Store(world / "followup")
    last = store.vintage()
    known = Derived.of(store, last.vintage)
    if known is None:
        raise SystemExit("The world has no derived tables; make it anew.")
    at = last.until + timedelta(hours=12)
    events = day_of(known.cases(), at, count)
    print(f"{last.total_rows:,} events, and {len(events):,} of a day")

    def added() -> Manifest:
        with store.writing() as number:
            name = f"events/year={at.year}/{number:06d}.parquet"
            files = {name: store.write_sorted(events.lazy(), store.root / name)}
            made = Manifest(
                number, at, at + timedelta(hours=12), len(events), last.total_rows + len(events), 0, {}, {}, files, "",
                last.words,
            )  # fmt: skip
            store.commit(made)
            derive(store, made)
        return made

    made = timed("new vintage, derived tables", added)
    try:
        report_timed(store, 2024)
    finally:
        for path in [*store.events_of(made), store.root / "vintages" / f"{made.vintage:06d}.json"]:
            path.unlink()
        shutil.rmtree(store.derived(made.vintage))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400_000)
