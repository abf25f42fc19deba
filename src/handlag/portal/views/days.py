"""A parent's own page of parental days: what is left for each child, and giving days or taking them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handlag.cases.actions.give_days import give_days, take_back_days
from handlag.cases.queries.given_days import Balance, balances, notices
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.models import Account, Person, Role
from handlag.people.queries import cards, children_in_custody, person_by_identity
from handlag.portal import words
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.typed import Given, within
from handlag.portal.views.mine import me

OLDEST = 13
"""No days are left after the year a child leaves school year five (SFB 12 kap. 13 §)."""
MOST_DAYS = 480
LEVELS = tuple(Choice(code, text) for code, text in words.DAY_LEVELS.items())
WAYS = (Choice("give", gettext_lazy("Give days")), Choice("take_back", gettext_lazy("Take back days not used")))


@dataclass(frozen=True)
class Shown:
    """A child with its days."""

    child: Person
    balances: list[Balance]


@page_for(Role.INSURED)
@require_http_methods(["GET", "POST"])
def days(request: HttpRequest) -> HttpResponse:
    """My days for each child, what has been given, and the form that moves days (12 kap. 17–17 c §§)."""
    person, now = me(request, "my_days"), clock.wall_clock()
    today = clock.legal_day(now)
    children = [child for child in children_in_custody(person, today) if today.year - child.born.year <= OLDEST]
    errors: list[HandlagError] = []
    if request.method == "POST":
        try:
            _move(account_of(request), person, children, now, request.POST.dict())
        except HandlagError as error:
            errors = [error]
        else:
            messages.success(request, _("Your notice has been recorded."))
            return redirect("my-days")
    fields = filled(_fields(children), dict(request.POST.lists()), errors)
    context = {
        "shown": _shown(person, children, today), "notices": _notices(request, children), "fields": fields,
        "summary": summary(fields, errors),
    }  # fmt: skip
    return render(request, "portal/my/days.html", context, status=status_of(errors[0]) if errors else 200)


def _shown(person: Person, children: list[Person], today: date) -> list[Shown]:
    return [Shown(child, balances(person, child, today)) for child in children]


def _notices(request: HttpRequest, children: list[Person]) -> list[dict[str, object]]:
    """The notices with names as this account may see them."""
    rows = notices(children)
    shown = cards(account_of(request), {each for row in rows for each in (row.giver, row.receiver)})
    return [{"row": row, "giver": shown[row.giver.id], "receiver": shown[row.receiver.id]} for row in rows]


def _fields(children: list[Person]) -> list[Field]:
    known = tuple(Choice(child.identity_number, str(child)) for child in children)
    return [
        Field("way", "choice", _("What do you want to do?"), choices=WAYS),
        Field("child", "choice", _("Child"), choices=known),
        Field("receiver", "person", _("Whom do the days go to, or come back from?"), _("Identity number, 12 digits.")),
        Field("level", "choice", _("Which days?"), choices=LEVELS),
        Field("days", "integer", _("Number of days")),
    ]


def _move(account: Account, person: Person, children: list[Person], now: datetime, given: Given) -> None:
    child = next((each for each in children if each.identity_number == given.get("child")), None)
    if child is None:
        raise _no_child()
    today = clock.legal_day(now)
    action = take_back_days if given.get("way") == "take_back" else give_days
    action(
        person, _receiver(given, today), child, level=given.get("level", ""),
        days=within(given, "days", MOST_DAYS), noticed_on=today, now=now, account=account,
    )  # fmt: skip


def _receiver(given: Given, today: date) -> Person:
    """The person whose identity number was typed; what the register says against it stands at the field."""
    try:
        return person_by_identity(given.get("receiver", ""), today)
    except HandlagError as error:
        error.field = "receiver"
        raise


def _no_child() -> HandlagError:
    return HandlagError(
        "PORTAL_CHILD", "child",
        sv="Välj vilket barn det gäller.", en="Choose which child it is about.",
        remedy_sv="Välj ett av barnen du har vårdnaden om.", remedy_en="Choose one of the children in your custody.",
    )  # fmt: skip
