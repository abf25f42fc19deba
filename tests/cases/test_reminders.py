"""What is asked of employers and care goes out by letter, and whoever is late is reminded once."""

from __future__ import annotations

import pytest

from handlag.cases.actions.evidence import receive_supplement, request_supplement
from handlag.cases.actions.letters import make_letters
from handlag.cases.actions.remind import remind_of_supplements
from handlag.cases.actions.take_task import take_next
from handlag.cases.actions.time import lapse_supplements
from handlag.cases.models import Case, Letter, Supplement, Task
from handlag.cases.queries.check import check_cases
from handlag.people.models import Organisation
from tests.cases import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_drawn(settings):
    settings.HANDLAG_SAMPLE_SHARES = {}


@pytest.fixture
def anna():
    anna = scene.person()
    scene.earns(anna)
    return anna


def waiting_for(anna, asked_of: str, settings) -> Case:
    """An officer asks in her own words on 1 April; the answer is due on the 10th."""
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": 1}
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    olle = scene.account("olle")
    take_next(olle, scene.NOON)
    request_supplement(case.id, olle, scene.NOON, asked_of=asked_of, text="Hur stor är lönen?", days=9)
    return case


def letters(case) -> list[str]:
    return list(Letter.objects.filter(case=case).order_by("queued_at", "id").values_list("kind", flat=True))


def stands(case) -> tuple[str, str]:
    case.refresh_from_db()
    return case.state, str(case.waiting_until or "")


def test_the_employer_gets_a_letter_with_what_it_needs_to_answer_and_no_more(anna, settings):
    Organisation.objects.create(number="5560360793", name="Verkstaden AB", kind="employer")
    case = waiting_for(anna, "employer", settings)
    letter = Letter.objects.get(case=case)
    assert letter.kind == "employer_request"
    assert letter.content["to"] == {"name": "Verkstaden AB", "address": ["Organisationsnummer 5560360793"]}
    text = " ".join(letter.content["paragraphs"]).replace("\u00a0", " ")
    assert "Anna Andersson (19850312-9804)" in text
    assert "Hur stor är lönen? Senast 10 april 2026." in text
    assert case.number in text
    assert "sjukpenning" not in text.lower()
    assert "F432" not in str(letter.content)
    make_letters(scene.NOON)
    letter.refresh_from_db()
    assert bytes(letter.pdf).startswith(b"%PDF")


def test_a_care_unit_without_an_address_for_messages_gets_a_letter(anna, settings):
    case = waiting_for(anna, "care", settings)
    letter = Letter.objects.get(case=case)
    assert (letter.kind, letter.content["to"]["name"]) == ("care_request", "Vårdcentralen Väst")


@pytest.mark.parametrize("asked_of", ["insured", "employer", "care"])
def test_whoever_is_late_is_reminded_once_and_then_the_case_goes_on_without(anna, settings, asked_of):
    case = waiting_for(anna, asked_of, settings)
    assert remind_of_supplements(scene.noon("2026-04-10")) == 0  # the last day is still theirs
    late = scene.noon("2026-04-11")
    assert (remind_of_supplements(late), remind_of_supplements(late), lapse_supplements(late)) == (1, 0, 0)
    assert stands(case) == ("waiting", "2026-04-20")  # seven days on is a Saturday
    assert letters(case)[-1] == "reminder"
    assert scene.detail(case, "supplement_reminded")[0]["asked_of"] == asked_of
    assert check_cases(late) == []
    assert remind_of_supplements(scene.noon("2026-04-21")) == 0
    assert lapse_supplements(scene.noon("2026-04-21")) == 1
    assert Task.objects.get(case=case, status__in=("open", "taken")).kind == "decide"


def test_an_answer_after_the_reminder_closes_what_was_asked(anna, settings):
    case = waiting_for(anna, "employer", settings)
    remind_of_supplements(scene.noon("2026-04-11"))
    answer = scene.noon("2026-04-14")
    receive_supplement(case.id, "OFFICER_1", answer, content={"text": "34 000 kronor."}, source="Verkstaden AB")
    assert Supplement.objects.get(case=case).received_at == answer
    assert stands(case)[0] == "with_person"
    assert (remind_of_supplements(scene.noon("2026-04-30")), lapse_supplements(scene.noon("2026-04-30"))) == (0, 0)


def test_the_insured_is_reminded_in_her_own_language_of_what_the_rules_asked_for():
    eve = scene.person("19840202", "981", language="en")
    scene.earns(eve)
    case = scene.opened(scene.claim(eve, "2026-03-10", "2026-03-31"))  # lacks its certificate, due 13 April
    assert remind_of_supplements(scene.noon("2026-04-14")) == 1
    letter = Letter.objects.get(case=case, kind="reminder").content
    assert letter["title"] == "Reminder: we are waiting for information"
    assert "21\u00a0April 2026" in " ".join(letter["paragraphs"])
    assert letter["to"]["address"] == ["Storgatan 1", "111 11 Stockholm"]
    scene.certificate(eve, "2026-03-10", "2026-03-31")


def test_a_protected_person_is_reminded_without_an_address():
    hidden = scene.person("19840202", "981", protection="marked")
    scene.earns(hidden)
    case = scene.opened(scene.claim(hidden, "2026-03-10", "2026-03-31"))
    remind_of_supplements(scene.noon("2026-04-14"))
    assert Letter.objects.get(case=case, kind="reminder").content["to"]["address"] == []
