"""The facts a wrong payment is tried on, as the law of recovery wants them (SFB 108 kap.)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlag.control.domain.codes import NEGLECTED_DUTY, WRONG_INFORMATION
from handlag.core.errors import HandlagError

HEARING = timedelta(days=14)
"""How long the party has to answer before a decision against her; the days are our own."""


@dataclass(frozen=True)
class Judged:
    """What an officer has judged: the cause, whether the person realised, what is waived, since when she is heard."""

    cause: str
    reasons: str
    realised: bool | None = None
    waived_percent: int = 0
    heard_from: date | None = None
    answered: bool = False


def facts_of(
    benefit: str, amount: int, days: tuple[date, date], judged: Judged, officer: str, today: date
) -> dict[str, Any]:
    """Facts for ``aterkrav``; ``days`` are the first and last the money was paid for, ``amount`` öre too much."""
    by = {"by": officer, "made_on": today.isoformat(), "why": judged.reasons}
    waived = by | {"special_reasons": judged.waived_percent > 0, "share": judged.waived_percent or 100}
    return {
        "period": {"start": days[0].isoformat(), "end": days[1].isoformat()}, "benefit": benefit,
        "decided_on": today.isoformat(), "paid": amount, "entitled": 0,
        "wrong_information": judged.cause in WRONG_INFORMATION, "neglected_duty": judged.cause in NEGLECTED_DUTY,
        "realised": None if judged.realised is None else by | {"met": judged.realised}, "remission": waived,
    }  # fmt: skip


def check_heard(judged: Judged, today: date) -> None:
    """Nobody is decided against unheard (FL 25 §): CONTROL_NOT_HEARD before she has answered or had her days."""
    since = judged.heard_from
    if since is not None and since <= today and (judged.answered or since + HEARING <= today):
        return
    raise HandlagError(
        "CONTROL_NOT_HEARD", "heard_from",
        sv="Den försäkrade har inte fått yttra sig, eller hennes tid är inte ute.",
        en="The insured has not been heard, or her time is not over.",
        remedy_sv=f"Berätta vad ni överväger och vänta {HEARING.days} dagar eller på svar (25 § förvaltningslagen).",
        remedy_en=f"Tell her what is considered and wait {HEARING.days} days or for her answer (APA, section 25).",
    )  # fmt: skip
