"""How many calls letters make, and on which days after: learnt from days on which more and fewer were sent.

Calls are regressed on the letters of the same day and the open days before, beside the calendar's marks, both sides
filtered by the same smoothing so that a level that wanders isn't taken for letters. A letter can't take calls away:
days whose share would be below nought have none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError
from handlag.planning.domain import smoothing

Floats = npt.NDArray[np.float64]
DAYS_AFTER = 8
"""Open days a letter may make calls on, the day it is sent counted."""
LEAST_SENDINGS = 10
"""Days with letters under which nothing can be learnt of them."""
LEVEL = 0.1


@dataclass(frozen=True)
class Learnt:
    """Calls a letter makes on the day it is sent and each open day after, and the standard error of their sum."""

    by_day: tuple[float, ...]
    error: float

    @property
    def share(self) -> float:
        """Calls a letter makes in all."""
        return sum(self.by_day)

    def calls(self, letters: Floats) -> Floats:
        """The calls that letters make of each day."""
        return np.convolve(letters, self.by_day)[: len(letters)]

    def spread(self, letters: Floats) -> Floats:
        """The standard error of those calls."""
        if self.share == 0:
            return self.error * letters
        return self.calls(letters) * self.error / self.share


def learnt_from(calls: Floats, letters: Floats, marks: Floats) -> Learnt:
    """What letters made of calls; ``PLAN_LETTERS`` where they were sent on too few days to tell."""
    sendings = int(np.count_nonzero(letters))
    if sendings < LEAST_SENDINGS or np.ptp(letters) == 0:
        raise _too_few(sendings)
    lagged = np.stack([_later(letters, days) for days in range(DAYS_AFTER)], axis=1)
    kept = list(range(DAYS_AFTER))
    while True:
        found, errors = _fitted(calls, lagged[:, kept], marks * calls.mean())
        below = int(np.argmin(found)) if kept else 0
        if not kept or found[below] >= 0:
            break
        del kept[below]
    by_day = np.zeros(DAYS_AFTER)
    by_day[kept] = found
    return Learnt(tuple(by_day.tolist()), errors)


def _later(letters: Floats, days: int) -> Floats:
    return np.concatenate([np.zeros(days), letters[: len(letters) - days]])


def _fitted(calls: Floats, lagged: Floats, marks: Floats) -> tuple[Floats, float]:
    """The calls a letter makes by day, and the standard error of their sum."""
    count = lagged.shape[1]
    both = smoothing.innovations(np.column_stack([calls, lagged, marks]), LEVEL)[DAYS_AFTER:]
    y, columns = both[:, 0], both[:, 1:]
    scale = np.maximum(np.sqrt((columns**2).sum(axis=0)), 1e-12)
    even = columns / scale
    inverse = np.linalg.pinv(even.T @ even, rcond=1e-10, hermitian=True) @ even.T / scale[:, None]
    found = inverse @ y
    left = y - columns @ found
    free = max(len(y) - columns.shape[1], 1)
    one = inverse[:count].sum(axis=0)
    return found[:count], float(np.sqrt((left @ left) / free * (one @ one)))


def _too_few(sendings: int) -> HandlagError:
    return HandlagError(
        "PLAN_LETTERS", "letters",
        sv=f"Brev är skickade {sendings} dagar, eller lika många varje dag: för lite för att se vad de gör.",
        en=f"Letters were sent on {sendings} days, or as many every day: too little to see what they do.",
        remedy_sv=f"Ge en historik med minst {LEAST_SENDINGS} dagar då brev skickats, eller utelämna kolumnen letters.",
        remedy_en=f"Give a history of at least {LEAST_SENDINGS} days with letters, or leave the column letters out.",
    )  # fmt: skip
