"""A chart and an alarm as they are kept: plain figures and words in both languages, read again without computing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from handlag.followup.stability.chart import Alarm, Chart, Plan
from handlag.followup.stability.explain import candidates
from handlag.followup.stability.from_facts import Series
from handlag.followup.stability.panel import REBASE, LegalChange
from handlag.followup.stability.words import FINDINGS, alarm_text, stretch_text

LANGUAGES = ("sv", "en")
MUCH_FEWER = 0.5


def chart_shown(series: Series, chart: Chart) -> dict[str, Any]:
    """The chart's periods, changes, offices and findings."""
    return {
        "periods": [asdict(point) for point in chart.points],
        "changes": [
            {"names": [each.name for each in stretch.changes], "period": series.counts.name(stretch.start)}
            | {language: stretch_text(stretch, series.counts, language) for language in LANGUAGES}
            for stretch in chart.stretches
            if stretch.changes and stretch.start < series.counts.periods
        ],
        "funnel": [asdict(office) | {"verdict": office.verdict} for office in chart.funnel.offices],
        "funnel_from": chart.funnel_from,
        "findings": [
            {language: FINDINGS[language][code].format(about) for language in LANGUAGES}
            for code, about in chart.findings
        ],
        "alarms": [alarm.period for alarm in chart.alarms],
    }


def alarm_shown(series: Series, alarm: Alarm, plan: Plan) -> dict[str, Any]:
    """The alarm in figures and in both languages' words."""
    middle, low, high = alarm.level.odds_ratio
    words = {
        language: alarm_text(alarm, plan.rule.chance, plan.rule.months, language, series.measure)
        for language in LANGUAGES
    }
    return {
        "began": alarm.began, "earliest": alarm.began_earliest, "latest": alarm.began_latest,
        "odds_ratio": {"estimate": middle, "low": low, "high": high}, "split": asdict(alarm.split),
        "one_office": alarm.one_office, "words": words,
    }  # fmt: skip


def evidence_of(series: Series, chart: Chart, alarm: Alarm, changes: Sequence[LegalChange]) -> dict[str, Any]:
    """What an investigation begins from, in the order it is looked at: data, mix, when, law or drift, where."""
    counts = series.counts
    last, began = (counts.unit.read(text) - counts.first for text in (alarm.period, alarm.began))
    law = [each for each in changes if each.kind != REBASE]
    stretch = next(each for each in reversed(chart.stretches) if each.settled <= last)
    volume = counts.decisions.sum(axis=(1, 2))
    usual = counts.decisions[:began].sum(axis=2).mean(axis=0)
    now = counts.decisions[began : last + 1].sum(axis=2).mean(axis=0)
    quiet = [
        name for name, old, new in zip(counts.offices, usual, now, strict=True) if old > 1 and new < MUCH_FEWER * old
    ]
    return {
        "data": {"usual_volume": float(volume[:began].mean()), "volume": float(volume[began : last + 1].mean()),
                 "offices_with_much_fewer": quiet},
        "mix": asdict(alarm.split),
        "when": {"likeliest": alarm.began, "earliest": alarm.began_earliest, "latest": alarm.began_latest},
        "candidates": [asdict(each) for each in candidates(counts, stretch.model, last, began, law)],
        "where": {"one_office": alarm.one_office, "offices": alarm.offices},
    }  # fmt: skip
