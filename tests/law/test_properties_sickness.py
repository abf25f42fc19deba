"""What holds for every claim of the benefits at sickness, disability and injury, whatever the facts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from handlag.law.receipts import intact, rerun
from tests.law import strategies_sickness as strategies
from tests.law.strategies import examples
from tests.law.test_properties import _holds_for_any

BENEFITS = [
    "sjukersattning",
    "aktivitetsersattning",
    "narstaendepenning",
    "smittbararersattning",
    "rehabiliteringsersattning",
    "sjukpenning_i_sarskilda_fall",
    "bostadstillagg",
    "boendetillagg",
    "arbetsskadelivranta",
    "personskadelivranta",
    "arbetsskadesjukpenning",
    "sarskild_sjukpenning",
    "yrkesskadelivranta",
]
EACH = {name: getattr(strategies, name)() for name in BENEFITS}


@pytest.mark.parametrize("benefit", BENEFITS)
def test_every_day_is_in_one_line_and_nothing_is_negative(benefit: str) -> None:
    @settings(max_examples=examples(40), deadline=None)
    @given(EACH[benefit])
    def holds(facts: dict[str, Any]) -> None:
        _holds_for_any(explain(benefit, facts), facts)

    holds()


@pytest.mark.parametrize("benefit", BENEFITS)
def test_a_receipt_survives_json_and_reruns_to_itself(benefit: str) -> None:
    @settings(max_examples=examples(15), deadline=None)
    @given(EACH[benefit])
    def holds(facts: dict[str, Any]) -> None:
        stored = json.loads(json.dumps(explain(benefit, facts).receipt()))
        assert intact(stored)
        assert rerun(stored) == stored

    holds()


@pytest.mark.parametrize("benefit", ["sjukersattning", "aktivitetsersattning"])
@settings(max_examples=examples(30), deadline=None)
@given(st.data())
def test_more_income_or_insurance_time_never_gives_a_lower_sjukersattning(benefit: str, data: st.DataObject) -> None:
    facts = data.draw(EACH[benefit]) | {"survivor_support": 0}
    richer = facts | {"incomes": [one | {"income": one["income"] + 50_000} for one in facts["incomes"]]}
    longer = facts | {"insurance": {"actual_months": None}}
    answer, with_more, with_longer = (explain(benefit, each) for each in (facts, richer, longer))
    if not (answer.questions or with_more.questions or with_longer.questions):
        assert answer.total <= with_more.total
        assert answer.total <= with_longer.total


@settings(max_examples=examples(30), deadline=None)
@given(EACH["sjukersattning"])
def test_whole_sjukersattning_is_never_above_the_highest_there_is(facts: dict[str, Any]) -> None:
    """23,939 kronor is 64.7 per cent of 7.5 prisbasbelopp of 2026, the highest of the years."""
    assert all(line.amount <= 2_393_900 for line in explain("sjukersattning", facts).lines)


@pytest.mark.parametrize("benefit", ["narstaendepenning", "smittbararersattning", "rehabiliteringsersattning"])
@settings(max_examples=examples(30), deadline=None)
@given(st.data())
def test_a_higher_sgi_never_gives_a_lower_benefit(benefit: str, data: st.DataObject) -> None:
    facts = data.draw(EACH[benefit])
    more = facts | {"sgi": facts["sgi"] | {"employment_income": facts["sgi"]["employment_income"] + 40_000}}
    low, high = explain(benefit, facts), explain(benefit, more)
    if facts["work"] not in ("self_employed", "combined") and not (low.questions or high.questions):
        assert low.total <= high.total


@settings(max_examples=examples(40), deadline=None)
@given(EACH["narstaendepenning"])
def test_a_carer_never_has_more_days_than_are_left(facts: dict[str, Any]) -> None:
    """The twin counts quarter days one by one."""
    lines = explain("narstaendepenning", facts).lines
    used = facts["used_quarter_days"]
    for line in lines:
        for _ in range(line.days if line.outcome == "granted" else 0):
            used += line.share[0]
            assert used <= 400


@settings(max_examples=examples(40), deadline=None)
@given(EACH["rehabiliteringsersattning"])
def test_rehabilitation_is_on_normal_level_while_the_frame_holds_fewer_than_364_days(facts: dict[str, Any]) -> None:
    """The twin keeps the paid days in a set and looks 450 days back from each."""
    paid = {
        run["start"] + timedelta(days=n)
        for run in facts["history"]
        for n in range((run["end"] - run["start"]).days + 1)
    }
    for line in explain("rehabiliteringsersattning", facts).lines:
        for number in range(line.days if line.outcome == "granted" else 0):
            day = line.start + timedelta(days=number)
            used = sum(1 for one in paid if day - timedelta(days=450) <= one < day)
            assert line.level == ("normalnivå" if used < 364 else "fortsättningsnivå")
            paid.add(day)


@settings(max_examples=examples(40), deadline=None)
@given(EACH["bostadstillagg"], st.sampled_from(["benefits", "work", "other"]))
def test_more_income_never_gives_a_higher_bostadstillagg(facts: dict[str, Any], kind: str) -> None:
    """Nor does more wealth."""
    richer = facts | {"incomes": facts["incomes"] | {kind: facts["incomes"][kind] + 10_000}}
    wealthier = facts | {"wealth": facts["wealth"] + 50_000}
    answer = explain("bostadstillagg", facts)
    assert explain("bostadstillagg", richer).total <= answer.total
    assert explain("bostadstillagg", wealthier).total <= answer.total
    assert all(line.amount <= 655_000 for line in answer.lines)


@settings(max_examples=examples(40), deadline=None)
@given(EACH["boendetillagg"])
def test_boendetillagg_grows_with_children_and_shrinks_with_income(facts: dict[str, Any]) -> None:
    answer = explain("boendetillagg", facts).total
    assert answer <= explain("boendetillagg", facts | {"children": facts["children"] + 1}).total
    ground = facts["grounds"][0]
    richer = facts | {"grounds": [ground | {"yearly_income": ground["yearly_income"] + 10_000}]}
    assert explain("boendetillagg", richer).total <= answer


@settings(max_examples=examples(40), deadline=None)
@given(EACH["arbetsskadelivranta"])
def test_a_larger_loss_never_gives_a_lower_annuity_nor_one_above_the_highest(facts: dict[str, Any]) -> None:
    """37,000 kronor a month is 7.5 prisbasbelopp of 2026, the highest of the years."""
    ability = facts["assessments"][0]
    worse = facts | {"assessments": [ability | {"with_injury": ability["with_injury"] // 2}], "other_illness": []}
    answer, with_worse = (
        explain("arbetsskadelivranta", facts | {"other_illness": []}),
        explain("arbetsskadelivranta", worse),
    )
    assert answer.total <= with_worse.total
    assert all(line.amount <= 3_700_000 for line in with_worse.lines)


@settings(max_examples=examples(40), deadline=None)
@given(EACH["personskadelivranta"])
def test_military_training_never_gives_less_than_other_service(facts: dict[str, Any]) -> None:
    military = explain("personskadelivranta", facts | {"ground": "military_training"})
    other = explain("personskadelivranta", facts | {"ground": "inmate"})
    assert military.total >= other.total


@settings(max_examples=examples(40), deadline=None)
@given(EACH["yrkesskadelivranta"])
def test_the_raise_of_1977_never_lowers_an_old_annuity_and_its_months_are_whole_kronor(facts: dict[str, Any]) -> None:
    judged = {"by": "officer", "made_on": "2022-01-01"}
    answers = [
        explain("yrkesskadelivranta", facts | {"lost": judged | {"at_least_a_quarter": quarter}})
        for quarter in (False, True)
    ]
    assert answers[0].total <= answers[1].total
    assert all(line.amount % 100 == 0 for line in answers[1].lines)
