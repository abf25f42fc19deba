"""Making a claim on the web."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from handlag.cases.models import Case
from handlag.core import clock
from handlag.intake.models import Claim
from handlag.people.models import Role
from tests.portal import made

SignIn = Callable[..., Client]
FORM = "/my/apply/sjukpenning/"
ANSWERS = {
    "first_sick_day": "2024-03-01", "start": "2024-03-15", "end": "2024-03-28", "extent": "100",
    "work": "unemployed", "earlier_income": "412 000 kr", "confirmed": "true", "waiting_days": "7",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_sixth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)


def _key(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def test_every_benefit_has_a_form_in_both_languages(signed_in: SignIn) -> None:
    anna = made.person()
    client = signed_in(Role.INSURED, "sv", person=anna)
    assert "Ansökan om sjukpenning" in client.get("/my/apply/").content.decode()
    client.cookies["django_language"] = "en"
    for benefit in ("sjukpenning", "foraldrapenning", "barnbidrag"):
        answer = client.get(f"/my/apply/{benefit}/")
        assert answer.status_code == 200
        assert "I declare on my honour" in answer.content.decode()


def test_a_claim_becomes_a_case_i_can_follow(signed_in: SignIn) -> None:
    anna = made.person()
    client = signed_in(Role.INSURED, person=anna)
    key = _key(client.get(FORM).content.decode())
    answer = client.post(FORM, {**ANSWERS, "key": key}, follow=True)
    case = Case.objects.get(person=anna)
    assert answer.redirect_chain == [(f"/my/cases/{case.number}/", 302)]
    page = answer.content.decode()
    assert "We have received your application." in page
    assert "SEK\u00a0412,000" in page
    claim = Claim.objects.get()
    assert (claim.channel, claim.content["earlier_income"]) == ("web", 412000)


def test_the_form_posted_twice_gives_one_claim_and_one_case(signed_in: SignIn) -> None:
    client = signed_in(Role.INSURED, person=made.person())
    key = _key(client.get(FORM).content.decode())
    first, second = (client.post(FORM, {**ANSWERS, "key": key}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Claim.objects.count() == Case.objects.count() == 1


def test_the_same_days_claimed_again_are_refused_and_the_form_is_kept(signed_in: SignIn) -> None:
    client = signed_in(Role.INSURED, person=made.person())
    for _ in range(2):
        key = _key(client.get(FORM).content.decode())
        answer = client.post(FORM, {**ANSWERS, "key": key})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "CLAIM_DUPLICATE" in page
    assert 'value="412 000 kr"' in page
    assert Claim.objects.count() == 1


def test_every_error_is_listed_at_once_and_linked_to_its_field(signed_in: SignIn) -> None:
    client = signed_in(Role.INSURED, person=made.person())
    key = _key(client.get(FORM).content.decode())
    answer = client.post(FORM, {**ANSWERS, "key": key, "end": "2024-02-30", "confirmed": "", "earlier_income": "lots"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "3 things need to be put right" in page
    for name in ("end", "confirmed", "earlier_income"):
        assert f'href="#claim-{name}"' in page
        assert f'id="claim-{name}-error"' in page
        assert re.search(rf'id="claim-{name}"[^>]*aria-invalid="true"', page)
    assert 'value="2024-02-30"' in page
    assert "<title>Error: " in page
    assert Claim.objects.count() == 0


def test_a_question_that_was_put_away_does_not_count_with_what_stood_in_it_from_the_start(signed_in: SignIn) -> None:
    """The form begins with 7 waiting days; an employee is never asked, with or without scripts."""
    client = signed_in(Role.INSURED, person=made.person())
    key = _key(client.get(FORM).content.decode())
    client.post(FORM, {**ANSWERS, "key": key})
    assert "waiting_days" not in Claim.objects.get().content


def test_an_unknown_benefit_is_said_to_be_one(signed_in: SignIn) -> None:
    answer = signed_in(Role.INSURED, person=made.person()).get("/my/apply/lottery/")
    assert answer.status_code == 400
    assert "CLAIM_FORM_UNKNOWN" in answer.content.decode()


def test_a_form_without_the_token_of_our_own_page_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post(FORM, ANSWERS).status_code == 403
