"""A flow is a versioned list of steps; a step looks at the case's picture and gives one of four answers.

The machine goes through the steps from the first each time the facts change, so a step holds nothing in memory
and no case can be stuck between two of them. When every step passes, the machine decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handlag.cases.domain.picture import Picture


@dataclass(frozen=True)
class Pass:
    """JA: go on to the next step. ``outcome`` says what was found."""

    outcome: str = "JA"


@dataclass(frozen=True)
class Refuse:
    """NEJ: the claim fails on this step, whatever the later ones would say."""

    reason: str
    lagrum: tuple[str, ...]
    sv: str
    en: str
    outcome: str = "NEJ"


@dataclass(frozen=True)
class Need:
    """UTREDNING: a person must do something. ``days`` is the task's default deadline in calendar days."""

    code: str
    role: str = "officer"
    days: int = 7
    four_eyes: bool = False
    question: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """Something missing: what, from whom (insured, care, employer), by when, on which provision."""

    code: str
    asked_of: str
    sv: str
    en: str
    due: date
    lagrum: str = ""


@dataclass(frozen=True)
class Wait:
    """Somebody outside has the next step, until a day; ``ask`` is what is asked for meanwhile."""

    reason: str
    until: date
    ask: tuple[Ask, ...] = ()


Answer = Pass | Refuse | Need | Wait


@dataclass(frozen=True)
class Step:
    """One thing to find out, by its name in events and on the page."""

    name: str
    answer: Callable[[Picture], Answer]
    sv: str
    en: str


@dataclass(frozen=True)
class Flow:
    """The ordered steps of a kind of case (handläggningsspecifikation), in one version."""

    name: str
    version: int
    steps: tuple[Step, ...]

    @property
    def first(self) -> str:
        """The name of the step a case begins at."""
        return self.steps[0].name

    def position(self, step: str) -> int:
        """Where a step stands in the flow; a step the flow doesn't know stands first."""
        return next((place for place, known in enumerate(self.steps) if known.name == step), 0)


@dataclass(frozen=True)
class Progress:
    """How far a flow came: the steps answered JA or NEJ, and the need or wait it stopped at (None: it came through).

    ``picture`` is the one the last step saw: with the refusal in it, where a step refused.
    """

    picture: Picture
    passed: tuple[tuple[Step, str], ...]
    stopped: Step | None = None
    answer: Need | Wait | None = None


def run(flow: Flow, picture: Picture) -> Progress:
    """Take the steps in order until one needs somebody. After a refusal the rest still see to that she is heard."""
    passed: list[tuple[Step, str]] = []
    for step in flow.steps:
        answer = step.answer(picture)
        if isinstance(answer, Need | Wait):
            return Progress(picture, tuple(passed), step, answer)
        if isinstance(answer, Refuse):
            picture = replace(picture, refusal=answer)
        passed.append((step, answer.outcome))
    return Progress(picture, tuple(passed))


class Registry:
    """Every version of every flow. Old versions stay: a case is finished by the flow it began with."""

    def __init__(self, *flows: Flow) -> None:
        self._flows = {(flow.name, flow.version): flow for flow in flows}
        if len(self._flows) != len(flows):
            raise ValueError("two flows have the same name and version")

    def current(self, name: str) -> Flow:
        """The newest version, for a case that begins now; KeyError where no such flow is kept."""
        return self._flows[max(key for key in self._flows if key[0] == name)]

    def get(self, name: str, version: int) -> Flow:
        """The version a case began with; KeyError where it is not kept any more."""
        return self._flows[name, version]

    def all(self) -> list[Flow]:
        """Every version kept, by name and version."""
        return [self._flows[key] for key in sorted(self._flows)]
