"""What has been read of a log so far, put aside on disk in numbers, so that memory does not grow with the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import feather

from handlag.followup.logs.pool import Pool
from handlag.followup.logs.scan_state import OF_EVENT, OF_LOG, TEXTUAL, Type

Numbers = npt.NDArray[Any]


@dataclass(frozen=True)
class Column:
    """What an attribute's key is, by its number in the pool, what it belongs to, and its type."""

    key: int
    scope: int
    type: Type

    @classmethod
    def of(cls, packed: int) -> Column:
        """As the compiled scanner packs it."""
        return cls(packed >> 8, (packed >> 4) & 15, Type(packed & 15))


@dataclass(frozen=True)
class Rows:
    """Attributes of ``count`` traces or events: which row, which column, what value, what offset."""

    scope: int
    count: int
    rows: Numbers
    columns: Numbers
    values: Numbers
    asides: Numbers


class Spill:
    """The parts of one log, each a file of numbers, and the texts they stand for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = Pool(np.zeros(16, np.int64))
        self.columns: Sequence[Column] = ()
        self.cases: Numbers | None = None
        """Each event's case, where it is not among the parts."""
        self.head: list[tuple[int, int]] = []
        self.findings: Counter[str] = Counter()
        self.parts: tuple[list[Path], list[Path], list[Path]] = ([], [], [])

    def add(self, rows: Rows, columns: Sequence[Column], cases: Numbers | None) -> None:
        """Put whole traces or events aside; of a key given twice in one the last value holds, and it is counted."""
        self.columns = columns
        if rows.scope == OF_LOG:
            pairs = zip(rows.columns.tolist(), rows.values.tolist(), strict=True)
            self.head.extend(pairs)
        elif rows.count:
            found: dict[str, pa.Array] = {} if cases is None else {"case": pa.array(cases)}
            for number, mine in _by_column(rows.columns):
                self._dense(found, number, rows, mine)
            empty = {"row": pa.nulls(rows.count, pa.int8())} if not found else {}
            self.write(rows.scope, pa.table(found | empty))

    def _dense(self, found: dict[str, pa.Array], number: int, rows: Rows, mine: Numbers) -> None:
        at, kind = rows.rows[mine], self.columns[number].type
        self.findings["repeated_keys"] += int(np.count_nonzero(at[1:] == at[:-1]))
        missing = np.ones(rows.count, np.bool_)
        missing[at] = False
        values = np.zeros(rows.count, np.int32 if kind in TEXTUAL else np.int64)
        values[at] = rows.values[mine]
        found[str(number)] = pa.array(values, mask=missing)
        if kind is Type.DATE:
            offsets = np.zeros(rows.count, np.int16)
            offsets[at] = rows.asides[mine]
            found[f"{number}o"] = pa.array(offsets, mask=missing)

    def write(self, scope: int, table: pa.Table) -> None:
        """Put a part aside."""
        path = self.folder / f"{scope}-{len(self.parts[scope]):06d}.arrow"
        feather.write_feather(table, path, compression="uncompressed")
        self.parts[scope].append(path)

    def whole(self, scope: int) -> pa.Table:
        """All parts after each other, mapped from disk; what a part lacks is null."""
        tables = [feather.read_table(path, memory_map=True) for path in self.parts[scope]]
        whole = pa.concat_tables(tables, promote_options="default") if tables else pa.table({"case": _none()})
        return whole if scope != OF_EVENT or self.cases is None else whole.append_column("case", pa.array(self.cases))


def _none() -> pa.Array:
    return pa.array([], pa.int32())


def _by_column(columns: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Each column there is, and the places of its items in the order they came."""
    order = np.argsort(columns, kind="stable")
    ordered: Any = columns[order]
    bounds = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else order
    for begin, end in pairwise([*bounds.tolist(), len(ordered)]):
        yield int(ordered[begin]), order[begin:end]
