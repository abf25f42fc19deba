"""The register of capacity: people, recruits, loans, systems, each with source and validity, in versions."""

from __future__ import annotations

from collections.abc import Mapping
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
from handlag.planning.actions.set_capacity import AGENCYS, SHARES, Fact, no_entry, set_capacity
from handlag.planning.domain.capacity import MENTORS, RAMP
from handlag.planning.models import CapacityEntry
from handlag.planning.register import capacity_entries, capacity_versions
from handlag.portal import typed
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.plan_boxes import READ, WRITE, number, per_cent, plain_number, share
from handlag.portal.templatetags import portal
from handlag.portal.templatetags.portal import language
from handlag.portal.views.plan import PLANNERS, identity_of

KINDS = {
    "people": gettext_lazy("People there"),
    "absence": gettext_lazy("Absence"),
    "training": gettext_lazy("Training"),
    "overtime": gettext_lazy("Overtime"),
    "hire": gettext_lazy("Recruitment"),
    "loan": gettext_lazy("Loan between benefits"),
    "system": gettext_lazy("New IT system"),
    "turnover": gettext_lazy("Turnover"),
    "automation": gettext_lazy("Step of automation"),
}
SHARE_HELP = gettext_lazy(
    "Of a new system: pace lost; of turnover: leave each month; of automation: decided by itself."
)


def _fields(account: Account, *, change: bool) -> list[Field]:
    """The form; a unit's manager enters for the unit only, and nothing that is the agency's."""
    units = tuple(Choice(unit.code, unit.name) for unit in Unit.objects.order_by("name"))
    codes = REPORTED.items()
    benefits = tuple(Choice(code, one.name_en if language() == "en" else one.name_sv) for code, one in codes)
    own = _own(account) is not None
    kinds = tuple(Choice(code, text) for code, text in KINDS.items() if not (own and code in AGENCYS))
    asked = [
        Field("kind", "choice", _("What it is about"), choices=kinds),
        Field("unit", "choice", _("Unit"), _("The agency if none is chosen."), required=False, choices=units),
        Field("fte", "line", _("Full-time equivalents"), _("All but systems, turnover and automation."), required=own),
        Field("share", "line", _("Share, per cent"), SHARE_HELP, required=False),
        Field("first", "date", _("First day")),
        Field("until", "date", _("Last day"), _("Until further notice if none is given."), required=False),
        Field("benefit", "choice", _("Benefit"), _("All if none is chosen."), required=False, choices=benefits),
        Field("lender", "choice", _("Lent by benefit"), _("Of a loan only."), required=False, choices=benefits),
        *_training(),
        Field("source", "line", _("Source")),
        Field("why", "line", _("Why it is entered or changed"), required=change),
    ]
    unasked = {"unit", "share", "lender"} if own else set() if units else {"unit"}
    return [replace(one, form="capacity") for one in asked if one.name not in unasked]


def _training() -> list[Field]:
    """How recruits learn."""
    usual = "; ".join(map(per_cent, RAMP))
    learn = _("Of a recruitment only, as %(usual)s; so if nothing is written.") % {"usual": usual}
    take = _("Of a recruitment only; %(usual)s if nothing is written.") % {"usual": per_cent(MENTORS)}
    return [
        Field("ramp", "line", _("Work in each month of training, per cent"), learn, required=False),
        Field("mentors", "line", _("Of a mentor's time, per cent"), take, required=False),
    ]


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
        given.get("kind", ""), _fte(given), typed.day(given, "first"),
        typed.day(given, "until") if given.get("until", "").strip() else None, given.get("source", ""),
        own if own is not None else given.get("unit", known), given.get("benefit", ""),
        _share(given, "share"), given.get("lender", ""), _ramp(given.get("ramp", "")), _share(given, "mentors"),
    )  # fmt: skip
    withdrawn, identity = given.get("do") == "withdraw", entry.entry if entry else None
    return set_capacity(
        fact, account.id, clock.wall_clock(), given.get("why", ""), identity, withdrawn=withdrawn
    )  # fmt: skip


NONE = float("nan")
"""What can't be read: refused where the fact is checked, at its box."""


def _fte(given: Mapping[str, str]) -> float:
    text = given.get("fte", "").strip()
    if not text and given.get("kind") in SHARES:
        return 0.0
    try:
        return float(number(text))
    except ValueError:
        return NONE


def _share(given: Mapping[str, str], name: str) -> float | None:
    text = given.get(name, "").strip()
    try:
        return share(text) if text else None
    except ValueError:
        return NONE


def _ramp(text: str) -> tuple[float, ...]:
    try:
        return tuple(READ["ramp"](text))
    except ValueError:
        return (NONE,)


def _given(entry: CapacityEntry | None) -> dict[str, list[str]]:
    if entry is None:
        return {}
    values: dict[str, Any] = {
        "kind": entry.kind, "fte": "" if entry.kind in SHARES else plain_number(entry.fte),
        "share": _per_cent(entry.share), "lender": entry.lender, "ramp": WRITE["ramp"](entry.ramp),
        "mentors": _per_cent(entry.mentors), "first": entry.first.isoformat(),
        "until": entry.until.isoformat() if entry.until else "", "benefit": entry.benefit, "unit": entry.unit,
        "source": entry.source,
    }  # fmt: skip
    return {name: [text] for name, text in values.items()}


def _per_cent(value: float | None) -> str:
    return "" if value is None else per_cent(value)


def _rows(own: str | None) -> list[dict[str, Any]]:
    today: date = clock.legal_day(clock.wall_clock())
    names = dict(Unit.objects.values_list("code", "name"))
    return [_told(one) | {"unit": names.get(one.unit, one.unit)} for one in capacity_entries(own, today)]


def _versions(entry: CapacityEntry | None) -> list[dict[str, Any]]:
    if entry is None:
        return []
    versions = capacity_versions(entry.entry)
    made_by: dict[UUID, Account] = {
        account.id: account for account in Account.objects.filter(id__in={one.made_by for one in versions})
    }
    return [_told(one) | {"by": str(made_by.get(one.made_by, ""))} for one in versions]


def _told(entry: CapacityEntry) -> dict[str, Any]:
    amount = portal.number(entry.fte, 1) if entry.share is None else portal.percent(entry.share)
    return {"entry": entry, "kind": KINDS[entry.kind], "amount": amount}
