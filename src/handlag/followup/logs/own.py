"""This system's own event log, for others to read: what happened in each case, and nothing that says whose it was.

A case gets a pseudonym made with a secret that is thrown away, so nobody can come back from it and two exports can't be
joined. Persons, sex, year of birth, amounts and the identities of decisions, tasks and payments are left out, and so is
whatever happens outside cases. Times stay exact: whoever knows when something happened to someone may find that case.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from handlag.core.clock import STOCKHOLM
from handlag.followup.domain.codes import CLOSED, OPEN, UNKNOWN, CodeBook
from handlag.followup.domain.facts import ORDER
from handlag.followup.logs.faults import refused
from handlag.followup.logs.finish import Keys
from handlag.followup.logs.store import About, Attribute, EventLog
from handlag.followup.store import Store

TOLD = ("benefit", "unit", "actor_kind", "outcome", "decision_kind", "reason")


def own_log(store: Store, folder: Path, secret: bytes, vintage: int | None = None) -> EventLog:
    """The cases' events of a vintage as a log in ``folder``; raises ``FOLLOWUP_NO_EXPORT`` before the first export."""
    manifest = store.vintage(vintage)
    events = store.events(manifest.vintage).filter(pl.col("case") > 0).sort(ORDER)
    numbers = events.select(pl.col("case").unique(maintain_order=True)).collect()["case"]
    if numbers.is_empty():
        raise refused("LOG_NO_EVENTS", "event", "Inga ärenden har händelser.", "No cases have events.")
    book = manifest.book()
    kinds = events.select(pl.col("kind").unique(maintain_order=True)).collect()["kind"].to_list()
    folder.mkdir(parents=True)
    _events(events, numbers, kinds, book).sink_parquet(folder / "events.parquet", row_group_size=131_072)
    _cases(events, numbers, secret, book).collect().write_parquet(folder / "cases.parquet")
    count = int(pl.scan_parquet(folder / "events.parquet").select(pl.len()).collect().item())
    columns = [Attribute(name, name, "string") for name in TOLD] + [Attribute("automatic", "automatic", "boolean")]
    about = About(
        f"vintage {manifest.vintage}", STOCKHOLM.key, vars(Keys()) | {}, count, len(numbers),
        [book.word("kind", kind) for kind in kinds], [], columns, [Attribute("benefit", "benefit", "string")],
    )  # fmt: skip
    (folder / "log.json").write_text(about.as_json(), "utf-8")
    return EventLog(folder)


def _events(events: pl.LazyFrame, numbers: pl.Series, kinds: list[int], book: CodeBook) -> pl.LazyFrame:
    local = pl.col("at").dt.convert_time_zone(STOCKHOLM.key)
    offset = (local.dt.base_utc_offset() + local.dt.dst_offset()).dt.total_minutes()
    return events.select(
        pl.col("case").replace_strict(numbers, _places(numbers), return_dtype=pl.Int32),
        pl.col("at").alias("time"), offset.cast(pl.Int16).alias("offset"),
        pl.col("kind").replace_strict(kinds, list(range(len(kinds))), return_dtype=pl.UInt8).alias("activity"),
        *(_word(name, book) for name in TOLD),
        pl.when(pl.col("decision_kind") != UNKNOWN).then("automatic").alias("automatic"),
    )  # fmt: skip


def _places(numbers: pl.Series) -> pl.Series:
    return pl.Series(range(len(numbers)), dtype=pl.Int32)


def _word(name: str, book: CodeBook) -> pl.Expr:
    """A code's word; none where it is unknown."""
    if name in CLOSED:
        words = {number: word for word, number in CLOSED[name].items()}
    else:
        words = {number: word for word, number in book.learn(name, ()).items()} if name in OPEN else {}
    known = {number: word for number, word in words.items() if number != UNKNOWN and word}
    return pl.col(name).replace_strict(known, default=None, return_dtype=pl.String)


def _cases(events: pl.LazyFrame, numbers: pl.Series, secret: bytes, book: CodeBook) -> pl.LazyFrame:
    named = [hashlib.blake2b(str(number).encode(), key=secret, digest_size=10).hexdigest() for number in numbers]
    benefit = events.select("case", _word("benefit", book)).unique("case", keep="first", maintain_order=True)
    ids = pl.LazyFrame({"case": numbers, "number": _places(numbers), "id": named})
    return ids.join(benefit, on="case", how="left", maintain_order="left").select(
        pl.col("number").alias("case"), "id", "benefit"
    )
