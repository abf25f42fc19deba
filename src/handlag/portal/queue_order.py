"""The order of the queue as a manager writes it: one group a line, ``name: field=value, field=value|value``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlag.cases.domain.order import NUMBERS, Group
from handlag.core.errors import HandlagError


def written_order(groups: Sequence[Group]) -> str:
    """The groups as lines, the rest that always comes last left out."""
    return "\n".join(f"{group.name}: {_written(group)}" for group in groups if group.constraints)


def read_groups(text: str) -> list[dict[str, Any]]:
    """The lines as groups; ``PORTAL_ORDER_LINE`` names the line that can't be read. What they mean is for cases."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return [_group(number, line) for number, line in lines]


def _written(group: Group) -> str:
    return ", ".join(f"{field}={_value(wanted)}" for field, wanted in group.constraints.items())


def _value(wanted: Any) -> str:
    if isinstance(wanted, bool):
        return "yes" if wanted else "no"
    return "|".join(map(str, wanted)) if isinstance(wanted, list | tuple) else str(wanted)


def _group(number: int, line: str) -> dict[str, Any]:
    name, colon, rest = line.partition(":")
    pairs = [part.partition("=") for part in rest.split(",")]
    if not colon or not all(field.strip() and equals and value.strip() for field, equals, value in pairs):
        raise HandlagError(
            "PORTAL_ORDER_LINE", "groups",
            sv=f"Rad {number} går inte att läsa.", en=f"Line {number} can't be read.",
            remedy_sv="Skriv namn: fält=värde, fält=värde.", remedy_en="Write name: field=value, field=value.",
        )  # fmt: skip
    return {"name": name.strip(), "constraints": {f.strip(): _read(f.strip(), v.strip()) for f, _, v in pairs}}


def _read(field: str, value: str) -> Any:
    if field in NUMBERS:
        return _whole(value)
    if field == "protected":
        return {"yes": True, "no": False}.get(value.casefold(), value)
    return value.split("|") if "|" in value else value


def _whole(value: str) -> Any:
    try:
        return int(value)
    except ValueError:
        return value
