"""All follow-up in one list, in-depth legal follow-ups, and supervision with its questionnaire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.people.models import Account, Role, Unit
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import benefit as benefit_name
from handlag.portal.templatetags.portal import in_language
from handlag.portal.typed import day, maybe_whole
from handlag.portal.views.alarms import called
from handlag.portal.words import word
from handlag.quality.actions import legal, supervise
from handlag.quality.domain.access import LEADERS
from handlag.quality.domain.controls import checklists
from handlag.quality.domain.supervision import HIGHEST, LOWEST
from handlag.quality.domain.themes import THEMES
from handlag.quality.domain.verdict import CAUSES
from handlag.quality.models import LegalFollowUp, Supervision
from handlag.quality.queries.learning import themes
from handlag.quality.queries.overview import Effort, overview
from handlag.quality.queries.supervision import asked_of, changes, supervision
from handlag.steering.queries import sources

SEERS = (Role.CONTROLLER, Role.LAWYER, Role.MANAGER)
LEADING = (Role.CONTROLLER, Role.LAWYER)
ASKED = (Role.OFFICER, Role.MANAGER)
PAGES = {
    "review": "quality-round", "legal": "legal-one", "supervision": "supervision-one", "trial": "effect",
    "alarm": "law-alarm", "control": "",
}  # fmt: skip
UNIT = Field("unit", "line", gettext_lazy("Unit's code"), form="dialogue")


@page_for(*SEERS)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Everything under way and done, who leads it, what overlaps, and what learning dialogues have brought up."""
    account = account_of(request)
    shown = themes(account, clock.legal_day(clock.wall_clock()))
    rows = [(in_language(THEMES[one.theme]), word(one.kind, "theme"), one) for one in shown]
    found = overview(account)
    words = {one.name: _in_words(one) for one in found}
    efforts = [(_worded(one, words), _link(account, one.kind), word(one.kind, "effort")) for one in found]
    return render(request, "portal/quality/overview.html", {"efforts": efforts, "themes": rows})


def _worded(one: Effort, words: dict[str, str]) -> Effort:
    return replace(one, name=words[one.name], overlaps=tuple(words[name] for name in one.overlaps))


def _in_words(one: Effort) -> str:
    """The name as it was given; a watched series and the controls of a benefit have codes instead."""
    if one.kind == "alarm":
        series, _space, period = one.name.rpartition(" ")
        return f"{called(series)}, {period}"
    return f"{benefit_name(one.benefits[0])}, {word('control', 'effort')}" if one.kind == "control" else one.name


def _link(account: Account, kind: str) -> str:
    """The page of an effort, as far as the account may open it: in-depth follow-ups are for leaders."""
    return PAGES[kind] if kind != "legal" or account.role in LEADERS else ""


Do = Callable[[Account, dict[str, str]], Any]


def _form(request: HttpRequest, do: Do, fields: list[Field], errors: list[HandlagError]) -> tuple[list[Field], Any]:
    """Carry out a form's action, or keep its error; the fields as they are to be drawn. True where it was done."""
    given = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    done = None
    if request.method == "POST":
        try:
            done = do(account_of(request), given)
        except HandlagError as error:
            errors.append(error)
    return filled(fields, dict(request.POST.lists()), errors), done


def _benefits() -> Field:
    named = sorted((benefit_name(code), code) for code in checklists())
    choices = tuple(Choice(code, name) for name, code in named)
    return Field("benefits", "choices", gettext_lazy("Benefits"), required=False, choices=choices, form="legal")


@page_for(*LEADING)
@require_http_methods(["GET", "POST"])
def legal_start(request: HttpRequest) -> HttpResponse:
    """In-depth legal follow-ups, and the form to begin one."""
    errors: list[HandlagError] = []
    opening = [
        Field("title", "line", gettext_lazy("Title"), form="legal"), _benefits(),
        Field("question", "text", gettext_lazy("The question"), form="legal"),
        Field("sample", "text", gettext_lazy("What is looked at, and how it is chosen"), form="legal"),
    ]  # fmt: skip

    def begin(account: Account, given: dict[str, str]) -> LegalFollowUp:
        title, question, sample = (given.get(name, "") for name in ("title", "question", "sample"))
        chosen = tuple(code for code in request.POST.getlist("benefits") if code in checklists())
        now = clock.wall_clock()
        return legal.open_follow_up(account, now, title=title, question=question, sample=sample, benefits=chosen)

    fields, made = _form(request, begin, opening, errors)
    if made:
        return redirect("legal-one", made.id)
    every = LegalFollowUp.objects.select_related("owner").order_by("-opened_at")
    context = {"every": every, "fields": fields, "summary": summary(fields, errors)}
    return render(request, "portal/quality/legal.html", context, status=status_of(errors[0]) if errors else 200)


@page_for(*LEADING)
@require_http_methods(["GET", "POST"])
def legal_one(request: HttpRequest, identity: UUID) -> HttpResponse:
    """One follow-up: findings, replies, measures and whether they helped."""
    found = LegalFollowUp.objects.select_related("owner").filter(id=identity).first()
    if found is None:
        raise _none()
    errors: list[HandlagError] = []
    drawn, done = _form(request, lambda account, given: _legal_deed(account, found, given), [], errors)
    if done:
        return redirect("legal-one", identity)
    context = {
        "found": found, "findings": found.findings.prefetch_related("measures__carried_by").order_by("found_at"),
        "sources": () if found.closed_at else sources(),
        "summary": summary(drawn, errors), "given": request.POST,
        "directions": [(code, word(code, "direction")) for code in legal.DIRECTIONS],
        "causes": [(code, in_language(words)) for code, words in CAUSES.items()],
    }  # fmt: skip
    return render(request, "portal/quality/legal_one.html", context, status=status_of(errors[0]) if errors else 200)


def _legal_deed(account: Account, found: LegalFollowUp, given: dict[str, str]) -> Any:
    """What a form of the page asks for."""
    now, of = clock.wall_clock(), _id(given.get("of", "")) or found.id
    text, what = given.get("text", ""), given.get("do", "")
    if what == "find":
        about = {"direction": given.get("direction", ""), "cause": given.get("cause", "")}
        return legal.find(account, found.id, now, text=text, **about)
    if what == "reply":
        return legal.reply(account, of, now, text)
    if what == "measure":
        due = day(given, "due")
        return legal.decide_measure(account, of, text=text, responsible=given.get("responsible", ""), due=due)
    if what == "carry":
        return legal.carry_measure(account, of, _id(given.get("source", "")) or of)
    if what == "follow":
        return legal.follow_measure(account, of, now, text)
    return legal.close_follow_up(account, found.id, now) if what == "close" else None


@page_for(*SEERS)
@require_http_methods(["GET", "POST"])
def supervision_start(request: HttpRequest) -> HttpResponse:
    """Supervisions, and the form to begin one."""
    account, errors = account_of(request), list[HandlagError]()
    units = tuple(Choice(one.code, one.name) for one in Unit.objects.order_by("name"))
    opening = [
        Field("title", "line", gettext_lazy("Title"), form="supervision"),
        Field("questions", "text", gettext_lazy("The questions, one on each line"),
              gettext_lazy("Answered from 1, not at all, to 5, wholly; the same in both rounds."), form="supervision",
              rows=8),
        Field("units", "choices", gettext_lazy("Units"), choices=units, form="supervision"),
    ]  # fmt: skip

    def begin(who: Account, given: dict[str, str]) -> Supervision:
        lines, chosen = given.get("questions", "").splitlines(), request.POST.getlist("units")
        now, title = clock.wall_clock(), given.get("title", "")
        return supervise.open_supervision(who, now, title=title, questions=lines, units=chosen)

    fields, made = _form(request, begin, opening, errors)
    if made:
        return redirect("supervision-one", made.id)
    context = {
        "every": Supervision.objects.select_related("owner").order_by("-opened_at"), "fields": fields,
        "summary": summary(fields, errors), "leads": account.role in LEADERS,
    }  # fmt: skip
    return render(request, "portal/quality/supervisions.html", context, status=status_of(errors[0]) if errors else 200)


@page_for(*SEERS)
@require_http_methods(["GET", "POST"])
def supervision_one(request: HttpRequest, identity: UUID) -> HttpResponse:
    """What was answered in the rounds, what changed, and the dialogues; a manager sees her own unit's."""
    account, found, errors = account_of(request), supervision(identity), list[HandlagError]()
    noting = [
        UNIT, Field("held_on", "date", gettext_lazy("Held"), form="dialogue"),
        Field("text", "text", gettext_lazy("What you came to"), form="dialogue"),
    ]  # fmt: skip

    def deed(who: Account, given: dict[str, str]) -> Any:
        if given.get("do") == "on":
            return supervise.go_on(who, identity, clock.wall_clock())
        words = {"unit": given.get("unit", ""), "text": given.get("text", "")}
        return supervise.note_dialogue(who, identity, held_on=day(given, "held_on"), **words)

    fields, done = _form(request, deed, noting, errors)
    if done:
        return redirect("supervision-one", identity)
    by_unit = changes(account, found)
    rows = {unit: list(zip(found.questions, each, strict=True)) for unit, each in by_unit.items()}
    talks = found.dialogues.filter(unit__in=by_unit).order_by("held_on")
    context = {
        "found": found, "units": rows.items(), "talks": talks, "fields": fields,
        "summary": summary(fields, errors), "leads": account.role in LEADERS,
    }  # fmt: skip
    return render(request, "portal/quality/supervision.html", context, status=status_of(errors[0]) if errors else 200)


@page_for(*ASKED)
@require_http_methods(["GET", "POST"])
def answering(request: HttpRequest, identity: UUID) -> HttpResponse:
    """The questionnaire, answered once a round and without a name."""
    account, found, errors = account_of(request), supervision(identity), list[HandlagError]()
    if found not in asked_of(account):
        raise _none()
    values = tuple(Choice(str(value), str(value)) for value in range(LOWEST, HIGHEST + 1))
    asking = [Field(str(place), "choice", text, choices=values, form="q") for place, text in enumerate(found.questions)]

    def answer(who: Account, given: dict[str, str]) -> Any:
        answers = {str(place): maybe_whole(given.get(str(place), "")) or 0 for place in range(len(found.questions))}
        return supervise.answer_questions(who, identity, answers)

    fields, done = _form(request, answer, asking, errors)
    context = {"found": found, "fields": fields, "summary": summary(fields, errors), "done": bool(done)}
    return render(request, "portal/quality/answering.html", context, status=status_of(errors[0]) if errors else 200)


@page_for(*ASKED)
@require_GET
def to_answer(request: HttpRequest) -> HttpResponse:
    """Questionnaires put to me."""
    return render(request, "portal/quality/to_answer.html", {"every": asked_of(account_of(request))})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _none() -> NotFound:
    return NotFound(
        "QUALITY_NO_FOLLOW_UP", "follow_up", sv="Uppföljningen finns inte.", en="There is no such follow-up.",
        remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
    )  # fmt: skip
