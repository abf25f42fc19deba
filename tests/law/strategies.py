"""Hypothesis strategies of claims: any facts the models allow, dense where the rules bend."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)


def examples(count: int) -> int:
    """How many examples a property tries: ``HANDLAG_TEST_EFFORT`` times the usual."""
    return max(1, int(count * float(os.environ.get("HANDLAG_TEST_EFFORT", "1"))))


def days(start: date = FIRST, end: date = LAST) -> st.SearchStrategy[date]:
    """A day between two."""
    return st.integers(start.toordinal(), end.toordinal()).map(date.fromordinal)


@st.composite
def _span(draw: st.DrawFn, around: date, before: int, length: int) -> dict[str, date]:
    start = around + timedelta(days=draw(st.integers(-before, 60)))
    return {"start": start, "end": start + timedelta(days=draw(st.integers(0, length)))}


def _apart(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for span in sorted(spans, key=lambda s: s["start"]):
        if not kept or span["start"] > kept[-1]["end"]:
            kept.append(span)
    return kept


GROUNDS = [
    "own_work",
    "other_work_at_employer",
    "normal_labour_market",
    "likely_return_before_day_366",
    "special_reasons_before_day_550",
    "unreasonable_otherwise",
]
KINDS = ["sjukpenning", "rehabiliteringspenning", "sick_pay", "deduction", "waiting", "sick_unpaid"]


@st.composite
def sjukpenning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of a sjukpenning claim."""
    start = draw(days(FIRST, LAST - timedelta(days=130)))
    end = start + timedelta(days=draw(st.integers(0, 130)))
    reductions = st.sampled_from([0, 24, 25, 49, 50, 75, 99, 100])
    capacity = [s | {"reduction": draw(reductions)} for s in draw(st.lists(_span(start, 20, 90), max_size=3))]
    assessments = [
        s | {"reduction": draw(reductions), "ground": draw(st.sampled_from(GROUNDS)), "by": "officer", "made_on": start}
        for s in draw(st.lists(_span(start, 60, 300), max_size=3))
    ]
    history = [
        s | {"kind": draw(st.sampled_from(KINDS))}
        for s in draw(st.lists(_span(start - timedelta(days=400), 300, 400), max_size=4))
        if s["end"] < start
    ]
    work = draw(st.sampled_from(["employee", "employee", "self_employed", "combined", "unemployed"]))
    facts: dict[str, Any] = {
        "period": {"start": start, "end": end},
        "birth_date": draw(days(date(1954, 1, 1), date(2000, 1, 1))),
        "sgi": {
            "employment_income": 0
            if work == "self_employed" and draw(st.booleans())
            else draw(st.integers(0, 900_000)),
            "business_income": 0
            if work == "employee" and draw(st.booleans())
            else draw(st.sampled_from([0, 150_000, 700_000])),
            "yearly_working_minutes": draw(st.sampled_from([None, 124_800, 60_030])),
        },
        "work": work,
        "by_the_hour": draw(st.sampled_from([False, False, True])),
        "first_sick_day": start - timedelta(days=draw(st.integers(0, 600))),
        "waiting_days": draw(st.sampled_from([1, 7, 14, 30])),
        "deductions_last_twelve_months": draw(st.integers(0, 12)),
        "capacity": _apart(capacity),
        "assessments": assessments,
        "history": _apart(history),
        "first_fourteen_days": draw(st.sampled_from(["calendar", "hours"])),
        "hours": [{"day": start, "minutes": draw(st.integers(0, 600))}],
        "wage": [
            s | {"per_day": draw(st.integers(0, 300_000))}
            for s in _apart(draw(st.lists(_span(start, 9, 40), max_size=2)))
        ],
        "work_trials": _apart(draw(st.lists(_span(start, 30, 20), max_size=2))),
    }
    facts["work_trials_announced"] = [s["start"] for s in facts["work_trials"] if draw(st.booleans())]
    if draw(st.booleans()):
        facts["certificate"] = draw(_span(start, 30, 200))
    if draw(st.booleans()):
        facts["notified_on"] = start + timedelta(days=draw(st.integers(-5, 40)))
    if draw(st.booleans()):
        sick = min(start + timedelta(days=draw(st.integers(-14, 5))), end)
        facts["sick_pay"] = {"start": sick, "end": sick + timedelta(days=draw(st.integers(0, 13)))}
    if draw(st.booleans()):
        facts["serious_illness"] = {"by": "officer", "made_on": start}
    if draw(st.booleans()):
        facts["past_age"] = {"met": draw(st.booleans()), "by": "officer", "made_on": start}
    facts["treatments"] = [
        s
        | {"reduction": draw(reductions), "plan_approved": draw(st.sampled_from([True, True, False, None]))}
        | {"by": "officer", "made_on": start}
        for s in _apart(draw(st.lists(_span(start, 9, 9), max_size=1)))
    ]
    return facts


@st.composite
def foraldrapenning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of one parent's claim."""
    start = draw(days(FIRST, LAST - timedelta(days=90)))
    end = start + timedelta(days=draw(st.integers(0, 89)))
    spans = [
        {
            "start": max(s["start"], start),
            "end": min(s["end"], end),
            "eighths": draw(st.sampled_from([8, 6, 4, 2, 1])),
            "kind": draw(st.sampled_from(["sjukpenningniva", "sjukpenningniva", "lagstaniva"])),
        }
        for s in draw(st.lists(_span(start, 10, 40), min_size=1, max_size=5))
        if s["start"] <= end and s["end"] >= start
    ]
    asked = _apart(spans) or [{"start": start, "end": start, "eighths": 8}]
    born = start - timedelta(days=draw(st.integers(-80, 4500)))
    return {
        "period": {"start": start, "end": end},
        "days": asked,
        "child": {"birth_date": born, "children": draw(st.sampled_from([1, 1, 2]))},
        "sgi": {"employment_income": draw(st.integers(0, 900_000))},
        "custody": draw(st.sampled_from(["joint", "sole", "transferred"])),
        "carried_the_child": draw(st.booleans()),
        "account": {
            "used_high": draw(st.integers(0, 8 * 195)),
            "used_lowest": draw(st.integers(0, 8 * 45)),
            "other_used_high": draw(st.integers(0, 8 * 195)),
            "used_after_four": draw(st.integers(0, 8 * 96)),
            "received_high": draw(st.integers(0, 105)),
            "double_days_used": draw(st.integers(0, 60)),
        },
        "other_parent_days": draw(st.lists(_span(start, 10, 20), max_size=2)),
        "qualifying_days": draw(st.sampled_from([None, 0, 239, 240, 900])),
        "working_weekdays": draw(st.sampled_from([[1, 2, 3, 4, 5], [], [1, 3, 6], [6, 7]])),
        "work_free": draw(st.lists(_span(start, 10, 9), max_size=2)),
        "applied_on": start + timedelta(days=draw(st.integers(0, 120))),
    }


@st.composite
def barnbidrag(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of one recipient's months."""
    first = draw(st.integers(2022 * 12, 2027 * 12))
    last = first + draw(st.integers(0, 40))
    start = date(first // 12, first % 12 + 1, 1)
    end = date((last + 1) // 12, (last + 1) % 12 + 1, 1) - timedelta(days=1)
    births = days(date(2003, 1, 1), date(2029, 1, 1))
    school = st.one_of(st.none(), days(date(2021, 6, 1), date(2028, 1, 1)).flatmap(lambda day: _span(day, 0, 400)))
    child = st.fixed_dictionaries(
        {
            "birth_date": births,
            "custody": st.sampled_from(["sole", "joint"]),
            "notified_recipient": st.sampled_from([None, "claimant", "other"]),
            "alternating": st.booleans(),
            "right_from": st.one_of(st.none(), days(date(2015, 1, 1), date(2026, 1, 1))),
            "right_until": st.one_of(st.none(), days(date(2022, 1, 1), date(2030, 1, 1))),
            "extended": school,
            "study_aid": school,
        }
    )
    partner = st.fixed_dictionaries({"birth_date": births, "halves": st.sampled_from([1, 2])})
    return {
        "period": {"start": start, "end": end},
        "children": draw(st.lists(child, min_size=1, max_size=6)),
        "household_children": draw(st.lists(partner, max_size=3)),
        "supplement_to": draw(st.sampled_from([None, "claimant", "partner"])),
    }
