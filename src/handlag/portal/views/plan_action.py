"""The action plan's own allocation beside the best split of as many people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handlag.planning.action_plan import ASSUMED
from handlag.planning.queries import action_plan_compared
from handlag.planning.solve import dearest, told
from handlag.planning.words import benefit_words
from handlag.portal.access import page_for
from handlag.portal.templatetags.portal import language
from handlag.portal.views.plan import PLANNERS


@page_for(*PLANNERS)
@require_GET
def beside(request: HttpRequest) -> HttpResponse:
    """Both plans by benefit, what one more officer would be worth, what is assumed and what stands outside."""
    found = action_plan_compared()
    worth = [told(one, found.first, benefit_words(one.benefit, language()))[language()] for one in dearest(found.worth)]
    context = {"compared": found, "worth": worth, "assumed": ASSUMED[language()]}
    return render(request, "portal/plan/action_plan.html", context)
