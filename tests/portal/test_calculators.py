"""The calculators, open to everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape

from handlag.law import explain
from handlag.law.about import about
from handlag.law.registry import REGISTRY
from handlag.portal.calculators import as_json

SICK = {
    "sgi.employment_income": "412 000 kr", "period.start": "2024-03-15", "period.end": "2024-03-28",
    "capacity.0.reduction": "100",
}  # fmt: skip


@pytest.fixture
def reader(db: None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def _page(client: Client, benefit: str, asked: dict[str, str]) -> str:
    return client.get(f"/calculate/{benefit}/", asked).content.decode().replace("\u00a0", " ")


def test_anybody_may_ask_and_is_told_what_is_taken_for_granted(reader: Client) -> None:
    assert "/calculate/barnbidrag/" in reader.get("/calculate/").content.decode()
    page = _page(reader, "sjukpenning", {})
    assert "has had sick pay for 14 days" in page
    assert "Answer</h2>" not in page


def test_sickness_benefit(reader: Client) -> None:
    """0.97 × 412,000 × 80 % / 365 = 875.9, nearest krona 876 (SFB 28 kap. 7, 10 §§); 14 days make 12,264."""
    page = _page(reader, "sjukpenning", SICK)
    assert "SEK 876 a day" in page
    assert "In all: SEK 12,264" in page
    assert "SFB 28 kap. 7 och 10 §§" in page


def test_parental_benefit_at_the_ceiling(reader: Client) -> None:
    """Ten price base amounts of 2024 are 573,000: 0.97 × 573,000 × 80 % / 365 = 1,218 (table of yearly limits)."""
    asked = {
        "sgi.employment_income": "800000", "child.birth_date": "2024-01-10", "period.start": "2024-03-11",
        "period.end": "2024-03-15", "days.0.eighths": "8", "qualifying_days": "240",
    }  # fmt: skip
    assert "SEK 1,218 a day" in _page(reader, "foraldrapenning", asked)


@pytest.mark.parametrize(("custody", "amount"), [("sole", "SEK 2,650"), ("joint", "SEK 1,325")])
def test_child_allowance_for_two_children(reader: Client, custody: str, amount: str) -> None:
    """2 × 1,250 and 150 in supplement (SFB 15 kap. 3, 8 §§), half of it at joint custody (16 kap. 5 §)."""
    asked = {"period": "2024-03", "children": "2", "children.*.custody": custody}
    assert amount in _page(reader, "barnbidrag", asked)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"sgi.employment_income": "plenty"}, "PORTAL_NUMBER", "sgi-employment_income"),
        ({"sgi.employment_income": "999999999"}, "LAW_FACTS", "sgi-employment_income"),
        ({"period.start": "2024-02-30"}, "PORTAL_DAY", "period-start"),
        ({"period.end": "2024-03-01"}, "LAW_FACTS", ""),
        ({"period.start": "1999-01-01"}, "LAW_FACTS", ""),
        ({"capacity.0.reduction": "60"}, "PORTAL_CHOICE", "capacity-0-reduction"),
    ],
)
def test_what_cannot_be_worked_out_is_said_at_its_field_and_the_form_kept(
    reader: Client, change: dict[str, str], code: str, field: str
) -> None:
    answer = reader.get("/calculate/sjukpenning/", {**SICK, **change})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert code in page
    assert f'href="#calculator-{field}"' in page or not field
    assert 'value="2024-03-28"' in page or "period.end" in change


def test_an_absurd_number_of_children_and_an_unknown_benefit(reader: Client) -> None:
    assert "PORTAL_COUNT" in _page(reader, "barnbidrag", {"children": "400", "children.*.custody": "sole"})
    assert "PORTAL_CALCULATOR" in _page(reader, "lottery", {})


@pytest.mark.parametrize("code", REGISTRY)
def test_the_page_of_each_benefit_answers_its_own_example_in_both_languages(reader: Client, code: str) -> None:
    for language, words in (("en", about(code).what.en), ("sv", about(code).what.sv)):
        reader.cookies["django_language"] = language
        assert escape(words) in reader.get("/calculate/").content.decode()
        answer = reader.post(f"/calculate/{code}/", {"facts": as_json(about(code).example)})
        assert answer.status_code == 200
        assert answer.context["law"].outcome == "granted"
        assert escape(words) in answer.content.decode()


@pytest.mark.parametrize("code", REGISTRY)
def test_the_form_as_it_first_stands_gives_the_examples_answer(reader: Client, code: str) -> None:
    first = reader.get(f"/calculate/{code}/")
    assert first.context["law"] is None
    sent = {field.name: field.value for field in first.context["fields"]}
    answer = reader.get(f"/calculate/{code}/", sent)
    assert answer.status_code == 200, answer.context["summary"].errors
    assert answer.context["law"].total == explain(code, about(code).example).total


def test_whoever_checks_the_law_pastes_facts_and_reads_every_provision_with_its_amounts(reader: Client) -> None:
    facts = as_json(about("sjukpenning").example | {"sgi": {"employment_income": 700_000}})
    page = reader.post("/calculate/sjukpenning/", {"facts": facts}).content.decode()
    assert "SEK\u00a01,259 a day" in page  # the highest day amount of 2026
    assert "SFS 2025:872" in page
    assert "700000" in page


@pytest.mark.parametrize("text", ["", "{", "[1]", "[" * 100_000, '{"period": NaN}', '{"period": {"start": "x"}}'])
def test_facts_that_are_no_facts_are_said_and_kept_in_the_box(reader: Client, text: str) -> None:
    answer = reader.post("/calculate/barnbidrag/", {"facts": text})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "PORTAL_JSON" in page or "LAW_FACTS" in page
    assert escape(text) in page
