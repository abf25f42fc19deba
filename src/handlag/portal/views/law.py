"""The lawyer's register of what steers, and the work log of questions that officers ask and lawyers answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.cases.models import Case
from handlag.core import clock
from handlag.core.benefits import FACTS
from handlag.core.errors import HandlagError
from handlag.people.models import Account, Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, Summary, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import benefit as benefit_name
from handlag.portal.typed import Given, day
from handlag.portal.words import word
from handlag.steering import queries
from handlag.steering.actions import questions as log
from handlag.steering.actions.guards import STAFF
from handlag.steering.actions.sources import Document, Ending, end_source, no_source, register_source
from handlag.steering.domain.sources import SourceKind
from handlag.steering.domain.ways import Forum
from handlag.steering.models import Question

PROVISIONS_HELP = gettext_lazy("One a line, like SFB 27 kap. 46–49 §§.")
Drawn = tuple[list[Field], Summary]


def lines(given: Given, name: str) -> tuple[str, ...]:
    """What was written in a box, a line each, blank ones left out."""
    return tuple(line.strip() for line in given.get(name, "").splitlines() if line.strip())


def drawn(fields: Sequence[Field], posted: dict[str, list[str]], errors: list[HandlagError]) -> Drawn:
    """A form's fields and its errors, with what was filled in."""
    made = filled(fields, posted if errors else {}, errors)
    return made, summary(made, errors)


def given_in(request: HttpRequest) -> dict[str, str]:
    """What was posted, one text a name."""
    return {key: value for key, value in request.POST.items() if isinstance(value, str)}


def _document_fields() -> list[Field]:
    kinds = tuple(Choice(kind, word(kind, "source")) for kind in SourceKind)
    benefits = tuple(Choice(str(each), benefit_name(str(each))) for each in FACTS)
    return [
        Field("kind", "choice", _("Kind"), choices=kinds, form="source"),
        Field("reference", "line", _("Number or reference"), _("Such as Dnr 2021/001473."), form="source"),
        Field("title", "line", _("Title"), form="source"),
        Field("summary_sv", "text", _("What it says, in Swedish"), form="source"),
        Field("summary_en", "text", _("What it says, in English"), form="source"),
        Field("provisions", "text", _("Provisions it touches"), PROVISIONS_HELP, form="source"),
        Field("benefits", "choices", _("Benefits"), _("None means all."), choices=benefits, required=False,
              form="source"),
        Field("in_force_on", "date", _("In force from"), form="source"),
        Field("owner", "line", _("Who keeps it"), required=False, form="source"),
    ]  # fmt: skip


@page_for(*STAFF)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """What steers, the latest first; a lawyer registers more."""
    account, errors = account_of(request), list[HandlagError]()
    if request.method == "POST":
        try:
            made = register_source(_document(request), clock.wall_clock(), account)
            messages.success(request, _("It is in the register."))
            return redirect("law-source", made.id)
        except HandlagError as error:
            errors = [error]
    fields, problems = drawn(_document_fields(), dict(request.POST.lists()), errors)
    context = {
        "sources": queries.sources(), "today": clock.legal_day(clock.wall_clock()),
        "fields": fields, "summary": problems, "may_change": account.role == Role.LAWYER,
    }  # fmt: skip
    return render(request, "portal/law/register.html", context, status=status_of(errors[0]) if errors else 200)


def _document(request: HttpRequest) -> Document:
    given = given_in(request)
    kind, reference, title, owner = (given.get(name, "") for name in ("kind", "reference", "title", "owner"))
    return Document(
        kind, reference, title, given.get("summary_sv", ""), given.get("summary_en", ""), lines(given, "provisions"),
        day(given, "in_force_on"), benefits=tuple(request.POST.getlist("benefits")), owner=owner,
    )  # fmt: skip


ENDING = (
    Field("ends_on", "date", gettext_lazy("Last day it holds"), form="end"),
    Field("reason", "text", gettext_lazy("Why"), form="end"),
)


@page_for(*STAFF)
@require_http_methods(["GET", "POST"])
def source(request: HttpRequest, identity: UUID) -> HttpResponse:
    """One source: what it says and touches, and what has come of it. A lawyer ends it."""
    account, errors = account_of(request), list[HandlagError]()
    if request.method == "POST":
        given = given_in(request)
        try:
            ending = Ending(day(given, "ends_on"), given.get("reason", ""))
            end_source(identity, ending, clock.wall_clock(), account)
            messages.success(request, _("Its last day is kept."))
            return redirect("law-source", identity)
        except HandlagError as error:
            errors = [error]
    found = queries.source(identity)
    fields, problems = drawn(ENDING, dict(request.POST.lists()), errors)
    context = {
        "source": found, "guidance": found.guidance.all(), "questions": found.questions.all(), "fields": fields,
        "summary": problems, "may_change": account.role == Role.LAWYER and not found.ends_on,
    }  # fmt: skip
    return render(request, "portal/law/source.html", context, status=status_of(errors[0]) if errors else 200)


ASKING = (
    Field("text", "text", gettext_lazy("The question"),
          gettext_lazy("The question of law, without anything that tells whose case it is."), form="ask"),
    Field("provisions", "text", gettext_lazy("Provisions it is of"), PROVISIONS_HELP, required=False, form="ask"),
)  # fmt: skip


@page_for(*STAFF)
@require_http_methods(["GET", "POST"])
def work_log(request: HttpRequest) -> HttpResponse:
    """Every question with an unclear legal position, the longest open first, and the form to ask another."""
    errors = list[HandlagError]()
    if request.method == "POST":
        given = given_in(request)
        try:
            words = log.Asked(given.get("text", ""), lines(given, "provisions"))
            made = log.ask_question(words, clock.wall_clock(), account_of(request))
            messages.success(request, _("The question is in the log."))
            return redirect("law-question", made.number)
        except HandlagError as error:
            errors = [error]
    fields, problems = drawn(ASKING, dict(request.POST.lists()), errors)
    today = clock.legal_day(clock.wall_clock())
    rows = [(each, (today - clock.legal_day(each.asked_at)).days) for each in queries.questions()]
    context = {"rows": rows, "fields": fields, "summary": problems}
    return render(request, "portal/law/log.html", context, status=status_of(errors[0]) if errors else 200)


def _triage(question: Question, given: Given, now: datetime, account: Account) -> Any:
    return log.triage_question(question.id, given.get("forum", ""), now, account)


def _answer(question: Question, given: Given, now: datetime, account: Account) -> Any:
    answer = log.Answer(
        given.get("text_sv", ""), given.get("text_en", ""), lines(given, "provisions"), identity_in(given, "explains")
    )
    return log.answer_question(question.id, answer, now, account)


def _lift(question: Question, given: Given, now: datetime, account: Account) -> Any:
    position = identity_in(given, "source")
    if position is None:
        raise no_source()
    return log.lift_question(question.id, position, now, account)


def identity_in(given: Given, name: str) -> UUID | None:
    """The identity chosen in a form, if any; STEERING_NO_SOURCE for what isn't one."""
    try:
        return UUID(given[name]) if given.get(name) else None
    except ValueError:
        raise no_source() from None


WAYS: dict[str, Callable[[Question, Given, datetime, Account], Any]] = {
    "triage": _triage,
    "answer": _answer,
    "lift": _lift,
}


@page_for(*STAFF)
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question: where it stands, and for a lawyer the next step and the two ways out."""
    account, found, errors = account_of(request), queries.question(number), list[HandlagError]()
    given = given_in(request)
    way = given.get("do", "")
    if request.method == "POST" and way in WAYS:
        try:
            WAYS[way](found, given, clock.wall_clock(), account)
            messages.success(request, _("It has been done."))
            return redirect("law-question", number)
        except HandlagError as error:
            errors = [error]
    forms = _ways(found, way, dict(request.POST.lists()), errors) if account.role == Role.LAWYER else []
    lost = errors[0] if errors and way not in {form[0] for form in forms} else None
    context = {
        "question": found, "guidance": found.guidance.all(), "case_number": _case_number(found), "forms": forms,
        "error": lost,
    }  # fmt: skip
    return render(request, "portal/law/question.html", context, status=status_of(errors[0]) if errors else 200)


def _case_number(found: Question) -> str:
    """The number of the case it came up in; the case's own page decides who may open it."""
    if found.case_id is None:
        return ""
    return Case.objects.values_list("number", flat=True).get(id=found.case_id)


def _ways(
    found: Question, failed: str, posted: dict[str, list[str]], errors: list[HandlagError]
) -> list[tuple[str, str, str, list[Field], Summary]]:
    """The forms a question's state allows: (name, heading, button, fields, errors)."""
    if found.closed_at:
        return []
    offered = [("triage", _("Hand it to a forum"), _("Hand over"), _forums())]
    if found.triaged_at:
        offered += [
            ("answer", _("Answer with guidance"), _("Publish the guidance"), _answering(found)),
            ("lift", _("Lift to a legal position"), _("Close the question by it"), _positions()),
        ]
    return [
        (name, heading, button, *drawn(fields, posted, errors if name == failed else []))
        for name, heading, button, fields in offered
    ]


def _forums() -> list[Field]:
    forums = tuple(Choice(forum, word(forum, "forum")) for forum in Forum)
    return [Field("forum", "choice", _("Forum"), choices=forums, form="triage")]


def _answering(found: Question) -> list[Field]:
    explains = tuple(Choice(str(each.id), str(each)) for each in queries.sources(found.benefit))
    return [
        Field("text_sv", "text", _("Guidance in Swedish"), form="answer"),
        Field("text_en", "text", _("Guidance in English"), form="answer"),
        Field("provisions", "text", _("Shown at"), PROVISIONS_HELP, required=False, form="answer",
              values=("\n".join(found.provisions),)),
        Field("explains", "choice", _("The source it explains, if any"), required=False, choices=explains,
              form="answer"),
    ]  # fmt: skip


def _positions() -> list[Field]:
    positions = tuple(
        Choice(str(each.id), str(each)) for each in queries.sources() if each.kind == SourceKind.LEGAL_POSITION
    )
    return [Field("source", "choice", _("Legal position"), choices=positions, form="lift")]
