"""What the insured see of their own cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from handlag.cases.domain.certified import FLOW as WAITING
from handlag.cases.models import Case, Communication, Decision, Letter, Supplement
from handlag.core.errors import NotFound
from handlag.intake.models import CERTIFICATE_NOTICE, Claim
from handlag.payments.models import Payment, PlannedPayment
from handlag.people.models import Person
from handlag.portal.reads import money
from handlag.portal.reads.again import Again, again_of, may_ask


@dataclass(frozen=True)
class Step:
    """One step of the way from application to decision; ``on`` is when it was taken, if it has been."""

    name: str  # received, certificate, claim, looking, decided
    on: date | None
    now: bool = False


@dataclass(frozen=True)
class MyCase:
    """A case with what the insured needs to do, where it stands, and how old it is beside what is normal."""

    case: Case
    period: Any
    steps: list[Step]
    asked: list[Supplement]
    asked_of_others: list[Supplement]
    heard: list[Communication]
    age: int
    normal: int

    @property
    def to_do(self) -> bool:
        """Whether anything waits for the insured."""
        return bool(self.asked or self.heard)


@dataclass(frozen=True)
class Shown:
    """A case opened on its own page: with decisions, letters and money besides."""

    mine: MyCase
    claims: list[Claim]
    decisions: list[Decision]
    letters: list[Letter]
    payments: list[Payment]
    coming: list[PlannedPayment]
    again: Again
    may_ask: str


def my_cases(person: Person, today: date) -> list[MyCase]:
    """All cases of a person, open ones first, the newest first."""
    cases = _with_parts(Case.objects.filter(person=person)).order_by("-opened_at")[:100]
    return sorted((_mine(case, today) for case in cases), key=lambda mine: mine.case.state == "closed")


def my_case(person: Person, number: str) -> Case:
    """One of the person's own cases by its number; anybody else's is as unknown as one that isn't there."""
    found = Case.objects.filter(person=person, number=number).first()
    if found is None:
        raise NotFound(
            "PORTAL_CASE_UNKNOWN", "number",
            sv="Du har inget ärende med det numret.", en="You have no case with that number.",
            remedy_sv="Gå till Mina ärenden och välj där.", remedy_en="Go to My cases and choose there.",
        )  # fmt: skip
    return found


def shown(case: Case, today: date) -> Shown:
    """Everything the case's own page shows."""
    full = _with_parts(Case.objects.filter(pk=case.pk)).get()
    decisions = Decision.objects.filter(case=case).prefetch_related("lines").order_by("-decided_at", "-id")
    again = again_of(case)
    return Shown(
        _mine(full, today),
        _claims(full),
        list(decisions),
        list(Letter.objects.filter(case=case).defer("pdf").order_by("-queued_at")),
        list(money.made_in(case)),
        list(money.coming_in(case)),
        again,
        may_ask(case, again),
    )


def my_payments(person: Person) -> tuple[list[Payment], list[PlannedPayment]]:
    """Payments made, the newest first, and those coming, the nearest first."""
    return list(money.made_to(person)[:200]), list(money.coming_to(person)[:50])


def my_supplement(person: Person, number: str, supplement_id: UUID) -> Supplement:
    """Something that is awaited from the person in one of her cases."""
    awaited = Supplement.objects.filter(received_at__isnull=True, lapsed_at__isnull=True, asked_of="insured")
    found = awaited.filter(case__person=person, case__number=number, pk=supplement_id).select_related("case").first()
    return found or _nothing_awaited()


def my_communication(person: Person, number: str, communication_id: UUID) -> Communication:
    """What has been put to the person in one of her cases and not been answered."""
    unanswered = Communication.objects.filter(answered_at__isnull=True, case__person=person, case__number=number)
    return unanswered.filter(pk=communication_id).select_related("case").first() or _nothing_awaited()


def _nothing_awaited() -> NoReturn:
    raise NotFound(
        "PORTAL_NOT_AWAITED", "answer",
        sv="Vi väntar inte på något sådant svar från dig.", en="We are not waiting for any such answer from you.",
        remedy_sv="Det kan redan ha kommit in. Öppna ärendet och se efter.",
        remedy_en="It may have come in already. Open the case and look.",
    )  # fmt: skip


def my_letter(person: Person, letter_id: UUID) -> Letter:
    """One of the person's own letters, with its PDF."""
    found = Letter.objects.filter(case__person=person, pk=letter_id).select_related("case").first()
    if found is None:
        raise NotFound(
            "PORTAL_LETTER_UNKNOWN", "letter",
            sv="Du har inget sådant brev.", en="You have no such letter.",
            remedy_sv="Öppna brevet från ärendets sida.", remedy_en="Open the letter from the case's page.",
        )  # fmt: skip
    return found


def _with_parts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The case with its parts in a fixed number of questions, however many cases there are."""
    open_asks = Supplement.objects.filter(received_at__isnull=True, lapsed_at__isnull=True)
    return cases.prefetch_related(
        "claim_links__claim",
        "evidence",
        Prefetch("supplements", open_asks, to_attr="open_asks"),
        Prefetch("communications", Communication.objects.filter(answered_at__isnull=True), to_attr="unanswered"),
    )


def _mine(case: Case, today: date) -> MyCase:
    asked: list[Supplement] = case.open_asks  # type: ignore[attr-defined]
    unanswered: list[Communication] = case.unanswered  # type: ignore[attr-defined]
    ended = case.decided_at or case.closed_at
    return MyCase(
        case,
        max((claim.period for claim in _claims(case)), key=lambda p: p.lower, default=None),
        _steps(case),
        [one for one in asked if one.asked_of == "insured"],
        [one for one in asked if one.asked_of != "insured"],
        [one for one in unanswered if one.due >= today and case.decided_at is None],
        ((ended.date() if ended else today) - case.received_on).days,
        (case.target_on - case.received_on).days,
    )


def _claims(case: Case) -> list[Claim]:
    """What she has claimed; not the agency's own note that a certificate waits for a claim."""
    found = [link.claim for link in case.claim_links.all()]
    return [claim for claim in found if claim.form != CERTIFICATE_NOTICE]


def _steps(case: Case) -> list[Step]:
    decided = case.decided_at.date() if case.decided_at else None
    certificate = next((row.received_at.date() for row in case.evidence.all() if row.kind == "certificate"), None)
    if case.flow == WAITING:
        return [Step("certificate", certificate), Step("claim", None, now=case.state != "closed")]
    steps = [Step("received", case.received_on)]
    if case.benefit == "sjukpenning" and (certificate or not decided):
        steps.append(Step("certificate", certificate))
    steps.append(Step("looking", decided, now=case.state != "closed" and decided is None))
    return [*steps, Step("decided", decided)]
