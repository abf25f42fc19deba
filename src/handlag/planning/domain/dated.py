"""Series from values by period: whole, in a row, with the calendar's marks, and every fault named by its period."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from handlag.planning.domain import calendar
from handlag.planning.domain.forecast import Series, bad_series
from handlag.planning.domain.grains import DAY, Grain, following, open_periods, text, work_of


def dated(
    name: str, grain: Grain, values: Mapping[int, float], horizon: int, letters: Mapping[int, float] | None = None
) -> Series:
    """The series of these values, its working time and marks reaching ``horizon`` open periods further.

    Periods are numbered as ``grains`` says. A period when the agency is closed may stand with nothing in it. Raises
    ``PLAN_SERIES`` naming the first open period that is missing, a closed day with calls, or letters not told of.
    """
    known = open_periods(grain, min(values), max(values))
    _whole(name, grain, values, known)
    ahead = following(grain, max(values), horizon)
    every = [*known, *ahead]
    return Series(
        name, np.array([values[one] for one in known], dtype=np.float64),
        np.array([work_of(grain, one) for one in every], dtype=np.float64), (), grain,
        calendar.marks(grain, every, len(known)), calendar.cycle(grain, every),
        _letters(name, letters, every), tuple(text(grain, one) for one in ahead),
    )  # fmt: skip


def _whole(name: str, grain: Grain, values: Mapping[int, float], known: list[int]) -> None:
    missing = [one for one in known if one not in values]
    if missing:
        first, more = text(grain, missing[0]), len(missing)
        raise bad_series(name, f"{first} saknas ({more} i allt).", f"{first} is missing ({more} in all).", grain)
    closed = [one for one in values.keys() - known if values[one]]
    if closed and grain == DAY:
        day = text(grain, min(closed))
        sv, en = f"{day} är en stängd dag men har ett värde.", f"{day} is a closed day but has a value."
        raise bad_series(name, sv, en, grain)
    if not known:
        raise bad_series(name, "ingen öppen dag finns.", "there is no open day.", grain)


def _letters(name: str, letters: Mapping[int, float] | None, every: list[int]) -> npt.NDArray[np.float64] | None:
    """Letters of each day; those of a closed day count for the next open one. None where none were ever sent."""
    if not letters:
        return None
    missing = [one for one in every if one not in letters]
    if missing:
        first = text(DAY, missing[0])
        raise bad_series(
            name, f"brev är inte angivna för {first}; skriv 0 om inga skickas.",
            f"letters are not told of for {first}; write 0 where none are sent.", DAY,
        )  # fmt: skip
    found, waiting = [], 0.0
    for day in range(every[0], every[-1] + 1):
        waiting += letters.get(day, 0.0)
        if work_of(DAY, day):
            found.append(waiting)
            waiting = 0.0
    return np.array(found, dtype=np.float64)
