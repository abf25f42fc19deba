"""The planner's pages: write a scenario, see it at once, keep it, set two side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.people.models import Account, Role
from handlag.planning.actions.save_scenario import save_scenario
from handlag.planning.charts import concepts_chart, queue_chart
from handlag.planning.concept_words import CONCEPT_WORDS, HEADS, concept_cells, concept_sides, told_concepts
from handlag.planning.domain.answers import DAYS, HIDDEN_AGE
from handlag.planning.domain.drivers import FACTORS
from handlag.planning.domain.months import month_text
from handlag.planning.domain.scenario import AGE_EDGES
from handlag.planning.files import EXAMPLE
from handlag.planning.models import SavedScenario
from handlag.planning.outcome import Outcome, side_by_side
from handlag.planning.queries import changes, drivers_between, pdf_of, saved_scenario, saved_scenarios, versions_of
from handlag.planning.words import MEASURES, how_split, measured, nearest, parts_in_order, told
from handlag.portal.access import account_of, page_for
from handlag.portal.fields import Field, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.pictures import inline
from handlag.portal.templatetags.portal import language

PLANNERS = (Role.CONTROLLER, Role.MANAGER)
FIELDS = (
    Field(
        "written", "text", _("The scenario"),
        _("What comes, who works and in what order, as YAML. Saving the same name again makes its next version."),
        form="plan", rows=12,
    ),
    Field("why", "line", _("Why this version"), required=False, form="plan"),
)  # fmt: skip


@page_for(*PLANNERS)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Saved scenarios, and the form to write one: begun from the example or from a saved one (``?from=``)."""
    errors: list[HandlagError] = []
    written = request.POST.get("written") or _begun(request)
    if request.method == "POST":
        try:
            why = request.POST.get("why", "")
            saved = save_scenario(written, account_of(request).id, clock.wall_clock(), why)
            return redirect("plan-scenario", saved.id)
        except HandlagError as error:
            errors = [error]
    fields = filled(FIELDS, {"written": [written], "why": [request.POST.get("why", "")]}, errors)
    context = {"scenarios": saved_scenarios(), "fields": fields, "summary": summary(fields, errors)}
    return render(request, "portal/plan/start.html", context, status=status_of(errors[0]) if errors else 200)


def _begun(request: HttpRequest) -> str:
    wanted = request.GET.get("from", "")
    return saved_scenario(identity_of(wanted)).written if wanted else EXAMPLE.read_text(encoding="utf-8")


def identity_of(text: str) -> UUID:
    """A saved scenario's identity as an address has it; ``PLAN_NO_SCENARIO`` where it is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(
            "PLAN_NO_SCENARIO", "scenario", sv="Scenariot finns inte.", en="There is no such scenario.",
            remedy_sv="Välj ett i listan.", remedy_en="Choose one in the list.",
        ) from error  # fmt: skip


@page_for(*PLANNERS)
@require_GET
def scenario(request: HttpRequest, identity: UUID) -> HttpResponse:
    """A saved scenario's answers: when targets are met, each benefit by month, another beside it (``?beside=``)."""
    saved = saved_scenario(identity)
    wanted = request.GET.get("beside", "")
    other = saved_scenario(identity_of(wanted)) if wanted else None
    context = {
        "saved": saved, **shown(saved.outcome), "history": _history(saved), "other": other,
        "sides": _sides(saved, other), "concept_sides": _concept_sides(saved, other),
        "concept_heads": HEADS[language()],
        "others": [one for one in saved_scenarios() if one.id != saved.id], **_drivers(saved, other),
    }  # fmt: skip
    return render(request, "portal/plan/scenario.html", context)


def _history(saved: SavedScenario) -> list[dict[str, Any]]:
    """The versions of a scenario's name: who made each, when and why, and what was changed since the one before."""
    versions = versions_of(saved.name)
    made_by = {account.id: account for account in Account.objects.filter(id__in={one.made_by for one in versions})}
    earlier = [None, *versions[:-1]]
    rows = [
        {"saved": one, "by": str(made_by.get(one.made_by, "")), "changes": changes(before, one) if before else []}
        for before, one in zip(earlier, versions, strict=True)
    ]
    return rows[::-1]


@page_for(*PLANNERS)
@require_GET
def as_yaml(request: HttpRequest, identity: UUID) -> HttpResponse:
    """A saved scenario as the file it can be read from again."""
    saved = saved_scenario(identity)
    kept = {"Content-Disposition": f'attachment; filename="scenario-{saved.version}.yaml"'}
    return HttpResponse(saved.written, content_type="application/yaml; charset=utf-8", headers=kept)


@page_for(*PLANNERS)
@require_GET
def as_pdf(request: HttpRequest, identity: UUID) -> HttpResponse:
    """A saved scenario as a report in the shape of the action plan, in the reader's language."""
    saved = saved_scenario(identity)
    kept = {"Content-Disposition": f'attachment; filename="plan-{saved.version}.pdf"'}
    return HttpResponse(pdf_of(saved, language()), content_type="application/pdf", headers=kept)


def shown(outcome: Outcome) -> dict[str, Any]:
    """An outcome as the page's answers show it, in the reader's language."""
    targets = [
        one
        | {
            "name": MEASURES[one["measure"]][language()], "nearest": "" if one["met"] else nearest(one, language()),
            "said": measured(one["measure"], one["value"], language()),
        }
        for one in outcome["targets"]
    ]  # fmt: skip
    queues = [_queue(outcome, code, rows) for code, rows in outcome["months"].items()]
    return {
        "targets": targets, "queues": queues, "hidden_age": HIDDEN_AGE[language()],
        "age_edges": AGE_EDGES, "share_days": DAYS, "oldest": AGE_EDGES[-1],
        "concepts": [_concepts(code, found) for code, found in outcome.get("concepts", {}).items()],
    }  # fmt: skip


def _concepts(code: str, found: dict[str, Any]) -> dict[str, Any]:
    """A benefit's concepts: what is said of the peak, its table, the months, and the chart."""
    names = {group: words[language()] for group, words in CONCEPT_WORDS.items()}
    months = [
        {"text": month_text(row["month"]), "name": names[group], **row}
        for group, rows in found["months"].items()
        for row in rows
    ]
    return {
        "code": code, "told": told_concepts(found, language()), "heads": HEADS[language()],
        "rows": [concept_cells(row, language()) for row in found["at_peak"]], "months": months,
        "chart": inline(concepts_chart(found, names, language())),
    }  # fmt: skip


def _queue(outcome: Outcome, code: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    texts = [row | {"text": month_text(row["month"])} for row in rows]
    paid = any(row["share_paid"] is not None for row in rows)
    return {"code": code, "rows": texts, "opening": outcome["opening"][code], "last": texts[-1], "paid": paid}


def _sides(one: SavedScenario, other: SavedScenario | None) -> list[dict[str, Any]]:
    if other is None:
        return []
    compared = side_by_side(one.outcome, other.outcome)
    return [side._asdict() | {"name": MEASURES[side.measure][language()]} for side in compared]


def _concept_sides(one: SavedScenario, other: SavedScenario | None) -> list[tuple[str, str, list[str]]]:
    """Each concept at the peak in both scenarios: the benefit, the scenario's name, the row."""
    if other is None:
        return []
    named = [(f"{saved.name} ({saved.version})", saved.outcome.get("concepts", {})) for saved in (one, other)]
    return concept_sides(named, language())


def _drivers(one: SavedScenario, other: SavedScenario | None) -> dict[str, Any]:
    """What drives the difference, in words and as parts that sum to it; or why that can't be said."""
    if other is None:
        return {}
    try:
        splits = drivers_between(one, other)
    except HandlagError as error:
        return {"no_drivers": error}
    names = f"{one.name} ({one.version})", f"{other.name} ({other.version})"
    rows = [
        {
            "benefit": split.benefit, "measure": MEASURES[split.measure][language()],
            "parts": [(FACTORS[name][language()], part) for name, part in parts_in_order(split)],
            "whole": split.other - split.one,
        }
        for split in splits
    ]  # fmt: skip
    told_ = [told(split, language(), *names) for split in splits]
    return {"drivers": rows, "told": told_, "how": how_split(splits, language())}


@page_for(*PLANNERS)
@require_GET
def chart(request: HttpRequest, identity: UUID, benefit: str) -> HttpResponse:
    """One benefit's chart."""
    rows = saved_scenario(identity).outcome["months"].get(benefit)
    if rows is None:
        raise NotFound(
            "PLAN_NO_BENEFIT", "benefit",
            sv="Förmånen finns inte i scenariot.", en="The benefit isn't in the scenario.",
            remedy_sv="Välj en i scenariot.", remedy_en="Choose one in the scenario.",
        )  # fmt: skip
    drawn = queue_chart(rows, get_language() or "sv")
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})
