"""Times as written, to microseconds of UTC and the offset they came with: compiled, since logs hold millions."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from handlag.core.compiled import kernel
from handlag.followup.logs.scan_state import NO_ZONE

Bytes = npt.NDArray[Any]
UNREADABLE = -(2**63)
MINUTE = 60_000_000
MONTH_DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


@kernel
def _digits(data: Bytes, at: int, end: int, count: int) -> int:
    """So many digits as a number; below 0 when they are not all digits."""
    if at + count > end:
        return -1
    value = 0
    for place in range(at, at + count):
        digit = int(data[place]) - 48
        if digit < 0 or digit > 9:
            return -1
        value = 10 * value + digit
    return value


@kernel
def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else int(MONTH_DAYS[month - 1])


@kernel
def _days_since_1970(year: int, month: int, day: int) -> int:
    """Days by the Gregorian calendar; years begin in March while counting, so that the leap day comes last."""
    shifted = year - 1 if month <= 2 else year
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400 + of_year - 719_468


@kernel
def _date(data: Bytes, start: int, end: int) -> int:
    """The day of a date written 2026-03-01 or 2026/03/01; below -10^9 when it isn't one."""
    year, month, day = _digits(data, start, end, 4), _digits(data, start + 5, end, 2), _digits(data, start + 8, end, 2)
    if year < 1 or month < 1 or month > 12 or day < 1 or day > _days_in(year, month):
        return -(10**10)
    separator = data[start + 4]
    if separator != data[start + 7] or (separator != 45 and separator != 47):
        return -(10**10)
    return _days_since_1970(year, month, day)


@kernel
def _fraction(data: Bytes, at: int, end: int) -> tuple[int, int]:
    """Microseconds of a fraction, cut after the sixth digit, and where it ends; below 0 when it has no digits."""
    value, scale, place = 0, 100_000, at
    while place < end and 48 <= data[place] <= 57:
        value += (int(data[place]) - 48) * scale
        scale //= 10
        place += 1
    return (value, place) if place > at else (-1, place)


@kernel
def _offset(data: Bytes, at: int, end: int) -> int:
    """Minutes east of UTC: ``Z``, ``+01:00``, ``+0100`` or ``+01``; 10,000 when it is none of them."""
    if end - at == 1 and (data[at] == 90 or data[at] == 122):
        return 0
    if data[at] != 43 and data[at] != 45:
        return 10_000
    hours, minutes = _digits(data, at + 1, end, 2), 0
    if end - at == 6 and data[at + 3] == 58:
        minutes = _digits(data, at + 4, end, 2)
    elif end - at == 5:
        minutes = _digits(data, at + 3, end, 2)
    elif end - at != 3:
        return 10_000
    if hours < 0 or hours > 15 or minutes < 0 or minutes > 59:
        return 10_000
    return -(60 * hours + minutes) if data[at] == 45 else 60 * hours + minutes


@kernel
def _clock(data: Bytes, at: int, end: int) -> tuple[int, int]:
    """Microseconds into the day and where the clock ends; below 0 when it can't be read."""
    hour, minute = _digits(data, at, end, 2), _digits(data, at + 3, end, 2)
    if hour < 0 or hour > 23 or minute < 0 or minute > 59 or data[at + 2] != 58:
        return -1, at
    value, place = (60 * hour + minute) * MINUTE, at + 5
    if place < end and data[place] == 58:
        second = _digits(data, place + 1, end, 2)
        if second < 0 or second > 60:
            return -1, at
        value, place = value + second * 1_000_000, place + 3
        if place < end and (data[place] == 46 or data[place] == 44):
            part, place = _fraction(data, place + 1, end)
            if part < 0:
                return -1, at
            value += part
    return value, place


@kernel
def read_time(data: Bytes, start: int, end: int) -> tuple[int, int]:  # noqa: PLR0911 — a fault is a value
    """Microseconds since 1970 and the offset in minutes of ``data[start:end]``.

    ISO 8601 in the extended form, with a blank for the T or slashes in the date as well; a date alone is midnight.
    Without an offset (``NO_ZONE``) the microseconds are of the local clock. Digits beyond the sixth decimal are cut. A
    leap second is the first of the next minute. ``UNREADABLE`` is anything else.
    """
    while start < end and data[start] == 32:
        start += 1
    while start < end and data[end - 1] == 32:
        end -= 1
    day = _date(data, start, end) if end - start >= 10 else -(10**10)
    if day < -(10**9):
        return UNREADABLE, 0
    micro, at = day * 1440 * MINUTE, start + 10
    if at == end:
        return micro, NO_ZONE
    if (data[at] != 84 and data[at] != 32) or end - at < 6:
        return UNREADABLE, 0
    clock, at = _clock(data, at + 1, end)
    if clock < 0:
        return UNREADABLE, 0
    if at == end:
        return micro + clock, NO_ZONE
    offset = _offset(data, at + 1 if data[at] == 32 and at + 1 < end else at, end)
    if offset == 10_000:
        return UNREADABLE, 0
    return micro + clock - offset * MINUTE, offset


@kernel
def read_times(
    data: Bytes, starts: npt.NDArray[np.int64], micros: npt.NDArray[np.int64], offsets: npt.NDArray[np.int16]
) -> int:
    """Read texts that lie one after another; the number of the first unreadable one, -1 when there is none."""
    for row in range(len(micros)):
        micros[row], offsets[row] = read_time(data, starts[row], starts[row + 1])
        if micros[row] == UNREADABLE:
            return row
    return -1
