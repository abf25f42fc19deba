"""Health care on the pages: conversations, tasks from the exchange, the form as on paper, and the senders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from handlag.cases.actions.certificate_case import place_certificates
from handlag.cases.actions.run_case import run_case
from handlag.cases.actions.time import wake_waiting
from handlag.cases.models import Case, Task
from handlag.core import clock
from handlag.exchange.actions.receive import receive
from handlag.exchange.domain.senders import Peer
from handlag.exchange.models import CareTask, Message
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.domain.certificates import Ground, Reduction, Relation
from handlag.intake.domain.certificates.codes import said_of
from handlag.intake.domain.certificates.forms import Form
from handlag.intake.models import Certificate
from handlag.people.actions.register_person import register_person
from handlag.people.models import ReadLog, Role
from handlag.portal.paper_forms import forms_on_paper
from tests.cases.scene import claim, earns, noon, opened, person
from tests.exchange.peer import Care, care
from tests.exchange.samples import enveloped, message, told
from tests.intake.samples import ANNA, CHILD, V1, V2, complete

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
NOW = noon("2026-04-02")


@pytest.fixture
def peer(settings: Any) -> Iterator[Care]:
    with care() as listening:
        settings.HANDLAG_EXCHANGE = {**settings.HANDLAG_EXCHANGE, "care_url": listening.url}
        settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}
        yield listening


def send(body: bytes) -> tuple[str, str, str]:
    return told(receive(enveloped(body), Peer("SE165565594230-1000"), NOW).body)


APRIL_FACTS: dict[str, Any] = {
    "id": "första", "signed_at": noon("2026-03-30"), "hours_distribution": None,
    "reductions": (Reduction(date(2026, 4, 3), date(2026, 4, 30), 100),),
}  # fmt: skip


def april(number: str, **changes: Any) -> bytes:
    facts: dict[str, Any] = {
        "id": "första", "patient": number, "signed_at": noon("2026-03-30"), "hours_distribution": None,
        "reductions": (Reduction(date(2026, 4, 3), date(2026, 4, 30), 100),),
        "grounds": (Ground("FYSISKUNDERSOKNING", date(2026, 3, 30)),),
    }  # fmt: skip
    return complete(V2, **facts | changes)


@pytest.fixture
def case(peer: Care) -> Case:
    """A case with a certificate that leaves out the first two of the claimed days, and a person's task."""
    anna = person()
    earns(anna)
    found = opened(claim(anna, "2026-04-01", "2026-04-30"))
    assert send(april(anna.identity_number))[0] == "OK"
    return run_case(found.id, NOW)


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_case_sums_the_certificate_up_as_evidence_with_its_texts_and_measures(
    peer: Care, signed_in: SignIn
) -> None:
    anna = person()
    earns(anna)
    found = opened(claim(anna, "2026-04-01", "2026-04-30"))
    header = "Problem som påverkar patientens möjlighet att utföra sin sysselsättning:"
    icf = f"{header}\nMinne - Uppmärksamhet\n\nTappar tråden."
    given = {"impairment": icf, "measures": ("ARBETSANPASSNING", "KONTAKT_FHV"), "planned_treatment": "KBT i maj"}
    grounds = (Ground("UNDERSOKNING", date(2026, 3, 30)),)
    raw = complete(V1, **{**APRIL_FACTS, "patient": anna.identity_number, "grounds": grounds, **given})
    assert send(raw)[0] == "OK"
    run_case(found.id, NOW)

    evidence = found.evidence.get(kind="certificate", superseded_at=None)
    assert evidence.content["icf"] == {"35": ["Minne", "Uppmärksamhet"]}
    assert evidence.content["own_words"]["35"] == "Tappar tråden."
    assert evidence.content["measures"] == ["ARBETSANPASSNING", "KONTAKT_FHV"]
    assert evidence.content["planned"] == {"20.1": "KBT i maj"}
    page = shown(signed_in(Role.OFFICER), f"/work/cases/{found.number}/")
    measure = said_of("KV_FKMU_0004", "KONTAKT_FHV")[1]
    for words in ("Ticked in ICF: Minne, Uppmärksamhet", "“Tappar tråden.”", "KBT i maj", measure):
        assert words in page


def test_the_case_shows_the_days_no_certificate_covers_and_leads_to_the_form(case: Case, signed_in: SignIn) -> None:
    client = signed_in(Role.OFFICER)

    page = shown(client, f"/work/cases/{case.number}/")

    kept = Certificate.objects.get()
    assert "No certificate for 1 April 2026 – 2 April 2026" in page.replace("\u00a0", " ")
    assert f"/work/certificates/{kept.pk}/" in page


def test_the_form_is_shown_as_on_paper_and_the_read_is_logged(case: Case, signed_in: SignIn) -> None:
    kept = Certificate.objects.get()
    receive_certificate(
        april(case.person.identity_number, id="ny", relations=(Relation("FRLANG", "första"),)), NOW, channel="riv"
    )

    page = shown(signed_in(Role.OFFICER), f"/work/certificates/{kept.pk}/")

    assert "FK 7804 Medical certificate for sickness benefit" in page
    assert page.index("Occupation and duties") < page.index("Diagnosis") < page.index("Activity limitation")
    assert "Lärare i årskurs 4–6" in page
    assert "F439" in page
    assert "Followed by" in page
    assert ReadLog.objects.filter(person=case.person, what="certificate", allowed=True).count() == 1


def test_an_officer_writes_to_care_from_the_case_and_sees_the_conversation(case: Case, signed_in: SignIn) -> None:
    client = signed_in(Role.OFFICER)
    kept = Certificate.objects.get()
    given = {"certificate": str(kept.pk), "subject": "KONTKT", "text": "Kan ni ringa oss?", "days": "14"}

    answer = client.post(f"/work/cases/{case.number}/do/write-care/", given, follow=True)

    page = answer.content.decode()
    assert "The message is on its way to care." in page
    assert "Kan ni ringa oss?" in page
    assert "answer awaited" in page
    assert Message.objects.get().case_id == case.id


def test_a_complement_needs_the_task_and_a_question(case: Case, signed_in: SignIn) -> None:
    client = signed_in(Role.OFFICER)
    kept = Certificate.objects.get()
    whole = (Reduction(date(2026, 4, 1), date(2026, 4, 30), 100),)
    receive_certificate(april(case.person.identity_number, id="hela", reductions=whole), NOW)
    given = {"certificate": str(kept.pk), "subject": "KOMPLT", "text": "Vad klarar hon?", "days": "14"}
    path = f"/work/cases/{case.number}/do/write-care/"

    without_task = client.post(path, {**given, "question": "17"}).content.decode()
    client.post(f"/work/cases/{case.number}/do/take/")
    without_question = client.post(path, given).content.decode()

    assert "CASE_TASK_NOT_YOURS" in without_task
    assert "CARE_MESSAGE" in without_question
    assert not Message.objects.exists()
    assert client.post(path, {**given, "question": "17"}).status_code == 302
    assert not Task.objects.filter(case=case, status__in=["open", "taken"]).exists()


def test_a_question_from_care_is_answered_from_its_task(case: Case, peer: Care, signed_in: SignIn) -> None:
    send(message("fråga", "AVSTMN", "När ses vi?", certificate="första", patient=case.person.identity_number))
    task = CareTask.objects.get()
    client = signed_in(Role.OFFICER)

    listed = shown(client, "/work/queue/")
    page = shown(client, f"/work/care/{task.pk}/")
    empty = client.post(f"/work/care/{task.pk}/", {"do": "reply", "text": ""}).content.decode()
    done = client.post(f"/work/care/{task.pk}/", {"do": "reply", "text": "På tisdag."}, follow=True).content.decode()

    assert "Question from health care" in listed
    assert "När ses vi?" not in listed
    assert "När ses vi?" in page
    assert "CARE_MESSAGE" in empty
    assert "You have no tasks." in done
    sent = Message.objects.get(outgoing=True)
    assert (sent.subject, sent.reply_to, sent.text) == ("AVSTMN", "fråga", "På tisdag.")


def test_what_comes_from_care_is_taken_from_the_queue_shown_among_my_tasks_and_on_the_case(
    case: Case, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: NOW)
    Task.objects.filter(case=case).update(target_on=date(2026, 5, 1))
    send(message("fråga", "OVRIGT", certificate="första", patient=case.person.identity_number))
    task, client = CareTask.objects.get(), signed_in(Role.OFFICER)

    taken = client.post("/work/next/")
    mine = shown(client, "/work/")
    about = shown(client, f"/work/care/{task.pk}/")
    others = shown(signed_in(Role.OFFICER), f"/work/care/{task.pk}/")

    assert taken["Location"] == f"/work/care/{task.pk}/"
    assert "Question from health care" in mine
    assert case.number in about
    assert "Put the task back" in about
    assert "Taken by" in others
    assert "Put the task back" not in others
    assert "Question from health care" in shown(client, f"/work/cases/{case.number}/")
    assert client.post(f"/work/care/{task.pk}/", {"do": "release"}, follow=True).status_code == 200
    assert "You have no tasks." in shown(client, "/work/")


def test_a_task_is_done_once(case: Case, signed_in: SignIn) -> None:
    send(message("fråga", "OVRIGT", certificate="första", patient=case.person.identity_number))
    task, client = CareTask.objects.get(), signed_in(Role.OFFICER)

    first = client.post(f"/work/care/{task.pk}/", {"do": "done"})
    again = client.post(f"/work/care/{task.pk}/", {"do": "done"})

    assert (first.status_code, again.status_code) == (302, 409)
    assert "CARE_TASK_DONE" in again.content.decode()


def test_the_senders_page_tells_of_each_unit_and_each_refusal(
    case: Case, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: NOW + timedelta(days=1))
    send(april(case.person.identity_number, id="ny").replace(b"<version>2.0", b"<version>9.0"))

    page = shown(signed_in(Role.ENGINEER), "/exchange/")

    assert "SE2321000016-1A2B" in page
    assert "SE165565594230-1000" in page
    assert "VALIDATION_ERROR" in page
    assert case.person.identity_number not in page
    assert signed_in(Role.OFFICER).get("/exchange/").status_code == 403


def test_any_form_on_paper_is_typed_in_on_a_form_drawn_from_its_data(signed_in: SignIn) -> None:
    register_person(ANNA, "Anna", "Testsson", NOW - timedelta(days=1))
    client = signed_in(Role.OFFICER)
    assert "FK 7210 Certificate of pregnancy" in shown(client, "/work/certificates/")
    assert "54.1 Expected day of the child" in shown(client, "/work/certificates/paper/IGRAV/")
    given = {
        "patient": ANNA, "signed_on": "2026-03-01", "doctor": "Doktor Dotter", "doctor_id": "1234567",
        "unit": "Björken", "unit_id": "SE2321000016-1A2B",
    }  # fmt: skip

    page = client.post("/work/certificates/paper/IGRAV/", {**given, "q54.1_1": "2026-08-01"}).content.decode()

    assert "has been taken in" in page
    assert "Remarks" not in page
    kept = Certificate.objects.get()
    assert (kept.type_code, kept.channel, kept.region) == ("IGRAV", "paper", "01")


def test_a_form_typed_in_with_periods_and_codes_gets_the_findings_a_message_would(signed_in: SignIn) -> None:
    register_person(ANNA, "Anna", "Testsson", NOW - timedelta(days=1))
    given = {
        "patient": ANNA, "signed_on": "2026-03-01", "doctor": "D", "doctor_id": "1", "unit": "B", "unit_id": "SE1-A",
        "q56.1_1": "HELA", "q56.2_1_start": "2026-03-01", "q56.2_1_end": "2026-03-05",
    }  # fmt: skip
    client = signed_in(Role.OFFICER)

    page = client.post("/work/certificates/paper/ITFP/", given).content.decode()
    wrong = client.post("/work/certificates/paper/ITFP/", {**given, "signed_on": "i går"}).content.decode()

    assert [each["code"] for each in Certificate.objects.get().findings] == ["CERT_QUESTION_MISSING"]
    assert "Question 55" in page
    assert "PORTAL_DAY" in wrong
    assert client.get("/work/certificates/paper/FK7263/").status_code == 404


@pytest.mark.parametrize("form", forms_on_paper(), ids=lambda each: each.form)
def test_every_form_can_be_drawn_and_every_code_has_words(form: Form, signed_in: SignIn) -> None:
    for question in form.questions:
        for rule in question.parts:
            assert all(said_of(rule.list, code)[1] != code for code in rule.codes), rule.id
    assert form.number in shown(signed_in(Role.OFFICER), f"/work/certificates/paper/{form.form}/")


def test_the_insured_sends_in_her_own_certificate_and_nobody_elses(signed_in: SignIn) -> None:
    anna = register_person(ANNA, "Anna", "Testsson", NOW - timedelta(days=1))
    client = signed_in(Role.INSURED, person=anna)

    def forward(raw: bytes) -> str:
        file = SimpleUploadedFile("intyg.xml", raw, "application/xml")
        return client.post("/my/certificate/", {"file": file}).content.decode()

    assert "We have your certificate." in forward(complete(V2))
    assert "We had this certificate already" in forward(complete(V2))
    assert "CERT_NOT_YOURS" in forward(complete(V2, id="annan", patient=CHILD))
    assert "CERT_EMPTY" in client.post("/my/certificate/").content.decode()
    assert Certificate.objects.get().channel == "insured"


def test_a_case_that_waits_for_a_claim_says_so_to_the_officer_and_asks_the_insured(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = person()
    receive_certificate(april(anna.identity_number), NOW)
    place_certificates(NOW + timedelta(hours=1))
    wake_waiting(NOW + timedelta(days=8))
    waiting, later = Case.objects.get(), NOW + timedelta(days=8)
    monkeypatch.setattr(clock, "wall_clock", lambda: later)

    officers = shown(signed_in(Role.OFFICER), f"/work/cases/{waiting.number}/")
    hers = shown(signed_in(Role.INSURED, person=anna), f"/my/cases/{waiting.number}/")
    managers = shown(signed_in(Role.MANAGER), "/manage/")

    assert "A certificate has come, but no claim" in officers
    assert "nobody has made a claim" in officers
    assert "past its target" not in officers
    assert 'href="/my/apply/sjukpenning/"' in hers
    assert "If you want the benefit you need to claim it." in hers
    assert "normally takes" not in hers
    assert "A certificate has come, but no claim" in managers
    assert waiting.number not in managers
