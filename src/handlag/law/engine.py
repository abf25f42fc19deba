"""One provision, one function: called on plain values it explains, met by Numba it is a compiled kernel.

While an explanation is recorded every provision that runs leaves a step; outside a recording it costs one
context lookup. Which version of a provision applies is decided by the date of its key fact, not by today.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import IntEnum, StrEnum
from operator import attrgetter
from typing import Any, ClassVar, Generic, NewType, ParamSpec, TypeVar

from handlag.core.errors import HandlagError
from handlag.law.parameters import is_amounts, sources_of

P = ParamSpec("P")
R = TypeVar("R")

Day = NewType("Day", int)
"""A calendar day as its proleptic Gregorian ordinal (``date.toordinal``), so that days are whole numbers."""
Month = NewType("Month", int)
"""A calendar month counted from year 0: 12 × year + month - 1."""
Kronor = int
Ore = int

WRITTEN_FROM = date(2022, 1, 1)
"""The first benefit day the law in this package has been written and checked for."""


class Key(StrEnum):
    """The fact whose date picks the version of a provision."""

    BENEFIT_DAY = "benefit day"
    BENEFIT_MONTH = "benefit month"
    INCOME_DAY = "day the income is determined for"
    BIRTH = "day of birth or adoption"
    NOTICE = "day of notice"
    PERIOD_START = "first day of the period"


class Answer(IntEnum):
    """What an officer's judgement amounts to for the law: it may also be lacking."""

    NO = 0
    YES = 1
    UNCLEAR = 2


class Outcome(StrEnum):
    """What a provision came to."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"
    CALCULATED = "calculated"


_ANSWERS = {Answer.NO: Outcome.NOT_MET, Answer.YES: Outcome.MET, Answer.UNCLEAR: Outcome.UNCLEAR}


def outcome_of(result: object) -> Outcome:
    """The regelutfall of a provision's result: truth values are conditions, all else is a calculation."""
    if isinstance(result, Answer):
        return _ANSWERS[result]
    if isinstance(result, bool):
        return Outcome.MET if result else Outcome.NOT_MET
    return Outcome.CALCULATED


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a provision: ``first_applied`` up to, not including, ``until``, by the date of ``key``.

    ``in_force`` is the day the wording took effect where that is later known to differ from its first
    application; ``sfs`` is the amending act.
    """

    lagrum: str
    first_applied: date
    until: date | None
    in_force: date
    key: Key
    sfs: str

    def applies(self, day: date) -> bool:
        """Whether a key fact of this date is governed by this version."""
        return self.first_applied <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the receipt: which provision ran, on what, with which dated parameters, and its result."""

    name: str
    lagrum: str
    version: Version
    inputs: dict[str, Any]
    parameters: tuple[dict[str, Any], ...]
    outcome: Outcome
    output: Any
    days: tuple[date, date] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The step as JSON-able values."""
        return {
            "name": self.name,
            "lagrum": self.lagrum,
            "version": {"first_applied": self.version.first_applied.isoformat(), "sfs": self.version.sfs},
            "inputs": self.inputs,
            "parameters": list(self.parameters),
            "outcome": self.outcome.value,
            "output": self.output,
            "days": [day.isoformat() for day in self.days] if self.days else None,
        }


@dataclass(slots=True)
class Recorder:
    """The explanation being written: steps in the order they ran, runs of equal days collapsed to one."""

    steps: list[Step] = field(default_factory=list)
    days: tuple[date, date] | None = None

    def add(self, step: Step) -> None:
        """Append a step, or lengthen the last equal one when it ends the day before this begins."""
        for index in range(len(self.steps) - 1, -1, -1):
            known = self.steps[index]
            if known.name == step.name:
                merged = _joined(known, step)
                if merged is not None:
                    self.steps[index] = merged
                    return
                break
        self.steps.append(step)


_BUT_DAYS = attrgetter(*(each.name for each in fields(Step) if each.name != "days"))


def _joined(known: Step, step: Step) -> Step | None:
    if _BUT_DAYS(known) != _BUT_DAYS(step):
        return None
    if known.days is None or step.days is None:
        return known if known.days == step.days else None
    if known.days == step.days:
        return known
    adjacent = (step.days[0] - known.days[1]).days == 1
    return replace(known, days=(known.days[0], step.days[1])) if adjacent else None


_recording: ContextVar[Recorder | None] = ContextVar("handlag_law_recording", default=None)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Record every provision that runs inside the block; each thread and task has its own record."""
    recorder = Recorder()
    token = _recording.set(recorder)
    try:
        yield recorder
    finally:
        _recording.reset(token)


@contextmanager
def paused() -> Iterator[None]:
    """Let provisions run inside the block without leaving steps, as when each day is tried to find runs."""
    token = _recording.set(None)
    try:
        yield
    finally:
        _recording.reset(token)


class Compilable(Generic[P, R]):
    """Arithmetic a provision leans on: plain Python when called, a kernel when Numba meets it."""

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self.__module__ = function.__module__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run as ordinary Python."""
        return self.function(*args, **kwargs)


arithmetic = Compilable


class Provision(Compilable[P, R]):
    """One version of a provision, callable as its function; see ``provision``."""

    registry: ClassVar[dict[str, list[Provision[..., Any]]]] = {}

    def __init__(self, function: Callable[P, R], version: Version, name: str, uses: tuple[str, ...]) -> None:
        super().__init__(function)
        self.version, self.name, self.uses = version, name, uses
        signature = inspect.signature(function)
        self.inputs = [
            (parameter.name, _reader(str(parameter.annotation))) for parameter in signature.parameters.values()
        ]
        self.read_output = _reader(str(signature.return_annotation))
        self._versions = Provision.registry.setdefault(f"{self.__module__}.{name}", [])
        self._versions.append(self)

    @property
    def lagrum(self) -> str:
        """Where the provision stands, such as ``SFB 28 kap. 7 §``."""
        return self.version.lagrum

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run as ordinary Python, leaving a step when an explanation is being recorded."""
        result = self.function(*args, **kwargs)
        recorder = _recording.get()
        if recorder is not None:
            recorder.add(self._step(args, result, recorder.days))
        return result

    def _step(self, args: tuple[Any, ...], result: R, days: tuple[date, date] | None) -> Step:
        inputs: dict[str, Any] = {}
        parameters: tuple[dict[str, Any], ...] = ()
        for (name, read), value in zip(self.inputs, args, strict=True):
            if is_amounts(value):
                parameters = sources_of(self.uses, value.day)
            else:
                inputs[name] = read(value)
        outcome, plain = outcome_of(result), self.read_output(result)
        return Step(self.name, self.lagrum, self.version, inputs, parameters, outcome, plain, days)

    def on(self, day: date) -> Provision[..., R]:
        """The version that governs a key fact of this date; ``LAW_NOT_WRITTEN`` where none is written."""
        for candidate in self._versions:
            if candidate.version.applies(day):
                return candidate
        raise not_written(self.lagrum, day)


def _plain(value: Any) -> Any:
    if isinstance(value, IntEnum):
        return value.name.lower()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _day(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_day(item) for item in value]
    if not isinstance(value, int):
        return _plain(value)
    return date.fromordinal(value).isoformat() if value > 0 else None


def _month(value: Any) -> Any:
    return f"{value // 12:04d}-{value % 12 + 1:02d}" if isinstance(value, int) else _plain(value)


def _reader(annotation: str) -> Callable[[Any], Any]:
    named = set(re.findall(r"\w+", annotation))
    if "Month" in named:
        return _month
    return _day if named & {"Day", "Days"} else _plain


def not_written(lagrum: str, day: date) -> HandlagError:
    """The error for a day whose law has not been written here: never guessed from another year."""
    return HandlagError(
        "LAW_NOT_WRITTEN",
        sv=f"{lagrum} är inte skriven för {day.isoformat()}.",
        en=f"{lagrum} has not been written for {day.isoformat()}.",
        remedy_sv=f"Ange dagar från och med {WRITTEN_FROM.isoformat()}, eller handlägg för hand.",
        remedy_en=f"Give days from {WRITTEN_FROM.isoformat()}, or decide by hand.",
    )


def provision(
    lagrum: str,
    valid_from: str = "",
    *,
    until: str = "",
    in_force: str = "",
    key: Key = Key.BENEFIT_DAY,
    sfs: str = "2010:110",
    name: str = "",
    uses: tuple[str, ...] = (),
) -> Callable[[Callable[P, R]], Provision[P, R]]:
    """Declare a function to be a provision's wording from ``valid_from`` (``WRITTEN_FROM`` when not given).

    ``name`` groups versions of one provision, ``uses`` names the dated parameters it reads, for the receipt.
    """
    first = date.fromisoformat(valid_from) if valid_from else WRITTEN_FROM
    end = date.fromisoformat(until) if until else None
    version = Version(lagrum, first, end, date.fromisoformat(in_force) if in_force else first, key, sfs)

    def declare(function: Callable[P, R]) -> Provision[P, R]:
        return Provision(function, version, name or function.__name__, uses)

    return declare
