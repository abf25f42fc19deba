"""An officer types in a certificate of any form that came on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.intake.actions.receive_certificate import Received
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.actions.key_in import key_in_form
from handlag.portal.fields import filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.paper_forms import fields_for, newest


@page_for(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, code: str) -> HttpResponse:
    """The form as data draws it, and what was found in what was typed."""
    chosen, errors = newest(code), list[HandlagError]()
    received: Received | None = None
    if request.method == "POST":
        given = {key: value for key, value in request.POST.items() if isinstance(value, str)}
        try:
            received = key_in_form(account_of(request), chosen, given, clock.wall_clock())
        except HandlagError as error:
            errors = [error]
    fields = filled(fields_for(chosen), dict(request.POST.lists()) if errors else {}, errors)
    context = {"form": chosen, "fields": fields, "summary": summary(fields, errors), "received": received}
    return render(request, "portal/work/paper_form.html", context, status=status_of(errors[0]) if errors else 200)
