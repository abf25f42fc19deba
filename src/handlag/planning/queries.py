"""What may be read of planning: controllers, managers and lawyers may read it all; no person is in it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from handlag.core.errors import NotFound
from handlag.followup.store import Store
from handlag.planning.action_plan import Comparison, compared
from handlag.planning.actions.save_scenario import WRITTEN
from handlag.planning.domain.drivers import Split
from handlag.planning.domain.grains import MONTH, Grain
from handlag.planning.domain.kept import Ahead, Judged, Kept, judge
from handlag.planning.files import ScenarioFile, understand
from handlag.planning.inflow import YEARS_KNOWN, received
from handlag.planning.models import KeptForecast, SavedScenario
from handlag.planning.outcome import drivers_of
from handlag.planning.printing import printed
from handlag.planning.report import Edition, report_of


def saved_scenarios(most: int = 200) -> list[SavedScenario]:
    """Every version of every scenario, the latest saved first, without what they hold."""
    return list(SavedScenario.objects.defer("written", "outcome").order_by("-made_at", "-version")[:most])


def saved_scenario(identity: UUID) -> SavedScenario:
    """One version of a scenario; ``PLAN_NO_SCENARIO`` if there is none."""
    found = SavedScenario.objects.filter(id=identity).first()
    if found is None:
        raise NotFound(
            "PLAN_NO_SCENARIO", "scenario", sv="Scenariot finns inte.", en="There is no such scenario.",
            remedy_sv="Välj ett i listan.", remedy_en="Choose one in the list.",
        )  # fmt: skip
    return found


def file_of(saved: SavedScenario) -> ScenarioFile:
    """What a saved version says, as it was written."""
    return understand(saved.written, WRITTEN)


def drivers_between(one: SavedScenario, other: SavedScenario) -> list[Split]:
    """What drives the difference between two saved versions, with the runs and luck they were simulated with.

    Raises ``PLAN_NOT_COMPARABLE`` and ``PLAN_TOO_LARGE``.
    """
    return drivers_of(file_of(one), file_of(other), one.runs, one.seed)


def versions_of(name: str, most: int = 50) -> list[SavedScenario]:
    """The latest versions of a name, the first of them first."""
    return list(SavedScenario.objects.filter(name=name).defer("outcome").order_by("-version")[:most])[::-1]


class Changed(NamedTuple):
    """One value that differs between two versions, by its place in the file; empty where it isn't there."""

    place: str
    before: str
    after: str


def changes(before: SavedScenario, after: SavedScenario) -> list[Changed]:
    """What was changed from one version to another, value by value."""
    one, other = (_flat(file_of(saved).model_dump(exclude_defaults=True)) for saved in (before, after))
    return [
        Changed(place, one.get(place, ""), other.get(place, ""))
        for place in sorted(one.keys() | other.keys())
        if one.get(place) != other.get(place)
    ]


def _flat(value: Any, place: str = "") -> dict[str, str]:
    """Every value by its place; a series of plain numbers is one value."""
    if isinstance(value, dict):
        found = [_flat(part, f"{place}.{key}".strip(".")) for key, part in value.items()]
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        found = [_flat(part, f"{place}.{part.get('benefit', n)}") for n, part in enumerate(value)]
    else:
        return {place: str(value)}
    return {name: text for part in found for name, text in part.items()}


def pdf_of(saved: SavedScenario, language: str) -> bytes:
    """A saved version as a PDF in the shape of the action plan; ``PLAN_PDF`` if it can't be set."""
    edition = Edition(saved.version, saved.made_at, saved.runs)
    return printed(report_of(file_of(saved), saved.outcome, edition, language))


@cache
def action_plan_compared() -> Comparison:
    """The action plan of 2025 beside the best split of its people: of printed figures, so it never changes."""
    return compared()


def kept_forecasts(grain: Grain = MONTH) -> list[KeptForecast]:
    """The newest kept forecast of each series, by name."""
    kept = KeptForecast.objects.filter(grain=grain.name)
    return list(kept.order_by("series", "-known_to", "-vintage").distinct("series"))


def forecasts_judged(today: date, store: Store | None = None, grain: Grain = MONTH) -> list[Judged]:
    """Every kept forecast against what follow-up now says came. Raises ``FOLLOWUP_NO_EXPORT``."""
    rows = KeptForecast.objects.filter(grain=grain.name).order_by("series", "known_to", "vintage")
    kept = [as_kept(row) for row in rows]
    return judge(kept, received(today.year - YEARS_KNOWN, today, store, grain, {one.series for one in kept}))


def as_kept(row: KeptForecast) -> Kept:
    """A stored forecast as the domain judges it."""
    periods = tuple(Ahead(*period) for period in row.months)
    return Kept(row.series, row.known_to, row.method, row.why, row.scale, periods, row.grain)
