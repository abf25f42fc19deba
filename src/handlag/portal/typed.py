"""What people type, as values: whole numbers and days. A value that can't be one raises naming its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlag.core.errors import HandlagError

Given = Mapping[str, str]
LONGEST = 9  # digits: far above anything asked for here, far below what a number can't hold
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
SPACES = str.maketrans("", "", " \u00a0\u202f")


def whole(given: Given, name: str) -> int:
    """A whole number, spaces and ``kr`` allowed. Raises PORTAL_NUMBER."""
    found = maybe_whole(given.get(name, ""))
    if found is None:
        raise HandlagError(
            "PORTAL_NUMBER", name,
            sv="Svaret ska vara ett heltal.", en="The answer must be a whole number.",
            remedy_sv="Skriv bara siffror, till exempel 412 000.", remedy_en="Write digits only, such as 412 000.",
        )  # fmt: skip
    return found


def maybe_whole(text: str) -> int | None:
    """The whole number a text is, or None."""
    compact = text.translate(SPACES).removesuffix("kr")
    return int(compact) if compact.isascii() and compact.isdigit() and len(compact) <= LONGEST else None


def day(given: Given, name: str) -> date:
    """A day as a form sends it, in this or the neighbouring centuries. Raises PORTAL_DAY."""
    try:
        found = date.fromisoformat(given.get(name, "").strip())
    except ValueError:
        found = date.min
    if FIRST_DAY <= found <= LAST_DAY:
        return found
    raise HandlagError(
        "PORTAL_DAY", name,
        sv="Dagen saknas eller går inte att läsa.", en="The day is missing or can't be read.",
        remedy_sv="Skriv den som ÅÅÅÅ-MM-DD.", remedy_en="Write it as YYYY-MM-DD.",
    )  # fmt: skip


def written(given: Given, name: str) -> str:
    """A text somebody must have written. Raises PORTAL_TEXT."""
    text = given.get(name, "").strip()
    if text:
        return text
    raise HandlagError(
        "PORTAL_TEXT", name,
        sv="Texten saknas.", en="The text is missing.",
        remedy_sv="Skriv den.", remedy_en="Write it.",
    )  # fmt: skip


def within(given: Given, name: str, most: int) -> int:
    """A whole number from 1 to ``most``. Raises PORTAL_DAYS."""
    found = maybe_whole(given.get(name, ""))
    if found is not None and 1 <= found <= most:
        return found
    raise HandlagError(
        "PORTAL_DAYS", name,
        sv=f"Antalet dagar ska vara från 1 till {most}.", en=f"The number of days must be from 1 to {most}.",
        remedy_sv="Skriv ett heltal.", remedy_en="Write a whole number.",
    )  # fmt: skip
