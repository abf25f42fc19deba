"""XES files, block by block, into a store of coded columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from handlag.followup.logs.blocks import NO_LIMIT, lines_before, utf8_blocks
from handlag.followup.logs.faults import at_place
from handlag.followup.logs.scan_state import (
    AFTER,
    COLUMNS,
    EVENTS,
    FAULT_AT,
    FIRST_EVENT,
    IN_EVENT,
    IN_TRACE,
    ITEMS,
    MORE,
    MOST_COLUMNS,
    OF_EVENT,
    OF_TRACE,
    PLACE,
    TOO_DEEP,
    TRACES,
)
from handlag.followup.logs.spill import Column, Rows, Spill
from handlag.followup.logs.xes_scan import scan
from handlag.followup.logs.xml_scan import TAG_SIZE

LEAST_ITEM = 4
"""Bytes of the shortest element that makes an item."""
LEAST_EVENT = 8
LONGEST = 64 * 2**20
"""Bytes of the longest element kept as it is."""
SHOWN = 60
ITEM_TYPES: tuple[Any, ...] = (np.int64, np.int16, np.int64, np.int16)
Numbers = npt.NDArray[Any]


class Items:
    """Items of several blocks: row, column, value, offset."""

    def __init__(self, *parts: Numbers) -> None:
        self.rows, self.columns, self.values, self.asides = parts

    def where(self, mask: npt.NDArray[np.bool_]) -> Items:
        """Some of them."""
        return Items(*(part[mask] for part in (self.rows, self.columns, self.values, self.asides)))

    def and_then(self, other: Items) -> Items:
        """Those of two blocks."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Items(*(np.concatenate(pair) for pair in pairs))


class Reader:
    """What is known of a file while it is read."""

    def __init__(self, path: Path, spill: Spill) -> None:
        self.path, self.spill = path, spill
        self.state = spill.pool.state
        self.tag = np.zeros(TAG_SIZE, np.int64)
        self.columns = (
            np.full(4 * MOST_COLUMNS, -1, np.int64), np.zeros(4 * MOST_COLUMNS, np.int16),
            np.zeros(MOST_COLUMNS, np.int64),
        )  # fmt: skip
        self.held = Items(*(np.zeros(0, kind) for kind in ITEM_TYPES))
        self.held_cases = np.zeros(0, np.int32)
        self.done = [0, 0, 0]
        self.bytes = 0

    def take(self, block: bytes, *, last: bool) -> tuple[bytes, Callable[[], None]]:
        """Read a block: what it ends within, of which the last one may have nothing, and the work to put it aside."""
        data, pool = np.frombuffer(block, np.uint8), self.spill.pool
        pool.room(len(block) + 64, len(block) // LEAST_ITEM + 16)
        most, self.state[ITEMS], self.state[FIRST_EVENT] = len(block) // LEAST_ITEM + 16, 0, self.state[EVENTS]
        items: Any = tuple(np.empty(most, kind) for kind in ITEM_TYPES)
        cases = np.empty(len(block) // LEAST_EVENT + 1, np.int64)
        at, why = scan(data, len(data), self.tag, pool.arrays, self.columns, items, cases, self.state)
        if why != MORE or (last and (at < len(block) or self.state[PLACE] != AFTER)):
            self.refuse(block, int(self.state[FAULT_AT]) if why != MORE else min(at, len(block)), int(why))
        state, self.bytes = self.state.copy(), self.bytes + at
        new, keys = Items(*(part[: state[ITEMS]] for part in items)), self.columns[2][: state[COLUMNS]].copy()
        return block[at:], partial(self._keep, new, cases[: state[EVENTS] - state[FIRST_EVENT]], keys, state)

    def refuse(self, block: bytes, at: int, why: int) -> NoReturn:
        """Raise the fault with its line, counted now since only this one is asked for, and what stands there."""
        shown = block[at : at + SHOWN].decode("utf-8", "replace").split("\n")[0]
        raise at_place(why, lines_before(self.path, self.bytes + at) + 1, self.bytes + at, shown or "…")

    def _keep(self, new: Items, cases: Numbers, keys: Numbers, state: Numbers) -> None:
        """Hand on what is of whole events and traces, and hold the rest."""
        items = self.held.and_then(new)
        cases = np.concatenate([self.held_cases, cases.astype(np.int32)])
        whole = [1, int(state[TRACES]) - (state[PLACE] in {IN_TRACE, IN_EVENT})]
        whole.append(int(state[EVENTS]) - (state[PLACE] == IN_EVENT))
        scopes = ((keys >> 4) & 15)[items.columns]
        ready = items.rows < np.array(whole)[scopes]
        self.held = items.where(~ready)
        count = whole[OF_EVENT] - self.done[OF_EVENT]
        self.held_cases = cases[count:]
        made = [Column.of(int(key)) for key in keys]
        self._hand_on(items.where(ready), scopes[ready], whole, cases[:count], made)

    def _hand_on(self, items: Items, scopes: Numbers, whole: list[int], cases: Numbers, made: list[Column]) -> None:
        for scope in range(3):
            mine = items.where(scopes == scope)
            count = whole[scope] - self.done[scope] if scope else int(mine.rows.size > 0)
            first = self.done[scope] if scope else 0
            rows = Rows(scope, count, mine.rows - first, mine.columns, mine.values, mine.asides)
            self.spill.add(rows, made, cases if scope == OF_EVENT else None)
        self.done = [0, whole[OF_TRACE], whole[OF_EVENT]]


def read_xes(path: Path, spill: Spill, most: int = NO_LIMIT) -> None:
    """Read a whole file; raises an error of the family ``LOG_`` with the line at fault.

    While one block is scanned, by compiled code that leaves the interpreter free, the one before is put aside.
    """
    reader, rest = Reader(path, spill), b""
    with ThreadPoolExecutor(1) as beside:
        putting: Future[None] | None = None
        for block, last in _with_last(utf8_blocks(path, most)):
            rest, put = reader.take(rest + block, last=last)
            if len(rest) > LONGEST:
                reader.refuse(rest, 0, TOO_DEEP)
            if putting:
                putting.result()
            putting = beside.submit(put)
        if putting:
            putting.result()


def _with_last(blocks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each block, and whether it is the last; an empty file is one empty block."""
    block = next(blocks, b"")
    for following in blocks:
        yield block, False
        block = following
    yield block, True
