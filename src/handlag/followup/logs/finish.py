"""From what was put aside while reading to the store: times in UTC, activities coded, events sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from handlag.followup.logs.faults import refused
from handlag.followup.logs.pool import localise
from handlag.followup.logs.scan_state import NO_ZONE, OF_EVENT, OF_TRACE, TEXTS, TEXTUAL, Type
from handlag.followup.logs.spill import Column, Spill
from handlag.followup.logs.store import About, Attribute, EventLog

ROW_GROUP = 131_072
NAMES = {kind: kind.name.lower() for kind in Type}
COMPLETE = "complete"
OWN = ("case", "id", "time", "offset", "activity", "lifecycle")
Numbers = npt.NDArray[Any]


@dataclass(frozen=True)
class Keys:
    """What attributes a log's case, activity, time and lifecycle stand in, and where local times are."""

    case: str = "concept:name"
    activity: str = "concept:name"
    time: str = "time:timestamp"
    lifecycle: str = "lifecycle:transition"
    zone: str = "Europe/Stockholm"

    def check(self) -> None:
        """Raise ``LOG_ZONE`` when the zone isn't known."""
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise refused(
                "LOG_ZONE", "zone", f"Tidszonen {self.zone} finns inte.", f"There is no time zone {self.zone}.",
                ("Skriv till exempel Europe/Stockholm.", "Write, for example, Europe/Stockholm."),
            ) from error  # fmt: skip


class Finish:
    """One log being written."""

    def __init__(self, spill: Spill, keys: Keys, folder: Path) -> None:
        self.spill, self.keys, self.folder = spill, keys, folder
        self.complete = spill.pool.code_of(COMPLETE)
        self.texts = spill.pool.texts()
        known = int(spill.pool.state[TEXTS])
        self.seen, self.numbers, self.stamp = np.zeros(known, np.int32), np.zeros(known, np.int32), 0
        self.findings: Counter[str] = spill.findings

    def write(self, source: str) -> EventLog:
        """Write the store; raises ``LOG_NO_EVENTS``, ``LOG_NO_TIME`` or ``LOG_NO_ACTIVITY`` where a log lacks them."""
        events = self.spill.whole(OF_EVENT)
        if not events.num_rows:
            raise refused("LOG_NO_EVENTS", "event", "Loggen har inga händelser.", "The log has no events.")
        time, activity = self._column(self.keys.time, {Type.DATE}), self._column(self.keys.activity, {Type.STRING})
        lifecycle = self._column(self.keys.lifecycle, {Type.STRING})
        micro, offset = self._times(events, time)
        order = _order(events["case"].to_numpy(), micro)
        codes, names = self._coded(self._full(events, activity, "ACTIVITY", self.keys.activity), order)
        own = {"case": events["case"].to_numpy(), "time": micro, "offset": offset, "activity": codes}
        states: list[str] = []
        if lifecycle is not None:
            own["lifecycle"], states = self._coded(self._lowered(events[str(lifecycle)]), order)
        rest = self._rest(OF_EVENT, {time, activity, lifecycle})
        columns = self._write("events", events, own, rest, order)
        cases, made = self._cases()
        about = About(
            source, self.keys.zone, vars(self.keys) | {}, events.num_rows, cases, names, states, columns, made,
            *self._head(), {name: count for name, count in self.findings.items() if count},
        )  # fmt: skip
        (self.folder / "log.json").write_text(about.as_json(), "utf-8")
        return EventLog(self.folder)

    def _text(self, code: int) -> str:
        return str(self.texts[code].as_py())

    def _column(self, key: str, types: set[Type]) -> int | None:
        """The column of events with a key, of one of some types."""
        for number, column in enumerate(self.spill.columns):
            if column.scope == OF_EVENT and column.type in types and self._text(column.key) == key:
                return number
        return None

    def _full(self, events: pa.Table, column: int | None, what: str, key: str) -> Numbers:
        """A column that every event must have."""
        missing = events.num_rows if column is None else events[str(column)].null_count
        if column is None or missing:
            first = 1 if column is None else int(pc.index(events[str(column)].is_null(), True).as_py()) + 1
            raise refused(
                f"LOG_NO_{what}", key,
                f"{missing} händelser saknar {key}; den första är händelse {first} i filen.",
                f"{missing} events lack {key}; the first is event {first} of the file.",
                ("Säg vilket attribut som gäller med --activity och --time.",
                 "Say which attribute holds with --activity and --time."),
            )  # fmt: skip
        found: Numbers = events[str(column)].to_numpy()
        return found

    def _lowered(self, column: pa.ChunkedArray) -> Numbers:
        """Lifecycle codes; a missing one is a completion, as the standard's readers take it."""
        filled: Numbers = column.fill_null(self.complete).to_numpy().astype(np.int32)
        return filled

    def _times(self, events: pa.Table, column: int | None) -> tuple[Numbers, Numbers]:
        """Microseconds of UTC and the offsets in minutes; local times are read in the zone of the keys."""
        micro = self._full(events, column, "TIME", self.keys.time).astype(np.int64)
        offset = events[f"{column}o"].to_numpy().astype(np.int16)
        local = offset == NO_ZONE
        if local.any():
            self.findings["local_times"] += int(np.count_nonzero(local))
            micro[local], offset[local] = self._from_local(micro[local])
        return micro, offset

    def _from_local(self, clock: Numbers) -> tuple[Numbers, Numbers]:
        """Local clock times as UTC; in autumn's double hour the first is meant, in spring's gap none exists."""
        times = pl.Series(clock).cast(pl.Datetime("us"))
        first, second = (
            times.dt.replace_time_zone(self.keys.zone, ambiguous=which, non_existent="null")
            for which in ("earliest", "latest")
        )
        if first.null_count():
            gap = times.filter(first.is_null())[0]
            raise refused(
                "LOG_NO_SUCH_TIME", self.keys.time, f"Klockan {gap} finns inte i {self.keys.zone}.",
                f"There is no {gap} in {self.keys.zone}.",
                ("Ge tiderna med förskjutning eller rätt zon.", "Give the times with an offset or the right zone."),
            )  # fmt: skip
        self.findings["ambiguous_times"] += int((first != second).sum())
        utc = first.dt.convert_time_zone("UTC").cast(pl.Int64).to_numpy()
        return utc, ((clock - utc) // 60_000_000).astype(np.int16)

    def _coded(self, codes: Numbers, order: Numbers | None) -> tuple[Numbers, list[str]]:
        """Small codes in order of appearance, and their names."""
        ordered = codes.copy() if order is None else codes[order]
        used = np.empty(len(self.seen), np.int32)
        self.stamp += 1
        count = localise(ordered, self.seen, self.numbers, self.stamp, used)
        small: Any = np.uint8 if count < 256 else np.uint16 if count < 65_536 else np.uint32
        return self.numbers[codes].astype(small), [self._text(code) for code in used[:count].tolist()]

    def _rest(self, scope: int, taken: set[int | None]) -> list[tuple[int, Attribute]]:
        """The other columns of a scope, with names that are all different."""
        found: list[tuple[int, Attribute]] = []
        names = set(OWN)
        for number, column in enumerate(self.spill.columns):
            if column.scope == scope and number not in taken:
                key, kind = self._text(column.key), NAMES[column.type]
                name = key if key not in names else f"{key} ({kind})"
                while name in names:
                    name += "′"
                names.add(name)
                found.append((number, Attribute(name, key, kind)))
        return found

    def _write(
        self, name: str, rows: pa.Table, own: dict[str, Numbers], rest: Sequence[tuple[int, Attribute]],
        order: Numbers | None,
    ) -> list[Attribute]:  # fmt: skip
        writer: pq.ParquetWriter | None = None
        here = [(number, each) for number, each in rest if str(number) in rows.column_names]
        for begin in range(0, max(rows.num_rows, 1), ROW_GROUP):
            part = slice(begin, begin + ROW_GROUP) if order is None else order[begin : begin + ROW_GROUP]
            table = rows.select([str(number) for number, _ in here])
            table = table.take(part) if order is not None else table.slice(begin, ROW_GROUP)
            made = {key: _own(key, values[part]) for key, values in own.items()}
            made |= {each.name: self._typed(table[str(number)], number) for number, each in here}
            group = pa.table(made)
            if writer is None:
                writer = _writer(self.folder / f"{name}.parquet", group.schema)
            writer.write_table(group, row_group_size=ROW_GROUP)
        if writer is not None:
            writer.close()
        return [each for _, each in here]

    def _typed(self, column: pa.ChunkedArray, number: int) -> pa.Array:
        """A column as what it says."""
        kind, whole = self.spill.columns[number].type, column.combine_chunks()
        if kind is Type.DATE:
            return whole.cast(pa.timestamp("us", "UTC"))
        if kind is Type.BOOLEAN:
            return whole.cast(pa.bool_())
        if kind not in TEXTUAL:
            return whole
        words = self._words(whole)
        return _floats(words, self._text(self.spill.columns[number].key)) if kind is Type.FLOAT else words

    def _words(self, codes: pa.Array) -> pa.DictionaryArray:
        """Texts as codes of a dictionary that holds those of the part only."""
        missing = codes.is_null().to_numpy(zero_copy_only=False)
        local = codes.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
        used = np.empty(len(local), np.int32)
        self.stamp += 1
        count = localise(local, self.seen, self.numbers, self.stamp, used)
        words = self.texts.take(pa.array(used[:count])).cast(pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(local, mask=missing), words)

    def _cases(self) -> tuple[int, list[Attribute]]:
        """Write the cases; one without a name is called by its number."""
        rows = self.spill.whole(OF_TRACE)
        name = next(
            (
                number for number, column in enumerate(self.spill.columns)
                if column.scope == OF_TRACE and column.type in {Type.STRING, Type.ID}
                and self._text(column.key) == self.keys.case and str(number) in rows.column_names
            ),
            None,
        )  # fmt: skip
        ids = self._ids(rows, name)
        numbers = np.arange(rows.num_rows, dtype=np.int32)
        own = {"case": numbers, "id": ids}
        return rows.num_rows, self._write("cases", rows, own, self._rest(OF_TRACE, {name}), None)

    def _ids(self, rows: pa.Table, name: int | None) -> Numbers:
        given = (
            self._typed(rows[str(name)], name).cast(pa.string())
            if name is not None
            else pa.nulls(rows.num_rows, pa.string())
        )
        self.findings["unnamed_cases"] += given.null_count
        self.findings["shared_case_names"] += len(given) - given.null_count - len(given.drop_null().unique())
        stand_in = pa.array([f"#{n + 1}" for n in range(rows.num_rows)] if given.null_count else [], pa.string())
        found: Numbers = (pc.coalesce(given, stand_in) if given.null_count else given).to_numpy(zero_copy_only=False)
        return found

    def _head(self) -> tuple[list[str], list[tuple[str, str, str]]]:
        """The elements of the file's head as written, and the log's own attributes."""
        header, attributes = [], []
        for number, value in self.spill.head:
            column = self.spill.columns[number]
            if column.type is Type.HEADER:
                header.append(self._text(value))
            else:
                shown = self._text(value) if column.type in TEXTUAL else _shown(value, column)
                attributes.append((self._text(column.key), NAMES[column.type], shown))
        return header, attributes


def _shown(value: int, column: Column) -> str:
    if column.type is Type.DATE:
        return str(pl.Series([value]).cast(pl.Datetime("us", "UTC")).dt.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00")[0])
    return ("false", "true")[value] if column.type is Type.BOOLEAN else str(value)


def _order(cases: Numbers, micro: Numbers) -> Numbers | None:
    """The order by case, time and place in the file; None when they lie in it already."""
    later = (cases[1:] > cases[:-1]) | ((cases[1:] == cases[:-1]) & (micro[1:] >= micro[:-1]))
    return None if bool(later.all()) else np.lexsort((micro, cases))


def _own(name: str, values: Numbers) -> pa.Array:
    return pa.array(values, pa.timestamp("us", "UTC")) if name == "time" else pa.array(values)


def _floats(words: pa.DictionaryArray, key: str) -> pa.Array:
    try:
        values = words.dictionary.cast(pa.float64())
    except pa.ArrowInvalid as error:
        raise refused(
            "LOG_BAD_FLOAT", key, f"Ett tal i {key} går inte att läsa: {error}.",
            f"A number in {key} can't be read: {error}.",
        ) from error  # fmt: skip
    return values.take(words.indices)


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    worded = [field.name for field in schema if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type)]
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=1, use_dictionary=worded)
