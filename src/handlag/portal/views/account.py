"""Where the insured wants her money."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.cases.actions.desk import by
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.actions.set_bank_account import set_bank_account
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.views.mine import me

NUMBER = Field(
    "account", "line", gettext_lazy("Account number (IBAN)"), gettext_lazy("For Swedish accounts SE and 22 digits."),
    form="account",
)  # fmt: skip


@page_for(Role.INSURED)
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """See and change the account payments go to."""
    who, person, errors = account_of(request), me(request, "my_account"), list[HandlagError]()
    if request.method == "POST":
        try:
            set_bank_account(person, request.POST.get("account", ""), clock.wall_clock(), by(who))
        except HandlagError as error:
            errors = [error]
        else:
            messages.success(request, _("Your account has been saved. Coming payments go there."))
            return redirect("my-payments")
    fields = filled([NUMBER], dict(request.POST.lists()), errors)
    context = {"fields": fields, "summary": summary(fields, errors), "kept": person.account[-4:]}
    return render(request, "portal/my/account.html", context, status=status_of(errors[0]) if errors else 200)
