"""Claims as people fill them in: what is taken, and what each mistake is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag.core.benefits import Benefit
from handlag.core.errors import HandlagError
from handlag.intake.domain.claims import (
    BarnbidragContent,
    ForaldrapenningContent,
    SjukpenningContent,
    all_forms,
    check_claim,
    content_from_json,
    form_for,
    form_named,
    read_claim,
)
from handlag.intake.domain.claims.contents import CONTENTS
from tests.intake.samples import BARNBIDRAG, CHILD, EMPLOYER, FORALDRAPENNING, SJUKPENNING, TODAY


def errors(benefit: str, answers: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each.code, each.field) for each in check_claim(benefit, answers, TODAY).errors]


def test_a_sickness_claim_from_a_web_form_becomes_typed_content() -> None:
    content = read_claim("sjukpenning", SJUKPENNING, TODAY)

    assert isinstance(content, SjukpenningContent)
    assert content.claimed == (date(2024, 3, 15), date(2024, 3, 28))
    assert (content.extent, content.work, content.employer) == (50, "employee", EMPLOYER)
    assert content.employment_income == 412_000
    assert content.waiting_days is None


def test_the_same_claim_from_a_program_is_the_same_content() -> None:
    from_program = {**SJUKPENNING, "extent": 50, "employment_income": 412000, "confirmed": True}

    assert read_claim("sjukpenning", from_program, TODAY) == read_claim("sjukpenning", SJUKPENNING, TODAY)


def test_a_parental_claim_names_child_days_and_level() -> None:
    content = read_claim("foraldrapenning", FORALDRAPENNING, TODAY)

    assert isinstance(content, ForaldrapenningContent)
    assert content.child == CHILD
    assert content.weekdays == ("mon", "fri")
    assert (content.extent, content.level) == ("1", "sjukpenningniva")


def test_a_child_allowance_notice_runs_from_the_first_of_a_month_without_end() -> None:
    content = read_claim("barnbidrag", BARNBIDRAG, TODAY)

    assert isinstance(content, BarnbidragContent)
    assert content.claimed == (date(2024, 3, 1), None)


@pytest.mark.parametrize("benefit", list(Benefit))
def test_what_is_stored_is_read_back_the_same(benefit: Benefit) -> None:
    content = read_claim(benefit, GOOD[benefit], TODAY)

    assert content_from_json(benefit, content.as_json()) == content


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"start": "2024-02-30"}, "CLAIM_DATE_WRONG", "start"),
        ({"start": "15/3 2024"}, "CLAIM_DATE_WRONG", "start"),
        ({"start": 20240315}, "CLAIM_DATE_WRONG", "start"),
        ({"start": "1024-03-15"}, "CLAIM_DATE_TOO_EARLY", "start"),
        ({"start": "2024-04-20"}, "CLAIM_DATE_TOO_LATE", "start"),
        ({"end": "2042-03-28"}, "CLAIM_DATE_TOO_LATE", "end"),
        ({"end": "2024-03-14"}, "CLAIM_DATE_ORDER", "end"),
        ({"first_sick_day": "2024-03-16"}, "CLAIM_DATE_ORDER", "start"),
        ({"end": "2025-03-16"}, "CLAIM_PERIOD_TOO_LONG", "end"),
        ({"start": ""}, "CLAIM_FIELD_MISSING", "start"),
        ({"employment_income": "-1"}, "CLAIM_NUMBER_TOO_SMALL", "employment_income"),
        ({"employment_income": "\u2212412000"}, "CLAIM_NUMBER_TOO_SMALL", "employment_income"),
        ({"employment_income": "50 000 001"}, "CLAIM_NUMBER_TOO_LARGE", "employment_income"),
        ({"employment_income": "9" * 400}, "CLAIM_NUMBER_WRONG", "employment_income"),
        ({"employment_income": "412000,50"}, "CLAIM_NUMBER_WRONG", "employment_income"),
        ({"employment_income": 412000.5}, "CLAIM_NUMBER_WRONG", "employment_income"),
        ({"employment_income": 10**5000}, "CLAIM_NUMBER_TOO_LARGE", "employment_income"),
        ({"employment_income": True}, "CLAIM_NUMBER_WRONG", "employment_income"),
        ({"employment_income": None}, "CLAIM_FIELD_MISSING", "employment_income"),
        ({"yearly_hours": "8784"}, "CLAIM_NUMBER_TOO_LARGE", "yearly_hours"),
        ({"extent": "60"}, "CLAIM_CHOICE_WRONG", "extent"),
        ({"extent": ["50"]}, "CLAIM_CHOICE_WRONG", "extent"),
        ({"employer": "556000-0000"}, "PEOPLE_IDENTITY_CHECK_DIGIT", "employer"),
        ({"waiting_days": "14"}, "CLAIM_FIELD_NOT_APPLICABLE", "waiting_days"),
        ({"sick_pay_until": "2024-03-20"}, "CLAIM_PERIOD_TOO_LONG", "sick_pay_until"),
        ({"message": "x" * 2001}, "CLAIM_TEXT_TOO_LONG", "message"),
        ({"message": "\0"}, "CLAIM_TEXT_WRONG", "message"),
        ({"confirmed": ""}, "CLAIM_NOT_CONFIRMED", "confirmed"),
        ({"confirmed": False}, "CLAIM_NOT_CONFIRMED", "confirmed"),
        ({"amount_please": "1000000"}, "CLAIM_FIELD_UNKNOWN", "amount_please"),
    ],
)
def test_a_mistake_in_a_sickness_claim_is_told_at_its_field(change: dict[str, Any], code: str, field: str) -> None:
    assert (code, field) in errors("sjukpenning", {**SJUKPENNING, **change})


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"child": "202312249999"}, "PEOPLE_IDENTITY_CHECK_DIGIT", "child"),
        ({"child": "barnet"}, "PEOPLE_IDENTITY_FORM", "child"),
        ({"weekdays": []}, "CLAIM_FIELD_MISSING", "weekdays"),
        ({"weekdays": ["mon", "holiday"]}, "CLAIM_CHOICE_WRONG", "weekdays"),
        ({"both_parents": "kanske"}, "CLAIM_BOOLEAN_WRONG", "both_parents"),
    ],
)
def test_a_mistake_in_a_parental_claim_is_told_at_its_field(change: dict[str, Any], code: str, field: str) -> None:
    assert errors("foraldrapenning", {**FORALDRAPENNING, **change}) == [(code, field)]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"from_month": "2024-13"}, "CLAIM_MONTH_WRONG", "from_month"),
        ({"from_month": "0000-01"}, "CLAIM_MONTH_WRONG", "from_month"),
        ({"from_month": "2025-01"}, "CLAIM_DATE_TOO_LATE", "from_month"),
        ({"share": "half"}, "CLAIM_FIELD_MISSING", "other_parent"),
    ],
)
def test_a_mistake_in_a_child_allowance_notice_is_told_at_its_field(
    change: dict[str, Any], code: str, field: str
) -> None:
    assert errors("barnbidrag", {**BARNBIDRAG, **change}) == [(code, field)]


def test_every_mistake_is_told_at_once_and_the_first_is_raised_with_the_rest_along() -> None:
    answers = {**SJUKPENNING, "start": "2024-02-30", "extent": "60", "confirmed": ""}

    with pytest.raises(HandlagError) as raised:
        read_claim("sjukpenning", answers, TODAY)

    assert raised.value.code == "CLAIM_DATE_WRONG"
    assert [each["field"] for each in raised.value.context["errors"]] == ["start", "extent", "confirmed"]


def test_an_error_says_what_is_wrong_and_what_to_do_in_both_languages() -> None:
    (error,) = check_claim("sjukpenning", {**SJUKPENNING, "end": "2024-03-14"}, TODAY).errors

    assert error.swedish.problem == (
        "Till och med vilken dag: 2024-03-14 är före 2024-03-15 (Från och med vilken dag ansöker du)."
    )
    assert error.english.remedy == "Give the same day or a later one, or change the other date."


def test_an_unknown_benefit_or_version_has_no_form() -> None:
    for name in ("bostadsbidrag/1", "sjukpenning/9", "sjukpenning/x"):
        with pytest.raises(HandlagError) as raised:
            form_named(name)
        assert raised.value.code == "CLAIM_FORM_UNKNOWN"
    assert form_named("sjukpenning/1") is form_for("sjukpenning")


def test_every_benefit_has_a_form_and_every_field_a_place_in_the_content() -> None:
    assert {form.benefit for form in all_forms()} == set(Benefit)
    for form in all_forms():
        model = CONTENTS[form.benefit]
        names = {field.name for field in form.fields}
        assert names == set(model.model_fields)
        for field in form.fields:
            assert model.model_fields[field.name].is_required() == (field.required and not field.only_when)


def test_conditions_and_limits_only_point_at_fields_asked_before() -> None:
    for form in all_forms():
        asked: set[str] = set()
        for field in form.fields:
            pointed = {field.not_before} - {""}
            pointed |= {field.only_when.field} if field.only_when else set()
            pointed |= {field.longest.since} if field.longest else set()
            assert pointed <= asked, f"{form.name} {field.name}"
            asked.add(field.name)


GOOD: dict[str, dict[str, Any]] = {
    "sjukpenning": SJUKPENNING,
    "foraldrapenning": FORALDRAPENNING,
    "barnbidrag": BARNBIDRAG,
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


@given(st.data())
def test_whatever_is_sent_the_claim_is_read_or_every_error_is_a_handlag_error(data: st.DataObject) -> None:
    benefit = data.draw(st.sampled_from(sorted(GOOD)))
    good = GOOD[benefit]
    names = st.sampled_from(sorted(good)) | st.text(max_size=5)
    answers = {**good, **data.draw(st.dictionaries(names, anything, max_size=4))}

    checked = check_claim(benefit, answers, TODAY)

    assert (checked.content is None) == bool(checked.errors)
    if checked.content:
        start, end = checked.content.claimed
        assert end is None or start <= end
