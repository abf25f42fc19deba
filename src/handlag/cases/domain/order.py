"""The order of the queue: a list of groups of constraints; a task belongs to the first group that it matches.

Within a group the nearest target stands first, then the oldest claim. The last group always matches everything, so
that no task is out of reach. The same constraints are read here, to explain and preview, and by the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlag.core.errors import HandlagError

FIELDS: dict[str, tuple[str, str]] = {
    "benefit": ("förmånen är", "the benefit is"),
    "kind": ("uppgiften är", "the task is"),
    "unit": ("enheten är", "the unit is"),
    "protected": ("skyddade uppgifter", "protected identity"),
    "target_within": ("dagar kvar till målet: högst", "days left to the target: at most"),
    "deadline_within": ("dagar kvar till fristen: högst", "days left to the deadline: at most"),
    "older_than": ("ärendets ålder i dagar: minst", "the case's age in days: at least"),
}
PASSED: dict[str, tuple[str, str]] = {
    "target_within": ("målet har passerats", "the target has passed"),
    "deadline_within": ("fristen har passerats", "the deadline has passed"),
}
"""How -1 is said: fewer than no days left."""
NUMBERS = frozenset({"target_within", "deadline_within", "older_than"})


@dataclass(frozen=True)
class Waiting:
    """A task in the queue, as far as the order looks at it."""

    benefit: str
    kind: str
    unit: str
    protected: bool
    received_on: date
    target_on: date
    deadline: date


@dataclass(frozen=True)
class Group:
    """Constraints that must all hold: a value or a list of values for a field, a number of days for the others."""

    name: str
    constraints: Mapping[str, Any]

    def matches(self, task: Waiting, today: date) -> bool:
        """Whether the task belongs here, if no earlier group has it."""
        return all(_holds(field, wanted, task, today) for field, wanted in self.constraints.items())

    def as_dict(self) -> dict[str, Any]:
        """The group as kept."""
        return {"name": self.name, "constraints": dict(self.constraints)}


REST = Group("rest", {})

DEFAULT: tuple[Group, ...] = (
    Group("beyond target", {"target_within": -1}),
    Group("target within a week", {"target_within": 7}),
    REST,
)
"""The order until another is set: what is past its target first, then what soon will be."""


def read_order(groups: Sequence[Mapping[str, Any]]) -> tuple[Group, ...]:
    """An order as a manager wrote it, the rest added last; ``CASE_ORDER`` names what can't be used."""
    read = tuple(_group(position, raw) for position, raw in enumerate(groups))
    return read if read and not read[-1].constraints else (*read, REST)


def place(task: Waiting, groups: Sequence[Group], today: date) -> int:
    """The position of the first group a task matches, from 0."""
    return next(position for position, group in enumerate(groups) if group.matches(task, today))


def _holds(field: str, wanted: Any, task: Waiting, today: date) -> bool:
    if field in NUMBERS:
        return _within_days(field, int(wanted), task, today)
    return getattr(task, field) in (wanted if isinstance(wanted, list | tuple) else [wanted])


def _within_days(field: str, days: int, task: Waiting, today: date) -> bool:
    if field == "older_than":
        return (today - task.received_on).days >= days
    until = task.target_on if field == "target_within" else task.deadline
    return (until - today).days <= days


def _group(position: int, raw: Mapping[str, Any]) -> Group:
    constraints = raw.get("constraints", {})
    if not isinstance(constraints, Mapping):
        raise _wrong(f"groups.{position}.constraints")
    for field, wanted in constraints.items():
        if not _readable(field, wanted):
            raise _wrong(f"groups.{position}.{field}")
    return Group(str(raw.get("name") or f"group {position + 1}")[:80], dict(constraints))


def _readable(field: str, wanted: Any) -> bool:
    if field in NUMBERS:
        return type(wanted) is int and abs(wanted) <= 10_000
    if field == "protected":
        return isinstance(wanted, bool)
    values = wanted if isinstance(wanted, list | tuple) else [wanted]
    return field in FIELDS and bool(values) and all(isinstance(value, str) for value in values)


def _wrong(field: str) -> HandlagError:
    return HandlagError(
        "CASE_ORDER", field,
        sv="Villkoret går inte att använda.",
        en="The constraint can't be used.",
        remedy_sv=f"Fält som finns: {', '.join(FIELDS)}. Dagar anges som heltal.",
        remedy_en=f"Fields there are: {', '.join(FIELDS)}. Days are whole numbers.",
    )  # fmt: skip


def in_words(group: Group, language: str) -> str:
    """A group in words, for the explanation beside a task."""
    if not group.constraints:
        return "övriga" if language == "sv" else "all others"
    number = 0 if language == "sv" else 1
    return "; ".join(_constraint(field, wanted)[number] for field, wanted in group.constraints.items())


def _constraint(field: str, wanted: Any) -> tuple[str, str]:
    if field in PASSED and wanted == -1:
        return PASSED[field]
    sv, en = FIELDS[field]
    return f"{sv} {_value(wanted)}", f"{en} {_value(wanted)}"


def _value(wanted: Any) -> str:
    return ", ".join(map(str, wanted)) if isinstance(wanted, list | tuple) else str(wanted)
