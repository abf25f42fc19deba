"""Supervision: the same questions to a unit's people twice, with a dialogue after each, and what changed between.

Answers are anonymous, so the two rounds can't be paired by person; the change is of means, with Welch's interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlag.core.errors import HandlagError
from handlag.quality.domain.effects.estimate import Taking, intention_to_treat

FEWEST_ANSWERS = 5
"""Answers of a unit in a round before anything of them is shown."""
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class Change:
    """A question in a unit: means of the rounds (None with too few answers), and the change with its interval."""

    code: str
    first: float | None
    second: float | None
    change: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def moved(self) -> bool:
        """Whether the change is more than chance gives."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def change(code: str, first: Sequence[int], second: Sequence[int]) -> Change:
    """What happened to a question between the rounds."""
    means = [sum(each) / len(each) if len(each) >= FEWEST_ANSWERS else None for each in (first, second)]
    if means[0] is None or means[1] is None:
        return Change(code, means[0], means[1])
    people = [Taking(True, float(value)) for value in second] + [Taking(False, float(value)) for value in first]
    found = intention_to_treat(people, "mean")
    return Change(code, means[0], means[1], found.difference, found.low, found.high)


def checked(questions: Sequence[str], given: Mapping[str, int]) -> dict[str, int]:
    """Answers from 1 to 5 on every question. Raises SUPERVISION_ANSWER."""
    for code in questions:
        if not LOWEST <= given.get(code, 0) <= HIGHEST:
            raise HandlagError(
                "SUPERVISION_ANSWER", code,
                sv=f"Frågan saknar ett svar från {LOWEST} till {HIGHEST}.",
                en=f"The question has no answer from {LOWEST} to {HIGHEST}.",
                remedy_sv="Svara på alla frågor.", remedy_en="Answer every question.",
            )  # fmt: skip
    return {code: given[code] for code in questions}
