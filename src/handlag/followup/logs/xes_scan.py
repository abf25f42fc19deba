"""XES read by compiled code: from a block of bytes to items, each an attribute of the log, a trace or an event.

An item is a row (which trace or event), a column (what key of what type), a value (a number of the pool, a whole number
or microseconds) and the offset a time was written with. What the block ends within is left for the next one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from handlag.core.compiled import kernel, lent
from handlag.followup.logs.pool import Arrays, number_of
from handlag.followup.logs.scan_state import (
    AFTER,
    BAD_BOOLEAN,
    BAD_DATE,
    BAD_INT,
    BEFORE,
    COLUMNS,
    CROSSED,
    EVENTS,
    FIRST_EVENT,
    HEAP,
    IN_EVENT,
    IN_LOG,
    IN_TRACE,
    ITEMS,
    MORE,
    MOST_COLUMNS,
    NO_KEY,
    NO_VALUE,
    NOT_XES,
    OF_LOG,
    OUTSIDE,
    PLACE,
    STARTED,
    TEXT,
    TOO_MANY,
    TRACES,
    TRAILING,
    UNKNOWN,
)
from handlag.followup.logs.times import UNREADABLE, read_time
from handlag.followup.logs.xml_scan import (
    ATTRIBUTES,
    CLOSED,
    COUNT,
    EXCLAMATION,
    LT,
    NAME_END,
    NAME_START,
    QUERY,
    SLASH,
    WIDTH,
    end_tag,
    fault,
    read_tag,
    reference,
    skip_aside,
    skip_children,
    skip_declaration,
    skip_space,
)

Bytes = npt.NDArray[Any]
Ints = npt.NDArray[Any]
Items = tuple[Ints, Ints, Ints, Ints]
Columns = tuple[Ints, Ints, Ints]
"""A hash table of column keys and their numbers, and the keys by number."""

STRING, DATE, INT, FLOAT, BOOLEAN, ID, LIST, CONTAINER, CHILDREN, HEADER, TRACE, EVENT, LOG = range(1, 14)
WORDS = np.frombuffer(
    b"string   date     int      float    boolean  id       list     containertrace    event    log      ", np.uint8
).reshape(11, 9)
KINDS = np.array([STRING, DATE, INT, FLOAT, BOOLEAN, ID, LIST, CONTAINER, TRACE, EVENT, LOG])
LENGTHS = np.array([6, 4, 3, 5, 7, 2, 4, 9, 5, 5, 3])


@kernel
def _kind(data: Bytes, start: int, end: int) -> int:
    """What element a name is of, its prefix passed over; 0 when the standard has none of the name."""
    for place in range(start, end):
        if data[place] == 58:
            start = place + 1
    for row in range(11):
        if LENGTHS[row] == end - start and data[start] == WORDS[row, 0]:
            same = True
            for place in range(end - start):
                same = same and data[start + place] == WORDS[row, place]
            if same:
                return int(KINDS[row])
    return 0


@kernel
def _value_of(data: Bytes, tag: Ints, first: int, second: int, length: int) -> int:
    """The slot of the attribute of this length whose first two letters these are (``key`` or ``value``), else 0."""
    for number in range(tag[COUNT]):
        slot = ATTRIBUTES + WIDTH * number
        start = tag[slot]
        if tag[slot + 1] - start == length and data[start] == first and data[start + 1] == second:
            return slot
    return 0


@kernel
def _put(heap: Bytes, at: int, character: int) -> int:
    """Write a character as UTF-8; the place after it."""
    if character < 0x80:
        heap[at] = character
        return at + 1
    more = 1 + (character >= 0x800) + (character >= 0x10000)
    lead = 0xC0 if more == 1 else 0xE0 if more == 2 else 0xF0
    heap[at] = lead | (character >> (6 * more))
    for n in range(more):
        heap[at + 1 + n] = 0x80 | ((character >> (6 * (more - 1 - n))) & 0x3F)
    return at + 1 + more


@kernel
def _copied(data: Bytes, start: int, end: int, heap: Bytes, at: int) -> int:
    """Lay a value that holds references or line ends at the heap's end as XML means it; its size."""
    begin = at
    while start < end:
        byte = data[start]
        if byte == 38:
            start, character = reference(data, end, start)
            at = _put(heap, at, character)
            continue
        if byte == 13 and start + 1 < end and data[start + 1] == 10:
            start += 1
        heap[at] = 32 if byte == 9 or byte == 10 or byte == 13 else byte
        at, start = at + 1, start + 1
    return at - begin


@kernel
def _text(data: Bytes, start: int, end: int, plain: int, pool: Arrays, state: Ints) -> int:
    """The number of a text in the pool."""
    heap, base = pool[0], state[HEAP]
    if plain:
        for place in range(end - start):
            heap[base + place] = data[start + place]
        return number_of(pool, state, end - start)
    return number_of(pool, state, _copied(data, start, end, heap, base))


@kernel
def _column(key: int, scope: int, kind: int, columns: Columns, state: Ints) -> int:
    """The number of a column, a new one when it hasn't been seen; ``TOO_MANY`` when there is no room for it."""
    table, numbers, keys = columns
    wanted = (key << 8) | (scope << 4) | kind
    slot = ((wanted * 0x9E3779B1) >> 8) & (len(table) - 1)
    while table[slot] >= 0:
        if table[slot] == wanted:
            return int(numbers[slot])
        slot = (slot + 1) & (len(table) - 1)
    if state[COLUMNS] == MOST_COLUMNS:
        return TOO_MANY
    table[slot], numbers[slot], keys[state[COLUMNS]] = wanted, state[COLUMNS], wanted
    state[COLUMNS] += 1
    return int(state[COLUMNS]) - 1


@kernel
def _whole(data: Bytes, start: int, end: int) -> tuple[bool, int]:
    """A whole number of at most 18 digits."""
    start = skip_space(data, end, start)
    while end > start and (data[end - 1] == 32):
        end -= 1
    negative = end > start and data[start] == 45
    start += end > start and (data[start] == 45 or data[start] == 43)
    value = 0
    for place in range(start, end):
        digit = int(data[place]) - 48
        if digit < 0 or digit > 9:
            return False, 0
        value = 10 * value + digit
    return 0 < end - start <= 18, -value if negative else value


@kernel
def _truth(data: Bytes, start: int, end: int) -> int:
    """1 for true, 0 for false, -1 for neither."""
    if end - start == 1 and (data[start] == 48 or data[start] == 49):
        return int(data[start]) - 48
    if end - start == 4 and (data[start] | 32) == 116 and (data[end - 1] | 32) == 101:
        return 1
    return 0 if end - start == 5 and (data[start] | 32) == 102 and (data[end - 1] | 32) == 101 else -1


@kernel
def _emit(row: int, column: int, value: int, aside: int, items: Items, state: Ints) -> int:
    rows, numbers, values, asides = items
    place = state[ITEMS]
    rows[place], numbers[place], values[place], asides[place] = row, column, value, aside
    state[ITEMS] = place + 1
    return 0


@kernel
def _row(state: Ints) -> int:
    return int(state[EVENTS] - 1 if state[PLACE] == IN_EVENT else state[TRACES] - 1 if state[PLACE] == IN_TRACE else 0)


@kernel
def _value(data: Bytes, kind: int, slot: int, tag: Ints, column: int, pool: Arrays, items: Items, state: Ints) -> int:
    """Emit the value whose slot in the tag this is, read by its type."""
    start, end, aside = tag[slot + 2], tag[slot + 3], 0
    if kind == DATE:
        value, aside = read_time(data, start, end)
        if value == UNREADABLE:
            return fault(state, BAD_DATE, start)
    elif kind == INT:
        good, value = _whole(data, start, end)
        if not good:
            return fault(state, BAD_INT, start)
    elif kind == BOOLEAN:
        value = _truth(data, start, end)
        if value < 0:
            return fault(state, BAD_BOOLEAN, start)
    else:
        value = _text(data, start, end, tag[slot + 4], pool, state)
    return _emit(_row(state), column, value, aside, items, state)


@kernel
def _attribute(
    data: Bytes,
    size: int,
    begin: int,
    at: int,
    kind: int,
    tag: Ints,
    pool: Arrays,
    columns: Columns,
    items: Items,
    state: Ints,
) -> int:
    """Emit the attribute whose start tag, in ``tag``, ends at ``at``, with what stands within it kept as XML."""
    slot, value = _value_of(data, tag, 107, 101, 3), _value_of(data, tag, 118, 97, 5)
    holds = kind == LIST or kind == CONTAINER
    if slot == 0:
        return fault(state, NO_KEY, begin)
    if value == 0 and not holds:
        return fault(state, NO_VALUE, begin)
    scope, end = state[PLACE] - IN_LOG, at
    starts, ends, plain, closed = tag[slot + 2], tag[slot + 3], tag[slot + 4], tag[CLOSED]
    inner = tag.copy() if not closed else tag
    if not closed:
        end = skip_children(data, size, at, inner, state)
        if end < 0:
            return end
    key = _text(data, starts, ends, plain, pool, state)
    until = at if closed else inner[CLOSED]
    if not holds:
        column = _column(key, scope, kind, columns, state)
        wrong = (
            fault(state, TOO_MANY, begin) if column < 0 else _value(data, kind, value, tag, column, pool, items, state)
        )
        if wrong < 0:
            return wrong
    if holds or skip_space(data, until, at) < until:
        column = _column(key, scope, kind if holds else CHILDREN, columns, state)
        if column < 0:
            return fault(state, TOO_MANY, begin)
        _emit(_row(state), column, _text(data, at, until, 1, pool, state), 0, items, state)
    return end


@kernel
def _header(
    data: Bytes, size: int, begin: int, at: int, tag: Ints, pool: Arrays, columns: Columns, items: Items, state: Ints
) -> int:
    """Emit a whole element of the log's head: extension, global, classifier or one the standard does not know."""
    if not tag[CLOSED]:
        at = skip_children(data, size, at, tag, state)
        if at < 0:
            return at
    key = _text(data, begin, begin, 1, pool, state)
    column = _column(key, OF_LOG, HEADER, columns, state)
    _emit(0, column, _text(data, begin, at, 1, pool, state), 0, items, state)
    return at


@kernel
def _opened(
    data: Bytes,
    size: int,
    begin: int,
    tag: Ints,
    pool: Arrays,
    columns: Columns,
    items: Items,
    cases: Ints,
    state: Ints,
) -> int:
    """Read the element that begins at ``begin``."""
    at = read_tag(data, size, begin + 1, tag, state)
    if at < 0:
        return at
    place, kind = state[PLACE], _kind(data, tag[NAME_START], tag[NAME_END])
    if place == BEFORE or place == AFTER:
        if place == AFTER or kind != LOG:
            return fault(state, NOT_XES if place == BEFORE else TRAILING, begin)
        state[PLACE] = AFTER if tag[CLOSED] else IN_LOG
    elif kind == TRACE and place == IN_LOG:
        state[TRACES] += 1
        state[PLACE] = IN_LOG if tag[CLOSED] else IN_TRACE
    elif kind == EVENT and place == IN_TRACE:
        cases[state[EVENTS] - state[FIRST_EVENT]] = state[TRACES] - 1
        state[EVENTS] += 1
        state[PLACE] = IN_TRACE if tag[CLOSED] else IN_EVENT
    elif STRING <= kind <= CONTAINER:
        return _attribute(data, size, begin, at, kind, tag, pool, columns, items, state)
    elif place == IN_LOG and kind == 0:
        return _header(data, size, begin, at, tag, pool, columns, items, state)
    else:
        return fault(state, OUTSIDE if kind == EVENT and place == IN_LOG else UNKNOWN, begin)
    return at


@kernel
def _closed(data: Bytes, size: int, at: int, tag: Ints, state: Ints) -> int:
    """Read the end tag that begins at ``at`` and step out of the event, trace or log."""
    after = end_tag(data, size, at + 2, tag, state)
    if after < 0:
        return after
    kind, place = _kind(data, tag[NAME_START], tag[NAME_END]), state[PLACE]
    if place == IN_EVENT and kind == EVENT:
        state[PLACE] = IN_TRACE
    elif place == IN_TRACE and kind == TRACE:
        state[PLACE] = IN_LOG
    elif place == IN_LOG and kind == LOG:
        state[PLACE] = AFTER
    else:
        return fault(state, CROSSED, at)
    return after


@kernel
def _scan(
    data: Bytes, size: int, tag: Ints, pool: Arrays, columns: Columns, items: Items, cases: Ints, state: Ints
) -> tuple[int, int]:
    at = 0
    if not state[STARTED] and size > 0 and data[0] == LT:
        at = skip_declaration(data, size)
        if at == MORE:
            return 0, MORE
    state[STARTED] = state[STARTED] or size > 0
    while True:
        begin = skip_space(data, size, at)
        if begin >= size:
            return begin, MORE
        if data[begin] != LT:
            return begin, fault(state, TEXT, begin)
        if begin + 1 >= size:
            return begin, MORE
        mark = data[begin + 1]
        if mark == QUERY or mark == EXCLAMATION:
            at = skip_aside(data, size, begin, state)
        elif mark == SLASH:
            at = _closed(data, size, begin, tag, state)
        else:
            at = _opened(data, size, begin, tag, pool, columns, items, cases, state)
        if at < 0:
            return begin, at


@kernel
def scan(
    data: Bytes, size: int, tag: Ints, pool: Arrays, columns: Columns, items: Items, cases: Ints, state: Ints
) -> tuple[int, int]:
    """Read what the block holds whole: how far it came, and ``MORE`` or the fault that stopped it."""
    heap, starts, codes = pool
    table, numbers, keys = columns
    rows, places, values, asides = items
    return _scan(
        lent(data), size, lent(tag), (lent(heap), lent(starts), lent(codes)), (lent(table), lent(numbers), lent(keys)),
        (lent(rows), lent(places), lent(values), lent(asides)), lent(cases), lent(state),
    )  # fmt: skip
