"""The number people read out and write down: year, serial and a check digit that catches a mistyped figure."""

from __future__ import annotations

import re

from handlag.core.errors import HandlagError
from handlag.core.ids import luhn_digit

SHAPE = re.compile(r"(\d{4})-(\d{6,9})-(\d)")


def case_number(year: int, serial: int) -> str:
    """``2026-000123-3``: serial 1 to 999,999,999, shown with at least six digits."""
    digits = f"{year:04}{serial:06}"
    return f"{year:04}-{serial:06}-{luhn_digit(digits)}"


def read_case_number(text: str) -> str:
    """The number in its one written form; ``CASE_NUMBER`` where the shape or the check digit is wrong."""
    match = SHAPE.fullmatch(text.strip().replace(" ", ""))
    if match is None or str(luhn_digit(match[1] + match[2])) != match[3]:
        raise _wrong(text)
    return match[0]


def _wrong(text: str) -> HandlagError:
    return HandlagError(
        "CASE_NUMBER", "number",
        sv=f"{text[:20]!r} är inget ärendenummer.",
        en=f"{text[:20]!r} is not a case number.",
        remedy_sv="Skriv numret som i brevet, till exempel 2026-000123-3, och kontrollera siffrorna.",
        remedy_en="Write the number as in the letter, such as 2026-000123-3, and check the digits.",
    )  # fmt: skip
