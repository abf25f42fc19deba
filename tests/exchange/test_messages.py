"""Conversations with health care: questions sent through the outbox to a real receiver, answers taken in, reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from handlag.core.errors import HandlagError
from handlag.events.models import Event
from handlag.exchange import queries
from handlag.exchange.actions.ask_care import Question, ask_care
from handlag.exchange.actions.deliver import deliver_due
from handlag.exchange.actions.fetch import fetch
from handlag.exchange.actions.receive import receive
from handlag.exchange.actions.remind import remind
from handlag.exchange.domain.backoff import PAUSES
from handlag.exchange.domain.messages import Complement, Subject
from handlag.exchange.domain.results import ErrorId, refused
from handlag.exchange.domain.senders import Peer
from handlag.exchange.models import CareTask, Coordinator, Delivery, Message
from handlag.intake.domain.certificates import Relation
from handlag.intake.domain.certificates.xml import child, text
from handlag.intake.models import Certificate
from handlag.people.models import Person
from tests.exchange.conftest import NOW
from tests.exchange.peer import Care, care
from tests.exchange.samples import CERTIFICATE, UNIT, enveloped, message, revocation, told
from tests.intake.samples import V2, complete

LATER = NOW + timedelta(days=3)
KOMPLT = Question(
    Subject.KOMPLT, "Vi behöver veta mer.", (Complement("35", "Beskriv vad patienten inte klarar."),), date(2024, 4, 3),
    reference="26-0001",
)  # fmt: skip


@pytest.fixture
def peer(settings: Any) -> Iterator[Care]:
    with care() as listening:
        settings.HANDLAG_EXCHANGE = {
            **settings.HANDLAG_EXCHANGE, "care_url": listening.url, "get_url": listening.url,
        }  # fmt: skip
        yield listening


@pytest.fixture
def certificate(anna: Person) -> Certificate:
    assert send(complete(V2))[0] == "OK"
    return Certificate.objects.get()


def patient(certificate: Certificate) -> Person:
    assert certificate.person is not None
    return certificate.person


def send(body: bytes, now: Any = NOW) -> tuple[str, str, str]:
    return told(receive(enveloped(body), Peer("SE165565594230-1000"), now).body)


def test_a_question_reaches_the_unit_that_issued_the_certificate(peer: Care, certificate: Certificate) -> None:
    asked = ask_care(certificate, KOMPLT, NOW)

    assert deliver_due(NOW) == 1
    (arrived,) = peer.arrived
    assert text(arrived, "meddelande-id") == asked.external_id
    assert text(arrived, "logiskAdressMottagare") == peer.addresses[0] == UNIT
    assert (text(child(arrived, "amne"), "code"), text(arrived, "referens-id")) == ("KOMPLT", "26-0001")
    assert text(child(arrived, "komplettering"), "frage-id") == "35"
    assert text(arrived, "sistaDatumForSvar") == "2024-04-03"
    assert Delivery.objects.get().status == "sent"
    assert deliver_due(LATER) == 0


def test_nothing_is_sent_of_a_question_whose_transaction_was_undone(peer: Care, certificate: Certificate) -> None:
    def fail() -> None:
        with transaction.atomic():
            ask_care(certificate, KOMPLT, NOW)
            raise RuntimeError("the case could not be written")

    with pytest.raises(RuntimeError):
        fail()
    assert deliver_due(NOW) == 0
    assert not Message.objects.exists()


@pytest.mark.parametrize("failure", [503, 200, refused(ErrorId.TECHNICAL, "Försök igen")], ids=["503", "html", "error"])
def test_a_message_that_did_not_get_through_is_sent_again_under_the_same_id(
    peer: Care, certificate: Certificate, failure: Any
) -> None:
    asked = ask_care(certificate, KOMPLT, NOW)
    peer.answers.append(failure)

    assert deliver_due(NOW) == 0
    assert deliver_due(NOW + timedelta(seconds=59)) == 0
    assert deliver_due(NOW + timedelta(minutes=1)) == 1
    assert peer.ids()[-1] == asked.external_id
    assert Delivery.objects.get().attempts == 2


def test_a_peer_that_is_away_for_two_days_is_given_up_and_a_person_told(peer: Care, certificate: Certificate) -> None:
    ask_care(certificate, KOMPLT, NOW)
    peer.answers.extend([503] * (len(PAUSES) + 1))

    now = NOW
    for pause in (timedelta(0), *PAUSES):
        now += pause
        assert deliver_due(now) == 0

    assert (Delivery.objects.get().status, now - NOW) == ("given_up", sum(PAUSES, timedelta(0)))
    assert CareTask.objects.get().kind == "failed"
    assert Event.objects.get(kind="care_message_failed").detail["reason"] == "given_up"


@pytest.mark.parametrize("error", [ErrorId.VALIDATION, ErrorId.APPLICATION, ErrorId.REVOKED])
def test_a_message_refused_for_good_is_not_sent_again(peer: Care, certificate: Certificate, error: ErrorId) -> None:
    ask_care(certificate, KOMPLT, NOW)
    peer.answers.append(refused(error, "Nej"))

    deliver_due(NOW)

    assert Delivery.objects.get().status == "refused"
    assert deliver_due(LATER) == 0
    assert CareTask.objects.get().kind == "failed"


def test_a_new_certificate_that_names_the_question_closes_it(peer: Care, certificate: Certificate) -> None:
    asked = ask_care(certificate, KOMPLT, NOW)

    send(complete(V2, id="ny", relations=(Relation("KOMPLT", CERTIFICATE),), reply_to=asked.external_id), LATER)

    asked.refresh_from_db()
    assert (asked.answered_at, asked.answered_by) == (LATER, "certificate")
    told_of = Event.objects.get(kind="care_question_answered").detail
    assert (told_of["by"], told_of["days"]) == ("certificate", 3)


def test_a_complement_withdrawn_leaves_the_question_open_again(peer: Care, certificate: Certificate) -> None:
    asked = ask_care(certificate, KOMPLT, NOW)
    send(complete(V2, id="ny", relations=(Relation("KOMPLT", CERTIFICATE),), reply_to=asked.external_id), LATER)

    assert send(revocation("ny"), LATER) == ("OK", "", "")

    asked.refresh_from_db()
    assert asked.answered_at is None


def test_an_answer_in_words_closes_the_question_and_is_put_before_a_person(
    peer: Care, certificate: Certificate
) -> None:
    asked = ask_care(certificate, KOMPLT, NOW)

    answer = message("svar", "KOMPLT", "Det går inte att komplettera.", reply_to=asked.external_id)

    assert send(answer, LATER) == ("OK", "", "")
    asked.refresh_from_db()
    assert asked.answered_by == "message"
    assert CareTask.objects.get().kind == "answer"
    (thread,) = queries.threads(queries.conversation(patient(certificate)))
    assert (thread.question, [each.external_id for each in thread.replies], thread.waits) == (asked, ["svar"], False)


def test_a_complement_answered_without_naming_it_is_the_one_that_waits(peer: Care, certificate: Certificate) -> None:
    said = message("svar", "KOMPLT", "Mer finns inte.")
    assert send(said)[1] == ErrorId.VALIDATION  # nothing has been asked
    asked = ask_care(certificate, KOMPLT, NOW)

    assert send(said) == ("OK", "", "")

    kept = Message.objects.get(external_id="svar")
    asked.refresh_from_db()
    assert (kept.reply_to, asked.answered_by) == (asked.external_id, "message")
    for _ in range(2):
        ask_care(certificate, KOMPLT, NOW)
    assert send(message("två", "KOMPLT", "Vilken?"))[1] == ErrorId.VALIDATION  # either could be meant


def test_an_answer_has_its_questions_subject_and_certificate_and_no_last_day(
    peer: Care, certificate: Certificate
) -> None:
    asked = ask_care(certificate, KOMPLT, NOW)

    wrong = send(message("svar", "KONTKT", reply_to=asked.external_id, last_day="2024-05-01"))

    assert wrong[:2] == ("ERROR", "VALIDATION_ERROR")
    assert [each.split(":")[0] for each in wrong[2].split("; ")] == ["amne", "sistaDatumForSvar"]


def test_an_unanswered_question_is_reminded_of_once_and_then_put_before_a_person(
    peer: Care, certificate: Certificate
) -> None:
    asked = ask_care(certificate, KOMPLT, NOW)
    deliver_due(NOW)
    last_day = NOW + timedelta(days=14)

    assert remind(last_day) == 0
    assert [remind(last_day + timedelta(days=1)), remind(last_day + timedelta(days=2))] == [1, 0]
    deliver_due(last_day + timedelta(days=1))
    assert text(child(peer.arrived[-1], "amne"), "code") == "PAMINN"
    assert text(peer.arrived[-1], "paminnelseMeddelande-id") == asked.external_id
    assert Event.objects.filter(kind="care_reminded").count() == 1
    assert not CareTask.objects.exists()
    remind(last_day + timedelta(days=8))
    remind(last_day + timedelta(days=9))
    assert CareTask.objects.get().kind == "no_answer"


def test_a_question_of_cares_is_answered_with_its_own_subject(peer: Care, certificate: Certificate) -> None:
    send(message("fråga", "AVSTMN", "När ses vi?"))

    ask_care(certificate, Question(Subject.AVSTMN, "På tisdag.", reply_to="fråga"), NOW)

    assert deliver_due(NOW) == 1
    assert text(child(peer.arrived[0], "svarPa"), "meddelande-id") == "fråga"


def test_a_reminder_from_care_names_what_it_reminds_of(peer: Care, certificate: Certificate) -> None:
    send(message("fråga", "OVRIGT"))

    assert send(message("påminnelse", "PAMINN", reminder_of="fråga")) == ("OK", "", "")
    (thread,) = queries.threads(queries.conversation(patient(certificate)))
    assert [each.subject for each in thread.replies] == ["PAMINN"]


def test_the_units_coordinator_is_written_to_where_there_is_one(peer: Care, certificate: Certificate) -> None:
    question = Question(Subject.KONTKT, "Kan vi planera återgången?", to_coordinator=True)
    with pytest.raises(HandlagError, match="CARE_NO_COORDINATOR"):
        ask_care(certificate, question, NOW)
    Coordinator.objects.create(unit_id=UNIT, hsa_id="SE2321000016-REHAB", name="Rita Rehab")

    ask_care(certificate, question, NOW)

    deliver_due(NOW)
    assert peer.addresses == ["SE2321000016-REHAB"]
    assert text(peer.arrived[0], "rubrik") == "Till rehabiliteringskoordinator Rita Rehab"


@pytest.mark.parametrize(
    ("question", "at"),
    [
        (Question(Subject.KOMPLT, "Mer"), "complements"),
        (Question(Subject.KONTKT, " "), "text"),
        (Question(Subject.KONTKT, "Hej", (Complement("35", "Mer"),)), "complements"),
        (Question(Subject.PAMINN, "Hej"), "reminder_of"),
        (Question(Subject.KONTKT, "Hej", last_day=date(2024, 4, 1), reply_to="m"), "last_day"),
    ],
)
def test_what_the_hub_would_refuse_is_never_put_in_the_outbox(
    peer: Care, certificate: Certificate, question: Question, at: str
) -> None:
    with pytest.raises(HandlagError, match="CARE_MESSAGE") as raised:
        ask_care(certificate, question, NOW)
    assert raised.value.field == at


def test_without_a_peer_or_for_a_paper_certificate_care_is_not_reachable(anna: Person, settings: Any) -> None:
    send(complete(V2))

    with pytest.raises(HandlagError, match="CARE_UNREACHABLE"):
        ask_care(Certificate.objects.get(), KOMPLT, NOW)


def test_a_certificate_is_fetched_from_the_hub(peer: Care, anna: Person) -> None:
    peer.certificates[CERTIFICATE] = complete(V2)

    received = fetch(CERTIFICATE, NOW)

    assert (received.created, received.certificate.person) == (True, anna)
    with pytest.raises(HandlagError, match="CARE_CERTIFICATE_UNKNOWN"):
        fetch("nowhere", NOW)


def test_each_units_connection_tells_when_it_was_seen_and_what_went_wrong(certificate: Certificate) -> None:
    send(complete(V2, id="två").replace(b"<version>2.0", b"<version>9.0"), LATER)

    (connection,) = queries.connections(NOW)

    assert (connection.unit_id, connection.sender) == (UNIT, "SE165565594230-1000")
    assert (connection.taken, connection.errors, connection.last_seen) == (1, 1, LATER)
    assert "9.0" in connection.last_error
