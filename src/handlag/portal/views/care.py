"""Health care on the pages: the officer's tasks from the exchange, a certificate as on paper, the sender's page."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.events.log import Actor
from handlag.exchange.actions.answer_care import answer_care
from handlag.exchange.actions.care_tasks import finish_care_task
from handlag.exchange.actions.take_care_task import release_care_task
from handlag.intake.actions.forward_certificate import forward_certificate
from handlag.intake.actions.receive_certificate import Received
from handlag.intake.domain.certificates import MAX_BYTES
from handlag.people.actions.read_person import read_person
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads import care
from handlag.portal.views.mine import me
from handlag.portal.views.officer import READERS

DAYS = 30
REPLY = Field("text", "text", gettext_lazy("Your answer to care"), form="reply")
FILE = Field(
    "file", "file", gettext_lazy("The certificate as an XML file"),
    gettext_lazy("You can save it as a file where you read your certificates. At most 10 MB."), form="forward",
    attributes={"accept": ".xml,text/xml,application/xml"},
)  # fmt: skip


@page_for(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One of them: what it is about, the conversation, and the ways to deal with it."""
    account, now, found = account_of(request), clock.wall_clock(), care.care_task(task_id)
    if found.person is not None:
        read_person(account, found.person, "certificate", now)
    error: HandlagError | None = None
    if request.method == "POST":
        try:
            said = _deal_with(request, task_id, now)
        except HandlagError as refused:
            error = refused
        else:
            messages.success(request, said)
            return redirect("work-start")
    errors = [error] if error else []
    fields = filled([REPLY], dict(request.POST.lists()) if error else {}, errors)
    threads = care.threads_about(found.person) if found.person else []
    context = {
        "task": found, "fields": fields, "summary": summary(fields, errors), "threads": threads,
        "cases": care.open_cases(found.person), "account": account,
    }  # fmt: skip
    return render(request, "portal/work/care_task.html", context, status=status_of(error) if error else 200)


def _deal_with(request: HttpRequest, task_id: UUID, now: datetime) -> str:
    account = account_of(request)
    if request.POST.get("do") == "release":
        release_care_task(task_id, account, now)
        return _("The task is back in the queue.")
    if request.POST.get("do") == "reply":
        answer_care(task_id, account, now, text=request.POST.get("text", ""))
    else:
        finish_care_task(task_id, account, now)
    return _("The task is done.")


@page_for(*READERS)
@require_GET
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """A certificate as the form looks on paper."""
    row = care.certificate(certificate_id)
    assert row.person is not None  # noqa: S101 — the read gives only those with a person
    read_person(account_of(request), row.person, "certificate", clock.wall_clock())
    return render(request, "portal/work/sheet.html", {"sheet": care.sheet(row)})


@page_for(Role.ENGINEER, Role.MANAGER)
@require_GET
def senders(request: HttpRequest) -> HttpResponse:
    """How each care unit's connection stands, what was refused, and what waits to be sent."""
    since = clock.wall_clock() - timedelta(days=DAYS)
    return render(request, "portal/exchange.html", {"door": care.door(since), "days": DAYS})


@page_for(Role.INSURED)
@require_http_methods(["GET", "POST"])
def forward(request: HttpRequest) -> HttpResponse:
    """The insured sends in a certificate of her own that she has as a file."""
    person, errors, received = me(request, "my_certificate"), list[HandlagError](), None
    if request.method == "POST":
        try:
            received = _forwarded(request)
        except HandlagError as error:
            errors = [error]
    fields = filled([FILE], {}, errors)
    context = {"fields": fields, "summary": summary(fields, errors), "received": received, "person": person}
    return render(request, "portal/my/certificate.html", context, status=status_of(errors[0]) if errors else 200)


def _forwarded(request: HttpRequest) -> Received:
    account, sent = account_of(request), request.FILES.get("file")
    raw = sent.read(MAX_BYTES + 1) if sent is not None else b""
    person = me(request, "my_certificate")
    return forward_certificate(raw, person, clock.wall_clock(), by=Actor("insured", account.pk))
