"""Numbers nobody real has: personnummer, account numbers and organisation numbers with right check digits.

A person's number has one of the birth numbers 980–999, which the Tax Agency keeps for tests. There are ten of them for
each day and sex. Where a big world needs more, the number's year is moved two or three hundred years back: the first
personnummer were given in 1947, so nobody has ever had one with such a year. ``Person.born`` always tells the true day.
Accounts are with bank 999, organisations in group 4: neither is in use.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from handlag.core.errors import HandlagError
from handlag.world.domain.columns import Bools, Days, Ints, Text, text

TEST_SERIES, A_DAY_AND_SEX = 980, 10
PER_CENTURY = 499
SHIFTS = (200, 300)
BANK = 999


def personnummer(born: Days, women: Bools, block: int, blocks: int) -> Text:
    """A number for everybody in a block, no two alike in all the world. Raises WORLD_TOO_DENSE."""
    rank = _rank(born.astype(np.int64) * 2 + women)
    tests = rank < A_DAY_AND_SEX if block == 0 else np.zeros(len(rank), bool)
    share = PER_CENTURY * len(SHIFTS) // blocks
    further = rank - (A_DAY_AND_SEX if block == 0 else 0)
    if (further >= share).any():
        raise _too_dense()
    place = np.where(tests, 0, further + block * share)
    years_back = np.where(tests, 0, np.array(SHIFTS)[np.minimum(place // PER_CENTURY, 1)])
    serial = np.where(tests, TEST_SERIES + 2 * rank, 2 * (place % PER_CENTURY) + np.where(women, 2, 0)) + ~women
    return _numbered(born, years_back, serial)


def _rank(keys: Ints) -> Ints:
    """Each row's place, from 0, among the rows with the same key."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.searchsorted(ordered, ordered)
    ranks = np.empty(len(keys), np.int64)
    ranks[order] = np.arange(len(keys)) - first
    return ranks


def _numbered(born: Days, years_back: Ints, serial: Ints) -> Text:
    year, month, day = _parts(born)
    eight = (year - years_back) * 10000 + month * 100 + day
    eleven = eight * 1000 + serial
    return text(eleven * 10 + luhn(eleven % 10**9))


def _parts(days: Days) -> tuple[Ints, Ints, Ints]:
    months = days.astype("datetime64[M]")
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    return year, months.astype(np.int64) % 12 + 1, (days - months).astype(np.int64) + 1


def luhn(digits: Ints, length: int = 9) -> Ints:
    """The mod-10 check digits of numbers of so many digits (``core.ids.luhn_digit``, columnwise)."""
    total = np.zeros(len(digits), np.int64)
    rest = digits.copy()
    for position in range(length):
        doubled = rest % 10 * (2 if position % 2 == 0 else 1)
        total += doubled - 9 * (doubled > 9)
        rest //= 10
    return -total % 10


def iban(number: Ints) -> Text:
    """Account numbers SEkk 999 + seventeen digits (ISO 13616: mod 97)."""
    bban = (BANK * pow(10, 17, 97) + number % 97) % 97
    check = 98 - (bban * pow(10, 6, 97) + 281400) % 97  # S = 28, E = 14, then 00
    padded = np.char.zfill(number.astype("U17"), 17)
    return pa.array(
        np.char.add(np.char.add("SE", np.char.zfill(check.astype("U2"), 2)), np.char.add(str(BANK), padded))
    )


def organisation_numbers(first: int, count: int) -> npt.NDArray[np.str_]:
    """Ten-digit numbers 49 + seven digits + check digit, the third digit at least 2."""
    nine = 492_000_000 + first + np.arange(count, dtype=np.int64)
    return (nine * 10 + luhn(nine)).astype("U10")


def _too_dense() -> HandlagError:
    return HandlagError(
        "WORLD_TOO_DENSE", "people",
        sv="Det finns inte så många personnummer att ge ut på en dag.",
        en="There are not that many personal numbers to give out for one day.",
        remedy_sv="Välj högst 12 miljoner personer.", remedy_en="Choose at most 12 million people.",
    )  # fmt: skip
