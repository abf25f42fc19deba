"""Bank account numbers (ISO 13616): the check digits, and for Swedish ones the length."""

from __future__ import annotations

import re

SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
SWEDISH = 24


def is_iban(number: str) -> bool:
    """Whether a number in capitals without spaces is an IBAN: its shape, and 1 as remainder by 97 (ISO 7064)."""
    if not SHAPE.fullmatch(number) or (number.startswith("SE") and len(number) != SWEDISH):
        return False
    moved = number[4:] + number[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
