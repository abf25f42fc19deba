"""Central file review: rounds planned, drawn, closed and read by those who lead them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handlag.core import clock
from handlag.core.benefits import FACTS
from handlag.core.errors import HandlagError
from handlag.people.models import Account, Role
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Choice, Field, Text, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.templatetags.portal import benefit as benefit_name
from handlag.portal.templatetags.portal import language
from handlag.portal.typed import day, maybe_whole
from handlag.portal.words import word
from handlag.quality.actions.close_round import close_round
from handlag.quality.actions.draw_round import Preview, draw_round, preview
from handlag.quality.actions.score_file import hand_over
from handlag.quality.charts import controls_chart
from handlag.quality.domain.access import LEADERS, REVIEWERS
from handlag.quality.domain.controls import checklists
from handlag.quality.domain.verdict import CAUSES
from handlag.quality.domain.wanted import OPTIONAL, Wanted
from handlag.quality.models import ReviewRound, Scoring
from handlag.quality.output import as_csv
from handlag.quality.queries.rounds import round_by_id, round_results, rounds

SEERS = (Role.CONTROLLER, Role.LAWYER, Role.MANAGER)
LEADING = (Role.CONTROLLER, Role.LAWYER)
FORM = "round"
STANDARD = {"size": ["100"], "least": ["10"], "double_percent": ["10"], "calibration": ["0"], "dimensions": []}


@page_for(*SEERS)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The rounds there are, and the form to plan one: first what it would draw, then the draw."""
    account, now = account_of(request), clock.wall_clock()
    context: dict[str, Any] = {"rounds": rounds(account), "leads": account.role in LEADERS}
    if not context["leads"]:
        return render(request, "portal/quality/start.html", context)
    errors: list[HandlagError] = []
    if request.method == "POST":
        try:
            wanted = _wanted(request)
            if request.POST.get("do") == "draw":
                return redirect("quality-round", draw_round(wanted, account, now).id)
            context["preview"] = _shown(preview(wanted, account, now))
        except HandlagError as error:
            errors = [error]
    fields = filled(_fields(), _posted(request, now), errors)
    context |= {"fields": fields, "summary": summary(fields, errors)}
    return render(request, "portal/quality/start.html", context, status=status_of(errors[0]) if errors else 200)


def _fields() -> list[Field]:
    """The form: benefits with a checklist, reviewers who may read files, closed rounds to calibrate by."""
    able = Account.objects.filter(role__in=REVIEWERS, is_active=True).order_by("username")
    closed = ReviewRound.objects.filter(closed_at__isnull=False).order_by("-closed_at")
    return [
        Field("name", "line", gettext_lazy("Name of the round"), form=FORM),
        Field("benefits", "choices", gettext_lazy("Benefits"), form=FORM,
              choices=tuple(Choice(code, benefit_name(code)) for code in map(str, FACTS))),
        Field("first_day", "date", gettext_lazy("Decided from"), form=FORM),
        Field("last_day", "date", gettext_lazy("Decided to"), form=FORM),
        Field("size", "integer", gettext_lazy("Files in all"),
              gettext_lazy("Shared equally between grants and refusals, then by size."), form=FORM),
        Field("dimensions", "choices", gettext_lazy("Divide further by"), required=False, form=FORM,
              choices=tuple(Choice(code, word(code, "dimension")) for code in OPTIONAL)),
        Field("least", "integer", gettext_lazy("At least so many files in each group"), form=FORM),
        Field("double_percent", "integer", gettext_lazy("Per cent of the files read by two, blind"), form=FORM),
        Field("reviewers", "choices", gettext_lazy("Reviewers"),
              gettext_lazy("At least three where files are read twice. Nobody gets a file she has handled."),
              form=FORM,
              choices=tuple(Choice(str(one.id), one.get_full_name() or one.username) for one in able)),
        Field("calibrated_by", "choice", gettext_lazy("Score files of an earlier round again"), required=False,
              form=FORM,
              choices=(Choice("", gettext_lazy("None")), *(Choice(str(one.id), one.name) for one in closed))),
        Field("calibration", "integer", gettext_lazy("How many of the earlier files"), required=False, form=FORM),
    ]  # fmt: skip


def _posted(request: HttpRequest, now: Any) -> dict[str, list[str]]:
    if request.method == "POST":
        return dict(request.POST.lists())
    last = clock.legal_day(now).replace(day=1) - timedelta(days=1)
    period = {"first_day": [last.replace(day=1).isoformat()], "last_day": [last.isoformat()]}
    return STANDARD | period


def _wanted(request: HttpRequest) -> Wanted:
    given = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    return Wanted(
        given.get("name", ""), tuple(request.POST.getlist("benefits")), day(given, "first_day"), day(given, "last_day"),
        maybe_whole(given.get("size", "")) or 0, tuple(request.POST.getlist("dimensions")),
        maybe_whole(given.get("least", "")) or 0, _percent(given.get("double_percent", "")),
        tuple(found for text in request.POST.getlist("reviewers") if (found := _uuid(text))),
        _uuid(given.get("calibrated_by", "")), maybe_whole(given.get("calibration", "")) or 0,
    )  # fmt: skip


def _percent(text: str) -> int:
    found = maybe_whole(text)
    return -1 if found is None else found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(found: Preview) -> dict[str, Any]:
    """A preview as the page draws it; a group's key in words."""
    strata = [(", ".join(map(_in_words, key)), there, drawn) for key, there, drawn in found.strata]
    return {"strata": strata, "files": found.files, "population": found.population, "points": 100 * found.half_width}


def _in_words(value: str) -> str:
    if not value:
        return _("no unit")
    return benefit_name(value) if value in checklists() else word(value, "stratum")


@page_for(*SEERS)
@require_GET
def one(request: HttpRequest, identity: UUID) -> HttpResponse:
    """A round: who has scored what while it runs, what was found once it is closed."""
    return _page(request, round_by_id(identity))


def _page(request: HttpRequest, made: ReviewRound, error: HandlagError | None = None) -> HttpResponse:
    account = account_of(request)
    context: dict[str, Any] = {"round": made, "leads": account.role in LEADERS, "error": error}
    if made.closed_at is None and not context["leads"]:
        round_results(account, made)  # refuses
    context["strata"] = [(", ".join(map(_in_words, row.key.values())), row) for row in made.strata.order_by("position")]
    if made.closed_at is None:
        context |= {"looks": _looks(made), "reviewers": made.reviewers.order_by("username")}
    else:
        context |= {"found": round_results(account, made), "causes": CAUSES}
        context["whole"] = [(_("All"), context["found"].errors)]
        context["groups"] = _groups(context["found"].groups)
        context["warned"] = [WARNINGS[code] for code in context["found"].warnings]
    return render(request, "portal/quality/round.html", context, status=status_of(error) if error else 200)


WARNINGS: dict[str, Text] = {
    "thin": gettext_lazy("A group has fewer than two scored files: its spread can't be told, and intervals are short."),
    "missing": gettext_lazy("Some files were never scored. They are left out, as if they were like the others."),
    "one_sided": gettext_lazy("One outcome has been looked at far more than the other."),
    "outcomes_unknown": gettext_lazy("The groups don't say whether decisions were grants or refusals."),
}  # fmt: skip


def _groups(groups: Any) -> list[tuple[str, list[tuple[str, Any]]]]:
    return [
        (word(dimension, "dimension"), [(_in_words(value), errors) for value, errors in values.items()])
        for dimension, values in groups.items()
        if dimension != "benefit" or len(values) > 1
    ]


def _looks(made: ReviewRound) -> list[Scoring]:
    """Looks not yet done, by reviewer; which of two or whether it is a third isn't said."""
    rows = Scoring.objects.filter(item__round=made, done_at__isnull=True).select_related("reviewer", "item")
    return list(rows.order_by("reviewer__username", "item__position"))


@page_for(*LEADING)
@require_POST
def close(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Close a round."""
    made = round_by_id(identity)
    try:
        close_round(account_of(request), identity, request.POST.get("why", ""), clock.wall_clock())
    except HandlagError as error:
        return _page(request, made, error)
    messages.success(request, _("The round is closed."))
    return redirect("quality-round", identity)


@page_for(*LEADING)
@require_POST
def hand(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Give a look to another of the round's reviewers."""
    made = round_by_id(identity)
    look = _uuid(request.POST.get("look", ""))
    to = made.reviewers.filter(username=request.POST.get("reviewer", "")).first()
    if look and to and Scoring.objects.filter(id=look, item__round=made).exists():
        try:
            hand_over(account_of(request), look, to, clock.wall_clock())
            messages.success(request, _("The file has been handed over."))
        except HandlagError as error:
            return _page(request, made, error)
    return redirect("quality-round", identity)


@page_for(*SEERS)
@require_GET
def chart(request: HttpRequest, identity: UUID) -> HttpResponse:
    """How often each control was not carried out."""
    found = round_results(account_of(request), round_by_id(identity))
    return HttpResponse(controls_chart(found, language()), content_type="image/svg+xml")


@page_for(*SEERS)
@require_GET
def figures(request: HttpRequest, identity: UUID) -> HttpResponse:
    """The round's figures as a file."""
    found = round_results(account_of(request), round_by_id(identity))
    kept = {"Content-Disposition": f'attachment; filename="review-{identity}.csv"'}
    return HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8", headers=kept)
