"""What a decision comes to, read off its lines."""

from __future__ import annotations

from collections.abc import Sequence
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

NOT_AGAINST = frozenset({"SJP_SICK_PAY", "SJP_DEDUCTION", "SJP_WAITING", "FPG_NOT_CLAIMED", "BBG_NO_CHILD"})
"""Refused days beside granted ones in which nothing is weighed against the party: the first days of a sickness period
belong to the employer or are a qualifying time (27 kap. 9, 27, 27 a §§), weekdays not asked for lie between those that
are, and barnbidrag begins the month after the birth (15 kap. 4 §)."""


def overall(lines: Sequence[AnyLine]) -> str:
    """``refused`` when no day is granted; ``granted`` when nothing was weighed against the party; else ``partly``."""
    if not any(line.outcome == GRANTED for line in lines):
        return REFUSED
    return PARTLY if against_party(lines) else GRANTED


def against_party(lines: Sequence[AnyLine]) -> bool:
    """Whether the lines go against the party so that she must be heard before it is decided (FL 25 §)."""
    if all(line.outcome == REFUSED for line in lines):
        return True
    return any(line.outcome == REFUSED and line.reason_code not in NOT_AGAINST for line in lines)
