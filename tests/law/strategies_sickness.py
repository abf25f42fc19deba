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


@st.composite
def _spans(draw: st.DrawFn, around: date, most: int = 3, length: int = 30) -> list[dict[str, date]]:
    """Spans in order that do not overlap, near a day."""
    kept: list[dict[str, date]] = []
    for _ in range(draw(st.integers(0, most))):
        first = around + timedelta(days=draw(st.integers(-10, 60)))
        span = {"start": first, "end": first + timedelta(days=draw(st.integers(0, length)))}
        if all(span["end"] < other["start"] or span["start"] > other["end"] for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span["start"])


@st.composite
def _claimed(draw: st.DrawFn, longest: int = 60) -> dict[str, date]:
    start = draw(days(date(2022, 1, 1), date(2026, 9, 1)))
    return {"start": start, "end": start + timedelta(days=draw(st.integers(0, longest)))}


@st.composite
def _incomes(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "employment_income": draw(st.integers(0, 900_000)),
        "business_income": draw(st.sampled_from([0, 200_000])),
        "yearly_working_minutes": draw(st.sampled_from([124_800, 60_030])),
    }


_WORK = st.sampled_from(["employee", "self_employed", "combined", "unemployed"])
_PERCENT = st.sampled_from([0, 24, 25, 26, 50, 74, 75, 76, 99, 100])


@st.composite
def narstaendepenning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of a carer's days, near the end of the hundred days as often as not."""
    period = draw(_claimed())
    start = period["start"]
    care = draw(_spans(start)) or [{"start": start, "end": start}]
    day = [start + timedelta(days=n) for n in range((period["end"] - start).days + 1)]
    return {
        "period": period,
        "care": [span | {"worked_percent": draw(_PERCENT)} for span in care],
        "sgi": draw(_incomes()),
        "work": draw(_WORK),
        "hours": [{"day": one, "minutes": 480} for one in day if one.weekday() < 5],
        "seriously_ill": draw(st.sampled_from([None, OFFICER | {"met": True}, OFFICER | {"met": False}])),
        "used_quarter_days": draw(st.sampled_from([0, 0, 380, 391, 398, 400])),
        "other_carers": draw(_spans(start, 1)),
        "other_benefits": [
            span | {"kind": "sjukpenning", "quarters": draw(st.integers(1, 4))} for span in draw(_spans(start, 1))
        ],
        "applied_on": draw(st.one_of(st.none(), st.just(start + timedelta(days=120)))),
    }


@st.composite
def smittbararersattning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of a carrier's days."""
    period = draw(_claimed())
    start = period["start"]
    return {
        "period": period,
        "birth_date": draw(days(date(1950, 1, 1), date(2004, 1, 1))),
        "absence": [span | {"worked_percent": draw(_PERCENT)} for span in draw(_spans(start))],
        "ground": draw(st.sampled_from(["decision", "decision", "examination", "cordon"])),
        "documented": draw(st.sampled_from([True, True, False])),
        "sgi": draw(_incomes()),
        "work": draw(_WORK),
        "days_after_last_age": draw(st.sampled_from([0, 175, 180])),
        "coordinated": [
            span | {"kind": "sjukpenning", "per_day": draw(st.integers(0, 150_000))} for span in draw(_spans(start, 2))
        ],
        "public_wage": draw(st.sampled_from([0, 0, 60_000])),
        "lowered": draw(st.sampled_from([None, None, OFFICER | {"percent_left": 0}, OFFICER | {"percent_left": 33}])),
        "journeys": draw(st.sampled_from([[], [{"day": start, "cost": 20_000, "paid_otherwise": 5_000}]])),
    }


@st.composite
def rehabiliteringsersattning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of days of rehabilitation, with days in the frame before."""
    period = draw(_claimed(120))
    start = period["start"]
    before = start - timedelta(days=draw(st.integers(300, 500)))
    history = {"start": before, "end": before + timedelta(days=draw(st.integers(200, 299))), "kind": "sjukpenning"}
    return {
        "period": period,
        "birth_date": draw(days(date(1955, 1, 1), date(2004, 1, 1))),
        "sgi": draw(_incomes()),
        "work": draw(_WORK),
        "history": draw(st.sampled_from([[], [history]])),
        "rehabilitation": [
            OFFICER
            | span
            | {"reduction": draw(_PERCENT), "shortens_or_prevents": draw(st.sampled_from([True, True, True, None]))}
            for span in draw(_spans(start, 3, 90))
        ],
        "interruptions": [
            span | {"kind": draw(st.sampled_from(["short_leave", "illness"])), "certificate": draw(st.booleans())}
            for span in draw(_spans(start, 1, 40))
        ],
        "coordinated": [
            span | {"kind": "sjukpenning", "per_day": draw(st.integers(0, 150_000))} for span in draw(_spans(start, 1))
        ],
    }


@st.composite
def sjukpenning_i_sarskilda_fall(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of days in special cases."""
    period = draw(_claimed())
    start = period["start"]
    return {
        "period": period,
        "birth_date": draw(days(date(1957, 1, 1), date(1996, 1, 1))),
        "kind": draw(st.sampled_from(["sjukpenning", "rehabiliteringspenning"])),
        "earlier_benefit": draw(st.sampled_from(["aktivitetsersattning_to_30", "time_limited_sjukersattning", "none"])),
        "earlier_benefit_ended": start - timedelta(days=draw(st.integers(-5, 500))),
        "capacity": [OFFICER | span | {"reduction": draw(_PERCENT)} for span in draw(_spans(start, 3, 60))],
        "sgi": draw(st.one_of(st.none(), st.fixed_dictionaries({"employment_income": st.integers(0, 130_000)}))),
        "highest_sgi_since": draw(st.sampled_from([0, 80_300, 115_400])),
        "work": draw(_WORK),
        "sickness_level": draw(st.sampled_from(["normal", "continued"])),
        "sjukersattning_quarters": draw(st.sampled_from([0, 0, 1, 2, 3])),
        "annuity": draw(st.sampled_from([0, 0, 10_000, 90_000])),
        "studies": draw(_spans(start, 1)),
        "begins_period": draw(st.booleans()),
    }


@st.composite
def bostadstillagg(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of bostadstillägg, alone or of spouses."""
    income = st.integers(0, 300_000)
    incomes = st.fixed_dictionaries({"benefits": income, "work": income, "other": st.integers(0, 50_000)})
    period = draw(months(14).filter(lambda months: months["start"] >= date(2022, 8, 1)))
    spouse = st.fixed_dictionaries({"incomes": incomes})
    return {
        "period": period,
        "birth_date": draw(days(date(1955, 1, 1), date(2006, 1, 1))),
        "benefit": draw(st.sampled_from(["sjukersattning", "aktivitetsersattning", "foreign", "widow", "none"])),
        "housing_cost": draw(st.integers(0, 15_000)),
        "housing_allowance": draw(st.sampled_from([0, 0, 1_300])),
        "incomes": draw(incomes),
        "wealth": draw(st.integers(0, 600_000)),
        "spouse": draw(st.one_of(st.none(), spouse)),
        "applied_on": draw(st.one_of(st.none(), days(date(2022, 8, 1), date(2026, 12, 31)))),
    }


@st.composite
def boendetillagg(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of boendetillägg."""
    period = draw(months(14))
    ground = period | {"quarters": draw(st.integers(1, 4)), "yearly_income": draw(st.integers(0, 300_000))}
    spouse = draw(st.booleans())
    return {
        "period": period,
        "birth_date": draw(days(date(1955, 1, 1), date(1996, 1, 1))),
        "earlier_benefit": draw(st.sampled_from(["time_limited_sjukersattning", "aktivitetsersattning_to_30"])),
        "earlier_benefit_ended": draw(days(date(2018, 1, 1), date(2024, 1, 1))),
        "grounds": [ground],
        "spouse": spouse,
        "spouse_has_it_too": spouse and draw(st.booleans()),
        "children": draw(st.integers(0, 4)),
        "housing_allowance": draw(st.sampled_from([0, 0, 1_300])),
    }


_JUDGED = st.sampled_from([OFFICER | {"met": True}] * 4 + [OFFICER | {"met": False}, None])


@st.composite
def arbetsskadelivranta(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of an annuity after a work injury, with a made-up index for each year."""
    period = draw(months(30))
    without = draw(st.integers(1, 900_000))
    year = st.fixed_dictionaries({"yearly": st.integers(0, 400_000)})
    return {
        "period": period,
        "birth_date": draw(days(date(1955, 1, 1), date(2006, 1, 1))),
        "injured_on": draw(days(date(2018, 1, 1), date(2022, 1, 1))),
        "injury": draw(_JUDGED),
        "lasting": draw(_JUDGED),
        "basis": draw(st.integers(0, 900_000)),
        "student": draw(st.booleans()),
        "assessments": [
            OFFICER
            | {"from_day": period["start"], "without_injury": without, "with_injury": draw(st.integers(0, without))}
        ],
        "indexes": [{"year": one, "ten_thousandths": 10_200} for one in range(2022, 2027)],
        "same_loss": [period | one for one in draw(st.lists(year, max_size=1))],
        "other_illness": [period | one for one in draw(st.lists(year, max_size=1))],
        "sgi_after_age_limit": draw(st.booleans()),
    }


@st.composite
def personskadelivranta(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of an annuity by the state's injury protection."""
    return draw(arbetsskadelivranta()) | {
        "ground": draw(st.sampled_from(["military_training", "other_service", "inmate", "volunteer"])),
        "protected_until": draw(days(date(2020, 1, 1), date(2026, 1, 1))),
        "interned_over_six_months": draw(st.booleans()),
        "floor_by_ordinance": draw(st.booleans()),
    }


@st.composite
def arbetsskadesjukpenning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of the two days and those shown beyond them."""
    period = draw(_claimed(20))
    length = (period["end"] - period["start"]).days
    further = draw(st.lists(st.integers(0, length), max_size=4, unique=True))
    return {
        "period": period,
        "annuity_granted": draw(st.sampled_from([True, True, False])),
        "basis": draw(st.integers(0, 444_000)),
        "further_days": [
            {"day": period["start"] + timedelta(days=n), "loss": draw(st.integers(0, 300_000))} for n in further
        ],
    }


@st.composite
def sarskild_sjukpenning(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of särskild sjukpenning."""
    period = draw(_claimed())
    start = period["start"]
    return {
        "period": period,
        "birth_date": draw(days(date(1996, 1, 1), date(2007, 1, 1))),
        "training_days": draw(st.sampled_from([30, 60, 61, 300])),
        "protected_until": start + timedelta(days=draw(st.integers(-30, 10))),
        "ill_in_training": draw(_JUDGED),
        "reduced": [OFFICER | span | {"quarters": draw(st.integers(0, 4))} for span in draw(_spans(start))],
        "others": [span | {"per_day": draw(st.integers(0, 90_000))} for span in draw(_spans(start))],
    }


@st.composite
def yrkesskadelivranta(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of an annuity of older law."""
    return {
        "period": draw(months(14)),
        "injured_on": draw(days(date(1940, 1, 1), date(1977, 6, 30))),
        "annuity": draw(st.integers(0, 40_000)),
        "base_then": draw(st.integers(5_000, 11_000)),
        "base_july_1977": draw(st.integers(9_000, 12_000)),
        "lost": draw(
            st.sampled_from([None, OFFICER | {"at_least_a_quarter": True}, OFFICER | {"at_least_a_quarter": False}])
        ),
        "exchanged_percent": draw(st.sampled_from([0, 0, 25, 100])),
    }
