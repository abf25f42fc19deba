"""What a plan's report says: how things stand, what is to be done, what comes of it, and what that rests on.

The order is that of the agency's action plan of 17 February 2025. Every sentence is made from the scenario and its
simulated outcome; the planner's own words stand first in their section.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from handlag.core.clock import legal_day
from handlag.planning.charts import queue_chart
from handlag.planning.concept_words import HEADS, concept_cells, told_concepts
from handlag.planning.domain.answers import HIDDEN_AGE
from handlag.planning.domain.months import month_text
from handlag.planning.files import QueuePart, ScenarioFile
from handlag.planning.measures import assumptions_of, loans_of, measures_of
from handlag.planning.outcome import Outcome
from handlag.planning.report_words import WORDS
from handlag.planning.words import MEASURES, benefit_words, measured, nearest, number

Rows = list[dict[str, Any]]
WORSE = 1.1
"""How far over its start the mean time must go for the report to speak of a time that first rises."""


class Edition(NamedTuple):
    """Which version of a scenario a report is of, and when that was made."""

    version: int
    made_at: datetime
    runs: int


def report_of(file: ScenarioFile, outcome: Outcome, edition: Edition, language: str) -> dict[str, Any]:
    """A plan's report as ``planning.printing`` sets it."""
    words = WORDS[language]
    made, last = legal_day(edition.made_at), month_text(outcome["first"] + file.months - 1)
    about = {
        "name": file.name, "version": edition.version, "made": made, "runs": edition.runs, "first": file.first,
        "last": last,
    }  # fmt: skip
    return {
        "language": language, "title": words["title"].format(**about), "lead": words["lead"].format(**about),
        "foot": f"{file.name}, version {edition.version}", "table_word": words["table"],
        "sections": [
            _situation(file, outcome, language), _measures(file, language), _results(file, outcome, language),
            _ground(file, language),
        ],
    }  # fmt: skip


def _section(
    heading: str, paragraphs: list[str], tables: Rows | None = None, parts: Rows | None = None
) -> dict[str, Any]:
    return {"heading": heading, "paragraphs": paragraphs, "tables": tables or [], "parts": parts or []}


def _part(heading: str, paragraphs: list[str], items: list[str], chart: str = "", alt: str = "") -> dict[str, Any]:
    return {"heading": heading, "paragraphs": paragraphs, "items": items, "chart": chart, "alt": alt}


def _own(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip()]


def _situation(file: ScenarioFile, outcome: Outcome, language: str) -> dict[str, Any]:
    words, rows = WORDS[language], []
    for part in file.queues:
        begun = outcome["opening"][part.benefit]
        values = (begun["pending"], begun["mean_age"], begun["over_limit"], begun["over_statutory"])
        limit = f"{begun['limit']}"
        rows.append([benefit_words(part.benefit, language), limit, *(number(value, language) for value in values)])
    told = words["situation"].format(first=file.first)
    table = {
        "title": words["situation_table"].format(first=file.first),
        "heads": words["situation_heads"],
        "rows": rows,
    }
    return _section(words["situation_heading"], [*_own(file.situation), told], [table])


def _measures(file: ScenarioFile, language: str) -> dict[str, Any]:
    words = WORDS[language]
    parts = [
        _part(benefit_words(part.benefit, language), [], items)
        for part in file.queues
        if (items := measures_of(part, language))
    ]
    if loans := loans_of(file, language):
        parts.append(_part(words["loans"], [], loans))
    paragraphs = _own(file.measures)
    if not parts:
        paragraphs.append(words["no_measures"])
    return _section(words["measures_heading"], paragraphs, parts=parts)


def _results(file: ScenarioFile, outcome: Outcome, language: str) -> dict[str, Any]:
    words = WORDS[language]
    tables = [_times(file, outcome, language), _pending(file, outcome, language)]
    if outcome["targets"]:
        tables.append(_targets(outcome, language))
    tables += [_concepts(code, found, language) for code, found in outcome.get("concepts", {}).items() if found["peak"]]
    told = [one for found in outcome.get("concepts", {}).values() for one in told_concepts(found, language)]
    parts = [_result(part, outcome["months"][part.benefit], outcome, language) for part in file.queues]
    return _section(words["results_heading"], [words["results"], *told, HIDDEN_AGE[language]], tables, parts)


def _concepts(code: str, found: dict[str, Any], language: str) -> dict[str, Any]:
    title = f"{WORDS[language]['concepts_table']}: {benefit_words(code, language)}"
    rows = [concept_cells(row, language) for row in found["at_peak"]]
    return {"title": title, "heads": list(HEADS[language]), "rows": rows}


def _times(file: ScenarioFile, outcome: Outcome, language: str) -> dict[str, Any]:
    words, rows = WORDS[language], []
    for part in file.queues:
        months = outcome["months"][part.benefit]
        one, last = months[0], months[-1]
        values = [number(row["mean_days"]["mean"], language) for row in (one, last)]
        span = f"{number(last['mean_days']['low'], language)}–{number(last['mean_days']['high'], language)}"
        rows.append(
            [
                benefit_words(part.benefit, language), f"{part.limit}", *values, span,
                number(last["days_p90"], language),
                measured("share_within", last["share_within"], language), number(last["hidden_age"], language, 2),
            ]
        )  # fmt: skip
    return {"title": words["times_table"], "heads": words["times_heads"], "rows": rows}


def _pending(file: ScenarioFile, outcome: Outcome, language: str) -> dict[str, Any]:
    words, rows = WORDS[language], []
    for part in file.queues:
        months, begun = outcome["months"][part.benefit], outcome["opening"][part.benefit]
        last = months[-1]
        span = f"{number(last['pending']['low'], language)}–{number(last['pending']['high'], language)}"
        values = (last["over_limit"]["mean"], last["over_statutory"]["mean"], last["unit_cost"] or None)
        ends = (begun["pending"], last["pending"]["mean"])
        rows.append(
            [
                benefit_words(part.benefit, language), *(number(value, language) for value in ends), span,
                *(number(value, language) for value in values),
            ]
        )  # fmt: skip
    return {"title": words["pending_table"], "heads": words["pending_heads"], "rows": rows}


def _targets(outcome: Outcome, language: str) -> dict[str, Any]:
    words = WORDS[language]
    rows = [
        [
            benefit_words(one["benefit"], language), MEASURES[one["measure"]][language],
            measured(one["measure"], one["value"], language),
            one["likely"] or words["never"], one["sure"] or words["never"],
        ]
        for one in outcome["targets"]
    ]  # fmt: skip
    return {"title": words["targets_table"], "heads": words["targets_heads"], "rows": rows}


def _result(part: QueuePart, months: Rows, outcome: Outcome, language: str) -> dict[str, Any]:
    """A benefit's own paragraph and chart, with what its targets lack."""
    words, name, last = WORDS[language], benefit_words(part.benefit, language), months[-1]
    begun = outcome["opening"][part.benefit]
    told = {
        "pending": number(begun["pending"], language), "end": number(last["pending"]["mean"], language),
        "low": number(last["pending"]["low"], language), "high": number(last["pending"]["high"], language),
        "days": number(last["mean_days"]["mean"], language), "month": month_text(last["month"]),
        "age": number(last["mean_age_pending"], language),
    }  # fmt: skip
    paragraphs = [words["result"].format(**told), *_first_worse(months, language)]
    missed = [one for one in outcome["targets"] if one["benefit"] == part.benefit and not one["met"]]
    items = [f"{MEASURES[one['measure']][language]}: {nearest(one, language)}" for one in missed]
    chart = queue_chart(months, language, font="Libertinus Serif")
    return _part(name, paragraphs, items, chart, words["alt"].format(name=name, **told))


def _first_worse(months: Rows, language: str) -> list[str]:
    """That times get longer before they get shorter, where they do: the price of clearing old cases or of training."""
    known = [row for row in months if row["mean_days"]["mean"] is not None]
    if not known:
        return []
    peak = max(known, key=lambda row: row["mean_days"]["mean"])
    start, end = known[0]["mean_days"]["mean"], known[-1]["mean_days"]["mean"]
    top = peak["mean_days"]["mean"]
    if top < WORSE * start or end > top / WORSE:
        return []
    told = {"days": number(top, language), "month": month_text(peak["month"]), "end": number(end, language)}
    return [WORDS[language]["first_worse"].format(**told)]


def _ground(file: ScenarioFile, language: str) -> dict[str, Any]:
    words = WORDS[language]
    parts = [_part(benefit_words(q.benefit, language), [], assumptions_of(q, language)) for q in file.queues]
    sources = [words["source"].format(source=file.source)] if file.source else []
    return _section(words["ground_heading"], [*sources, words["ground"]], parts=parts)
