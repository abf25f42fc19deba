"""The engineer's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handlag.core import clock
from handlag.people.models import Role
from handlag.portal.access import page_for
from handlag.portal.reads.status import status as read_status


@page_for(Role.ENGINEER)
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """Versions, jobs, pay-day runs, bank reports and the last event."""
    return render(request, "portal/status.html", {"status": read_status(clock.wall_clock())})
