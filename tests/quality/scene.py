"""Decided cases to draw from, and people to review them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from handlag.cases.models import Case, CaseClaim, Decision
from handlag.control.models import Investigation as Control
from handlag.people.models import Account, Person, Role
from handlag.quality.actions.draw_round import draw_round
from handlag.quality.actions.score_file import score_file
from handlag.quality.domain.verdict import Verdict, asked
from handlag.quality.domain.wanted import Wanted
from handlag.quality.models import ReviewRound, Scoring
from handlag.quality.queries.rounds import checklist_of
from handlag.steering.actions.sources import Document
from handlag.steering.models import Investigation
from tests.cases import scene

POSITION = Document(
    "legal_position", "Dnr 2026/000014", "Karens vid återinsjuknande", "Karens dras en gång.",
    "The qualifying deduction is made once.", ("SFB 27 kap. 27 §",), date(2026, 4, 1), benefits=("sjukpenning",),
)  # fmt: skip
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def somebody(serial: int, **more: Any) -> Person:
    """People born on the days of March 1985, twenty to a day."""
    return scene.person(f"198503{1 + serial // 20:02d}", str(980 + serial % 20), **more)


def decided(
    serial: int, outcome: str = "granted", at: str = "2026-03-10", who: Person | None = None, **more: Any
) -> Decision:
    """A sickness case decided by the machine, or by whom ``more`` says."""
    person = who or somebody(serial)
    case = Case.objects.create(
        number=f"R{serial:04d}", person=person, benefit="sjukpenning", flow="sjukpenning", flow_version=1,
        step="decide", state="closed", received_on=date(2026, 3, 1), target_on=date(2026, 4, 1),
        opened_at=scene.noon("2026-03-01"), closed_at=scene.noon(at), closed_reason="decided",
    )  # fmt: skip
    CaseClaim.objects.create(case=case, claim=scene.claim(person, "2026-03-15", "2026-03-28"))
    known: dict[str, Any] = {"automatic": True} | more
    return Decision.objects.create(
        case=case, outcome=outcome, decided_at=scene.noon(at), revision=1, receipt={},
        reconsideration_by=date(2026, 5, 11), **known,
    )  # fmt: skip


def staff(name: str, role: Role = Role.OFFICER, **more: Any) -> Account:
    return Account.objects.create(username=name, role=role, **more)


def wanted(reviewers: list[Account], **more: Any) -> Wanted:
    known: dict[str, Any] = {
        "name": "Mars", "benefits": ("sjukpenning",), "first_day": date(2026, 3, 1), "last_day": date(2026, 3, 31),
        "size": 10, "least": 2, "double_percent": 0, "reviewers": tuple(one.id for one in reviewers),
    }  # fmt: skip
    return Wanted(**known | more)


def drawn(leader: Account, reviewers: list[Account], **more: Any) -> ReviewRound:
    return draw_round(wanted(reviewers, **more), leader, NOW)


def verdict(scoring: Scoring, *missed: str, **more: Any) -> Verdict:
    """Everything carried out but what is named; a cause goes with whatever is wrong."""
    of = asked(checklist_of(scoring.item), scoring.item.decision.outcome)
    wrong = missed or any(more.values())
    answers = {control.code: "no" if control.code in missed else "yes" for control in of}
    return Verdict(answers, causes=("slip",) if wrong else (), **more)


def score(scoring: Scoring, *missed: str, **more: Any) -> Scoring:
    return score_file(scoring.reviewer, scoring.id, verdict(scoring, *missed, **more), NOW)


def waiting(made: ReviewRound, who: UUID | None = None) -> list[Scoring]:
    rows = Scoring.objects.filter(item__round=made, done_at__isnull=True).order_by("item__position", "sitting")
    return list(rows.filter(reviewer=who) if who else rows)


def alarmed() -> Investigation:
    return Investigation.objects.create(
        series="rejection/sjukpenning/first/first_claim", period="2026-03", upwards=True, shown={}, evidence={},
        opened_at=NOW,
    )  # fmt: skip


def controlled(count: int) -> None:
    ada = staff("ada")
    for serial in range(count):
        Control.objects.create(
            person=somebody(serial), benefit="sjukpenning", impulse="sampling", ground="Draget i urvalet.",
            opened_at=NOW, opened_by=ada,
        )  # fmt: skip
