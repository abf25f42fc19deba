"""The officer's pages: the queue, the case on one screen, and every thing that can be done to it, by posting forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handlag.cases.actions.evidence import add_evidence
from handlag.cases.actions.letters import make_letters
from handlag.cases.actions.time import lapse_supplements
from handlag.cases.models import Assessment, Case, Communication, Decision, Note, Supplement, Task
from handlag.core import clock
from handlag.people.models import Account, Person, ReadLog, Role, Unit
from tests.cases import scene

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db


class Watch:
    """A clock the tests move."""

    def __init__(self) -> None:
        self.now = scene.NOON

    def to(self, day: str) -> None:
        self.now = scene.noon(day)


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(clock, "wall_clock", lambda: made.now)
    return made


@pytest.fixture(autouse=True)
def _nobody_drawn(settings: LazySettings) -> None:
    settings.HANDLAG_SAMPLE_SHARES = {}


@pytest.fixture
def anna() -> Person:
    anna = scene.person()
    scene.earns(anna)
    return anna


@pytest.fixture
def drawn(anna: Person, settings: LazySettings) -> Case:
    """A case the machine could decide, drawn for a person."""
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


@pytest.fixture
def asked(anna: Person, watch: Watch) -> Case:
    """A case whose certificate never came, so that the law asks whether there is one."""
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    watch.to("2026-04-14")
    lapse_supplements(watch.now)
    return case


def page_of(client: Client, case: Case) -> str:
    answer = client.get(f"/work/cases/{case.number}/")
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def do(client: Client, case: Case, act: str, **given: Any) -> Any:
    case.refresh_from_db()
    return client.post(f"/work/cases/{case.number}/do/{act}/", {"revision": case.revision, **given})


def done(client: Client, case: Case, act: str, **given: Any) -> str:
    answer = do(client, case, act, **given)
    assert answer.status_code == 302, re.sub(r"<[^>]+>", " ", answer.content.decode())[:2000]
    return page_of(client, case)


# Finding work.


def test_take_next_opens_the_case_that_stands_first_and_it_is_among_my_tasks(signed_in: SignIn, drawn: Case) -> None:
    client = signed_in(Role.OFFICER)
    assert "One task in the queue can be yours." in client.get("/work/").content.decode()
    assert client.post("/work/next/").headers["Location"] == f"/work/cases/{drawn.number}/"
    mine = client.get("/work/").content.decode()
    assert "My tasks (1)" in mine
    assert drawn.number in mine


def test_with_nothing_to_take_the_officer_is_told_so(signed_in: SignIn) -> None:
    page = signed_in(Role.OFFICER).post("/work/next/", follow=True).content.decode()
    assert "There is no task for you to take." in page


def test_the_queue_says_why_each_task_stands_where_it_does(signed_in: SignIn, drawn: Case, watch: Watch) -> None:
    watch.to("2026-05-20")
    page = signed_in(Role.OFFICER).get("/work/queue/").content.decode()
    assert drawn.number in page
    assert "the target has passed" in page
    assert ">past</strong>" in page


def test_a_protected_person_stands_in_no_list_of_those_without_the_right(
    signed_in: SignIn, drawn: Case, anna: Person
) -> None:
    Person.objects.filter(pk=anna.pk).update(protection="sekretessmarkering")
    page = signed_in(Role.MANAGER).get("/work/queue/").content.decode()
    assert drawn.number in page
    assert "Andersson" not in page
    assert "Protected data" in page


def test_a_case_is_found_by_number_and_a_person_by_identity_number(
    signed_in: SignIn, drawn: Case, anna: Person
) -> None:
    client = signed_in(Role.OFFICER)
    assert client.get("/work/cases/", {"q": drawn.number}).headers["Location"] == f"/work/cases/{drawn.number}/"
    assert drawn.number in client.get("/work/cases/", {"q": anna.identity_number}).content.decode()
    wrong = client.get("/work/cases/", {"q": "19850312-0000"})
    assert wrong.status_code == 400
    assert "PEOPLE_IDENTITY" in wrong.content.decode()


def test_an_officer_is_not_offered_what_another_unit_handles(signed_in: SignIn, drawn: Case) -> None:
    here, there = scene.unit(), Unit.objects.create(code="malmo", name="Enhet Malmö")
    Case.objects.filter(pk=drawn.pk).update(unit=here)
    Task.objects.update(unit=here)
    page = signed_in(Role.OFFICER, unit=there).post("/work/next/", follow=True).content.decode()
    assert "There is no task for you to take." in page
    assert (
        f'href="/work/cases/{drawn.number}/"'
        not in signed_in(Role.MANAGER, unit=there).get("/work/queue/").content.decode()
    )
    assert signed_in(Role.OFFICER, unit=here).post("/work/next/").headers["Location"] == f"/work/cases/{drawn.number}/"


# The case on one screen.


def test_the_screen_holds_what_the_officer_needs(signed_in: SignIn, drawn: Case) -> None:
    """412,000 a year: 0.97 × 412,000 × 0.8 / 365 = 875.9, nearest krona 876; 22 days make 19,272."""
    page = page_of(signed_in(Role.OFFICER), drawn)
    for words in (
        "Anna Andersson", "age 0 days of 30", "Needed now: decide", "Case opened", "Vårdcentralen Väst", "F432",
        "SEK 412,000 a year", "SEK 876 a day", "In all: SEK 19,272", 
        "Drawn at random for a person (probability 100%)", "We apply the law, Granted",
        "SFB 27 kap.",
    ):  # fmt: skip
        assert words in page, words


def test_opening_the_case_is_written_in_the_read_log_with_the_case(signed_in: SignIn, drawn: Case) -> None:
    page_of(signed_in(Role.OFFICER), drawn)
    assert list(ReadLog.objects.values_list("what", "case_id", "allowed")) == [("case", drawn.id, True)]


def test_another_units_officer_is_refused_and_the_attempt_is_kept(signed_in: SignIn, drawn: Case) -> None:
    Case.objects.filter(pk=drawn.pk).update(unit=scene.unit())
    other = Unit.objects.create(code="malmo", name="Enhet Malmö")
    answer = signed_in(Role.OFFICER, unit=other).get(f"/work/cases/{drawn.number}/")
    assert answer.status_code == 403
    assert "Andersson" not in answer.content.decode()
    assert ReadLog.objects.get().allowed is False


def test_the_screen_asks_the_database_as_much_for_a_long_case_as_for_a_short_one(
    signed_in: SignIn, drawn: Case
) -> None:
    client = signed_in(Role.OFFICER)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page_of(client, drawn)
        counts.append(len(queries))
        for place in range(10):
            add_evidence(drawn.id, scene.NOON, kind="other", content={"text": str(place)}, source=f"source {place}")
    assert counts[0] == counts[1] <= 32


# Doing things.


def test_the_task_is_taken_the_decision_previewed_and_made(signed_in: SignIn, drawn: Case) -> None:
    client = signed_in(Role.OFFICER, first_name="Olle", last_name="Olsson")
    assert "You have the task." in done(client, drawn, "take")
    preview = client.get(f"/work/cases/{drawn.number}/preview/").content.decode().replace("\u00a0", " ")
    assert "Du får sjukpenning" in preview
    assert "SEK 19,272" in preview
    assert "24 April 2026" in preview  # the 25th is a Saturday
    pdf = client.get(f"/work/cases/{drawn.number}/preview.pdf")
    assert pdf.content.startswith(b"%PDF")
    page = done(client, drawn, "decide", reasons="Allt stämmer.")
    assert "The decision has been made" in page
    decision = Decision.objects.get(case=drawn)
    assert (decision.automatic, decision.reasons_sv) == (False, "Allt stämmer.")


def test_what_will_be_paid_stands_on_the_officers_and_the_insureds_pages(
    signed_in: SignIn, anna: Person, drawn: Case
) -> None:
    client, insured = signed_in(Role.OFFICER), signed_in(Role.INSURED, person=anna)
    done(client, drawn, "take")
    page = done(client, drawn, "decide")
    hers = insured.get("/my/payments/").content.decode().replace("\u00a0", " ")
    for shown in (page, hers):
        assert "24 April 2026" in shown
        assert "22 days × SEK 876" in shown
        assert "SEK 19,272" in shown


def test_a_letter_that_is_made_opens_as_pdf(signed_in: SignIn, drawn: Case) -> None:
    client = signed_in(Role.OFFICER)
    done(client, drawn, "take")
    page = done(client, drawn, "decide")
    assert "is being made" in page
    make_letters(scene.NOON)
    link = re.search(r'href="(/work/cases/[^"]+/letters/[^"]+\.pdf)"', page_of(client, drawn))
    assert link
    assert client.get(link[1]).content.startswith(b"%PDF")


def test_without_the_task_nothing_is_decided_and_what_was_typed_is_kept(signed_in: SignIn, drawn: Case) -> None:
    answer = do(signed_in(Role.OFFICER), drawn, "decide", reasons="Så här skrev jag.")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "CASE_TASK_NOT_YOURS" in page
    assert "Så här skrev jag." in page
    assert not Decision.objects.exists()


def test_a_decision_on_facts_that_have_moved_is_refused(signed_in: SignIn, drawn: Case) -> None:
    client = signed_in(Role.OFFICER)
    done(client, drawn, "take")
    answer = client.post(f"/work/cases/{drawn.number}/do/decide/", {"revision": "0"})
    assert answer.status_code == 409
    assert "CASE_STALE" in answer.content.decode()


def test_a_task_taken_by_two_is_the_first_ones(signed_in: SignIn, drawn: Case) -> None:
    first, second = signed_in(Role.OFFICER), signed_in(Role.OFFICER)
    done(first, drawn, "take")
    answer = do(second, drawn, "take")
    assert answer.status_code == 409
    assert "CASE_TASK_TAKEN" in answer.content.decode()
    assert "Nobody has taken the task." in done(first, drawn, "release")


def test_the_question_the_law_leaves_open_is_answered_on_a_form_with_reasons(signed_in: SignIn, asked: Case) -> None:
    client = signed_in(Role.OFFICER)
    page = done(client, asked, "take")
    assert "your assessment is needed" in page
    preview = client.get(f"/work/cases/{asked.number}/preview/")
    assert preview.status_code == 409
    given = {"start": "2026-03-10", "end": "2026-03-31", "ground": "own_work", "reduction": "100"}
    without = do(client, asked, "assess-SJP_CERTIFICATE", **given)
    assert "CASE_REASONS" in without.content.decode()
    assert re.search(r'value="100" selected', without.content.decode())
    done(client, asked, "assess-SJP_CERTIFICATE", **given, reasons="Läkaren har intygat det i telefon.")
    assert Assessment.objects.get().answer["reduction"] == 100


def test_more_is_asked_for_and_what_comes_is_typed_in(signed_in: SignIn, drawn: Case) -> None:
    client = signed_in(Role.OFFICER)
    done(client, drawn, "take")
    empty = do(client, drawn, "request", asked_of="employer", text="", days="14")
    assert "CASE_REQUEST" in empty.content.decode()
    page = done(client, drawn, "request", asked_of="employer", text="Lönebesked för februari", days="14")
    assert "Information from the employer is awaited" in page
    code = Supplement.objects.get().code
    page = done(client, drawn, f"received-{code}", text="Lönen är 34 000 kr i månaden.")
    assert "What came has been saved." in page
    assert "Lönen är 34 000 kr i månaden." in page


def test_a_party_who_would_be_refused_is_heard_and_answers_on_her_own_pages(
    signed_in: SignIn, anna: Person, asked: Case, watch: Watch
) -> None:
    officer = signed_in(Role.OFFICER)
    done(officer, asked, "take")
    not_reduced = {"start": "2026-03-10", "end": "2026-03-31", "ground": "own_work", "reduction": "0"}
    done(officer, asked, "assess-SJP_CERTIFICATE", **not_reduced, reasons="Inget underlag visar nedsättning.")
    page = page_of(officer, asked)
    assert "goes against the party, who must be heard first" in page
    refused = do(officer, asked, "decide")
    assert "CASE_NOT_COMMUNICATED" in refused.content.decode()
    done(officer, asked, "communicate", text="Läs och svara.", days="14")
    told = Communication.objects.get()
    insured = signed_in(Role.INSURED, person=anna)
    link = f"/my/cases/{asked.number}/heard/{told.id}/"
    assert link in insured.get("/my/").content.decode()
    shown = insured.get(link).content.decode()
    assert "What we intend to decide" in shown
    assert "Läs och svara." in shown
    empty = insured.post(link, {"text": " "})
    assert empty.status_code == 400
    assert insured.post(link, {"text": "Jag var sjuk hela tiden."}).status_code == 302
    assert "Jag var sjuk hela tiden." in page_of(officer, asked)
    assert insured.get(link).status_code == 404


def test_the_insured_answers_what_was_asked_for(signed_in: SignIn, anna: Person) -> None:
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    asked_for = Supplement.objects.get(case=case)
    insured = signed_in(Role.INSURED, person=anna)
    link = f"/my/cases/{case.number}/asked/{asked_for.id}/"
    assert link in insured.get("/my/").content.decode()
    assert insured.get(link).status_code == 200
    assert insured.post(link, {"text": "Intyget är skickat."}).status_code == 302
    asked_for.refresh_from_db()
    assert asked_for.received_at == scene.NOON
    assert insured.post(link, {"text": "En gång till."}).status_code == 404


def test_somebody_elses_question_is_not_mine_to_answer(signed_in: SignIn, anna: Person) -> None:
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    asked_for = Supplement.objects.get(case=case)
    other = signed_in(Role.INSURED, person=scene.person(serial="981"))
    assert other.post(f"/my/cases/{case.number}/asked/{asked_for.id}/", {"text": "x"}).status_code == 404
    asked_for.refresh_from_db()
    assert asked_for.received_at is None


def test_two_pairs_of_eyes(signed_in: SignIn, anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlag.cases.domain.steps.LARGE_ORE", 1_000_000)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    olle, karin = signed_in(Role.OFFICER), signed_in(Role.OFFICER)
    page = done(olle, case, "take")
    assert "Two people must see it." in page
    assert "/do/decide/" not in page
    done(olle, case, "propose", reasons="Allt stämmer.")
    again = do(olle, case, "take")
    assert "CASE_TASK_NOT_ALLOWED" in again.content.decode()
    done(karin, case, "take")
    done(karin, case, "decide")
    decision = Decision.objects.get()
    assert decision.proposed_by is not None
    assert decision.proposed_by != decision.decided_by


def test_income_note_wait_review_and_close(signed_in: SignIn, drawn: Case) -> None:
    client = signed_in(Role.OFFICER)
    done(client, drawn, "take")
    assert "CASE_EVIDENCE_INCOME" in do(client, drawn, "income", kind="employment", yearly_kronor="").content.decode()
    done(client, drawn, "income", kind="employment", yearly_kronor="415 000", source="Arbetsgivaren")
    assert "SEK 415,000 a year" in page_of(client, drawn)
    done(client, drawn, "note", text="Ringde arbetsgivaren.")
    assert Note.objects.get().text == "Ringde arbetsgivaren."
    assert "CASE_NOTE" in do(client, drawn, "note", text=" ").content.decode()
    assert "PORTAL_DAY" in do(client, drawn, "wait", until="soon").content.decode()
    late = do(client, drawn, "wait", until=str(scene.NOON.date() - timedelta(days=1)))
    assert "CASE_DAY_PAST" in late.content.decode()
    page = done(client, drawn, "close", reason="mistake")
    assert "The case is closed." in page
    drawn.refresh_from_db()
    assert drawn.closed_reason == "mistake"


def test_something_that_cannot_be_done_is_said_to_be_so(signed_in: SignIn, drawn: Case) -> None:
    answer = do(signed_in(Role.OFFICER), drawn, "burn")
    assert answer.status_code == 404
    assert "PORTAL_ACT" in answer.content.decode()


def test_a_manager_reads_a_case_but_does_nothing_to_it(signed_in: SignIn, drawn: Case) -> None:
    client = signed_in(Role.MANAGER)
    page = page_of(client, drawn)
    assert "What you can do" not in page
    assert do(client, drawn, "take").status_code == 403


def test_nobody_opens_her_own_case_as_an_officer(signed_in: SignIn, drawn: Case, anna: Person) -> None:
    answer = signed_in(Role.OFFICER, person=anna).get(f"/work/cases/{drawn.number}/")
    assert answer.status_code == 403


def test_the_account_of_an_officer_is_not_let_into_the_insureds_pages(
    signed_in: SignIn, account: Callable[..., Account]
) -> None:
    assert signed_in(Role.OFFICER).get("/my/").status_code == 403
