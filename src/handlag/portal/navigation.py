"""The menu each role sees, and where each role begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handlag.people.models import Account, Role


@dataclass(frozen=True)
class Door:
    """One entry of the menu; ``url`` is the name of the page."""

    url: str
    text: Promise | str


FIGURES = [
    Door("tables", _("Tables")),
    Door("targets", _("Targets")),
    Door("indicators", _("Indicators")),
    Door("reports", _("Reports")),
]
LAW = [Door("law-register", _("What steers")), Door("law-log", _("Questions of law"))]
REFORMS = Door("law-reforms", _("Reforms compared"))
MENUS: dict[str, list[Door]] = {
    Role.INSURED: [
        Door("my-start", _("My cases")),
        Door("my-apply", _("Apply")),
        Door("my-certificate", _("Send in a certificate")),
        Door("my-payments", _("Payments")),
        Door("my-days", _("Parental days")),
        Door("my-reads", _("Who has read")),
        Door("calculators", _("What would I get?")),
    ],
    Role.OFFICER: [
        Door("work-start", _("My tasks")),
        Door("work-queue", _("Queue")),
        Door("work-cases", _("Find a case")),
        Door("work-claim", _("Register a claim")),
        Door("work-certificate", _("Register a certificate")),
        Door("work-waiting", _("Certificates without a person")),
        Door("work-returned", _("Money that came back")),
        Door("work-recovery", _("Wrong payments and claims")),
        Door("work-control", _("Control investigations")),
        Door("review", _("Files to review")),
        Door("trials", _("Trials")),
        Door("learning", _("Learning dialogues")),
        Door("to-answer", _("Questions to your unit")),
        *LAW,
    ],
    Role.MANAGER: [
        Door("manage-start", _("Overview")),
        Door("manage-targets", _("Against the targets")),
        Door("manage-weeks", _("The next twelve weeks")),
        Door("manage-people", _("Who does what")),
        Door("work-queue", _("Queue")),
        Door("manage-order", _("Order of the queue")),
        Door("manage-check", _("Case check")),
        Door("manage-control", _("Control")),
        Door("plan", _("Planning")),
        Door("quality", _("Quality")),
        Door("to-answer", _("Questions to your unit")),
        *LAW,
    ],
    Role.CONTROLLER: [
        *FIGURES,
        Door("law-alarms", _("Alarms")),
        REFORMS,
        Door("plan", _("Planning")),
        Door("quality", _("Quality")),
        Door("logs", _("Event logs")),
    ],
    Role.LAWYER: [
        Door("law-alarms", _("Alarms")),
        *LAW,
        REFORMS,
        *FIGURES,
        Door("quality", _("Quality")),
        Door("review", _("Files to review")),
        Door("learning", _("Learning dialogues")),
    ],
    Role.ENGINEER: [Door("status", _("Status")), Door("exchange", _("Health care's connections"))],
}
PUBLIC = [
    Door("login", _("Sign in")),
    Door("calculators", _("What would I get?")),
    Door("figures", _("Open figures")),
]


def menu_of(request: HttpRequest) -> list[Door]:
    """The menu for whoever asks."""
    if not request.user.is_authenticated:
        return PUBLIC
    return MENUS.get(request.user.role, []) if isinstance(request.user, Account) else PUBLIC


def start_of(account: Account) -> str:
    """The name of the page a role begins on."""
    menu = MENUS.get(account.role)
    return menu[0].url if menu else "no-pages"


def context(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame shows."""
    match = request.resolver_match
    return {"menu": menu_of(request), "here": match.url_name if match else ""}
