"""The law over whole populations: the provisions of the explained law, compiled and driven over columns.

Columns are NumPy or Arrow, whole numbers without nulls. Results are int64 öre. A column out of range is
refused (``LAW_COLUMN``) rather than computed on: the ranges are what keeps every product inside 64 bits.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError
from handlag.law.barnbidrag.provisions import barnbidrag_for_manad
from handlag.law.compiled import driver
from handlag.law.engine import WRITTEN_FROM
from handlag.law.parameters import Amounts, amounts_on, table
from handlag.law.sjukpenning.provisions import dagbelopp, sjukpenning_for_spell

Column = npt.NDArray[np.int64]
INCOME_AT_MOST = 100_000_000
CHILDREN_AT_MOST = 40


def _column(name: str, values: Any) -> Column:
    array = values.to_numpy(zero_copy_only=False) if hasattr(values, "combine_chunks") else np.asarray(values)
    if array.ndim != 1 or array.dtype.kind not in "iu" or array.dtype == np.uint64:
        raise _bad_column(name, f"{array.dtype}, {array.ndim}d")
    return np.ascontiguousarray(array, dtype=np.int64)


def _bad_column(name: str, what: str) -> HandlagError:
    return HandlagError(
        "LAW_COLUMN",
        name,
        sv=f"Kolumnen {name} kan inte beräknas: {what}.",
        en=f"The column {name} cannot be computed on: {what}.",
        remedy_sv="Ange heltal utan luckor, lika många i varje kolumn och inom gränserna.",
        remedy_en="Give whole numbers without nulls, equally many in each column and within range.",
    )


def _equally_long(**columns: Column) -> None:
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise _bad_column(min(lengths, key=lambda name: lengths[name]), f"length {lengths}")


def _none_bad(name: str, bad: int) -> None:
    if bad:
        raise _bad_column(name, f"{bad} rows out of range")


# The range tests below are also what lets the compiler take the divisions as unsigned: without them half as fast.


@driver
def _day_amounts(first: int, last: int, income: Column, quarters: Column, p: Amounts, out: Column) -> int:
    income, quarters, out, bad = income[first:last], quarters[first:last], out[first:last], 0
    for i in range(len(income)):
        if 0 <= income[i] <= INCOME_AT_MOST and 0 <= quarters[i] <= 4:
            out[i] = dagbelopp(income[i], quarters[i], p)
        else:
            bad += 1
    return bad


@driver
def _whole_day_amounts(first: int, last: int, income: Column, p: Amounts, out: Column) -> int:
    income, out, bad = income[first:last], out[first:last], 0
    for i in range(len(income)):
        if 0 <= income[i] <= INCOME_AT_MOST:
            out[i] = dagbelopp(income[i], 4, p)
        else:
            bad += 1
    return bad


def sjukpenning_day_amounts(income: Any, day: date, quarters: Any = None, out: Column | None = None) -> Column:
    """Öre of sjukpenning on normal level for one day, per yearly employment income in kronor.

    ``quarters`` is each person's level in quarters of a whole benefit; whole for all when not given. ``out``
    is an int64 array to fill, for runs that repeat. The lowest income of 25 kap. 3 § is not tested here.
    """
    incomes, amounts = _column("income", income), amounts_on(day, "prisbasbelopp")
    out = np.empty(len(incomes), np.int64) if out is None else out
    _equally_long(income=incomes, out=out)
    if quarters is None:
        bad = _whole_day_amounts(len(incomes), incomes, amounts, out)
    else:
        parts = _column("quarters", quarters)
        _equally_long(income=incomes, quarters=parts)
        bad = _day_amounts(len(incomes), incomes, parts, amounts, out)
    _none_bad("income", bad)
    return out


@driver
def _spells(
    first: int,
    last: int,
    person: Column,
    counted_from: Any,
    start: Column,
    end: Any,
    income: Column,
    quarters: Column,
    year_starts: Any,
    years: tuple[Amounts, ...],
    out: Column,
) -> int:
    bad = 0
    for i in range(first, last):
        for s in range(person[i], person[i + 1]):
            previous = end[s - 1] if s > person[i] else 0
            if (
                previous < counted_from[s] <= start[s] <= end[s] < year_starts[-1]
                and year_starts[0] <= start[s]
                and 0 <= income[s] <= INCOME_AT_MOST
                and 0 <= quarters[s] <= 4
            ):
                known = slice(person[i], s + 1)
                out[s] = sjukpenning_for_spell(
                    counted_from[known], end[known], start[s], end[s], income[s], quarters[s], year_starts, years
                )
            else:
                bad += 1
    return bad


def years_written() -> tuple[Column, tuple[Amounts, ...]]:
    """First days (ordinals) of the years the law is written for, one more for the end, and their amounts."""
    until = table()["prisbasbelopp"].until
    last = until.year if until else WRITTEN_FROM.year + 1
    firsts = [date(year, 1, 1) for year in range(WRITTEN_FROM.year, last + 1)]
    amounts = tuple(amounts_on(day, "prisbasbelopp") for day in firsts[:-1])
    return np.array([day.toordinal() for day in firsts], np.int64), amounts


def sjukpenning_spells(person: Any, counted_from: Any, start: Any, end: Any, income: Any, quarters: Any) -> Column:
    """Öre of sjukpenning for each spell of paid days, its level followed day by day through the frame.

    ``person`` holds where each person's spells begin and, last, their number; a person's spells are in order
    and apart. Days are ordinals, both ends included; ``counted_from`` is the first day before the spell that
    counts in the frame (thirteen days earlier after a sick pay period, else the start). Employees only.
    """
    columns = {
        "counted_from": _column("counted_from", counted_from),
        "start": _column("start", start),
        "end": _column("end", end),
        "income": _column("income", income),
        "quarters": _column("quarters", quarters),
    }
    _equally_long(**columns)
    offsets = _offsets(person, len(columns["start"]))
    year_starts, years = years_written()
    out = np.empty(len(columns["start"]), np.int64)
    bad = _spells(len(offsets) - 1, offsets, *columns.values(), year_starts, years, out)
    _none_bad("start", bad)
    return out


def _offsets(person: Any, spells: int) -> Column:
    offsets = _column("person", person)
    if len(offsets) < 1 or offsets[0] != 0 or offsets[-1] != spells or (np.diff(offsets) < 0).any():
        raise _bad_column("person", "not rising from 0 to the number of spells")
    return offsets


@driver
def _barnbidrag(first: int, last: int, full: Column, half: Column, household: Column, p: Amounts, out: Column) -> int:
    full, half, household, out = full[first:last], half[first:last], household[first:last], out[first:last]
    bad = 0
    for i in range(len(full)):
        whole, shared, others = full[i], half[i], household[i]
        if whole >= 0 and shared >= 0 and others >= 0 and whole + shared + others <= CHILDREN_AT_MOST:
            halves = 2 * whole + shared
            out[i] = barnbidrag_for_manad(halves, whole + shared + others, halves, p)
        else:
            bad += 1
    return bad


def barnbidrag_month(full: Any, half: Any, month: date, household: Any = None) -> Column:
    """Öre of child allowance with supplement for one month, per recipient.

    ``full`` and ``half`` are how many children the recipient gets the whole and half the allowance for. All of
    them count as whole in the supplement, of which the recipient has the part her allowances are of them
    (SFB 16 kap. 15–17 §§). ``household`` is how many more children count because a partner gets the allowance
    for them (15 kap. 12 §). Any day of the month names it.
    """
    whole, shared = _column("full", full), _column("half", half)
    others = np.zeros(len(whole), np.int64) if household is None else _column("household", household)
    _equally_long(full=whole, half=shared, household=others)
    out = np.empty(len(whole), np.int64)
    bad = _barnbidrag(len(whole), whole, shared, others, amounts_on(month, "barnbidrag"), out)
    _none_bad("full", bad)
    return out


@driver
def _barnbidrag_parts(
    first: int, last: int, halves: Column, children: Column, supplement: Column, p: Amounts, out: Column
) -> int:
    halves, children = halves[first:last], children[first:last]
    supplement, out = supplement[first:last], out[first:last]
    bad, most = 0, 2 * CHILDREN_AT_MOST
    for i in range(len(halves)):
        if 0 <= halves[i] <= most and 0 <= supplement[i] <= most and 0 <= children[i] <= CHILDREN_AT_MOST:
            out[i] = barnbidrag_for_manad(halves[i], children[i], supplement[i], p)
        else:
            bad += 1
    return bad


def barnbidrag_parts(halves: Any, children: Any, supplement_halves: Any, month: date) -> Column:
    """Öre of child allowance with supplement for one month, from what a receipt's last step was given.

    ``halves`` of allowances the recipient gets, ``children`` counted in the supplement and the ``supplement_halves``
    that are hers: any arrangement a couple has made, which counts of children alone can't tell. Any day of the month
    names it.
    """
    own, counted = _column("halves", halves), _column("children", children)
    part = _column("supplement_halves", supplement_halves)
    _equally_long(halves=own, children=counted, supplement_halves=part)
    out = np.empty(len(own), np.int64)
    bad = _barnbidrag_parts(len(own), own, counted, part, amounts_on(month, "barnbidrag"), out)
    _none_bad("halves", bad)
    return out
