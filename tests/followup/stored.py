"""A hand-made event log as a store of vintages, without a database between."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from handlag.followup.domain.facts import ORDER
from handlag.followup.store import Manifest, Store, combined_hash
from tests.followup.log import Log

UNTIL = datetime(2025, 1, 15, tzinfo=UTC)


def vintage(store: Store, log: Log, *, until: datetime = UNTIL, late: int = 0, **findings: int) -> Manifest:
    """Keep the log as the store's next vintage: the events it has beyond those kept are the vintage's own."""
    events = log.events()
    last = store.latest()
    number, known = (last.vintage + 1, last.total_rows) if last else (1, 0)
    kept = store.events(number - 1).select("id_hi", "id_lo").collect() if last else None
    new = events if kept is None else events.join(kept, on=["id_hi", "id_lo"], how="anti")
    new = new.drop("case_hi", "case_lo", "person_hi", "person_lo").with_columns(
        pl.lit(number, pl.Int32).alias("vintage")
    )
    name = f"events/year=2024/{number:06d}.parquet"
    files = {name: store.write_sorted(new.lazy().sort(ORDER), store.root / name)}
    made = Manifest(
        vintage=number, made_at=until, until=until, rows=len(new), total_rows=known + len(new), late=late, years={},
        recorded_months={}, files=files, sha256=combined_hash(files), words=log.book.as_dict(), findings=findings,
    )  # fmt: skip
    store.commit(made)
    return made


def new_store(root: Path) -> Store:
    """An empty store."""
    return Store(root / "followup")
