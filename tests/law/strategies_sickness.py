"""Hypothesis strategies for the benefits at sickness, disability and injury."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.law.strategies import days

OFFICER = {"by": "officer", "made_on": date(2022, 1, 1)}


@st.composite
def months(draw: st.DrawFn, longest: int = 40) -> dict[str, date]:
    """Whole months from January 2022 to December 2026."""
    first = draw(st.integers(2022 * 12, 2026 * 12 + 11))
    last = min(first + draw(st.integers(0, longest)), 2026 * 12 + 11)
    return {"start": _day(first), "end": _day(last + 1) - timedelta(days=1)}


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


@st.composite
def sjukersattning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of sjukersättning: any age, incomes, insurance time, rest and work."""
    born = draw(days(date(1955, 1, 1), date(2006, 1, 1)))
    twelfths = st.sampled_from([0, 3, 6, 9, 12, 12, 12])
    starts = draw(st.lists(days(date(2020, 1, 1), date(2026, 1, 1)), max_size=3, unique=True))
    part = st.sampled_from([3, 6, 9, 12])
    return {
        "period": draw(months()),
        "birth_date": born,
        "insured_event": draw(days(date(max(born.year + 16, 2020), 1, 1), date(max(born.year + 17, 2025), 1, 1))),
        "insured_at_event": draw(st.sampled_from([True, True, True, False])),
        "applied_on": draw(st.one_of(st.none(), days(date(2021, 6, 1), date(2026, 6, 1)))),
        "first_paid": draw(st.one_of(st.none(), days(date(2022, 1, 1), date(2024, 1, 1)))),
        "assessments": [
            OFFICER
            | {"from_day": day, "twelfths": draw(twelfths), "lasting": draw(st.sampled_from([True, True, None]))}
            for day in starts
        ],
        "incomes": [
            {"year": year, "income": draw(st.integers(0, 700_000))}
            for year in draw(st.lists(st.integers(2012, 2024), max_size=6, unique=True))
        ],
        "insurance": {"actual_months": draw(st.one_of(st.none(), st.integers(0, 500)))},
        "annuities": draw(st.lists(st.integers(0, 200_000), max_size=2)),
        "survivor_support": draw(st.sampled_from([0, 0, 50_000, 200_000])),
        "foreign_pension": draw(st.sampled_from([0, 0, 40_000, 300_000])),
        "rest": [
            OFFICER | span | {"twelfths": draw(part), "ground": draw(st.sampled_from(["work", "studies"]))}
            for span in draw(st.lists(months(), max_size=1))
        ],
        "work": [span | {"twelfths": draw(part)} for span in draw(st.lists(months(6), max_size=1))],
    }


@st.composite
def aktivitetsersattning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of aktivitetsersättning: as of sjukersättning, for the young, with schooling and trial."""
    born = draw(days(date(1992, 1, 1), date(2007, 1, 1)))
    facts = draw(sjukersattning()) | {
        "birth_date": born,
        "insured_event": draw(days(date(born.year + 10, 1, 1), date(max(born.year + 11, 2025), 1, 1))),
    }
    facts["schooling"] = draw(st.lists(months(12), max_size=1))
    facts["trial"] = [OFFICER | span for span in draw(st.lists(months(14), max_size=1))]
    facts["decision_from"] = draw(st.one_of(st.none(), days(date(2021, 1, 1), date(2026, 1, 1))))
    return facts
