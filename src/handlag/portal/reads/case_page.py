"""The case on one screen: everything an officer needs to see, in a fixed number of questions to the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from handlag.cases.actions.desk import OPEN_TASK, Desk
from handlag.cases.actions.picture import last_day, picture_of
from handlag.cases.domain.automation import REASON_TEXTS
from handlag.cases.domain.clock import Age, Stretch, age
from handlag.cases.domain.coverage import Coverage
from handlag.cases.domain.evidence import KINDS, described
from handlag.cases.domain.flow import Flow
from handlag.cases.domain.flows import flow_of
from handlag.cases.domain.outcome import against_party
from handlag.cases.domain.picture import Item, Picture
from handlag.cases.models import (
    Assessment,
    Case,
    Communication,
    Decision,
    Evidence,
    Letter,
    Meeting,
    Pause,
    Supplement,
    Task,
)
from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError, NotFound
from handlag.events.models import Event
from handlag.exchange.models import CareTask
from handlag.exchange.queries import Thread
from handlag.intake.models import CERTIFICATE_NOTICE, Claim
from handlag.law.results import Line, Question
from handlag.payments.models import Payment, PlannedPayment
from handlag.people.models import Account, Person
from handlag.portal.explained import Explained, explained
from handlag.portal.reads import care, money
from handlag.portal.reads.again import Again, again_of
from handlag.portal.templatetags.portal import day
from handlag.portal.words import word
from handlag.steering.models import Guidance
from handlag.steering.queries import guidance_for

TIMELINE = 200


@dataclass(frozen=True)
class Law:
    """What the law says of the case as it stands, or why it can't say."""

    outcome: str = ""
    lines: Sequence[Line] = ()
    questions: Sequence[Question] = ()
    steps: Sequence[Explained] = ()
    total: int = 0
    against: bool = False
    error: HandlagError | None = None
    guidance: Mapping[str, Sequence[Guidance]] = field(default_factory=dict)
    """What helps at a provision, by the provision as the step or the question writes it."""


@dataclass(frozen=True)
class Moment:
    """Something on the timeline."""

    at: datetime
    kind: str
    by: str
    text: str = ""


@dataclass(frozen=True)
class Lying:
    """A piece of evidence in a line of words, with its content."""

    row: Evidence
    text: str


@dataclass(frozen=True)
class CasePage:
    """The whole screen."""

    case: Case
    person: Person
    claims: list[Claim]
    age: Age
    target_days: int
    flow: Flow
    task: Task | None
    law: Law
    evidence: list[Lying]
    certificates: list[Evidence]
    supplements: list[Supplement]
    assessments: list[Assessment]
    communications: list[Communication]
    blocked: list[tuple[str, str]]
    sampled: bool
    probability: Any
    timeline: list[Moment]
    decisions: list[Decision]
    letters: list[Letter]
    payments: list[Payment]
    coming: list[PlannedPayment]
    picture: Picture
    care: list[Thread]
    from_care: list[CareTask]
    covered: Coverage | None
    again: Again
    meetings: list[Meeting]

    @property
    def questions(self) -> Sequence[Question]:
        """What a person must assess now: what the task asks, or else what the law leaves open."""
        asked = self.task.detail.get("questions", ()) if self.task else ()
        return [Question(one["code"], one["lagrum"], one["sv"], one["en"]) for one in asked] or self.law.questions

    @property
    def sickness_day(self) -> int | None:
        """The day of the sickness period the claim begins on, where the claim says when it began."""
        claim = _handled(self.claims) if self.claims else None
        first = claim.content.get("first_sick_day") if claim else None
        return (claim.period.lower - date.fromisoformat(first)).days + 1 if claim and first else None


def _handled(claims: list[Claim]) -> Claim:
    """The claim the case is about: the last that has not been withdrawn."""
    return next((claim for claim in reversed(claims) if claim.status != "withdrawn"), claims[-1])


def case_by_number(number: str) -> Case:
    """The case with a number, its person with it."""
    found = Case.objects.select_related("person", "subject", "unit").filter(number=number.strip()).first()
    if found is None:
        raise NotFound(
            "PORTAL_CASE_UNKNOWN", "number",
            sv=f"Det finns inget ärende {number}.", en=f"There is no case {number}.",
            remedy_sv="Kontrollera numret.", remedy_en="Check the number.",
        )  # fmt: skip
    return found


def case_page(case: Case, now: datetime, language: str) -> CasePage:
    """Read the screen of a case. Nothing is locked and nothing is written."""
    claims = list(Claim.objects.filter(case_link__case=case).order_by("received_at", "id"))
    shown = [claim for claim in claims if claim.form != CERTIFICATE_NOTICE]
    desk = _desk(case, claims, now)
    seen = picture_of(desk)
    pauses = list(Pause.objects.filter(case=case))
    return CasePage(
        case, case.person, shown,
        age=_age(case, pauses, desk.today),
        target_days=(case.target_on - case.received_on).days,
        flow=flow_of(case.flow, case.flow_version),
        task=desk.task,
        law=_guided(law_of(seen, language), desk),
        evidence=[Lying(row, described(item, language)) for row, item in _in_words(desk)],
        certificates=[row for row in desk.evidence if row.kind == "certificate"],
        supplements=desk.supplements,
        assessments=desk.assessments,
        communications=desk.communications,
        blocked=_blocked(desk, language),
        sampled=bool(desk.check and desk.check.sampled),
        probability=desk.check.probability if desk.check else None,
        timeline=_timeline(case, _names(flow_of(case.flow, case.flow_version), language)),
        decisions=list(Decision.objects.filter(case=case).select_related("decided_by").prefetch_related("lines")),
        letters=list(Letter.objects.filter(case=case).defer("pdf").order_by("-queued_at")),
        payments=list(money.made_in(case)),
        coming=list(money.coming_in(case)),
        picture=seen,
        care=care.threads_about(case.person),
        from_care=care.tasks_about(case.person),
        covered=care.covered(shown, [row for row in desk.evidence if row.kind == "certificate"]),
        again=again_of(case),
        meetings=list(Meeting.objects.filter(case=case).order_by("-day", "-booked_at")),
    )  # fmt: skip


def picture(case: Case, now: datetime) -> Picture:
    """The case as the steps see it now, for a preview of what would be decided."""
    claims = list(Claim.objects.filter(case_link__case=case).order_by("received_at", "id"))
    return picture_of(_desk(case, claims, now))


def _desk(case: Case, claims: list[Claim], now: datetime) -> Desk:
    return Desk(
        case, case.person, _handled(claims), now,
        evidence=list(Evidence.objects.filter(case=case, superseded_at__isnull=True).order_by("received_at", "id")),
        supplements=list(Supplement.objects.filter(case=case).order_by("asked_at", "id")),
        assessments=list(Assessment.objects.filter(case=case).select_related("by").order_by("at", "id")),
        communications=list(Communication.objects.filter(case=case).order_by("sent_at", "id")),
        task=Task.objects.filter(case=case, status__in=OPEN_TASK).select_related("assignee", "excluded").first(),
        check=case.automation_checks.order_by("-at", "-id").first(),
    )  # fmt: skip


def law_of(seen: Picture, language: str) -> Law:
    """The law's answer on the case as it stands. Facts it can't use are an answer too: which, and what to do."""
    try:
        answer = seen.law
    except HandlagError as error:
        return Law(error=error)
    steps = explained([step.as_dict() for step in answer.steps], language, answer.benefit)
    return Law(answer.outcome, seen.lines, answer.questions, steps, answer.total, against_party(seen.lines))


def _guided(law: Law, desk: Desk) -> Law:
    """The answer with guidance at the steps it went through and the questions it leaves, or the task asks."""
    asked = desk.task.detail.get("questions", ()) if desk.task else ()
    told = [question.lagrum for question in law.questions] + [one["lagrum"] for one in asked]
    found = guidance_for(desk.case.benefit, [*told, *(step.lagrum for step in law.steps)], desk.today)
    return replace(law, guidance=dict(found))


def _in_words(desk: Desk) -> list[tuple[Evidence, Item]]:
    return [
        (
            row,
            Item(
                row.kind, row.source, row.content, row.period.lower if row.period else None, last_day(row.period),
                legal_day(row.received_at),
            ),
        )
        for row in desk.evidence
    ]  # fmt: skip


def _age(case: Case, pauses: list[Pause], today: date) -> Age:
    ended = case.decided_at or case.closed_at
    stretches = [Stretch(legal_day(p.began_at), legal_day(p.ended_at) if p.ended_at else None) for p in pauses]
    return age(case.received_on, legal_day(ended) if ended else today, stretches)


def _blocked(desk: Desk, language: str) -> list[tuple[str, str]]:
    """Every reason that keeps the machine from deciding, with its words."""
    place = 1 if language.startswith("en") else 0
    reasons = desk.check.reasons if desk.check else []
    return [(code, REASON_TEXTS[code][place] if code in REASON_TEXTS else code) for code in reasons]


def _names(flow: Flow, language: str) -> dict[str, str]:
    """What the flow's steps and the kinds of evidence are called."""
    english = language.startswith("en")
    kinds = {kind: words[1 if english else 0] for kind, words in KINDS.items()}
    return kinds | {step.name: step.en if english else step.sv for step in flow.steps}


def _timeline(case: Case, called: dict[str, str]) -> list[Moment]:
    """Events and notes, the latest first. The machine's own steps stand among them: nothing is left out."""
    events = list(Event.objects.filter(case_id=case.pk).order_by("-at", "-id")[:TIMELINE])
    notes = list(case.notes.select_related("by").order_by("-at"))
    actors = {event.actor_id for event in events if event.actor_id}
    names = {who.pk: who.get_full_name() or who.username for who in Account.objects.filter(pk__in=actors)}
    moments = [Moment(event.at, event.kind, _by(event, names), detail_of(event, called)) for event in events]
    moments += [Moment(note.at, "note", note.by.get_full_name() or note.by.username, note.text) for note in notes]
    return sorted((one for one in moments if one.kind != "note_written"), key=lambda one: one.at, reverse=True)


def _by(event: Event, names: dict[UUID, str]) -> str:
    return names.get(event.actor_id, "") if event.actor_id else event.actor_kind


def detail_of(event: Event, called: dict[str, str]) -> str:
    """The few words of an event's detail worth a line: step and evidence by name, codes in the reader's words."""
    detail = event.detail
    parts = [
        called.get(str(detail.get("step")), ""),
        called.get(str(detail.get("kind")), "") if event.kind == "evidence_added" else "",
        _worded(detail, "outcome", "outcome"),
        _worded(detail, "kind", "need") if "task" in detail or event.kind == "need_raised" else "",
        _worded(detail, "reason", "waiting"),
        _worded(detail, "asked_of", "asked"),
        str(detail.get("source", "")),
        str(detail.get("question", "")),
        day(detail["due"]) if detail.get("due") else "",
    ]
    return ", ".join(part for part in parts if part)


def _worded(detail: dict[str, Any], key: str, family: str) -> str:
    return word(str(detail[key]), family) if detail.get(key) else ""
