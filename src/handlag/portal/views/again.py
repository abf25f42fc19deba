"""The insured asks for reconsideration, or appeals."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.cases.actions.appeal import appeal
from handlag.cases.actions.reconsider import Asking
from handlag.cases.models import Decision
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads import mine
from handlag.portal.reads.again import again_of, may_ask
from handlag.portal.views.mine import me, own

TEXT = Field("text", "text", gettext_lazy("What do you want changed, and why?"), form="again")


@page_for(Role.INSURED)
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Write what should be changed in the latest decision; what may be asked for follows from it."""
    case, now, errors = mine.my_case(own(request), number), clock.wall_clock(), list[HandlagError]()
    me(request, "my_request", case.id)
    may = may_ask(case, again_of(case))
    if request.method == "POST":
        try:
            appeal(case.id, now, Asking(request.POST.get("text", "")), account_of(request))
        except HandlagError as error:
            errors = [error]
        else:
            messages.success(request, _("We have received what you wrote."))
            return redirect("my-case", number)
    elif not may:
        return redirect("my-case", number)
    latest = Decision.objects.filter(case=case).order_by("-decided_at", "-id").first()
    fields = filled([TEXT], dict(request.POST.lists()), errors)
    context = {
        "case": case, "fields": fields, "summary": summary(fields, errors), **_words(may),
        "last": latest.reconsideration_by if latest else None,
        "late": latest is not None and clock.legal_day(now) > latest.reconsideration_by,
    }  # fmt: skip
    return render(request, "portal/my/again.html", context, status=status_of(errors[0]) if errors else 200)


def _words(may: str) -> dict[str, str]:
    if may == "appeal":
        return {
            "heading": _("Appeal the decision"),
            "what": _("You write to us, and we hand your appeal over to the administrative court."),
        }
    return {
        "heading": _("Ask us to reconsider the decision"),
        "what": _("Somebody other than who decided goes through the case. You can't get less than you have."),
    }
