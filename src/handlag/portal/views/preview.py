"""A decision before it is made: its letter and its payments, as they would be if it were made now."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handlag.cases.actions.letters import recipient
from handlag.cases.domain.clock import reconsideration_deadline
from handlag.cases.domain.flow import run
from handlag.cases.domain.flows import flow_of
from handlag.cases.domain.letter import Decided, decision_letter
from handlag.cases.domain.outcome import overall
from handlag.cases.domain.picture import Picture
from handlag.cases.letters import Printer
from handlag.cases.models import Case
from handlag.core import clock
from handlag.core.errors import Conflict
from handlag.people.models import Account, Role
from handlag.portal import acts
from handlag.portal.access import account_of, page_for
from handlag.portal.reads import money
from handlag.portal.reads.case_page import case_page, law_of, picture
from handlag.portal.templatetags.portal import language
from handlag.portal.views.mine import pdf
from handlag.portal.views.officer import readable


@page_for(Role.OFFICER)
@require_GET
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """The decision, its letter and its payments, with the buttons that make it."""
    case, now = readable(request, number), clock.wall_clock()
    page = case_page(case, now, language())
    seen = _decidable(case, page.picture)
    offered = [act for act in (acts.DECIDE, acts.PROPOSE) if act.offered(page)]
    context = {
        "page": page,
        "law": law_of(seen, language()),
        "letter": _letter(seen, account_of(request), case),
        "payments": money.would_pay(case.benefit, seen.lines, clock.legal_day(now)),
        "acts": [(act, acts.fields_in(act), None) for act in offered],
    }
    return render(request, "portal/work/preview.html", context)


@page_for(Role.OFFICER)
@require_GET
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """The letter as the PDF the party would get."""
    case = readable(request, number, "letter")
    seen = _decidable(case, picture(case, clock.wall_clock()))
    content = _letter(seen, account_of(request), case)
    return pdf(_printer().make("decision", content), f"{number}-preview.pdf")


@cache
def _printer() -> Printer:
    """One printer per server process: it reads its fonts once."""
    return Printer()


def _decidable(case: Case, found: Picture) -> Picture:
    """The case as the steps leave it, where the law has an answer; PORTAL_NO_PREVIEW where a question is open."""
    seen = run(flow_of(case.flow, case.flow_version), found).picture
    if seen.refusal is None and seen.law.questions:
        raise Conflict(
            "PORTAL_NO_PREVIEW", "questions",
            sv="Det finns frågor som ingen har bedömt, så det går inte att säga vad beslutet blir.",
            en="There are questions nobody has assessed, so what would be decided can't be said.",
            remedy_sv="Bedöm frågorna först.", remedy_en="Assess the questions first.",
        )  # fmt: skip
    return seen


def _letter(seen: Picture, officer: Account, case: Case) -> dict[str, Any]:
    today = seen.today
    decided = Decided(
        case.benefit, case.number, overall(seen.lines), seen.lines, today, reconsideration_deadline(today),
        officer.get_full_name() or officer.username, officer.unit.name if officer.unit else "", "", seen.evidence,
    )  # fmt: skip
    return decision_letter(case.person.language, recipient(case.person), decided)
