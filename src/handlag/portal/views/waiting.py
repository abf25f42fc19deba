"""Certificates that came for somebody the agency does not know: an officer says whom they are for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.cases.actions.desk import by
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.intake import queries
from handlag.intake.actions.link_certificate import link_certificate
from handlag.people.actions.read_person import read_person
from handlag.people.models import Role
from handlag.people.queries import person_by_identity
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import day

SHOWN = 100
NUMBER = Field(
    "identity_number", "person", gettext_lazy("Whose certificate is it?"),
    gettext_lazy("Her personal identity number, twelve digits."), form="link",
)  # fmt: skip
REASON = Field("reason", "text", gettext_lazy("How do you know?"), form="link")


@page_for(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    """The certificates that wait for their person, and the form that gives one to her."""
    errors: list[HandlagError] = []
    if request.method == "POST":
        try:
            _link(request)
        except HandlagError as error:
            errors = [error]
        else:
            messages.success(request, _("The certificate has its person now."))
            return redirect("work-waiting")
    rows = list(queries.unmatched_certificates()[:SHOWN])
    which = tuple(
        Choice(str(row.pk), f"{row.identity_number}, {row.type_code}, {day(row.received_at)}") for row in rows
    )
    given = dict(request.POST.lists()) if errors else {}
    fields = filled(
        [Field("certificate", "choice", _("Certificate"), choices=which, form="link"), NUMBER, REASON], given, errors
    )
    context = {"rows": rows, "fields": fields, "summary": summary(fields, errors), "limit": SHOWN}
    return render(request, "portal/work/waiting.html", context, status=status_of(errors[0]) if errors else 200)


def _link(request: HttpRequest) -> None:
    account, now = account_of(request), clock.wall_clock()
    person = person_by_identity(request.POST.get("identity_number", ""), clock.legal_day(now))
    read_person(account, person, "certificate", now)
    link_certificate(_chosen(request), person, now, reason=request.POST.get("reason", ""), by=by(account))


def _chosen(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("certificate", ""))
    except ValueError:
        raise HandlagError(
            "PORTAL_CERTIFICATE", "certificate",
            sv="Inget intyg är valt.", en="No certificate has been chosen.",
            remedy_sv="Välj ett av intygen i listan.", remedy_en="Choose one of the certificates in the list.",
        ) from None  # fmt: skip
