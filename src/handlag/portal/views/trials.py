"""Effects of coordination: trials registered and read by those who lead them, people asked in by officers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.people.models import Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads.case_page import case_by_number
from handlag.portal.templatetags.portal import language
from handlag.quality.actions.trial import ask_in, close_trial, keep_outcome, register_trial, withdraw
from handlag.quality.charts import effect_chart
from handlag.quality.domain.access import LEADERS
from handlag.quality.domain.effects.allocation import ARMS, MEASURE
from handlag.quality.domain.effects.power import power_of, size
from handlag.quality.domain.effects.protocol import Protocol, read_protocol
from handlag.quality.domain.effects.words import amount
from handlag.quality.effects_files import EXAMPLE
from handlag.quality.models import Participant, Trial
from handlag.quality.queries.trials import answer, trial_by_id, trials

SEERS = (Role.CONTROLLER, Role.LAWYER, Role.MANAGER)
LEADING = (Role.CONTROLLER, Role.LAWYER)
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5)
WRITTEN = Field(
    "written", "text", gettext_lazy("The protocol"),
    gettext_lazy("What is tried, on what, and how it will be judged, as YAML. Nothing can be changed afterwards."),
    form="trial", rows=28,
)  # fmt: skip
ASKING = (
    Field("number", "line", gettext_lazy("Case number"), form="ask"),
    Field("agreed", "confirm", gettext_lazy("The person has been told this and has said yes"), form="ask"),
)
RECEIVED = (Choice("yes", gettext_lazy("Yes")), Choice("no", gettext_lazy("No")))
OUTCOME = (
    Field("received", "choice", gettext_lazy("Did the person get the measure?"), required=False, choices=RECEIVED,
          form="outcome"),
    Field("outcome", "line", gettext_lazy("The outcome"), gettext_lazy("0 or 1 for a share, else a number."),
          required=False, form="outcome"),
)  # fmt: skip


@page_for(*SEERS)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Trials there are, and the form to register one: how many it would take, then the registration itself."""
    account = account_of(request)
    leads, errors = account.role in LEADERS, []
    written = request.POST.get("written") or EXAMPLE.read_text(encoding="utf-8")
    context: dict[str, Any] = {"trials": trials(account), "leads": leads}
    if request.method == "POST" and leads:
        try:
            if request.POST.get("do") == "register":
                return redirect("effect", register_trial(account, written, clock.wall_clock()).id)
            context["sizes"] = _sizes(read_protocol(written))
        except HandlagError as error:
            errors = [error]
    fields = filled([WRITTEN], {"written": [written]}, errors)
    context |= {"fields": fields, "summary": summary(fields, errors)}
    return render(request, "portal/quality/effects.html", context, status=status_of(errors[0]) if errors else 200)


def _sizes(protocol: Protocol) -> dict[str, Any]:
    needed = size(protocol)
    steps = [max(2, round(step * needed.each)) for step in STEPS]
    return {"needed": needed, "steps": [(each, power_of(protocol, each)) for each in steps]}


@page_for(*SEERS)
@require_GET
def one(request: HttpRequest, identity: UUID) -> HttpResponse:
    """A trial: its protocol and how many have agreed; its answer once it is closed."""
    return _page(request, trial_by_id(identity))


def _page(request: HttpRequest, trial: Trial) -> HttpResponse:
    account = account_of(request)
    protocol = read_protocol(trial.written)
    context: dict[str, Any] = {
        "trial": trial, "protocol": protocol, "leads": account.role in LEADERS, "n": trial.participants.count(),
        "known": trial.participants.filter(outcome__isnull=False).count(), "assumed": _sizes(protocol),
    }  # fmt: skip
    if trial.closed_at is not None:
        try:
            context |= _answered(answer(account, trial))
        except HandlagError as error:
            context["error"] = error
    return render(request, "portal/quality/effect.html", context)


def _answered(found: Any) -> dict[str, Any]:
    """The answer as the page draws it."""
    effect, protocol = found.effect, found.protocol
    place, reader = (1 if language() == "en" else 0), language()
    arms = [
        (name.text(reader), arm, amount(protocol, arm.mean, reader))
        for name, arm in ((protocol.measure, effect.measure), (protocol.comparison, effect.comparison))
    ]
    return {
        "found": found, "arms": arms, "label": found.conclusion.label[place], "said": found.conclusion.sentence[place],
        "doubts": [doubt[place] for doubt in found.conclusion.reservations],
        "bounds": [amount(protocol, value, reader, signed=True) for value in effect.bounds or ()],
    }  # fmt: skip


@page_for(*LEADING)
@require_POST
def close(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Close a trial and open its seed."""
    close_trial(account_of(request), identity, clock.wall_clock())
    messages.success(request, _("The trial is closed, and its seed is open."))
    return redirect("effect", identity)


@page_for(*SEERS)
@require_GET
def chart(request: HttpRequest, identity: UUID) -> HttpResponse:
    """The effect with its interval."""
    found = answer(account_of(request), trial_by_id(identity))
    return HttpResponse(effect_chart(found.effect, found.protocol, language()), content_type="image/svg+xml")


@page_for(Role.OFFICER)
@require_GET
def asking(request: HttpRequest) -> HttpResponse:
    """Trials I may ask people into, and those I have asked whose outcome is due."""
    account, today = account_of(request), clock.legal_day(clock.wall_clock())
    under_way = trials(account).filter(closed_at__isnull=True)
    mine = Participant.objects.filter(asked_by=account, trial__closed_at__isnull=True, outcome_at__isnull=True)
    rows = mine.filter(withdrew_at__isnull=True).select_related("trial", "case").order_by("outcome_due")
    context = {"trials": [(each, read_protocol(each.written)) for each in under_way], "mine": rows, "today": today}
    return render(request, "portal/quality/asking.html", context)


@page_for(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Ask somebody in: the words to read out, the yes, and then what the lot says."""
    trial, errors = trial_by_id(identity), []
    protocol, context = read_protocol(trial.written), {}
    if request.method == "POST":
        try:
            case, agreed = case_by_number(request.POST.get("number", "")), bool(request.POST.get("agreed"))
            made = ask_in(account_of(request), identity, case, agreed, clock.wall_clock())
            context = {"made": made, "drawn": _arm(protocol, made.arm)}
        except HandlagError as error:
            errors = [error]
    fields = filled(ASKING, dict(request.POST.lists()) if errors else {}, errors)
    context |= {"trial": trial, "protocol": protocol, "fields": fields, "summary": summary(fields, errors)}
    return render(request, "portal/quality/ask.html", context, status=status_of(errors[0]) if errors else 200)


def _arm(protocol: Protocol, arm: str) -> str:
    said = dict(zip(ARMS, (protocol.measure, protocol.comparison), strict=True))
    return said[arm].text(language())


@page_for(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, identity: UUID) -> HttpResponse:
    """What became of somebody I asked in; or that she no longer takes part."""
    account, errors = account_of(request), []
    found = Participant.objects.filter(id=identity, asked_by=account).select_related("trial", "case").first()
    if found is None:
        raise _not_mine()
    if request.method == "POST":
        try:
            _keep(request, found)
            messages.success(request, _("It is kept."))
            return redirect("trials")
        except HandlagError as error:
            errors = [error]
    fields = filled(OUTCOME, dict(request.POST.lists()), errors)
    protocol = read_protocol(found.trial.written)
    context = {
        "found": found, "protocol": protocol, "drawn": _arm(protocol, found.arm), "measure": MEASURE, "fields": fields,
        "summary": summary(fields, errors),
    }  # fmt: skip
    return render(request, "portal/quality/outcome.html", context, status=status_of(errors[0]) if errors else 200)


def _keep(request: HttpRequest, found: Participant) -> None:
    account, now = account_of(request), clock.wall_clock()
    if request.POST.get("do") == "withdraw":
        withdraw(account, found.id, now)
        return
    received = {"yes": True, "no": False}.get(request.POST.get("received", ""))
    keep_outcome(account, found.id, now, outcome=_number(request.POST.get("outcome", "")), received=received)


def _number(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text.strip().replace(",", "."))
    except ValueError as error:
        raise HandlagError(
            "PORTAL_NUMBER", "outcome",
            sv="Utfallet ska vara ett tal.", en="The outcome must be a number.",
            remedy_sv="Skriv bara siffror.", remedy_en="Write digits only.",
        ) from error  # fmt: skip


def _not_mine() -> NotFound:
    return NotFound(
        "EFFECTS_NO_PARTICIPANT", "participant",
        sv="Ingen sådan deltagare finns bland dem du har frågat.", en="Nobody you have asked takes part by that id.",
        remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
    )  # fmt: skip
