"""The manager's pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from handlag.cases.actions.set_order import set_order
from handlag.cases.domain.order import FIELDS
from handlag.cases.queries.check import check_cases
from handlag.cases.queries.order import Placed, active_order, preview_order
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.ages_chart import Bar, ages_chart
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.pictures import inline
from handlag.portal.queue_order import read_groups, written_order
from handlag.portal.reads import manage, work
from handlag.portal.reads.unit import BANDS, unit_now
from handlag.portal.templatetags.portal import benefit, language

SHOWN = 100
ORDER_FIELDS = (
    Field("name", "line", gettext_lazy("Name of the order"), required=False, form="order"),
    Field(
        "groups", "text", gettext_lazy("Groups, one on each line"),
        gettext_lazy("A name, a colon, and what must hold: “soon: target_within=7, benefit=sjukpenning”."),
        form="order",
    ),
)  # fmt: skip


@page_for(Role.MANAGER)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What is open, beside its targets, and what it waits for."""
    today = clock.legal_day(clock.wall_clock())
    unit = account_of(request).unit
    overview = manage.overview(unit.code if unit else None, today)
    return render(request, "portal/manage/start.html", {"overview": overview, "unit": unit, "today": today})


@page_for(Role.MANAGER)
@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """The unit against the plan's targets, how old its pending cases are, and what to take next."""
    today = clock.legal_day(clock.wall_clock())
    unit = account_of(request).unit
    now = unit_now(unit.code if unit else None, today)
    bands = _bands()
    bars = [
        Bar(benefit(row.benefit), age, count) for row in now.ages for age, count in zip(bands, row.counts, strict=True)
    ]
    context = {
        "now": now, "unit": unit, "today": today, "bands": bands,
        "chart": inline(ages_chart(bars, bands, language())) if bars else "",
    }  # fmt: skip
    return render(request, "portal/manage/targets.html", context)


def _bands() -> list[str]:
    """What the bands of age are called, the youngest first."""
    begins = [0, *(most + 1 for most in BANDS)]
    spans = [_("%(first)s–%(last)s days") % {"first": a, "last": b} for a, b in zip(begins, BANDS, strict=False)]
    return [*spans, _("More than %(days)s days") % {"days": BANDS[-1]}]


@page_for(Role.MANAGER)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who works on what now."""
    unit = account_of(request).unit
    today = clock.legal_day(clock.wall_clock())
    workers = manage.workers(unit.code if unit else None, today)
    return render(request, "portal/manage/people.html", {"workers": workers, "unit": unit})


@page_for(Role.MANAGER)
@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """The check the system runs on itself: every open case has exactly one next step, or a dated reason to wait."""
    violations = check_cases(clock.wall_clock())
    shown = [(one, one.wording(language())) for one in violations[:SHOWN]]
    return render(request, "portal/manage/check.html", {"violations": shown, "count": len(violations)})


@page_for(Role.MANAGER)
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """The order of the queue: see it, try another with a preview, put it in force."""
    now, errors = clock.wall_clock(), []
    text = request.POST.get("groups") or written_order(active_order(now))
    preview: list[Placed] = []
    try:
        groups = read_groups(text)
        if request.POST.get("do") == "set":
            set_order(request.POST.get("name", "").strip() or "order", groups, account_of(request), now)
            messages.success(request, _("The order is in force."))
            return redirect("manage-order")
        preview = preview_order(groups, SHOWN, now)
    except HandlagError as error:
        errors = [error]
    fields = filled(ORDER_FIELDS, {"groups": [text], "name": [request.POST.get("name", "")]}, errors)
    rows = work.rows(account_of(request), [one.task for one in preview], clock.legal_day(now))
    context = {
        "fields": fields, "summary": summary(fields, errors), "fields_known": FIELDS,
        "rows": list(zip(rows, [one.why(language()) for one in preview], strict=True)),
    }  # fmt: skip
    return render(request, "portal/manage/order.html", context, status=status_of(errors[0]) if errors else 200)
