"""The calculators, open to everybody."""

from __future__ import annotations

import pytest
from django.test import Client

from handlag.core import clock
from tests.portal import made

SICK = {"employment_income": "412 000 kr", "start": "2024-03-15", "end": "2024-03-28", "extent": "100"}


@pytest.fixture(autouse=True)
def _on_the_sixth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)


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
        "employment_income": "800000", "birth_date": "2024-01-10", "start": "2024-03-11", "end": "2024-03-15",
        "eighths": "8", "qualified": "true",
    }  # fmt: skip
    assert "SEK 1,218 a day" in _page(reader, "foraldrapenning", asked)


@pytest.mark.parametrize(("custody", "amount"), [("sole", "SEK 2,650"), ("joint", "SEK 1,325")])
def test_child_allowance_for_two_children(reader: Client, custody: str, amount: str) -> None:
    """2 × 1,250 and 150 in supplement (SFB 15 kap. 3, 8 §§), half of it at joint custody (16 kap. 5 §)."""
    assert amount in _page(reader, "barnbidrag", {"children": "2", "custody": custody})


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"employment_income": "plenty"}, "PORTAL_NUMBER", "employment_income"),
        ({"employment_income": "999999999"}, "LAW_FACTS", "employment_income"),
        ({"start": "2024-02-30"}, "PORTAL_DAY", "start"),
        ({"end": "2024-03-01"}, "LAW_FACTS", ""),
        ({"start": "1999-01-01"}, "LAW_FACTS", ""),
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
    assert 'value="2024-03-28"' in page or "end" in change


def test_an_absurd_number_of_children_and_an_unknown_benefit(reader: Client) -> None:
    assert "PORTAL_CHILDREN" in _page(reader, "barnbidrag", {"children": "400", "custody": "sole"})
    assert "PORTAL_CALCULATOR" in _page(reader, "lottery", {})
