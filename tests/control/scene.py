"""A person who was paid too much: fourteen days of sickness benefit paid, of which a later decision gives seven."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from handlag.control.domain.trial import Judged
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.people.models import Person
from tests.payments.scene import at, decided, person

PAID = date(2026, 2, 25)
HEARD = date(2026, 3, 5)
TRIED = at(date(2026, 4, 1))
CHANGES = "Du började arbeta den 9 februari och anmälde det inte till oss."


def overpaid(files: Path, who: Person | None = None, ore: int = 80_000) -> UUID:
    """Paid 2-15 February; nothing was due from the 9th on. Gives the decision that shows it: seven days too much."""
    anna = who or person()
    decided(anna, "sjukpenning", [("2026-02-02", "2026-02-15", ore)], date(2026, 2, 16))
    run_pay_day("sjukpenning", PAID, at(date(2026, 2, 23)), Settings(files))
    later = decided(anna, "sjukpenning", [("2026-02-09", "2026-02-15", 0)], date(2026, 3, 2))
    return later.pk


def judged(**given: object) -> Judged:
    """The insured did not report a change, was heard in time, nothing is waived."""
    known: dict[str, object] = {
        "cause": "insured_changed_circumstances", "reasons": CHANGES, "heard_from": HEARD, "answered": True,
    }  # fmt: skip
    return Judged(**(known | given))  # type: ignore[arg-type]


def noon(day: str) -> datetime:
    return at(date.fromisoformat(day), 11)
