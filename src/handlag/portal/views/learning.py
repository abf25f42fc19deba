"""Learning dialogues: for the officer who chose the cases and the specialist she asked, and nobody else."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.models import Account, Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads.case_page import case_by_number
from handlag.portal.templatetags.portal import in_language
from handlag.quality.actions.learn import choose, hold
from handlag.quality.domain.access import LEARNERS
from handlag.quality.domain.themes import KINDS, THEMES
from handlag.quality.queries.learning import dialogue, my_dialogues

LEARNING = (Role.OFFICER, Role.LAWYER)
FORM = "dialogue"
TITLES = {"strength": gettext_lazy("What works well"), "challenge": gettext_lazy("What is hard")}


@page_for(*LEARNING)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """My dialogues, and the form where an officer begins one."""
    account, errors = account_of(request), []
    if request.method == "POST":
        try:
            return redirect("learning-one", _begun(request, account))
        except HandlagError as error:
            errors = [error]
    fields = filled(_fields(account), dict(request.POST.lists()), errors)
    context = {
        "dialogues": my_dialogues(account), "fields": fields, "summary": summary(fields, errors),
        "begins": account.role == Role.OFFICER,
    }  # fmt: skip
    return render(request, "portal/quality/learning.html", context, status=status_of(errors[0]) if errors else 200)


def _fields(account: Account) -> list[Field]:
    able = Account.objects.filter(role__in=LEARNERS, is_active=True).exclude(id=account.id).order_by("username")
    others = tuple(Choice(one.username, one.get_full_name() or one.username) for one in able)
    return [
        Field("cases", "text", gettext_lazy("Cases you have handled"), gettext_lazy("One case number a line."),
              form=FORM),
        Field("focus", "text", gettext_lazy("What you want to talk about"), form=FORM),
        Field("specialist", "choice", gettext_lazy("With whom"), choices=others, form=FORM),
    ]  # fmt: skip


def _begun(request: HttpRequest, account: Account) -> UUID:
    numbers = dict.fromkeys(request.POST.get("cases", "").split())
    found = Account.objects.filter(username=request.POST.get("specialist", "")).first()
    cases = [case_by_number(number) for number in list(numbers)[:50]]
    made = choose(account, found or account, cases, request.POST.get("focus", ""), clock.wall_clock())
    identity: UUID = made.id
    return identity


@page_for(*LEARNING)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, identity: UUID) -> HttpResponse:
    """A dialogue: its cases and focus, notes that stay here, and the themes to pass on."""
    account, errors = account_of(request), []
    found = dialogue(account, identity)
    if request.method == "POST":
        try:
            hold(account, identity, request.POST.get("notes", ""), _themes(request), clock.wall_clock())
            messages.success(request, _("The themes have been passed on, without names."))
            return redirect("learning")
        except HandlagError as error:
            errors = [error]
    fields = filled(_holding(), dict(request.POST.lists()), errors)
    said = [(in_language(THEMES[each.theme]), TITLES[each.kind]) for each in found.themes.order_by("kind", "theme")]
    context = {
        "found": found, "cases": found.cases.order_by("number"), "fields": fields, "themes": said,
        "summary": summary(fields, errors),
    }  # fmt: skip
    return render(request, "portal/quality/dialogue.html", context, status=status_of(errors[0]) if errors else 200)


def _holding() -> list[Field]:
    choices = tuple(Choice(code, in_language(words).capitalize()) for code, words in THEMES.items())
    themes = [Field(kind, "choices", TITLES[kind], required=False, choices=choices, form=FORM) for kind in KINDS]
    notes = Field(
        "notes", "text", gettext_lazy("Notes"), gettext_lazy("Seen by the two of you only."), required=False, form=FORM
    )
    return [*themes, notes]


def _themes(request: HttpRequest) -> list[tuple[str, str]]:
    return [(theme, kind) for kind in KINDS for theme in request.POST.getlist(kind)]
