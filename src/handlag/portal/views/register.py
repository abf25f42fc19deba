"""The officer registers what comes on paper or as a file: claims, and certificates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from handlag.cases.actions.desk import by
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.intake.actions.receive_certificate import Received, receive_certificate
from handlag.intake.domain.certificates import MAX_BYTES
from handlag.intake.domain.claims import all_forms, check_claim, form_for
from handlag.people.actions.read_person import read_person
from handlag.people.models import Role
from handlag.people.queries import person_by_identity
from handlag.portal.access import account_of, page_for
from handlag.portal.actions.apply import apply
from handlag.portal.actions.key_in import key_in
from handlag.portal.claim_form import fields_of, start_values, without_hidden_defaults
from handlag.portal.fields import Field, answers, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.paper_certificate import FIELDS as PAPER
from handlag.portal.paper_forms import forms_on_paper

CLAIMANT = Field(
    "identity_number", "person", gettext_lazy("The claimant's personal identity number"),
    gettext_lazy("Twelve digits, YYYYMMDD-NNNN."), form="claim",
)  # fmt: skip
FILE = Field(
    "file", "file", gettext_lazy("The certificate as an XML file"), gettext_lazy("At most 10 MB."),
    form="certificate", attributes={"accept": ".xml,text/xml,application/xml"},
)  # fmt: skip


@page_for(Role.OFFICER)
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Which claim has come on paper."""
    newest = {form.benefit: form for form in all_forms()}
    return render(request, "portal/work/claims.html", {"forms": list(newest.values())})


@page_for(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, benefit: str) -> HttpResponse:
    """Type in a claim from paper: the claimant's number and the same questions as on the web."""
    if request.method == "GET":
        return _claim_form(request, benefit, f"paper:{new_id()}", start_values(form_for(benefit)), [])
    posted, key = dict(request.POST.lists()), request.POST.get("key", "")
    try:
        number = _typed_in(request, benefit, posted, key)
    except _Wrong as wrong:
        return _claim_form(request, benefit, key, posted, wrong.errors)
    messages.success(request, _("The claim has been registered."))
    return redirect("work-case", number)


class _Wrong(Exception):
    """Everything that is wrong with what was typed in."""

    def __init__(self, errors: list[HandlagError]) -> None:
        super().__init__()
        self.errors = errors


def _typed_in(request: HttpRequest, benefit: str, posted: dict[str, list[str]], key: str) -> str:
    """The number of the case the claim became. Errors in the claim are told together with those in the number."""
    account, now, form = account_of(request), clock.wall_clock(), form_for(benefit)
    given = without_hidden_defaults(form, answers(fields_of(form), posted))
    errors = list(check_claim(benefit, given, clock.legal_day(now)).errors)
    try:
        person = person_by_identity(request.POST.get("identity_number", ""), clock.legal_day(now))
        read_person(account, person, "claim", now)
        if not errors:
            return apply(account, person, benefit, given, key, now, channel="paper").number
    except HandlagError as error:
        errors.insert(0, error)
    raise _Wrong(errors)


def _claim_form(
    request: HttpRequest, benefit: str, key: str, values: dict[str, list[str]], errors: list[HandlagError]
) -> HttpResponse:
    form = form_for(benefit)
    fields = filled([CLAIMANT, *fields_of(form)], values, errors)
    context = {"form": form, "fields": fields, "key": key, "summary": summary(fields, errors)}
    return render(request, "portal/work/claim.html", context, status=status_of(errors[0]) if errors else 200)


@page_for(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def certificate(request: HttpRequest) -> HttpResponse:
    """Take in a certificate, as the XML file health care sent or typed in from paper."""
    errors: list[HandlagError] = []
    received: Received | None = None
    on_paper = request.POST.get("way") == "paper"
    if request.method == "POST":
        try:
            received = _keyed_in(request) if on_paper else _uploaded(request)
        except HandlagError as error:
            errors = [error]
    paper = filled(PAPER, dict(request.POST.lists()) if errors and on_paper else {}, errors if on_paper else [])
    upload = filled([FILE], {}, [] if on_paper else errors)
    context = {
        "forms": forms_on_paper(), "upload": upload, "paper": paper, "received": received, "on_paper": on_paper,
        "summary": summary(paper if on_paper else upload, errors),
    }  # fmt: skip
    return render(request, "portal/work/certificate_form.html", context, status=status_of(errors[0]) if errors else 200)


def _uploaded(request: HttpRequest) -> Received:
    sent = request.FILES.get("file")
    if sent is None:
        raise HandlagError(
            "PORTAL_FILE", "file",
            sv="Ingen fil är vald.", en="No file has been chosen.",
            remedy_sv="Välj intygets XML-fil.", remedy_en="Choose the certificate's XML file.",
        )  # fmt: skip
    return receive_certificate(sent.read(MAX_BYTES + 1), clock.wall_clock(), channel="xml", by=by(account_of(request)))


def _keyed_in(request: HttpRequest) -> Received:
    given = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    return key_in(account_of(request), given, clock.wall_clock())
