"""Watching: count every series anew from the facts, chart it against its frozen reference, and open what alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.queries import installation_store
from handlag.followup.stability.chart import Alarm, Chart, Plan, common_spread, watch
from handlag.followup.stability.from_facts import Series, decisions, held_series, reviews, series
from handlag.followup.stability.panel import REBASE, LegalChange, Panel
from handlag.followup.stability.signal import Rule
from handlag.followup.stability.spread import Spread
from handlag.followup.store import Store
from handlag.steering.domain.shown import alarm_shown, chart_shown, evidence_of
from handlag.steering.models import Investigation, Rebase, Watched
from handlag.steering.queries import legal_changes

REFERENCES = (72, 48, 24, 12)
"""Months of reference, the longest first that leaves at least a fourth as many to watch."""
RUNS = 2000


@dataclass(frozen=True)
class Done:
    """How many series were charted, how many were too short, and how many investigations were opened."""

    charted: int
    too_short: int
    opened: int


def watch_all(now: datetime, store: Store | None = None, runs: int = RUNS) -> Done:
    """Chart every series of the newest facts. Running it twice opens nothing twice.

    Raises FOLLOWUP_NO_EXPORT before the first export.
    """
    store = store or installation_store()
    manifest = store.vintage(None)
    events, known_on = store.events(manifest.vintage), legal_day(manifest.until) - timedelta(days=1)
    found = list(series(decisions(events, manifest.book()), known_on))
    found += held_series(reviews(events, manifest.book(), known_on), known_on)
    ready = [each for each in (_against_its_reference(one, now, found) for one in found) if each]
    opened = sum(_chart(each, watched, now, runs) for each, watched in ready)
    return Done(len(ready), len(found) - len(ready), opened)


def _against_its_reference(one: Series, now: datetime, others: Sequence[Series]) -> tuple[Series, Watched] | None:
    """The series from its reference's beginning on: the one it was given the first time, else chosen now."""
    known = Watched.objects.filter(series=one.code).first()
    if known is None:
        known = _begun(one, now, others)
    if known is None or known.unit != one.counts.unit.name or known.first < one.counts.first:
        return None
    return replace(one, counts=_from(one.counts, known.first)), known


def _begun(one: Series, now: datetime, others: Sequence[Series]) -> Watched | None:
    """Freeze a reference without a change of law in it, the longest there is room for."""
    chosen = _reference(one.counts, legal_changes(one.benefit))
    if chosen is None:
        return None
    first, months = chosen
    kin = [one.counts, *(each.counts for each in others if _alike(each, one))]
    long = [_from(each, first) for each in kin if each.first <= first]
    spread = common_spread([each for each in long if each.periods > each.unit.many(months)], months)
    return Watched(
        series=one.code, unit=one.counts.unit.name, first=first, reference=months, spread=asdict(spread), began_at=now
    )


def _alike(other: Series, one: Series) -> bool:
    """Series of one kind: the same measure by the same periods, whole benefits with whole ones."""
    same = (other.measure, other.counts.unit, bool(other.office)) == (one.measure, one.counts.unit, bool(one.office))
    return same and other.code != one.code


def _reference(counts: Panel, changes: Sequence[LegalChange]) -> tuple[int, int] | None:
    """The first period and the months of a reference: after the last change of law that would lie in it."""
    for months in REFERENCES:
        first = counts.first
        for change in changes:
            place = counts.unit.of(change.day) + 1
            if first < place <= first + counts.unit.many(months):
                first = place
        left = counts.first + counts.periods - first
        if left >= counts.unit.many(months) * 1.25:
            return first, months
    return None


def _from(counts: Panel, first: int) -> Panel:
    begin = first - counts.first
    return replace(counts, first=first, decisions=counts.decisions[begin:], rejections=counts.rejections[begin:])


@transaction.atomic
def _chart(one: Series, watched: Watched, now: datetime, runs: int) -> int:
    """Chart one series, keep the chart, and open an investigation for each new alarm. How many were opened."""
    plan = _plan(one, watched, runs)
    watched.made_at = now
    try:
        chart = watch(one.counts, plan)
    except HandlagError as error:
        watched.shown = {"error": error.as_dict()}
        watched.save()
        return 0
    watched.shown = chart_shown(one, chart)
    watched.save()
    return sum(_opened(one, chart, alarm, plan, now) for alarm in chart.alarms if not alarm.again)


def _plan(one: Series, watched: Watched, runs: int) -> Plan:
    begins = one.counts.first
    law = [each for each in legal_changes(one.benefit) if one.counts.unit.of(each.day) >= begins]
    rebased = [LegalChange(each.from_day, REBASE, each.reason[:80]) for each in Rebase.objects.filter(series=one.code)]
    return Plan(watched.reference, changes=(*law, *rebased), rule=Rule(runs=runs), spread=Spread(**watched.spread))


def _opened(one: Series, chart: Chart, alarm: Alarm, plan: Plan, now: datetime) -> bool:
    shown: dict[str, Any] = chart_shown(one, chart) | {"alarm": alarm_shown(one, alarm, plan)}
    made, new = Investigation.objects.get_or_create(
        series=one.code, period=alarm.period, upwards=alarm.up,
        defaults={"shown": shown, "evidence": evidence_of(one, chart, alarm, plan.changes), "opened_at": now},
    )  # fmt: skip
    if new:
        leave(
            Kind.STABILITY_ALARMED, now, benefit=one.benefit, investigation=str(made.id), series=one.code,
            period=alarm.period, upwards=alarm.up,
        )  # fmt: skip
    return new
