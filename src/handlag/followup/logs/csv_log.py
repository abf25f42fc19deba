"""CSV logs: a row an event, with a case, an activity and a time; everything else is kept as the text it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv as arrow_csv

from handlag.followup.logs.blocks import NO_LIMIT, utf8_blocks
from handlag.followup.logs.faults import refused
from handlag.followup.logs.finish import Keys
from handlag.followup.logs.pool import buffers, localise
from handlag.followup.logs.scan_state import OF_EVENT, OF_TRACE, TEXTS, Type
from handlag.followup.logs.spill import Column, Spill
from handlag.followup.logs.times import read_times

BLOCK = 8 * 2**20
SEPARATORS = ",;\t|"
USUAL = {
    "case": ("case:concept:name", "case id", "caseid", "case_id", "case", "ärende", "arende", "ärendenummer"),
    "activity": ("concept:name", "activity", "aktivitet", "händelse", "handelse", "event", "task"),
    "time": ("time:timestamp", "timestamp", "time", "tid", "tidpunkt", "complete timestamp", "datum", "date"),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition"),
}
"""Headings that are taken where the one asked for isn't there, in this order; letter case does not matter."""
NEEDED = ("case", "activity", "time")


class _Stream(io.RawIOBase):
    """Blocks of bytes as a file."""

    def __init__(self, blocks: Iterator[bytes], head: bytes) -> None:
        self.blocks, self.rest = blocks, head

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, into: Any) -> int:
        """Give what fits of the block going on."""
        self.rest = self.rest or next(self.blocks, b"")
        size = min(len(into), len(self.rest))
        into[:size], self.rest = self.rest[:size], self.rest[size:]
        return size


def read_csv(path: Path, spill: Spill, keys: Keys, most: int = NO_LIMIT) -> Keys:
    """Read a whole file and give the headings taken; raises an error of the family ``LOG_`` with the row at fault."""
    blocks = utf8_blocks(path, most)
    head = next(blocks, b"")
    separator, names = _headings(head)
    keys = chosen(keys, names)
    made = _Rows(spill, keys, names)
    try:
        for batch in _batches(_Stream(blocks, head), separator, names):
            made.add(batch)
    except pa.ArrowInvalid as error:
        raise refused("LOG_BAD_CSV", "row", f"Filen går inte att läsa: {error}", f"The file can't be read: {error}") \
            from error  # fmt: skip
    made.finish()
    return keys


def _headings(head: bytes) -> tuple[str, list[str]]:
    """The separator, the commonest of the usual ones in the first line, and the headings."""
    text = head.decode("utf-8", "replace")
    line = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=line.count)
    names = next(csv.reader(io.StringIO(text), delimiter=separator), [])
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise refused(
            "LOG_BAD_CSV",
            twice,
            f"Rubriken {twice or '(tom)'} står två gånger.",
            f"The heading {twice or '(empty)'} stands twice.",
        )
    return separator, names


def chosen(keys: Keys, names: list[str]) -> Keys:
    """The headings that stand for case, activity, time and lifecycle; ``LOG_NO_COLUMN`` names a missing one."""
    found = {what: _one(names, getattr(keys, what), usual) for what, usual in USUAL.items()}
    for what in NEEDED:
        if found[what] is None:
            raise refused(
                "LOG_NO_COLUMN", what, f"Ingen kolumn för {what} bland {', '.join(names)}.",
                f"No column for {what} among {', '.join(names)}.",
                (f"Ange den med --{what}.", f"Name it with --{what}."),
            )  # fmt: skip
    return replace(keys, **{what: name for what, name in found.items() if name is not None})


def _one(names: list[str], asked: str, usual: tuple[str, ...]) -> str | None:
    standard = {"case": Keys.case, "activity": Keys.activity, "time": Keys.time}
    if asked and asked in names and (asked not in standard.values() or usual[0] == asked):
        return asked
    lowered = {name.strip().lower(): name for name in reversed(names)}
    return next((lowered[name] for name in usual if name in lowered), None)


def _batches(stream: _Stream, separator: str, names: list[str]) -> Iterator[pa.RecordBatch]:
    return arrow_csv.open_csv(  # type: ignore[no-any-return]
        io.BufferedReader(stream, BLOCK),
        read_options=arrow_csv.ReadOptions(block_size=BLOCK, column_names=names, skip_rows=1, use_threads=False),
        parse_options=arrow_csv.ParseOptions(delimiter=separator, newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, null_values=[]
        ),
    )


class _Rows:
    """The rows read so far."""

    def __init__(self, spill: Spill, keys: Keys, names: list[str]) -> None:
        self.spill, self.keys, self.names, self.seen = spill, keys, names, 0
        scopes = [OF_TRACE if name == keys.case else OF_EVENT for name in names]
        types = [Type.DATE if name == keys.time else Type.STRING for name in names]
        codes = (spill.pool.code_of(name) for name in names)
        spill.columns = [Column(*each) for each in zip(codes, scopes, types, strict=True)]
        self.cases: list[npt.NDArray[np.int32]] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Put a batch of rows aside."""
        if not batch.num_rows:
            return
        found: dict[str, pa.Array] = {}
        for number, name in enumerate(self.names):
            texts = batch.column(number)
            if name in {self.keys.case, self.keys.activity, self.keys.time}:
                self._none_empty(texts, name)
            self._put(found, number, name, texts)
        self.spill.write(OF_EVENT, pa.table(found))
        self.seen += batch.num_rows

    def _put(self, found: dict[str, pa.Array], number: int, name: str, texts: pa.Array) -> None:
        if name == self.keys.time:
            found[str(number)], found[f"{number}o"] = self._times(texts)
            return
        codes = self.spill.pool.add(texts)
        if name == self.keys.case:
            self.cases.append(codes)
        else:
            empty = pa.compute.equal(texts, "").to_numpy(zero_copy_only=False)
            found[str(number)] = pa.array(codes, mask=empty)

    def _none_empty(self, texts: pa.Array, name: str) -> None:
        first = pa.compute.index(texts, "").as_py()
        if first >= 0:
            row = self.seen + first + 2
            raise refused("LOG_EMPTY_CELL", name, f"Rad {row}: {name} är tom.", f"Row {row}: {name} is empty.")

    def _times(self, texts: pa.Array) -> tuple[pa.Array, pa.Array]:
        data, starts = buffers(texts)
        micros, offsets = np.empty(len(texts), np.int64), np.empty(len(texts), np.int16)
        wrong = read_times(data, starts, micros, offsets)
        if wrong >= 0:
            row, text = self.seen + wrong + 2, texts[wrong].as_py()
            raise refused(
                "LOG_BAD_DATE", self.keys.time, f"Rad {row}: tiden ”{text}” går inte att läsa.",
                f"Row {row}: the time “{text}” can't be read.",
                ("Skriv som 2026-03-01 14:05:00 eller 2026-03-01T14:05:00+01:00.",
                 "Write it like 2026-03-01 14:05:00 or 2026-03-01T14:05:00+01:00."),
            )  # fmt: skip
        return pa.array(micros), pa.array(offsets)

    def finish(self) -> None:
        """Number the cases in the order they first came, and put them aside."""
        if not self.cases:
            return
        codes = np.concatenate(self.cases)
        known = int(self.spill.pool.state[TEXTS])
        used = np.empty(min(known, len(codes)), np.int32)
        count = localise(codes, np.zeros(known, np.int32), np.zeros(known, np.int32), 1, used)
        self.spill.cases = codes
        self.spill.write(OF_TRACE, pa.table({str(self.names.index(self.keys.case)): used[:count]}))
