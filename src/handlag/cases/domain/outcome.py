"""What a decision comes to, read off its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


class AnyLine(Protocol):
    """What is needed of a line, the law's or a refusal's own."""

    @property
    def outcome(self) -> str:
        """``granted`` or ``refused``."""

    @property
    def reason_code(self) -> str:
        """Why."""


GRANTED, PARTLY, REFUSED = "granted", "partly", "refused"

NOT_AGAINST = frozenset({"SJP_SICK_PAY", "SJP_DEDUCTION", "SJP_WAITING"})
"""Refused days every claim of the kind has by the statute itself: the first days of a sickness period belong to
the employer or are a qualifying time (27 kap. 9, 27, 27 a §§). Nothing is weighed against the party there."""


def overall(lines: Sequence[AnyLine]) -> str:
    """``granted`` when every day is, or is refused by the statute itself; ``refused`` when no day is granted."""
    if not any(line.outcome == GRANTED for line in lines):
        return REFUSED
    return PARTLY if against_party(lines) else GRANTED


def against_party(lines: Iterable[AnyLine]) -> bool:
    """Whether any line goes against the party so that she must be heard before it is decided (FL 25 §)."""
    return any(line.outcome == REFUSED and line.reason_code not in NOT_AGAINST for line in lines)
