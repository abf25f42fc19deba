"""The manager's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handlag.core import clock
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.reads import manage


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
def people(request: HttpRequest) -> HttpResponse:
    """Who works on what now."""
    unit = account_of(request).unit
    today = clock.legal_day(clock.wall_clock())
    workers = manage.workers(unit.code if unit else None, today)
    return render(request, "portal/manage/people.html", {"workers": workers, "unit": unit})
