"""The planner's form: what was posted as a scenario, a scenario as boxes, rows added and taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from handlag.core.errors import HandlagError
from handlag.planning.domain.capacity import MENTORS, RAMP
from handlag.planning.domain.scenario import STATUTORY
from handlag.portal.fields import Choice, Field
from handlag.portal.plan_boxes import READ, WHOLE, WRITE, Box, Rows, choices_of, number, per_cent, plain_number, share

Posted = dict[str, str]
"""What stands in the form: text by place."""
MOST_ROWS = 60
NEW: dict[str, dict[str, Any]] = {
    "queues": {
        "limit": 30, "statutory": STATUTORY, "staff": {"case_work": 0.65, "absence": 0.12}, "types": [{"name": "all"}],
    },
    "teams": {"staff": {"case_work": 0.65, "absence": 0.12}},
    "staff.hires": {"ramp": RAMP, "mentors": MENTORS},
    "order": {"share": 1.0},
}  # fmt: skip
"""What a new row begins with: the assumptions, so that one sees them."""
NOT_THE_SCENARIO = frozenset({"do", "why", "csrfmiddlewaretoken"})


def posted_of(given: Mapping[str, str]) -> Posted:
    """What a request says of the scenario; what else it carries is left out."""
    return {name: text.replace("\r\n", "\n") for name, text in given.items() if name not in NOT_THE_SCENARIO}


def rows_in(posted: Mapping[str, str], place: str) -> int:
    """How many rows of a list there are: one more than the highest number among its boxes."""
    found = re.compile(rf"^{re.escape(place)}\.(\d{{1,3}})\.")
    numbers = [int(match[1]) for name in posted if (match := found.match(name))]
    return min(max(numbers, default=-1) + 1, MOST_ROWS)


def _below(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def content_of(posted: Mapping[str, str], part: Rows = WHOLE, place: str = "") -> dict[str, Any]:
    """The scenario's file as the form has it. What can't be read stands as it was written, for the check to find."""
    content: dict[str, Any] = {}
    for box in part.boxes:
        text = posted.get(_below(place, box.key), "").strip()
        if text:
            _put(content, box.key, _read(box, text, posted, place))
    for rows in part.rows:
        at = _below(place, rows.key)
        found = [content_of(posted, rows, f"{at}.{n}") for n in range(rows_in(posted, at))]
        if found:
            _put(content, rows.key, found)
    return content


def _read(box: Box, text: str, posted: Mapping[str, str], place: str) -> Any:
    try:
        if box.kind == "target":
            shares = posted.get(_below(place, "measure"), "").startswith("share")
            return share(text) if shares else number(text)
        return READ[box.kind](text)
    except ValueError:
        return text


def _put(content: dict[str, Any], key: str, value: Any) -> None:
    *parents, last = key.split(".")
    for parent in parents:
        content = content.setdefault(parent, {})
    content[last] = value


def _get(content: Mapping[str, Any], key: str) -> Any:
    for step in key.split("."):
        content = content.get(step, {}) if isinstance(content, Mapping) else {}
    return None if content == {} else content


def posted_from(content: Mapping[str, Any], part: Rows = WHOLE, place: str = "") -> Posted:
    """A scenario's file as the form shows it."""
    posted: Posted = {}
    for box in part.boxes:
        value = _get(content, box.key)
        if value not in (None, "", [], ()):
            posted[_below(place, box.key)] = _written(box, value, content)
    for rows in part.rows:
        for n, row in enumerate(_get(content, rows.key) or []):
            posted.update(_row_posted(row, rows, f"{_below(place, rows.key)}.{n}"))
    return posted


def _row_posted(row: Mapping[str, Any], rows: Rows, place: str) -> Posted:
    """A row's boxes; its first is there even where it is empty, so that the row is."""
    return {f"{place}.{rows.boxes[0].key}": "", **posted_from(row, rows, place)}


def _written(box: Box, value: Any, content: Mapping[str, Any]) -> str:
    if isinstance(value, str):
        return value
    if box.kind == "target":
        return per_cent(value) if str(content.get("measure", "")).startswith("share") else plain_number(value)
    return WRITE[box.kind](value)


def _list_at(place: str) -> Rows:
    """The list a place such as ``queues.0.staff.hires`` is; ``PORTAL_NO_ROWS`` if there is none."""
    part = WHOLE
    keys = re.split(r"\.\d{1,3}\.", place)
    for key in keys:
        found = [rows for rows in part.rows if rows.key == key]
        if not found:
            raise HandlagError(
                "PORTAL_NO_ROWS", "do",
                sv="Det finns ingen sådan lista i formuläret.", en="There is no such list in the form.",
                remedy_sv="Använd knapparna.", remedy_en="Use the buttons.",
            )  # fmt: skip
        part = found[0]
    return part


def with_row(posted: Posted, place: str) -> Posted:
    """The form with one more row in a list; ``PORTAL_NO_ROWS`` where there is no such list."""
    rows, n = _list_at(place), rows_in(posted, place)
    if n >= MOST_ROWS:
        return posted
    return {**posted, **_row_posted(NEW.get(rows.key, {}), rows, f"{place}.{n}")}


def without_row(posted: Posted, place: str) -> Posted:
    """The form without one row, those after it moved up; ``PORTAL_NO_ROWS`` where there is no such row."""
    whole, _, last = place.rpartition(".")
    _list_at(whole)
    gone, found = int(last) if last.isdigit() else -1, re.compile(rf"^{re.escape(whole)}\.(\d{{1,3}})\.(.*)$", re.S)
    left: Posted = {}
    for name, text in posted.items():
        match = found.match(name)
        n = int(match[1]) if match else -1
        if match is None or n < gone:
            left[name] = text
        elif n > gone:
            left[f"{whole}.{n - 1}.{match[2]}"] = text
    return left


@dataclass(frozen=True)
class Row:
    """One part of the form as the page draws it."""

    place: str
    number: int
    title: str
    fields: list[Field]
    lists: list[Listed]

    @property
    def id(self) -> str:
        """Its id on the page."""
        return "plan-" + self.place.replace(".", "-")


@dataclass(frozen=True)
class Listed:
    """A list of parts, with the button that adds one."""

    place: str
    label: Promise | str
    add: Promise | str
    help: Promise | str
    rows: list[Row]
    wrong: bool

    @property
    def id(self) -> str:
        """Its id on the page."""
        return "plan-" + self.place.replace(".", "-")


def drawn(posted: Mapping[str, str], errors: Iterable[HandlagError], language: str) -> Row:
    """The whole form as the page draws it, each error at the box it is about."""
    return _row(WHOLE, "", 0, posted, list(errors), language)


def _row(part: Rows, place: str, n: int, posted: Mapping[str, str], errors: list[HandlagError], language: str) -> Row:
    fields = [_field(box, place, posted, errors, language) for box in part.boxes]
    lists = [_listed(rows, _below(place, rows.key), posted, errors, language) for rows in part.rows]
    return Row(place, n, _title(part, place, posted, language), fields, lists)


def _title(part: Rows, place: str, posted: Mapping[str, str], language: str) -> str:
    first = part.boxes[0]
    said = posted.get(_below(place, first.key), "")
    chosen: dict[str, Any] = {choice.value: choice.text for choice in choices_of(first, language)}
    return str(chosen.get(said, said))


def _listed(rows: Rows, place: str, posted: Mapping[str, str], errors: list[HandlagError], language: str) -> Listed:
    drawn_ = [
        _row(rows, f"{place}.{n}", n + 1, posted, errors, language) for n in range(rows_in(posted, place))
    ]  # fmt: skip
    wrong = any(error.field.startswith(place) for error in errors)
    return Listed(place, rows.label, rows.add, rows.help, drawn_, wrong)


def _field(box: Box, place: str, posted: Mapping[str, str], errors: list[HandlagError], language: str) -> Field:
    name = _below(place, box.key)
    error = next((one for one in errors if one.field == name or one.field.startswith(f"{name}.")), None)
    chosen: tuple[Choice, ...] = choices_of(box, language)
    return Field(
        name, box.kind, box.label, box.help, box.required, chosen, "plan",
        (posted.get(name, ""),), error, rows=3,
    )  # fmt: skip


def all_fields(row: Row) -> Iterator[Field]:
    """Every field of the form, from the top."""
    yield from row.fields
    for listed in row.lists:
        for each in listed.rows:
            yield from all_fields(each)


def linked(row: Row, errors: Iterable[HandlagError]) -> tuple[tuple[HandlagError, str], ...]:
    """Every error with the id of the nearest box it is about, or of the list it is in."""
    fields = list(all_fields(row))
    return tuple((error, _nearest(error.field, fields)) for error in errors)


def _nearest(place: str, fields: list[Field]) -> str:
    while place:
        for field in fields:
            if field.name == place or field.name.startswith(f"{place}."):
                return field.id
        place = place.rpartition(".")[0]
    return ""
