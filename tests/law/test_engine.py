"""The engine: steps and runs of days, versions over time, parameters with their source, errors by name."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.law import BENEFITS, explain, facts_schema
from handlag.law.engine import (
    WRITTEN_FROM,
    Answer,
    Day,
    Month,
    Outcome,
    outcome_of,
    paused,
    provision,
    recording,
)
from handlag.law.foraldrapenning.provisions import arbetsfri_dag, dubbeldag
from handlag.law.parameters import Amounts, amounts_on, value_on
from handlag.law.rounding import down_to, nearest_half_up
from handlag.law.sgi import nar_minsta_inkomst, sgi_av_annat_forvarvsarbete, sgi_av_anstallning
from handlag.law.sjukpenning import provisions as sjp
from tests.shared import shared

FACTS = {
    "period": {"start": "2025-01-15", "end": "2025-01-31"},
    "birth_date": "1980-01-01",
    "sgi": {"employment_income": 365000},
    "first_sick_day": "2025-01-01",
    "sick_pay": {"start": "2025-01-01", "end": "2025-01-14"},
    "certificate": {"start": "2025-01-08", "end": "2025-01-31"},
    "capacity": [{"start": "2025-01-15", "end": "2025-01-31", "reduction": 100}],
}


@provision("Test 1 §")
def _doubled(amount: int) -> int:
    return 2 * amount


@provision("Test 2 §")
def _halved(amount: int) -> int:
    return amount // 2


@provision("Test 3 §")
def _dated(day: Day, none: Day, month: Month, days: tuple[Day, ...], answer: Answer) -> bool:
    return answer is Answer.UNCLEAR and len(days) > day + none + month


def test_outside_a_recording_a_provision_is_a_plain_function() -> None:
    assert _doubled(21) == 42


def test_a_recorded_provision_leaves_name_lagrum_inputs_and_output() -> None:
    with recording() as recorder:
        _doubled(21)
    (step,) = recorder.steps
    assert (step.name, step.lagrum, step.inputs, step.output) == ("_doubled", "Test 1 §", {"amount": 21}, 42)
    assert step.outcome is Outcome.CALCULATED
    assert step.as_dict()["version"] == {"first_applied": "2022-01-01", "sfs": "2010:110"}


def test_a_paused_recording_leaves_nothing_and_resumes() -> None:
    with recording() as recorder:
        with paused():
            _doubled(1)
        _doubled(2)
    assert [step.output for step in recorder.steps] == [4]


def test_equal_steps_of_days_in_a_row_are_one_step_and_others_are_not() -> None:
    day = date(2025, 1, 1)
    with recording() as recorder:
        for amount, first, last in [(1, 0, 1), (1, 2, 2), (1, 4, 4), (2, 5, 5), (2, 5, 5)]:
            recorder.days = (day + timedelta(days=first), day + timedelta(days=last))
            _doubled(amount)
    spans = [tuple((d - day).days for d in step.days or ()) for step in recorder.steps]
    assert spans == [(0, 2), (4, 4), (5, 5)]


def test_steps_without_days_are_one_step_but_never_joined_to_those_with_days() -> None:
    day = date(2025, 1, 1)
    with recording() as recorder:
        for days in (None, None, (day, day), None):
            recorder.days = days
            _doubled(1)
    assert [step.days for step in recorder.steps] == [None, (day, day), None]


def test_an_equal_step_is_found_behind_others_but_not_behind_an_unequal_one_of_the_same_name() -> None:
    day = date(2025, 1, 1)
    with recording() as recorder:
        for offset, rule, amount in [
            (0, _doubled, 1),
            (0, _halved, 8),
            (1, _doubled, 1),
            (2, _doubled, 2),
            (3, _doubled, 1),
        ]:
            recorder.days = (day + timedelta(days=offset), day + timedelta(days=offset))
            rule(amount)
    spans = [(s.name, *[(d - day).days for d in s.days or ()]) for s in recorder.steps]
    assert spans == [("_doubled", 0, 1), ("_halved", 0, 0), ("_doubled", 2, 2), ("_doubled", 3, 3)]


def test_days_and_months_are_written_as_people_write_them() -> None:
    with recording() as recorder:
        _dated(Day(date(2025, 3, 1).toordinal()), Day(0), Month(12 * 2025 + 11), (Day(1), Day(2)), Answer.UNCLEAR)
    assert recorder.steps[0].inputs == {
        "day": "2025-03-01",
        "none": None,
        "month": "2025-12",
        "days": ["0001-01-01", "0001-01-02"],
        "answer": "unclear",
    }


@provision("Test 4 §")
def _month_after(month: Month) -> Month:
    return Month(month + 1)


@provision("Test 5 §")
def _day_after(day: Day, none: Day | None) -> Day | None:
    return Day(day + 1) if none is None else None


def test_what_comes_out_is_written_as_what_went_in() -> None:
    day = Day(date(2025, 12, 31).toordinal())
    with recording() as recorder:
        _month_after(Month(12 * 2025 + 11))
        _day_after(day, None)
        _day_after(day, day)
    assert [step.output for step in recorder.steps] == ["2026-01", "2026-01-01", None]


def test_what_a_result_means() -> None:
    assert outcome_of(True) is Outcome.MET
    assert outcome_of(False) is Outcome.NOT_MET
    assert outcome_of(Answer.UNCLEAR) is Outcome.UNCLEAR
    assert outcome_of(Answer.YES) is Outcome.MET
    assert outcome_of(Answer.NO) is Outcome.NOT_MET
    assert outcome_of(1) is Outcome.CALCULATED


def test_the_law_of_2024_and_2025_stands_beside_what_it_replaced() -> None:
    assert [dubbeldag.on(day).version.sfs for day in (date(2024, 6, 30), date(2024, 7, 1))] == ["2010:110", "2023:905"]
    assert arbetsfri_dag.on(date(2025, 3, 31)).function(8, 8, 5)
    assert not arbetsfri_dag.on(date(2025, 4, 1)).function(8, 8, 5)


def test_a_step_shows_the_parameters_of_its_day_with_their_act() -> None:
    step = next(s for s in explain("sjukpenning", FACTS).steps if s.name == "sgi_av_anstallning")
    named = {row["name"]: row for row in step.parameters}
    assert named["prisbasbelopp"] == {
        "name": "prisbasbelopp",
        "value": 58800,
        "unit": "SEK",
        "from": "2025-01-01",
        "source": "SFS 2024:663",
    }


SHARED_NAMES = {
    "prisbasbelopp": ("prisbasbelopp", 1),
    "barnbidrag": ("barnbidrag", 1),
    "flerbarnstillagg_barn_2": ("flerbarnstillagg_barn_2", 1),
    "flerbarnstillagg_barn_3": ("flerbarnstillagg_barn_3", 1),
    "flerbarnstillagg_barn_4": ("flerbarnstillagg_barn_4", 1),
    "flerbarnstillagg_barn_5": ("flerbarnstillagg_barn_5", 1),
    "foraldrapenning_grundniva": ("foraldrapenning_grundniva", 1),
    "foraldrapenning_lagstaniva": ("foraldrapenning_lagstaniva", 1),
    "foraldrapenning_reserverade_dagar": ("foraldrapenning_reserverade_dagar", 1),
    "sgi_tak_sjukpenning": ("sgi_tak_tiondelar", 10),
    "sgi_golv": ("sgi_golv_procent", 100),
    "sjukpenning_faktor": ("sjukpenning_faktor_procent", 100),
    "sjukpenning_normal": ("sjukpenning_normalniva_procent", 100),
    "sjukpenning_fortsattning": ("sjukpenning_fortsattningsniva_procent", 100),
    "sjukpenning_arbetslos_tak": ("sjukpenning_arbetslos_tak", 1),
    "dagar_normalniva": ("dagar_normalniva", 1),
    "ramtid_normalniva": ("ramtid_normalniva", 1),
}


def test_parameters_agree_with_the_collected_ones() -> None:
    checked = set()
    with shared("published/parameters.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["key"] not in SHARED_NAMES or (row["valid_to"] and row["valid_to"] <= "2022-01-01"):
                continue
            name, factor = SHARED_NAMES[row["key"]]
            day = max(date.fromisoformat(row["valid_from"] or "2022-01-01"), WRITTEN_FROM)
            assert value_on(name, day) == round(float(row["value"]) * factor), row
            checked.add(row["key"])
    assert checked == set(SHARED_NAMES)


def test_amounts_change_on_the_day_and_not_before() -> None:
    assert amounts_on(date(2024, 12, 31)).prisbasbelopp == 57300
    assert amounts_on(date(2025, 1, 1)).prisbasbelopp == 58800
    assert amounts_on(date(2025, 1, 1)) is amounts_on(date(2025, 1, 31))


def test_an_amount_not_yet_set_is_an_error_that_names_it() -> None:
    assert amounts_on(date(2027, 1, 1)).barnbidrag == 1250
    for call in (
        lambda: value_on("prisbasbelopp", date(2027, 1, 1)),
        lambda: amounts_on(date(2027, 1, 1), "prisbasbelopp"),
    ):
        with pytest.raises(HandlagError) as caught:
            call()
        assert (caught.value.code, caught.value.field) == ("LAW_PARAMETER", "prisbasbelopp")
    with pytest.raises(HandlagError, match="LAW_PARAMETER"):
        value_on("prisbasbelopp", date(2021, 12, 31))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"period": {"start": "2025-02-30", "end": "2025-03-01"}}, "period.start"),
        ({"period": {"start": "2025-03-02", "end": "2025-03-01"}}, "period"),
        ({"period": {"start": "2021-12-31", "end": "2022-01-05"}}, "period"),
        ({"period": {"start": "2022-01-01", "end": "2025-01-02"}}, "period"),
        ({"sgi": {"employment_income": -1}}, "sgi.employment_income"),
        ({"sgi": {"employment_income": 100_000_001}}, "sgi.employment_income"),
        ({"sgi": {"employment_income": 1.5}}, "sgi.employment_income"),
        ({"sgi": {"employment_income": "365000"}}, "sgi.employment_income"),
        ({"capacity": [{"start": "2025-01-15", "end": "2025-01-31", "reduction": 101}]}, "capacity.0.reduction"),
        ({"sick_pay": {"start": "2025-01-01", "end": "2025-01-15"}}, "sick_pay"),
        ({"first_sick_day": "2025-01-16"}, "first_sick_day"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_bad_facts_are_refused_by_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(HandlagError) as caught:
        explain("sjukpenning", FACTS | change)
    error = caught.value
    assert (error.code, error.field) == ("LAW_FACTS", field)
    assert error.swedish.remedy
    assert error.english.remedy


def test_every_wrong_fact_is_told_at_once_in_both_languages() -> None:
    wrong = FACTS | {"birth_date": "1980-13-01", "work": "employed", "sgi": {"employment_income": -1}, "capacity": [{}]}
    with pytest.raises(HandlagError) as caught:
        explain("sjukpenning", wrong)
    told = {each["field"]: each["sv"]["problem"] for each in caught.value.context["errors"]}
    assert list(told) == [
        "sgi.employment_income",
        "work",
        "birth_date",
        "capacity.0.start",
        "capacity.0.end",
        "capacity.0.reduction",
    ]
    assert told["birth_date"].endswith("birth_date ska vara en dag som finns, ÅÅÅÅ-MM-DD.")
    assert "'self_employed', 'combined' eller 'unemployed'" in told["work"]
    assert "sgi.employment_income must be at least 0" in caught.value.english.problem


def test_capacity_for_the_same_day_twice_is_refused() -> None:
    twice = {"capacity": [*FACTS["capacity"], {"start": "2025-01-31", "end": "2025-02-01", "reduction": 50}]}
    with pytest.raises(HandlagError, match="2025-01-31"):
        explain("sjukpenning", FACTS | twice)


def test_an_unknown_benefit_is_refused_with_those_there_are() -> None:
    with pytest.raises(HandlagError, match="LAW_BENEFIT") as caught:
        explain("lottery", {})
    assert "sjukpenning" in caught.value.english.remedy
    with pytest.raises(HandlagError, match="LAW_BENEFIT"):
        facts_schema("lottery")


@pytest.mark.parametrize("benefit", BENEFITS)
def test_each_benefit_has_a_schema_that_requires_something_and_refuses_the_unknown(benefit: str) -> None:
    schema = facts_schema(benefit)
    assert schema["required"]
    assert schema["additionalProperties"] is False


CEILINGS = {2022: 483_000, 2023: 525_000, 2024: 573_000, 2025: 588_000, 2026: 592_000}
FLOORS = {2022: 11_592, 2023: 12_600, 2024: 13_752, 2025: 14_112, 2026: 14_208}
CONTINUED = {2022: 963, 2023: 1046, 2024: 1142, 2025: 1172, 2026: 1180}
NORMAL = {2022: 1027, 2023: 1116, 2024: 1218, 2025: 1250, 2026: 1259}


@pytest.mark.parametrize("year", CEILINGS)
def test_the_yearly_limits_are_those_of_the_table(year: int) -> None:
    """Highest and lowest income and the day amounts of 2022 to 2026 (25 kap. 3, 5 §§; 28 kap. 7, 10 §§)."""
    p = amounts_on(date(year, 6, 1))
    assert sgi_av_anstallning(10**8, p) == CEILINGS[year]
    assert nar_minsta_inkomst(FLOORS[year], 0, p)
    assert not nar_minsta_inkomst(FLOORS[year] - 1, 0, p)
    assert sjp.hel_sjukpenning_normalniva(CEILINGS[year], p) == NORMAL[year]
    assert sjp.hel_sjukpenning_fortsattningsniva(CEILINGS[year], p) == CONTINUED[year]


def test_business_income_is_cut_first_at_the_ceiling() -> None:
    p = amounts_on(date(2025, 1, 1))
    assert sgi_av_anstallning(400_099, p) == 400_000
    assert sgi_av_annat_forvarvsarbete(400_099, 300_000, p) == 188_000
    assert sgi_av_annat_forvarvsarbete(400_099, 100_050, p) == 100_000
    assert sgi_av_annat_forvarvsarbete(900_000, 100_050, p) == 0


@given(st.integers(0, 10**15), st.integers(1, 10**9))
def test_nearest_half_up_is_never_more_than_half_away_and_ties_go_up(numerator: int, denominator: int) -> None:
    difference = 2 * (nearest_half_up(numerator, denominator) * denominator - numerator)
    assert -denominator < difference <= denominator


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_down_to_is_the_largest_multiple_not_above(amount: int, step: int) -> None:
    assert down_to(amount, step) % step == 0
    assert 0 <= amount - down_to(amount, step) < step


class Watched(int):
    """A whole number that refuses to leave 64 bits, as the compiled law silently would."""

    def _kept(self, value: int) -> Watched:
        assert -(2**63) <= value < 2**63
        return Watched(value)

    def __add__(self, other: int) -> Watched:
        return self._kept(int(self) + int(other))

    def __mul__(self, other: int) -> Watched:
        return self._kept(int(self) * int(other))

    def __sub__(self, other: int) -> Watched:
        return self._kept(int(self) - int(other))

    def __floordiv__(self, other: int) -> Watched:
        return self._kept(int(self) // int(other))

    __radd__, __rmul__ = __add__, __mul__


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 100_000_000), st.integers(0, 4), st.integers(2022, 2026))
def test_no_product_of_the_compiled_law_leaves_64_bits_within_its_ranges(income: int, quarters: int, year: int) -> None:
    p = Amounts(*(Watched(value) for value in amounts_on(date(year, 1, 1))))
    for highest in (Watched(income), Watched(100_000_000)):
        amount = sjp.dagbelopp(highest, Watched(quarters), p)
        assert isinstance(amount, Watched)
        assert amount * 1100 < 2**63
