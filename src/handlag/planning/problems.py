"""Everything wrong with a scenario at once, each at its own place: for the form, where all is to be put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handlag.core.errors import HandlagError
from handlag.planning.domain.scenario import employed, plan_of
from handlag.planning.files import QueuePart, ScenarioFile, month_of

UNION_BRANCHES = frozenset({"float", "int", "list", "tuple"})
WORDS: dict[str, tuple[str, str]] = {
    "missing": ("Uppgiften saknas.", "This is missing."),
    "string_too_short": ("Uppgiften saknas.", "This is missing."),
    "too_short": ("Det måste finnas minst {min_length}.", "There must be at least {min_length}."),
    "too_long": ("Det får finnas högst {max_length}.", "There may be at most {max_length}."),
    "string_too_long": ("Texten är längre än {max_length} tecken.", "The text is longer than {max_length} characters."),
    "greater_than_equal": ("Värdet får inte vara under {ge}.", "The value may not be below {ge}."),
    "greater_than": ("Värdet måste vara över {gt}.", "The value must be above {gt}."),
    "less_than_equal": ("Värdet får inte vara över {le}.", "The value may not be above {le}."),
    "literal_error": ("Välj ett av {expected}.", "Choose one of {expected}."),
    "extra_forbidden": ("Uppgiften är okänd.", "This isn't known."),
    "finite_number": ("Skriv ett tal.", "Write a number."),
    **dict.fromkeys(
        ("int_parsing", "float_parsing", "int_type", "float_type", "list_type", "tuple_type"),
        ("Skriv ett tal.", "Write a number."),
    ),
    "int_from_float": ("Skriv ett heltal.", "Write a whole number."),
}
SHARE = ("Andelen ska vara 0 till 100 procent (0 till 1).", "The share must be 0 to 100 per cent (0 to 1).")
MONTH = ("Skriv en månad som 2026-03.", "Write a month as 2026-03.")
PLACES = {
    "fte": "staff.fte", "case_work": "staff.case_work", "absence": "staff.absence", "overtime": "staff.overtime",
    "turnover": "staff.turnover", "hires": "staff.hires", "ramp": "staff.hires", "changes": "staff.changes",
    "loss": "staff.dips", "absence_by_month": "staff.absence_by_month",
}  # fmt: skip
"""Where in a benefit's part what the domain calls a field is written."""


def problems(content: Mapping[str, Any]) -> tuple[ScenarioFile | None, list[HandlagError]]:
    """The scenario, if it can be understood, and all that is wrong with it: unreadable values, then contradictions.

    Fields are places such as ``queues.0.staff.fte``. Nothing is simulated.
    """
    try:
        file = ScenarioFile.model_validate(content)
    except ValidationError as error:
        found = {one.field: one for one in map(_problem, reversed(error.errors(include_url=False)))}
        return None, list(reversed(found.values()))
    return file, list(_contradictions(file))


def _place(loc: tuple[int | str, ...]) -> str:
    """The place as the file names it: without the branches pydantic tried in a value that may be of two kinds."""
    parts: list[str] = []
    for step in loc:
        if isinstance(step, str) and (not step.isidentifier() or step in UNION_BRANCHES):
            break
        parts.append(str(step))
    return ".".join(parts)


def _problem(details: ErrorDetails) -> HandlagError:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "string_pattern_mismatch" and "0[1-9]" in str(context.get("pattern")):
        sv, en = MONTH
    elif (kind, context.get("le")) == ("less_than_equal", 1) or (kind, context.get("ge")) == ("greater_than_equal", 0):
        sv, en = SHARE if context.get("le") == 1 else _below_none(details)
    elif kind == "value_error":
        sv = en = f"{details['msg'].removeprefix('Value error, ').capitalize()}."
    else:
        sv, en = (words.format(**context) for words in WORDS.get(kind, (details["msg"], details["msg"])))
    return _at(_place(details["loc"]), "PLAN_FILE", sv, en)


def _below_none(details: ErrorDetails) -> tuple[str, str]:
    if isinstance(details["input"], int | float):
        return "Värdet får inte vara under noll.", "The value may not be below zero."
    return "Skriv ett tal.", "Write a number."


def _at(field: str, code: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        code, field, sv=sv, en=en, remedy_sv="Rätta värdet.", remedy_en="Correct the value."
    )  # fmt: skip


def _contradictions(file: ScenarioFile) -> Iterator[HandlagError]:
    try:
        file.scenario()
    except HandlagError as error:
        if "." in error.field:  # it names its place itself: a benefit twice, a loan from one that isn't there
            yield error
            return
    for n, part in enumerate(file.queues):
        if (error_ := _contradiction(file, part)) is not None:
            place = PLACES.get(error_.field, "benefit" if error_.field == part.benefit else error_.field)
            yield _at(f"queues.{n}.{place}", error_.code, error_.swedish.problem, error_.english.problem)


def _contradiction(file: ScenarioFile, part: QueuePart) -> HandlagError | None:
    try:
        queue = file.queue(part)
        employed(queue, file.months)
        plan_of(queue, month_of(file.first), file.months)
    except HandlagError as error:
        return error
    return None
