"""Tags of XML, strictly read by compiled code: names, attributes, references, comments; no DTD, hence no entity bombs.

Every function takes the block's bytes and a place in it, and gives the place after what it read, ``MORE`` where the
block ends within it, or a fault (below ``MORE``) whose place is then in ``state[FAULT_AT]``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from handlag.core.compiled import kernel
from handlag.followup.logs.scan_state import (
    BAD_CHARACTER,
    BAD_COMMENT,
    BAD_ENTITY,
    BAD_NAME,
    BAD_TAG,
    CROSSED,
    DTD,
    FAULT_AT,
    MORE,
    MOST_ATTRIBUTES,
    MOST_DEPTH,
    TEXT,
    TOO_DEEP,
    TOO_MANY,
    TWICE,
)

Bytes = npt.NDArray[Any]
Ints = npt.NDArray[Any]

NAME_START, NAME_END, CLOSED, COUNT, ATTRIBUTES = range(5)
"""A tag as numbers: where its name lies, whether it closes itself, how many attributes, then five numbers each."""
WIDTH = 5
TAG_SIZE = ATTRIBUTES + WIDTH * MOST_ATTRIBUTES
LT, GT, SLASH, AMPERSAND, EQUALS, SEMICOLON, HASH, QUERY, EXCLAMATION, DASH = b"<>/&=;#?!-"
ENTITIES = np.frombuffer(b"lt  <gt  >amp &quot\"apos'", np.uint8).reshape(5, 5)


@kernel
def fault(state: Ints, why: int, at: int) -> int:
    """Note where it went wrong and give why."""
    state[FAULT_AT] = at
    return why


@kernel
def skip_space(data: Bytes, size: int, at: int) -> int:
    """The first place that is no blank, tab or line end."""
    while at < size and (data[at] == 32 or data[at] == 10 or data[at] == 13 or data[at] == 9):
        at += 1
    return at


@kernel
def _in_name(byte: int, first: bool) -> bool:
    if byte >= 128 or byte == 58 or byte == 95 or 65 <= byte <= 90 or 97 <= byte <= 122:
        return True
    return not first and (48 <= byte <= 57 or byte == 45 or byte == 46)


@kernel
def name_end(data: Bytes, size: int, at: int) -> int:
    """The place after a name; ``at`` itself when none stands there."""
    begin = at
    while at < size and _in_name(data[at], at == begin):
        at += 1
    return at


@kernel
def _named(data: Bytes, at: int, end: int) -> int:
    """The character of a named reference, 0 when the name isn't one of XML's five."""
    for row in range(5):
        size = 0
        while size < 4 and ENTITIES[row, size] != 32:
            size += 1
        same = size == end - at
        for place in range(size if same else 0):
            same = same and data[at + place] == ENTITIES[row, place]
        if same:
            return int(ENTITIES[row, 4])
    return 0


@kernel
def _numbered(data: Bytes, at: int, end: int) -> int:
    """The character of ``#233`` or ``#xE9``, 0 when it is none that XML allows."""
    base = 16 if at < end and data[at] == 120 else 10
    at += base == 16
    value = 0
    for place in range(at, end):
        byte = int(data[place])
        digit = byte - 48 if 48 <= byte <= 57 else (byte | 32) - 87 if 97 <= (byte | 32) <= 102 else 99
        if digit >= base or value > 0x10FFFF:
            return 0
        value = value * base + digit
    allowed = value >= 32 or value == 9 or value == 10 or value == 13
    wrong = 0xD800 <= value <= 0xDFFF or value == 0xFFFE or value == 0xFFFF or value > 0x10FFFF
    return value if allowed and not wrong else 0


@kernel
def reference(data: Bytes, size: int, at: int) -> tuple[int, int]:
    """The place after the reference that begins with the ampersand at ``at``, and its character (0: a fault)."""
    end = at + 1
    while end < size and data[end] != SEMICOLON:
        if end - at > 12:
            return end, 0
        end += 1
    if end >= size:
        return MORE, 0
    character = _numbered(data, at + 2, end) if data[at + 1] == HASH else _named(data, at + 1, end)
    return end + 1, character


@kernel
def _value_end(data: Bytes, size: int, at: int, tag: Ints, slot: int, state: Ints) -> int:
    """The closing quote of the value whose opening one is at ``at``; notes whether it can be copied as it is."""
    quote, at, plain = data[at], at + 1, 1
    while at < size and data[at] != quote:
        byte = data[at]
        if byte == LT or (byte < 32 and byte != 9 and byte != 10 and byte != 13):
            return fault(state, BAD_CHARACTER, at)
        if byte == AMPERSAND:
            after, character = reference(data, size, at)
            if after == MORE:
                return MORE
            if character == 0:
                return fault(state, BAD_ENTITY, at)
            at = after - 1
        plain = plain if byte >= 32 and byte != AMPERSAND else 0
        at += 1
    tag[slot + 4] = plain
    return at if at < size else MORE


@kernel
def _attribute(data: Bytes, size: int, at: int, tag: Ints, state: Ints) -> int:
    """Read ``name="value"`` into the tag; the place after the closing quote."""
    if tag[COUNT] == MOST_ATTRIBUTES:
        return fault(state, TOO_MANY, at)
    slot = ATTRIBUTES + WIDTH * tag[COUNT]
    end = name_end(data, size, at)
    tag[slot], tag[slot + 1] = at, end
    equals = skip_space(data, size, end)
    opening = skip_space(data, size, equals + 1)
    if equals >= size or opening >= size:
        return MORE
    if end == at or data[equals] != EQUALS or (data[opening] != 34 and data[opening] != 39):
        return fault(state, BAD_TAG, at)
    closing = _value_end(data, size, opening, tag, slot, state)
    if closing < 0:
        return closing
    tag[slot + 2], tag[slot + 3] = opening + 1, closing
    for other in range(ATTRIBUTES, slot, WIDTH):
        if same_bytes(data, tag[other], tag[other + 1], at, end):
            return fault(state, TWICE, at)
    tag[COUNT] += 1
    return closing + 1


@kernel
def same_bytes(data: Bytes, start: int, end: int, other: int, other_end: int) -> bool:
    """Whether two stretches of a block hold the same."""
    if end - start != other_end - other:
        return False
    for place in range(end - start):  # noqa: SIM110 — compiled
        if data[start + place] != data[other + place]:
            return False
    return True


@kernel
def read_tag(data: Bytes, size: int, at: int, tag: Ints, state: Ints) -> int:
    """Read a start tag whose name begins at ``at`` into ``tag``."""
    end = name_end(data, size, at)
    tag[NAME_START], tag[NAME_END], tag[COUNT] = at, end, 0
    if end == at and end < size:
        return fault(state, BAD_NAME, at)
    while True:
        at = skip_space(data, size, end)
        if at + 1 >= size and not (at < size and data[at] == GT):
            return MORE
        tag[CLOSED] = data[at] == SLASH
        if data[at] == GT:
            return at + 1
        if data[at] == SLASH:
            return at + 2 if data[at + 1] == GT else fault(state, BAD_TAG, at)
        if at == end:
            return fault(state, BAD_TAG, at)
        end = _attribute(data, size, at, tag, state)
        if end < 0:
            return end


@kernel
def end_tag(data: Bytes, size: int, at: int, tag: Ints, state: Ints) -> int:
    """Read an end tag whose name begins at ``at``; its name is noted in ``tag``."""
    end = name_end(data, size, at)
    after = skip_space(data, size, end)
    tag[NAME_START], tag[NAME_END] = at, end
    if after >= size:
        return MORE
    return after + 1 if end > at and data[after] == GT else fault(state, BAD_TAG, at)


@kernel
def _found(data: Bytes, size: int, at: int, first: int, second: int) -> int:
    """Where two bytes stand next to each other, ``MORE`` when they don't."""
    while at + 1 < size:
        if data[at] == first and data[at + 1] == second:
            return at
        at += 1
    return MORE


@kernel
def _is_xml(data: Bytes, at: int, end: int) -> bool:
    """Whether a name is ``xml``, in any letters: no instruction may be called so."""
    return end - at == 3 and (data[at] | 32) == 120 and (data[at + 1] | 32) == 109 and (data[at + 2] | 32) == 108


@kernel
def skip_declaration(data: Bytes, size: int) -> int:
    """The place after the XML declaration a file begins with; 0 when it has none."""
    if size < 6:
        return MORE
    blank = data[5] == 32 or data[5] == 9 or data[5] == 10 or data[5] == 13
    if data[1] != QUERY or data[2] != 120 or data[3] != 109 or data[4] != 108 or not blank:
        return 0
    end = _found(data, size, 6, QUERY, GT)
    return MORE if end == MORE else end + 2


@kernel
def _skip_instruction(data: Bytes, size: int, at: int, state: Ints) -> int:
    """The place after the processing instruction whose ``<`` is at ``at``."""
    end = name_end(data, size, at + 2)
    if end + 1 >= size:
        return MORE
    blank = data[end] == 32 or data[end] == 9 or data[end] == 10 or data[end] == 13
    if end == at + 2 or _is_xml(data, at + 2, end) or not (blank or (data[end] == QUERY and data[end + 1] == GT)):
        return fault(state, BAD_NAME, at)
    end = _found(data, size, end, QUERY, GT)
    return MORE if end == MORE else end + 2


@kernel
def skip_aside(data: Bytes, size: int, at: int, state: Ints) -> int:
    """The place after a comment or processing instruction whose ``<`` is at ``at``; a DTD or CDATA is a fault."""
    if data[at + 1] == QUERY:
        return _skip_instruction(data, size, at, state)
    if at + 3 >= size:
        return MORE
    if data[at + 2] != DASH or data[at + 3] != DASH:
        return fault(state, DTD if data[at + 2] == 68 else TEXT, at)
    end = _found(data, size, at + 4, DASH, DASH)
    if end == MORE or end + 2 >= size:
        return MORE
    return end + 3 if data[end + 2] == GT else fault(state, BAD_COMMENT, end)


@kernel
def _text_end(data: Bytes, size: int, at: int, state: Ints) -> int:
    """The next ``<`` after text within an element that is kept as it is."""
    while at < size and data[at] != LT:
        if data[at] < 32 and data[at] != 9 and data[at] != 10 and data[at] != 13:
            return fault(state, BAD_CHARACTER, at)
        if data[at] == AMPERSAND:
            after, character = reference(data, size, at)
            if after == MORE:
                return MORE
            if character == 0:
                return fault(state, BAD_ENTITY, at)
            at = after
        else:
            at += 1
    return at if at + 1 < size else MORE


@kernel
def skip_children(data: Bytes, size: int, at: int, tag: Ints, state: Ints) -> int:
    """The place after the end tag of the element whose start tag, in ``tag``, ends at ``at``.

    On return ``tag[CLOSED]`` is where the children end.
    """
    names = np.empty((MOST_DEPTH, 2), np.int64)
    names[0, 0], names[0, 1], depth = tag[NAME_START], tag[NAME_END], 1
    while depth > 0:
        at = _text_end(data, size, at, state)
        if at < 0:
            return at
        begin = at
        if data[at + 1] == QUERY or data[at + 1] == EXCLAMATION:
            at = skip_aside(data, size, at, state)
        elif data[at + 1] == SLASH:
            at = end_tag(data, size, at + 2, tag, state)
            depth -= 1
            if at > 0 and not same_bytes(data, tag[NAME_START], tag[NAME_END], names[depth, 0], names[depth, 1]):
                return fault(state, CROSSED, begin)
        else:
            at = read_tag(data, size, at + 1, tag, state)
            if at > 0 and not tag[CLOSED]:
                if depth == MOST_DEPTH:
                    return fault(state, TOO_DEEP, begin)
                names[depth, 0], names[depth, 1] = tag[NAME_START], tag[NAME_END]
                depth += 1
        if at < 0:
            return at
        tag[CLOSED] = begin if depth == 0 else tag[CLOSED]
    return at
