"""The numbers that the compiled scanner and the rest of the program speak of: places, types, faults, counters."""

from __future__ import annotations

from enum import IntEnum

BEFORE, IN_LOG, IN_TRACE, IN_EVENT, AFTER = range(5)
"""Where the scanner stands."""

OF_LOG, OF_TRACE, OF_EVENT = range(3)
"""What an attribute belongs to."""


class Type(IntEnum):
    """The types of the standard's attributes; ``CHILDREN`` is the XML within one, ``HEADER`` a whole element."""

    STRING = 1
    DATE = 2
    INT = 3
    FLOAT = 4
    BOOLEAN = 5
    ID = 6
    LIST = 7
    CONTAINER = 8
    CHILDREN = 9
    HEADER = 10


TEXTUAL = frozenset({Type.STRING, Type.FLOAT, Type.ID, Type.LIST, Type.CONTAINER, Type.CHILDREN, Type.HEADER})
"""Kept as codes of the pool while read; a float becomes a number when written."""

(PLACE, TRACES, EVENTS, ITEMS, TEXTS, HEAP, COLUMNS, FAULT_AT, FIRST_EVENT, STARTED) = range(10)
"""Places in the scanner's state."""

MORE = -1
"""The block ended within something: more is needed."""

BAD_NAME, BAD_TAG, BAD_CHARACTER, BAD_ENTITY, DTD, TEXT, NOT_XES, UNKNOWN, CROSSED, TOO_DEEP = range(-11, -1)
NO_KEY, NO_VALUE, BAD_DATE, BAD_INT, BAD_BOOLEAN, TOO_MANY, TWICE, TRAILING, BAD_COMMENT, OUTSIDE = range(-21, -11)
"""Why a file is refused."""

MOST_COLUMNS = 4096
MOST_ATTRIBUTES = 64
MOST_DEPTH = 256
NO_ZONE = -32768
"""The offset of a time written without one."""
