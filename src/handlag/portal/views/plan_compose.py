"""Composing a scenario in a form: rows added and removed, start figures fetched, seen at once, saved as a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.planning.actions.save_scenario import RUNS, SEED, WRITTEN, save_scenario
from handlag.planning.charts import queue_chart
from handlag.planning.domain.capacity import Capacity, Staff, minutes_a_day
from handlag.planning.domain.months import open_days
from handlag.planning.files import EXAMPLE, month_of, understand
from handlag.planning.outcome import Outcome, outcome_of
from handlag.planning.problems import problems
from handlag.planning.queries import file_of, saved_scenario
from handlag.planning.staffing import staffing_of
from handlag.planning.start_figures import Start, start_figures
from handlag.planning.words import nearest
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Summary
from handlag.portal.middleware import status_of
from handlag.portal.pictures import inline
from handlag.portal.plan_boxes import QUEUES, per_cent, plain_number
from handlag.portal.plan_form import (
    Posted,
    content_of,
    drawn,
    linked,
    posted_from,
    posted_of,
    with_row,
    without_row,
)
from handlag.portal.templatetags.portal import language
from handlag.portal.views.plan import PLANNERS, identity_of, shown


@page_for(*PLANNERS)
@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """The form; ``?from=`` begins from a saved scenario. What a button does is its value of ``do``."""
    posted = posted_of(request.POST.dict()) if request.method == "POST" else _begun(request)
    do, _colon, place = request.POST.get("do", "").partition(":")
    try:
        if do in ("see", "save"):
            return _answered(request, posted, save=do == "save")
        return _page(request, _changed(request, posted, do, place), [])
    except HandlagError as error:
        return _page(request, posted, [error])


def _begun(request: HttpRequest) -> Posted:
    wanted = request.GET.get("from", "")
    file = file_of(saved_scenario(identity_of(wanted))) if wanted else understand(EXAMPLE.read_text("utf-8"), WRITTEN)
    return posted_from(file.model_dump())


def _changed(request: HttpRequest, posted: Posted, do: str, place: str) -> Posted:
    if do == "add":
        return with_row(posted, place)
    if do == "drop":
        return without_row(posted, place)
    if do == "start":
        return _started(request, posted, place)
    return posted


def _answered(request: HttpRequest, posted: Posted, *, save: bool) -> HttpResponse:
    """Check everything, then simulate: shown under the form, or kept and shown on its own page."""
    content = content_of(posted)
    file, wrong = problems(content)
    if file is None or wrong:
        return _page(request, posted, wrong)
    if save:
        written = yaml.safe_dump(
            file.model_dump(mode="json", exclude_defaults=True), allow_unicode=True, sort_keys=False
        )
        why = request.POST.get("why", "")
        return redirect("plan-scenario", save_scenario(written, account_of(request).id, clock.wall_clock(), why).id)
    outcome = outcome_of(file, RUNS, SEED)
    return _page(request, posted, [], _unmet(outcome, content), {**shown(outcome), "charts": _charts(outcome)})


def _charts(outcome: Outcome) -> dict[str, str]:
    """Each benefit's chart within the page, since nothing is kept to fetch it from."""
    return {code: inline(queue_chart(rows, language())) for code, rows in outcome["months"].items()}


def _unmet(outcome: Outcome, content: Mapping[str, Any]) -> list[HandlagError]:
    """Each target that isn't surely met, at its own box, with the nearest that is. It hinders nobody from saving."""
    places = [
        f"queues.{n}.targets.{place}.value"
        for n, queue in enumerate(content["queues"])
        for place, _row in enumerate(queue.get("targets", []))
    ]
    return [
        _target_error(place, nearest(one, "sv"), nearest(one, "en"))
        for place, one in zip(places, outcome["targets"], strict=True)
        if not one["met"]
    ]


def _target_error(place: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "PLAN_TARGET_MISSED", place,
        sv=f"Målet nås inte säkert inom planen. {sv}", en=f"The target isn't surely met within the plan. {en}",
        remedy_sv="Spara ändå, eller ändra planen.", remedy_en="Save anyhow, or change the plan.",
    )  # fmt: skip


def _page(
    request: HttpRequest, posted: Posted, errors: list[HandlagError], missed: list[HandlagError] | None = None,
    answers: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    form = drawn(posted, [*errors, *(missed or [])], language())
    context = {
        "form": form, "summary": Summary(linked(form, errors)), "answers": bool(answers), **(answers or {}),
        "why": request.POST.get("why", ""),
    }  # fmt: skip
    return render(request, "portal/plan/compose.html", context, status=status_of(errors[0]) if errors else 200)


def _started(request: HttpRequest, posted: Posted, place: str) -> Posted:
    """A benefit's start figures in its first case type; ``PLAN_NO_FIGURES`` where nothing is known of it."""
    at = f"queues.{place}"
    benefit = posted.get(f"{at}.benefit", "")
    first, months = posted.get("first", ""), posted.get("months", "")
    _file, wrong = problems({"name": "x", "first": first, "months": int(months) if months.isdigit() else 0})
    if bad := [error for error in wrong if error.field in ("first", "months")]:
        raise bad[0]
    today = clock.legal_day(clock.wall_clock())
    try:
        start = start_figures(benefit, month_of(first), int(months), today)
    except NotFound as error:
        raise _at(error, f"{at}.benefit") from error
    messages.success(request, _("Start figures fetched. Source: %(source)s.") % {"source": start.source})
    posted = _staffed(posted, at, staffing_of(benefit, month_of(first), int(months), today))
    return {**posted, **_figures(start, at, posted)}


def _staffed(posted: Posted, at: str, found: dict[str, Any]) -> Posted:
    """The form with what the register of capacity has of a benefit, each list it tells of instead of the one there."""
    lists = [f"{at}.staff.{name}." for name in ("hires", "changes", "dips") if name in found.get("staff", {})]
    if "automation" in found:
        lists.append(f"{at}.automation.")
    left = {name: text for name, text in posted.items() if not name.startswith(tuple(lists))}
    return left | posted_from(found, QUEUES, at)


def _at(error: HandlagError, field: str) -> HandlagError:
    error.field = field
    return error


def _figures(start: Start, at: str, posted: Posted) -> Posted:
    kind = f"{at}.types.0"
    figures = {
        f"{kind}.name": posted.get(f"{kind}.name") or "all",
        f"{kind}.inflow": "; ".join(map(plain_number, start.inflow)),
        f"{kind}.spread": per_cent(start.spread), f"{kind}.automatic": per_cent(start.automatic),
        f"{kind}.opening": "; ".join(map(str, start.opening)),
        f"{kind}.opening_cases": "" if start.opening else str(start.opening_cases),
        f"{kind}.opening_mean_days": "" if start.opening else plain_number(start.opening_mean_days),
    }  # fmt: skip
    return figures | _pace(start, at, posted)


def _pace(start: Start, at: str, posted: Posted) -> Posted:
    """Minutes a case by the last year's pace, where the people are written: their time over what was decided."""
    content = content_of(posted)["queues"][int(at.rpartition(".")[2])].get("staff", {})
    fte = content.get("fte")
    by_hand = start.decisions * (1 - start.automatic)
    if not isinstance(fte, int | float) or fte <= 0 or by_hand <= 0:
        return {}
    staff = Staff(fte, content.get("case_work", 0.65), content.get("absence", 0.12), content.get("overtime", 0.0))
    first = month_of(posted["first"])
    minutes = sum(
        rate * open_days(first + n) for n, rate in enumerate(minutes_a_day(Capacity(staff), first, 12).tolist())
    )
    return {f"{at}.types.0.minutes": str(max(round(minutes / 12 / by_hand), 1))}
