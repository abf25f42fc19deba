"""Every text of a log once: reading a log gives each a number, since the same few words fill millions of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from handlag.core.compiled import kernel
from handlag.followup.logs.scan_state import HEAP, TEXTS

Bytes = npt.NDArray[Any]
Ints = npt.NDArray[Any]
Codes = npt.NDArray[np.int32]
Arrays = tuple[Bytes, Ints, Codes]
"""The bytes one after another, where each text begins, and the hash table of their numbers (-1: free)."""


@kernel
def _hash(heap: Bytes, start: int, end: int) -> int:
    value = np.uint64(14695981039346656037)
    for place in range(start, end):
        value = (value ^ np.uint64(heap[place])) * np.uint64(1099511628211)
    return int((value ^ (value >> np.uint64(29))) & np.uint64(0x7FFFFFFFFFFFFFFF))


@kernel
def _same(heap: Bytes, start: int, end: int, other: int, size: int) -> bool:
    if end - start != size:
        return False
    for place in range(size):  # noqa: SIM110 — compiled
        if heap[start + place] != heap[other + place]:
            return False
    return True


@kernel
def number_of(pool: Arrays, state: Ints, size: int) -> int:
    """The number of the text that has just been laid at the heap's end; a known one is not kept twice."""
    heap, starts, table = pool
    base, known = state[HEAP], state[TEXTS]
    slot = _hash(heap, base, base + size) & (len(table) - 1)
    while table[slot] >= 0:
        code = table[slot]
        if _same(heap, starts[code], starts[code + 1], base, size):
            return int(code)
        slot = (slot + 1) & (len(table) - 1)
    table[slot] = known
    starts[known + 1] = base + size
    state[HEAP], state[TEXTS] = base + size, known + 1
    return int(known)


@kernel
def _number_all(pool: Arrays, state: Ints, data: Bytes, starts: Ints, codes: Codes) -> None:
    heap = pool[0]
    for row in range(len(codes)):
        size = starts[row + 1] - starts[row]
        heap[state[HEAP] : state[HEAP] + size] = data[starts[row] : starts[row + 1]]
        codes[row] = number_of(pool, state, size)


@kernel
def _fill(table: Codes, heap: Bytes, starts: Ints, known: int) -> None:
    for code in range(known):
        slot = _hash(heap, starts[code], starts[code + 1]) & (len(table) - 1)
        while table[slot] >= 0:
            slot = (slot + 1) & (len(table) - 1)
        table[slot] = code


@kernel
def localise(codes: Codes, seen: Codes, numbers: Codes, stamp: int, used: Codes) -> int:
    """Number the codes of some rows anew, 0 and up in order of appearance, in place; ``used`` are the old ones.

    ``seen`` and ``numbers`` are scratch with a place for every text; ``stamp`` must not have been used on them before.
    """
    count = 0
    for row in range(len(codes)):
        code = codes[row]
        if code < 0:
            continue
        if seen[code] != stamp:
            seen[code], numbers[code], used[count] = stamp, count, code
            count += 1
        codes[row] = numbers[code]
    return count


class Pool:
    """The texts of one log while it is read."""

    def __init__(self, state: Ints) -> None:
        self.state = state
        self.arrays: Arrays = np.empty(1 << 20, np.uint8), np.zeros(1 << 16, np.int64), np.full(1 << 17, -1, np.int32)

    def room(self, size: int, texts: int) -> None:
        """Make room for so many more bytes and texts."""
        heap, starts, table = self.arrays
        known, used = int(self.state[TEXTS]), int(self.state[HEAP])
        if len(heap) < used + size:
            heap = _longer(heap, used, used + size)
        if len(starts) < known + texts + 2:
            starts = _longer(starts, known + 1, known + texts + 2)
        if len(table) < 2 * (known + texts):
            table = np.full(1 << (2 * (known + texts)).bit_length(), -1, np.int32)
            _fill(table, heap, starts, known)
        self.arrays = heap, starts, table

    def add(self, texts: pa.Array) -> Codes:
        """The numbers of an Arrow array of texts without nulls."""
        data, starts = buffers(texts)
        self.room(int(starts[-1] - starts[0]) + 1, len(texts))
        codes = np.empty(len(texts), np.int32)
        _number_all(self.arrays, self.state, data, starts, codes)
        return codes

    def texts(self) -> pa.LargeStringArray:
        """All texts by number, without copying."""
        heap, starts, _ = self.arrays
        known = int(self.state[TEXTS])
        held = pa.py_buffer(starts[: known + 1]), pa.py_buffer(heap[: int(self.state[HEAP])])
        return pa.LargeStringArray.from_buffers(known, *held)

    def code_of(self, text: str) -> int:
        """The number of one text, new or known."""
        return int(self.add(pa.array([text], pa.large_string()))[0])


def buffers(texts: pa.Array) -> tuple[Bytes, Ints]:
    """The bytes of an Arrow array of texts, and where each begins."""
    large = texts.cast(pa.large_string()) if texts.type != pa.large_string() else texts
    _, starts, data = large.buffers()
    begins = np.frombuffer(starts, np.int64)[large.offset : large.offset + len(large) + 1]
    return np.frombuffer(b"" if data is None else data, np.uint8), begins


def _longer(array: npt.NDArray[Any], used: int, least: int) -> npt.NDArray[Any]:
    grown = np.empty(max(least, len(array) * 3 // 2), array.dtype)
    grown[:used] = array[:used]
    return grown
