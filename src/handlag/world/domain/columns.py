"""Columns to be written by COPY: identities, text, ranges and JSON built whole columns at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

# NumPy's own types can't tell days from instants and PyArrow has none: the names say what a column holds.
Ints: TypeAlias = npt.NDArray[Any]
Bools: TypeAlias = npt.NDArray[Any]
Days: TypeAlias = npt.NDArray[Any]
Instants: TypeAlias = npt.NDArray[Any]
Identities: TypeAlias = npt.NDArray[Any]
Text: TypeAlias = Any
NO_DAY = np.datetime64("NaT", "D")
DAY_MS = 86_400_000


def stream(seed: int, *place: int) -> np.random.Generator:
    """A generator of its own for each place in the world, so that one draw more somewhere changes nothing elsewhere."""
    return np.random.Generator(np.random.PCG64([seed, *place]))


def identities(rng: np.random.Generator, at: Instants) -> Identities:
    """One UUIDv7 a row (RFC 9562): 48 bits of milliseconds, the rest drawn; n × 16 bytes."""
    milliseconds = at.astype("datetime64[ms]").astype(np.int64)
    out = rng.integers(0, 256, (len(at), 16), dtype=np.uint8)
    for byte in range(6):
        out[:, byte] = (milliseconds >> (40 - 8 * byte)) & 0xFF
    out[:, 6] = 0x70 | (out[:, 6] & 0x0F)
    out[:, 8] = 0x80 | (out[:, 8] & 0x3F)
    return out


def hexed(ids: Identities) -> Text:
    """Identities as 32 hexadecimal digits, which PostgreSQL reads as a uuid."""
    data = np.ascontiguousarray(ids).tobytes().hex().encode()
    offsets = np.arange(0, 32 * (len(ids) + 1), 32, dtype=np.int64)
    return pa.LargeStringArray.from_buffers(len(ids), pa.py_buffer(offsets), pa.py_buffer(data)).cast(pa.string())


def where(mask: Bools, values: Text) -> Text:
    """The values where the mask holds, null elsewhere."""
    return pc.if_else(pa.array(mask), values, pa.scalar(None, values.type))


def picked(words: list[str], index: npt.NDArray[Any]) -> Text:
    """The words an index column points at; a negative index is null."""
    mask = np.asarray(index) < 0
    return pa.array(words, pa.string()).take(pa.array(np.asarray(index, np.int64), mask=mask))


def text(values: Any) -> Text:
    """Numbers, days or text as a column of text; days as ``2024-02-29``, instants as UTC with milliseconds."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        if np.datetime_data(values.dtype)[0] == "D":
            return pc.strftime(pa.array(values.astype("datetime64[D]")), format="%Y-%m-%d")
        array = pa.array(values.astype("datetime64[ms]"))
        return joined(pc.strftime(array, format="%Y-%m-%dT%H:%M:%S"), "Z")
    array = values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values)
    return array if pa.types.is_string(array.type) else array.cast(pa.string())


def joined(*pieces: Any) -> Text:
    """Constants and columns put together row by row; null where any piece is."""
    columns = [piece if isinstance(piece, str) else text(piece) for piece in pieces]
    return pc.binary_join_element_wise(*columns, "")


def date_range(start: Days, end: Days) -> Text:
    """``[start,end)`` as PostgreSQL reads a daterange; open where the end is NaT."""
    upper = pc.fill_null(text(end.astype("datetime64[D]")), "")
    return joined("[", start.astype("datetime64[D]"), ",", upper, ")")


def as_json(members: Mapping[str, Any]) -> Text:
    """Objects with the same keys in every row; text is quoted as it is, so it may hold no quotes or backslashes.

    A null member is written as null. Nested objects are given as columns made by ``raw``.
    """
    pieces: list[Any] = []
    for position, (key, values) in enumerate(members.items()):
        pieces += [("{" if position == 0 else ",") + f'"{key}":', _json_value(values)]
    return joined(*pieces, "}") if pieces else pa.array([])


class raw:  # noqa: N801 — reads as a word in the call
    """Marks a column, or one text for every row, as JSON already."""

    def __init__(self, values: Any) -> None:
        self.values = values


def _json_value(values: Any) -> Any:
    if isinstance(values, raw):
        return values.values
    if isinstance(values, str):
        return f'"{values}"'
    if isinstance(values, bool | int):
        return str(values).lower()
    array = values if isinstance(values, pa.Array) else None
    if array is None and values.dtype.kind in "iub":
        return pc.utf8_lower(text(values))
    return pc.fill_null(joined('"', values if array is None else array, '"'), "null")


def repeated(counts: Ints) -> tuple[Ints, Ints]:
    """For rows that each become several: the row each came from, and its place among its siblings from 0."""
    owner = np.repeat(np.arange(len(counts)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return owner, np.arange(len(owner)) - first


def running(steps: Ints, group: Ints) -> Ints:
    """The sum of steps so far within each group; rows of a group stand together."""
    total = np.cumsum(steps)
    starts = np.flatnonzero(np.concatenate([[True], np.diff(group) != 0])) if len(group) else np.zeros(0, np.int64)
    before = np.where(starts > 0, total[starts - 1], 0)
    so_far: Ints = total - np.repeat(before, np.diff(np.append(starts, len(group))))
    return so_far
