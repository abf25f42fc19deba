"""Making a claim on the web. The form's questions are intake's; posting it twice gives the same claim."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.intake.domain.claims import all_forms, check_claim, form_for
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.actions.apply import apply
from handlag.portal.claim_form import fields_of, start_values, without_hidden_defaults
from handlag.portal.fields import answers, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.views.mine import me


@page_for(Role.INSURED)
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """What may be applied for: the newest form of each benefit."""
    newest = {form.benefit: form for form in all_forms()}
    return render(request, "portal/my/apply.html", {"forms": list(newest.values())})


@page_for(Role.INSURED)
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, benefit: str) -> HttpResponse:
    """The claim form; with errors it comes back as it was filled in, each error linked to its field."""
    form = form_for(benefit)
    if request.method == "GET":
        person = me(request, "my_claim")
        return _form(request, benefit, f"web:{person.id}:{new_id()}", start_values(form))
    return _received(request, benefit)


def _received(request: HttpRequest, benefit: str) -> HttpResponse:
    now, posted, key = clock.wall_clock(), dict(request.POST.lists()), request.POST.get("key", "")
    form = form_for(benefit)
    given = without_hidden_defaults(form, answers(fields_of(form), posted))
    checked = check_claim(benefit, given, clock.legal_day(now))
    if checked.errors:
        return _form(request, benefit, key, posted, list(checked.errors))
    try:
        case = apply(account_of(request), me(request, "my_claim"), benefit, given, key, now)
    except HandlagError as error:
        return _form(request, benefit, key, posted, [error])
    messages.success(request, _("We have received your application."))
    return redirect("my-case", case.number)


def _form(
    request: HttpRequest, benefit: str, key: str, values: dict[str, list[str]], errors: list[HandlagError] | None = None
) -> HttpResponse:
    form = form_for(benefit)
    fields = filled(fields_of(form), values, errors or [])
    context = {"form": form, "fields": fields, "key": key, "summary": summary(fields, errors or [])}
    return render(request, "portal/my/claim.html", context, status=status_of(errors[0]) if errors else 200)
