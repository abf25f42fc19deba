"""What the insured see of their own cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handlag.core import clock
from handlag.people.models import ReadLog, Role
from tests.portal import made

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _on_the_sixth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)


def test_my_start_page_says_where_the_case_stands_and_what_i_need_to_do(signed_in: SignIn) -> None:
    anna = made.person()
    case = made.case(anna, state="waiting", waiting_reason="supplement_insured", waiting_until=date(2024, 3, 12))
    made.supplement(case)
    page = signed_in(Role.INSURED, "sv", person=anna).get("/my/").content.decode().replace("\u00a0", " ")
    assert "Sjukpenning 15–28 mars 2024" in page
    assert "Uppgift om din lön" in page
    assert "senast 12 mars 2024" in page
    assert "Ett beslut tar normalt högst 30 dagar; ditt ärende är 4 dagar gammalt." in page


def test_the_case_page_shows_the_decision_with_the_steps_of_the_law_in_words(signed_in: SignIn) -> None:
    """412,000 a year: 0.97 × 412,000 × 80 % / 365 = 875.92…, nearest krona 876 (SFB 28 kap. 7, 10 §§)."""
    anna = made.person()
    case = made.case(anna, decided_at=made.NOW)
    made.decision(case)
    page = signed_in(Role.INSURED, person=anna).get(f"/my/cases/{case.number}/").content.decode().replace("\u00a0", " ")
    assert "You get sickness benefit." in page
    assert "SEK 876 a day" in page
    assert (
        "A whole day on normal level: SEK 876, which is 80 per cent of 0.97 × SEK 412,000 divided by 365."
        in page.replace("SEK 412 000", "SEK 412,000")
    )
    assert "SFB 28 kap. 7 och 10 §§" in page
    assert "made by a machine" in page


def test_somebody_elses_case_is_as_unknown_as_one_that_does_not_exist(signed_in: SignIn) -> None:
    case = made.case(made.person())
    other = signed_in(Role.INSURED, person=made.person(981, given_name="Bo", sex="M"))
    theirs, missing = other.get(f"/my/cases/{case.number}/"), other.get("/my/cases/2024-9999-9/")
    assert theirs.status_code == missing.status_code == 404
    assert "Anna" not in theirs.content.decode()


def test_every_page_leaves_a_row_in_my_read_log_and_i_can_see_it(signed_in: SignIn) -> None:
    anna = made.person()
    case = made.case(anna)
    client = signed_in(Role.INSURED, person=anna)
    client.get("/my/")
    client.get(f"/my/cases/{case.number}/")
    client.get("/my/payments/")
    assert list(ReadLog.objects.order_by("id").values_list("what", "case_id")) == [
        ("my_cases", None), ("my_case", case.id), ("my_payments", None),
    ]  # fmt: skip
    page = client.get("/my/reads/").content.decode()
    assert page.count("<td>You</td>") == 4


def test_an_account_without_a_person_is_told_so(signed_in: SignIn) -> None:
    answer = signed_in(Role.INSURED).get("/my/")
    assert answer.status_code == 403
    assert "PORTAL_NO_PERSON" in answer.content.decode()


def test_the_start_page_asks_as_little_of_the_database_with_ten_cases_as_with_one(signed_in: SignIn) -> None:
    one, many = made.person(), made.person(981)
    made.case(one)
    for place in range(10):
        made.supplement(made.case(many, f"2024-{place:04d}-0"))
    counts = []
    for who in (one, many):
        client = signed_in(Role.INSURED, person=who)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/my/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_closed_case_stops_ageing(signed_in: SignIn) -> None:
    anna = made.person()
    later = made.NOW + timedelta(days=5)
    made.case(anna, state="closed", decided_at=later, closed_at=later, closed_reason="decided")
    page = signed_in(Role.INSURED, person=anna).get("/my/").content.decode().replace("\u00a0", " ")
    assert "We decided on 11 March 2024." in page
    assert "normally takes" not in page
