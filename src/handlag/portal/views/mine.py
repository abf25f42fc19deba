"""The insured's own pages (Mina sidor)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from handlag.control.queries import debts_of
from handlag.core import clock
from handlag.core.errors import NotAllowed
from handlag.people.actions.read_person import read_person
from handlag.people.models import Person, Role
from handlag.people.queries import reads_of
from handlag.portal.access import account_of, page_for
from handlag.portal.reads import mine


def me(request: HttpRequest, what: str, case_id: UUID | None = None) -> Person:
    """The signed-in person, the read logged as any other."""
    account = account_of(request)
    if account.person is None:
        raise NotAllowed(
            "PORTAL_NO_PERSON",
            sv="Kontot hör inte till någon person.", en="The account belongs to no person.",
            remedy_sv="Logga in med ett konto som har en person.", remedy_en="Sign in with an account that has one.",
        )  # fmt: skip
    return read_person(account, account.person, what, clock.wall_clock(), case_id)


@page_for(Role.INSURED)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """My cases, and what I need to do."""
    today = clock.legal_day(clock.wall_clock())
    return render(request, "portal/my/start.html", {"cases": mine.my_cases(me(request, "my_cases"), today)})


@page_for(Role.INSURED)
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: decisions first, then where it stands, money, letters and what I told."""
    found = mine.my_case(own(request), number)
    me(request, "my_case", found.id)
    shown = mine.shown(found, clock.legal_day(clock.wall_clock()))
    return render(request, "portal/my/case.html", {"shown": shown, "mine": shown.mine})


@page_for(Role.INSURED)
@require_GET
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """One of my letters as PDF."""
    found = mine.my_letter(own(request), letter_id)
    me(request, "my_letter", found.case_id)
    if found.pdf is None:
        messages.info(request, _("The letter is being made. Try again in a while."))
        return redirect("my-case", found.case.number)
    return pdf(bytes(found.pdf), f"{found.case.number}-{found.kind}.pdf")


@page_for(Role.INSURED)
@require_GET
def payments(request: HttpRequest) -> HttpResponse:
    """What I have been paid and what is coming."""
    person = me(request, "my_payments")
    made, coming = mine.my_payments(person)
    context = {"made": made, "coming": coming, "debts": debts_of(person)}
    return render(request, "portal/my/payments.html", context)


@page_for(Role.INSURED)
@require_GET
def reads(request: HttpRequest) -> HttpResponse:
    """Who has read about me, this time counted in."""
    return render(request, "portal/my/reads.html", {"reads": reads_of(me(request, "my_reads"))})


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser under its own name."""
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def own(request: HttpRequest) -> Person:
    """Whose pages these are, before the read is logged with its case."""
    person = account_of(request).person
    return person if person is not None else me(request, "my_case")
