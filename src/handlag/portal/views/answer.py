"""The insured answers: what was asked for, or what we intend to decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handlag.cases.actions.communicate import receive_statement
from handlag.cases.actions.evidence import receive_supplement
from handlag.cases.models import Case, Communication
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads import mine
from handlag.portal.templatetags.portal import said
from handlag.portal.typed import written
from handlag.portal.views.mine import me, own


@page_for(Role.INSURED)
@require_http_methods(["GET", "POST"])
def supplement(request: HttpRequest, number: str, supplement_id: UUID) -> HttpResponse:
    """Answer what was asked for in a case."""
    asked = mine.my_supplement(own(request), number, supplement_id)
    me(request, "my_answer", asked.case_id)

    def take_in(text: str) -> object:
        now, content = clock.wall_clock(), {"text": text}
        return receive_supplement(asked.case_id, asked.code, now, content=content, account=account_of(request))

    context = {"heading": said(asked), "paragraphs": [], "due": asked.due}
    return _answer(request, asked.case, context, take_in)


@page_for(Role.INSURED)
@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, number: str, communication_id: UUID) -> HttpResponse:
    """Read what we intend to decide and on what, and answer before it is decided (FL 25 §)."""
    told = mine.my_communication(own(request), number, communication_id)
    me(request, "my_answer", told.case_id)

    def take_in(text: str) -> object:
        return receive_statement(told.case_id, clock.wall_clock(), text=text, account=account_of(request))

    context = {
        "heading": _("What we intend to decide"),
        "paragraphs": [told.text] if told.text else [],
        "lines": _lines(told),
        "due": told.due,
    }
    return _answer(request, told.case, context, take_in)


def _lines(told: Communication) -> list[dict[str, Any]]:
    return list(told.material.get("lines", []))


def _answer(
    request: HttpRequest, case: Case, context: dict[str, Any], take_in: Callable[[str], object]
) -> HttpResponse:
    errors: list[HandlagError] = []
    if request.method == "POST":
        try:
            take_in(written(request.POST.dict(), "text"))
        except HandlagError as error:
            errors = [error]
        else:
            messages.success(request, _("We have received your answer."))
            return redirect("my-case", case.number)
    fields = filled([Field("text", "text", _("Your answer"), form="answer")], dict(request.POST.lists()), errors)
    drawn = {**context, "case": case, "fields": fields, "summary": summary(fields, errors)}
    return render(request, "portal/my/answer.html", drawn, status=status_of(errors[0]) if errors else 200)
