"""Money that came back from the bank: the list of what is owed, and one of them with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.payments.actions.pay_again import pay_again
from handlag.payments.actions.write_off import approve_write_off, confirm_write_off
from handlag.payments.queries import CameBack, came_back, one_that_came_back
from handlag.people.actions.read_person import read_person
from handlag.people.domain.card import card
from handlag.people.models import Account, Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import language

FIELDS = (
    Field("account", "line", gettext_lazy("New account (IBAN)"), required=False, form="again"),
    Field(
        "reason", "text", gettext_lazy("Or why it will go through this time"), required=False, form="again",
    ),
)  # fmt: skip


@page_for(Role.OFFICER)
@require_GET
def returned(request: HttpRequest) -> HttpResponse:
    """All that is owed, what lapses first first."""
    account = account_of(request)
    rows = [(row, card(row.payment.person, account.protected_access, language())) for row in came_back()]
    return render(request, "portal/work/returned.html", {"rows": rows})


@page_for(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One of them: pay it out again, or write it off once nobody can claim it."""
    account, now, errors = account_of(request), clock.wall_clock(), list[HandlagError]()
    row = _readable(account, payment_id, now)
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("do", ""), _again)
        try:
            deed(request, row, account, now)
        except HandlagError as error:
            errors = [error]
        else:
            messages.success(request, _("It has been done."))
            return redirect("work-returned")
    fields = filled(FIELDS, dict(request.POST.lists()) if errors else {}, errors)
    context = {"row": row, "fields": fields, "summary": summary(fields, errors), "error": errors[0] if errors else None}
    return render(request, "portal/work/returned_one.html", context, status=status_of(errors[0]) if errors else 200)


def _again(request: HttpRequest, row: CameBack, account: Account, now: datetime) -> Any:
    given = request.POST
    return pay_again(row.payment.pk, account, now, iban=given.get("account", ""), reason=given.get("reason", ""))


DEEDS: dict[str, Callable[[HttpRequest, CameBack, Account, datetime], Any]] = {
    "again": _again,
    "confirm": lambda request, row, account, now: confirm_write_off(row.payment.pk, account, now),
    "approve": lambda request, row, account, now: approve_write_off(row.payment.pk, account, now),
}


def _readable(account: Account, payment_id: UUID, now: datetime) -> CameBack:
    row = one_that_came_back(payment_id)
    if row is None:
        raise NotFound(
            "PORTAL_RETURNED_UNKNOWN", "payment",
            sv="Det finns inga sådana pengar att ta hand om.", en="There is no such money to take care of.",
            remedy_sv="Läs om listan: en kollega kan ha hunnit före.",
            remedy_en="Read the list again: a colleague may have been first.",
        )  # fmt: skip
    read_person(account, row.payment.person, "payment", now, row.payment.planned.entitlement.case_id)
    return row
