"""The register of capacity: people, absence, training and overtime, each with source and validity, in versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.followup.domain.codes import REPORTED
from handlag.people.models import Account, Role, Unit
from handlag.planning.actions.set_capacity import Fact, no_entry, set_capacity
from handlag.planning.models import CapacityEntry
from handlag.planning.register import capacity_entries, capacity_versions
from handlag.portal import typed
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.plan_boxes import number, plain_number
from handlag.portal.templatetags.portal import language
from handlag.portal.views.plan import PLANNERS, identity_of

KINDS = {
    "people": gettext_lazy("People there"),
    "absence": gettext_lazy("Absence"),
    "training": gettext_lazy("Training"),
    "overtime": gettext_lazy("Overtime"),
}


def _fields(account: Account, *, change: bool) -> list[Field]:
    """The form; a unit's manager enters for the unit only."""
    units = tuple(Choice(unit.code, unit.name) for unit in Unit.objects.order_by("name"))
    codes = REPORTED.items()
    benefits = tuple(Choice(code, one.name_en if language() == "en" else one.name_sv) for code, one in codes)
    kinds = tuple(Choice(code, text) for code, text in KINDS.items())
    asked = [
        Field("kind", "choice", _("What it is about"), choices=kinds),
        Field("unit", "choice", _("Unit"), _("The agency if none is chosen."), required=False, choices=units),
        Field("fte", "line", _("Full-time equivalents")),
        Field("first", "date", _("First day")),
        Field("until", "date", _("Last day"), _("Until further notice if none is given."), required=False),
        Field("benefit", "choice", _("Benefit"), _("All if none is chosen."), required=False, choices=benefits),
        Field("source", "line", _("Source")),
        Field("why", "line", _("Why it is entered or changed"), required=change),
    ]
    own = _own(account) is not None or not units
    return [replace(one, form="capacity") for one in asked if not (own and one.name == "unit")]


def _own(account: Account) -> str | None:
    """The unit whose register an account keeps; None for who keeps the agency's."""
    return account.unit.code if account.role == Role.MANAGER and account.unit else None


@page_for(*PLANNERS)
@require_http_methods(["GET", "POST"])
def capacity(request: HttpRequest) -> HttpResponse:
    """What holds now and ahead, and the form: a new entry, or (``?entry=``) the next version of one."""
    account, errors = account_of(request), list[HandlagError]()
    entry = _entry(request.GET.get("entry", ""), _own(account))
    if request.method == "POST":
        try:
            _set(request, account, entry)
            messages.success(request, _("The entry is kept."))
            return redirect("plan-capacity")
        except HandlagError as error:
            errors = [error]
    given = {name: [text] for name, text in request.POST.dict().items()} if errors else _given(entry)
    fields = filled(_fields(account, change=entry is not None), given, errors)
    context = {
        "fields": fields, "summary": summary(fields, errors), "rows": _rows(_own(account)), "entry": entry,
        "unit": account.unit if _own(account) else None, "versions": _versions(entry),
    }  # fmt: skip
    return render(request, "portal/plan/capacity.html", context, status=status_of(errors[0]) if errors else 200)


def _entry(wanted: str, own: str | None) -> CapacityEntry | None:
    """The latest version of the entry asked for; ``PLAN_NO_ENTRY`` where there is none, or it is another unit's."""
    if not wanted:
        return None
    found = capacity_versions(identity_of(wanted))
    if not found or (own is not None and found[0].unit != own):
        raise no_entry()
    return found[0]


def _set(request: HttpRequest, account: Account, entry: CapacityEntry | None) -> CapacityEntry:
    given = request.POST.dict()
    own = _own(account)
    known = entry.unit if entry else ""
    fact = Fact(
        given.get("kind", ""), _fte(given.get("fte", "")), typed.day(given, "first"),
        typed.day(given, "until") if given.get("until", "").strip() else None, given.get("source", ""),
        own if own is not None else given.get("unit", known), given.get("benefit", ""),
    )  # fmt: skip
    withdrawn, identity = given.get("do") == "withdraw", entry.entry if entry else None
    return set_capacity(
        fact, account.id, clock.wall_clock(), given.get("why", ""), identity, withdrawn=withdrawn
    )  # fmt: skip


def _fte(text: str) -> float:
    try:
        return float(number(text))
    except ValueError:
        return float("nan")


def _given(entry: CapacityEntry | None) -> dict[str, list[str]]:
    if entry is None:
        return {}
    values: dict[str, Any] = {
        "kind": entry.kind, "fte": plain_number(entry.fte), "first": entry.first.isoformat(),
        "until": entry.until.isoformat() if entry.until else "", "benefit": entry.benefit, "unit": entry.unit,
        "source": entry.source,
    }  # fmt: skip
    return {name: [text] for name, text in values.items()}


def _rows(own: str | None) -> list[dict[str, Any]]:
    today: date = clock.legal_day(clock.wall_clock())
    names = dict(Unit.objects.values_list("code", "name"))
    return [
        {"entry": one, "kind": KINDS[one.kind], "unit": names.get(one.unit, one.unit)}
        for one in capacity_entries(own, today)
    ]


def _versions(entry: CapacityEntry | None) -> list[dict[str, Any]]:
    if entry is None:
        return []
    versions = capacity_versions(entry.entry)
    made_by: dict[UUID, Account] = {
        account.id: account for account in Account.objects.filter(id__in={one.made_by for one in versions})
    }
    return [{"entry": one, "by": str(made_by.get(one.made_by, "")), "kind": KINDS[one.kind]} for one in versions]
