"""Wrong payments, claims for repayment and control investigations: the officer's pages, and the manager's list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handlag.control import queries
from handlag.control.actions.guards import none_such
from handlag.control.actions.handle_wrong import shown_by
from handlag.control.models import Investigation
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.actions.read_person import read_person
from handlag.people.domain.card import card
from handlag.people.models import Role
from handlag.portal import control_forms as forms
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import language

BOTH = ["GET", "POST"]


@page_for(Role.OFFICER)
@require_GET
def recovery(request: HttpRequest) -> HttpResponse:
    """What waits to be tried, and the claims something is left of."""
    see = account_of(request).protected_access
    context = {
        "waiting": [(row, card(row.person, see, language())) for row in queries.untried()],
        "claims": [(row, card(row.person, see, language())) for row in queries.claims()],
    }
    return render(request, "portal/work/recovery.html", context)


@page_for(Role.OFFICER)
@require_http_methods(BOTH)
def wrong(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """One wrong payment to try."""
    shown = shown_by(decision_id)
    case = shown.decision.case
    read_person(account_of(request), case.person, "payment", clock.wall_clock(), case.pk)
    return _page(request, "wrong", [forms.TRY], decision_id, "work-recovery", shown=shown, case=case)


@page_for(Role.OFFICER)
@require_http_methods(BOTH)
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """One claim: what has moved it, and what can be done while anything is left."""
    row = queries.one_claim(claim_id)
    if row is None:
        raise none_such()
    read_person(account_of(request), row.person, "payment", clock.wall_clock(), row.wrong.case_id)
    left = int(getattr(row, "left", 0) or 0)
    write_off = forms.APPROVE if row.write_off_by_id else forms.PROPOSE
    offered = [forms.PAID, forms.PLAN, forms.REMIT, write_off] if left > 0 else []
    return _page(
        request, "claim_one", offered, claim_id, "work-recovery", claim=row, left=left, entries=queries.entries_of(row)
    )


@page_for(Role.OFFICER)
@require_http_methods(BOTH)
def controls(request: HttpRequest) -> HttpResponse:
    """Investigations under way, and opening one."""
    see, today = account_of(request).protected_access, clock.legal_day(clock.wall_clock())
    rows = [(row, card(row.person, see, language()), _days(row, today)) for row in queries.investigations()]
    return _page(request, "controls", [forms.OPEN], None, "work-control", rows=rows)


@page_for(Role.OFFICER)
@require_http_methods(BOTH)
def control(request: HttpRequest, investigation_id: UUID) -> HttpResponse:
    """One investigation."""
    row = Investigation.objects.select_related("person", "opened_by", "closed_by").filter(pk=investigation_id).first()
    if row is None:
        raise none_such()
    read_person(account_of(request), row.person, "identify", clock.wall_clock())
    offered = ([] if row.closed_at else [forms.CLOSE]) + ([] if row.police_reported_on else [forms.POLICE])
    return _page(request, "control", offered, investigation_id, "work-control", row=row)


@page_for(Role.MANAGER)
@require_GET
def managed(request: HttpRequest) -> HttpResponse:
    """Investigations under way by impulse, benefit and age: nobody's name."""
    today = clock.legal_day(clock.wall_clock())
    rows = [(row, _days(row, today)) for row in queries.investigations()]
    oldest = next(iter(queries.untried(limit=1)), None)
    context = {"rows": rows, "waiting": queries.how_many_untried(), "oldest": oldest}
    return render(request, "portal/manage/control.html", context)


def _days(row: Investigation, today: Any) -> int:
    return int((today - clock.legal_day(row.opened_at)).days)


def _page(
    request: HttpRequest, template: str, offered: Sequence[forms.Form], about: UUID | None, back: str, **context: Any
) -> HttpResponse:  # fmt: skip
    """Show the forms, or do what one of them asks for; what is refused comes back as it was filled in."""
    error, sent = None, request.POST.get("do", "")
    chosen = next((one for one in offered if one.name == sent), None)
    if request.method == "POST" and chosen is not None:
        given = {key: str(value) for key, value in request.POST.items()}
        try:
            chosen.do(forms.Asked(account_of(request), clock.wall_clock(), given, about))
        except HandlagError as refused:
            error = refused
        else:
            messages.success(request, _("It has been done."))
            return redirect(back)
    posted = dict(request.POST.lists())
    drawn = [
        (one, filled(one.fields, posted if one is chosen else {}, [error] if error and one is chosen else []))
        for one in offered
    ]
    asked = next((fields for one, fields in drawn if one is chosen), [])
    shown = {"forms": drawn, "error": error, "summary": summary(asked, [error] if error else [])}
    return render(request, f"portal/work/{template}.html", context | shown, status=status_of(error) if error else 200)
