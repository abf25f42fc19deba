"""The reviewer's pages: my files, and one file read beside its controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError, NotAllowed
from handlag.people.actions.read_person import read_person
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads.case_page import case_page
from handlag.portal.templatetags.portal import in_language, language, said
from handlag.portal.typed import whole
from handlag.quality.actions.draw_round import WHAT
from handlag.quality.actions.score_file import score_file
from handlag.quality.domain.controls import ANSWERS
from handlag.quality.domain.verdict import CAUSES, Verdict, asked
from handlag.quality.models import Scoring
from handlag.quality.models.review import Sitting
from handlag.quality.queries.rounds import blind_pair, checklist_of, my_files, my_scoring

REVIEWING = (Role.OFFICER, Role.LAWYER)
FORM = "file"
WHOLE = gettext_lazy("For the whole decision. Leave empty if nothing.")
ANSWER_WORDS = dict(
    zip(ANSWERS, (gettext_lazy("Yes"), gettext_lazy("No"), gettext_lazy("Does not apply")), strict=True)
)


@page_for(*REVIEWING)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The files I have been given."""
    return render(request, "portal/quality/mine.html", {"given": my_files(account_of(request))})


@page_for(*REVIEWING)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, identity: UUID) -> HttpResponse:
    """A file to read, nothing to do to it, beside the controls to answer. Every opening is in the read log."""
    account, now = account_of(request), clock.wall_clock()
    scoring = my_scoring(account, identity)
    case = scoring.item.decision.case
    if scoring.item.round.closed_at is not None:
        raise _over()
    errors: list[HandlagError] = []
    if request.method == "POST":
        try:
            score_file(account, identity, _said(scoring, request), now)
            messages.success(request, _("Your answer is kept."))
            return redirect(_next(request, scoring))
        except HandlagError as error:
            errors = [error]
    read_person(account, case.person, WHAT, now, case.id)
    fields = filled(_fields(scoring), dict(request.POST.lists()), errors)
    context = {
        "scoring": scoring, "page": case_page(case, now, language()), "fields": fields,
        "summary": summary(fields, errors), "differ": _differ(scoring), "decision": scoring.item.decision,
        "causes": [(code, in_language(CAUSES[code])) for code in scoring.causes],
        "answered": _answered(scoring),
    }  # fmt: skip
    return render(request, "portal/quality/file.html", context, status=status_of(errors[0]) if errors else 200)


def _next(request: HttpRequest, scoring: Scoring) -> str:
    """The next of my files of the same round, or my list."""
    for given in my_files(account_of(request)):
        left = [one for one in given.scorings if one.done_at is None]
        if given.round.id == scoring.item.round_id and left:
            return f"/review/{left[0].id}/"
    return "/review/"


def _fields(scoring: Scoring) -> list[Field]:
    choices = tuple(Choice(code, text) for code, text in ANSWER_WORDS.items())
    controls = [
        Field(one.code, "choice", said(one), one.lagrum, choices=choices, form=FORM)
        for one in asked(checklist_of(scoring.item), scoring.item.decision.outcome)
    ]
    causes = tuple(Choice(code, in_language(words).capitalize()) for code, words in CAUSES.items())
    return [
        *controls,
        Field("over", "kronor", gettext_lazy("Granted too much, kronor"), WHOLE, required=False, form=FORM),
        Field("under", "kronor", gettext_lazy("Granted too little, kronor"), WHOLE, required=False, form=FORM),
        Field("causes", "choices", gettext_lazy("Why, if anything was missed or wrong"), required=False,
              choices=causes, form=FORM),
        Field("comment", "text", gettext_lazy("What others can learn from it"),
              gettext_lazy("No names, nothing that tells whose case it is."), required=False, form=FORM),
    ]  # fmt: skip


def _said(scoring: Scoring, request: HttpRequest) -> Verdict:
    given = {key: value.strip() for key, value in request.POST.items() if isinstance(value, str)}
    codes = {one.code for one in asked(checklist_of(scoring.item), scoring.item.decision.outcome)}
    return Verdict(
        {code: given[code] for code in codes if given.get(code)}, _ore(given, "over"), _ore(given, "under"),
        tuple(request.POST.getlist("causes")), given.get("comment", ""),
    )  # fmt: skip


def _ore(given: Mapping[str, str], name: str) -> int:
    return 100 * (whole(given, name) if given.get(name) else 0)


def _answered(scoring: Scoring) -> list[tuple[str, Any]]:
    controls = {one.code: one for one in checklist_of(scoring.item).controls}
    return [(said(controls[code]), ANSWER_WORDS[answer]) for code, answer in scoring.answers.items()]


def _differ(scoring: Scoring) -> list[tuple[str, Any, Any]]:
    """For who settles: where the two differ, without saying who they are."""
    pair = blind_pair(scoring.item.scorings.all()) if scoring.sitting == Sitting.ADJUDICATION else None
    if pair is None:
        return []
    one, other = (dict(each.answers) for each in pair)
    rows: list[tuple[str, Any, Any]] = [
        (said(control), ANSWER_WORDS[one[control.code]], ANSWER_WORDS[other[control.code]])
        for control in asked(checklist_of(scoring.item), scoring.item.decision.outcome)
        if one[control.code] != other[control.code]
    ]
    for name, mine, theirs in (
        (_("Granted too much, kronor"), pair[0].over_ore, pair[1].over_ore),
        (_("Granted too little, kronor"), pair[0].under_ore, pair[1].under_ore),
    ):
        if mine != theirs:
            rows.append((name, mine // 100, theirs // 100))
    return rows


def _over() -> NotAllowed:
    return NotAllowed(
        "QUALITY_ROUND_OVER",
        sv="Granskningen är avslutad, så akten är inte längre öppen för dig.",
        en="The review is closed, so the file is no longer open to you.",
        remedy_sv="Ingenting mer behöver göras.", remedy_en="Nothing more needs doing.",
    )  # fmt: skip
