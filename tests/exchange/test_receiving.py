"""Calls over the exchange, from bytes to the answer the contract prescribes."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import etree

from handlag.events.models import Event
from handlag.exchange.actions import receive as receiving
from handlag.exchange.actions.receive import receive
from handlag.exchange.actions.register import register
from handlag.exchange.domain import contract, soap
from handlag.exchange.domain.contract import REGISTER, REVOKE, TO_RECIPIENT
from handlag.exchange.domain.senders import Peer, identity_in
from handlag.exchange.models import Arrival, CareTask, Message
from handlag.intake import queries
from handlag.intake.domain.certificates import read_certificate
from handlag.intake.models import Certificate, Revocation
from handlag.people.models import Person
from tests.exchange.conftest import NOW
from tests.exchange.samples import ADDRESS, CERTIFICATE, UNIT, enveloped, message, revocation, told
from tests.intake.samples import ANNA, CHILD, V1, V2, complete
from tests.shared import shared

PLATFORM = Peer("SE165565594230-1000", "SE2321000016-COSMIC")
HEADERS = {"X-Client-Subject": "CN=ntjp.example,serialNumber=SE165565594230-1000,O=Inera AB"}
PATH = f"/{REGISTER.path}"


def send(body: bytes, address: str = ADDRESS, now: Any = NOW) -> tuple[str, str, str]:
    return told(receive(enveloped(body, address), PLATFORM, now).body)


def post(raw: bytes, **extra: Any) -> Any:
    return Client().post(PATH, raw, content_type="text/xml; charset=utf-8", headers=HEADERS, **extra)


def test_a_certificate_is_taken_in_with_its_envelope_and_who_sent_it(anna: Person) -> None:
    raw = enveloped(complete(V2))

    response = post(raw)

    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    assert told(response.content) == ("OK", "", "")
    kept = Certificate.objects.get()
    assert (bytes(kept.raw), kept.channel, kept.unit_id, kept.region) == (raw, "riv", UNIT, "01")
    arrival = Arrival.objects.get()
    assert (arrival.operation, arrival.sender, arrival.outcome) == ("RegisterCertificate", "SE165565594230-1000", "OK")
    assert (arrival.unit_id, arrival.reference, arrival.raw) == (UNIT, CERTIFICATE, None)


def test_the_same_certificate_again_is_info_in_the_words_senders_look_for(anna: Person) -> None:
    assert send(complete(V2)) == ("OK", "", "")
    assert send(complete(V2)) == ("INFO", "", "Certificate already exists")
    assert Certificate.objects.count() == 1
    assert not CareTask.objects.exists()


def test_the_same_identity_with_other_content_is_info_and_a_person_is_told(anna: Person) -> None:
    send(complete(V2))

    assert send(complete(V2, limitation="Kan inte stå."))[0] == "INFO"
    assert CareTask.objects.get().kind == "differs"
    assert bytes(Arrival.objects.filter(outcome="INFO").get().raw or b"") == enveloped(
        complete(V2, limitation="Kan inte stå.")
    )


def test_the_same_identity_for_somebody_else_is_a_validation_error(anna: Person) -> None:
    send(complete(V2))

    code, error, text = send(complete(V2, patient=CHILD))

    assert (code, error) == ("ERROR", "VALIDATION_ERROR")
    assert "någon annan" in text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "tom"),
        (b"%PDF-1.7", "XML"),
        (b"<!DOCTYPE x SYSTEM 'http://example.org/x.dtd'><x/>", "DOCTYPE"),
        (b'<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY c "&a;&a;&a;">]><b>&c;</b>', "DOCTYPE"),
        (b'<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]><b>&a;</b>', "DOCTYPE"),
        ("<?xml version='1.0' encoding='UTF-8'?><a>å</a>".encode("latin-1"), "XML"),
        (b"<a>" + b" " * (10 * 1024 * 1024) + b"</a>", "10 MB"),
        (b"<a/>", "SOAP 1.1"),
        (complete(V2), "SOAP 1.1"),
        (enveloped(b"<x/>"), "tas inte emot"),
        (enveloped(complete(V2)).replace(b"RegisterCertificateResponder:3", b"RegisterCertificateResponder:4"), "tas"),
        (enveloped(complete(V2), "SKV"), "logiska adressen"),
    ],
    ids=[
        "empty",
        "pdf",
        "dtd",
        "bomb",
        "xxe",
        "encoding",
        "large",
        "no-envelope",
        "bare",
        "unknown-operation",
        "version",
        "address",
    ],
)
def test_what_is_no_message_of_ours_is_a_soap_fault_and_is_noted(db: None, raw: bytes, said: str) -> None:
    response = post(raw)

    code, blame, text = told(response.content)
    assert (response.status_code, response["Content-Type"]) == (500, "text/xml; charset=utf-8")
    assert (code, blame) == ("FAULT", "s:Client")
    assert said in text
    arrival = Arrival.objects.get()
    assert arrival.outcome == "FAULT"
    assert arrival.raw is None or bytes(arrival.raw) == raw
    assert Event.objects.get(kind="exchange_refused").detail["outcome"] == "FAULT"
    assert not Certificate.objects.exists()


def test_only_the_edge_is_believed_and_only_with_a_certificate(db: None) -> None:
    raw = enveloped(complete(V2))

    outside = post(raw, REMOTE_ADDR="203.0.113.9")
    unnamed = Client().post(PATH, raw, content_type="text/xml")

    assert (outside.status_code, unnamed.status_code) == (403, 403)
    assert told(outside.content)[0] == told(unnamed.content)[0] == "FAULT"
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("subject", "identity"),
    [
        ("CN=ntjp.example,serialNumber=SE165565594230-1000,O=Inera AB", "SE165565594230-1000"),
        ("2.5.4.5=SE165565594230-1000 + CN = ntjp", "SE165565594230-1000"),
        ("/C=SE/O=Inera AB/serialNumber=SE165565594230-1000/CN=ntjp", "SE165565594230-1000"),
        (r"CN=x\,serialNumber=SE2321000016-A,SERIALNUMBER=SE165565594230-1000", "SE165565594230-1000"),
        ('CN="x,serialNumber=SE2321000016-A",serialNumber=SE165565594230-1000', "SE165565594230-1000"),
        ("CN=x serialNumber=SE2321000016-A", "CN=x serialNumber=SE2321000016-A"),
        ("serialNumber=SE1-AA,serialNumber=SE2-BB", "serialNumber=SE1-AA,serialNumber=SE2-BB"),
        ("CN=utan", "CN=utan"),
    ],
)
def test_the_senders_id_is_the_serial_number_of_its_certificate_and_nothing_that_looks_like_it(
    subject: str, identity: str
) -> None:
    assert identity_in(subject) == identity


def test_the_operation_is_told_by_the_body_and_not_by_address_or_action(anna: Person) -> None:
    send(complete(V2))

    response = post(enveloped(revocation()), HTTP_SOAPACTION='""')

    assert told(response.content) == ("OK", "", "")


def test_the_wsdl_is_served_with_our_address(db: None) -> None:
    response = Client().get(f"/{REVOKE.path}?wsdl")

    assert b"http://testserver/clinicalprocess/healthcond/certificate/RevokeCertificate/2/rivtabp21" in response.content
    assert Client().get(f"/{REVOKE.path}").status_code == 405


def test_a_departure_from_the_schema_is_a_validation_error_with_every_place(db: None) -> None:
    raw = complete(V2).replace(b"<version>2.0</version>", b"").replace(b"T14:30:00", b" 14:30")

    code, error, text = send(raw)

    assert (code, error) == ("ERROR", "VALIDATION_ERROR")
    assert "version" in text
    assert not Certificate.objects.exists()
    assert bytes(Arrival.objects.get().raw or b"") == enveloped(raw)


def test_a_form_or_version_not_received_is_a_validation_error(db: None) -> None:
    unknown = send(complete(V2).replace(b"LISJP", b"AG7804"))
    version = send(complete(V2).replace(b"<version>2.0", b"<version>9.0"))

    assert [each[1] for each in (unknown, version)] == ["VALIDATION_ERROR"] * 2
    assert "AG7804" in unknown[2]
    assert "9.0" in version[2]


def test_broken_rules_are_taken_in_with_a_task_and_refused_all_at_once_when_strict(anna: Person, settings: Any) -> None:
    raw = complete(V1, prognosis="", impairment="", measures=())
    settings.STRICT_CERTIFICATES = frozenset({"LISJP"})
    code, error, text = send(raw)
    settings.STRICT_CERTIFICATES = frozenset({"LUSE"})

    assert (code, error) == ("ERROR", "VALIDATION_ERROR")
    assert [each.split(":")[0] for each in text.split("; ")] == ["35", "39", "40"]
    assert "Svar på fråga 39 (Prognos för arbetsförmågan) saknas." in text
    assert send(raw) == ("OK", "", "")
    assert CareTask.objects.get().detail == {"codes": ["CERT_QUESTION_MISSING"]}


def test_a_certificate_for_somebody_unknown_is_kept_and_waits_for_a_person(db: None) -> None:
    assert send(complete(V2)) == ("OK", "", "")
    assert queries.unmatched_certificates().count() == 1


def test_a_sender_whose_clock_is_ahead_is_noted_and_no_worse_off(anna: Person) -> None:
    assert send(complete(V2), now=NOW - timedelta(days=40)) == ("OK", "", "")
    assert [each["code"] for each in Certificate.objects.get().findings] == ["CERT_CLOCK_SKEW"]


def test_a_withdrawal_counts_once_and_the_certificate_no_longer(anna: Person) -> None:
    send(complete(V2))

    assert send(revocation()) == ("OK", "", "")
    assert send(revocation())[0] == "INFO"
    kept = Certificate.objects.get()
    assert queries.certificates_for(anna, NOW.date(), NOW.date()) == []
    assert bytes(Revocation.objects.get().raw) == enveloped(revocation())
    assert Event.objects.get(kind="certificate_revoked").detail == {"certificate": str(kept.pk), "parked": False}


def test_a_withdrawal_that_overtakes_its_certificate_waits_for_it(anna: Person) -> None:
    first = send(revocation())
    again = send(revocation())

    assert first[:2] == again[:2] == ("ERROR", "APPLICATION_ERROR")
    assert queries.parked_revocations().count() == 1
    assert send(complete(V2)) == ("OK", "", "")
    assert queries.parked_revocations().count() == 0
    assert queries.certificates_for(anna, NOW.date(), NOW.date()) == []
    assert send(revocation())[0] == "INFO"
    assert [each["code"] for each in Certificate.objects.get().findings] == ["CERT_REVOKED_BEFORE"]


def test_a_withdrawal_for_another_person_does_nothing(anna: Person) -> None:
    send(complete(V2))

    assert send(revocation(patient=CHILD))[:2] == ("ERROR", "VALIDATION_ERROR")
    assert queries.certificates_of(anna).count() == 1
    assert not Revocation.objects.exists()


def test_a_question_from_care_is_kept_and_put_before_a_person(anna: Person) -> None:
    send(complete(V2))

    assert send(message()) == ("OK", "", "")
    assert send(message())[0] == "INFO"
    kept = Message.objects.get()
    assert (kept.subject, kept.text, kept.unit_id, kept.person) == ("KONTKT", "Kan ni ringa?", UNIT, anna)
    assert CareTask.objects.get().kind == "question"
    assert Event.objects.filter(kind="care_message_received").count() == 1


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        ({"certificate": "nowhere"}, "APPLICATION_ERROR", "inte känt"),
        ({"patient": CHILD}, "VALIDATION_ERROR", "patientPerson-id"),
        ({"subject": "HEJ"}, "VALIDATION_ERROR", "KOMPLT, AVSTMN, KONTKT, OVRIGT, PAMINN"),
        ({"subject": "KOMPLT"}, "VALIDATION_ERROR", "KOMPLT"),
        ({"subject": "PAMINN"}, "VALIDATION_ERROR", "paminnelseMeddelande-id"),
        ({"reply_to": "nowhere"}, "VALIDATION_ERROR", "svarPa"),
        ({"text": " "}, "VALIDATION_ERROR", "meddelande"),
        ({"subject": "PAMINN", "reminder_of": "nowhere"}, "VALIDATION_ERROR", "inte känt"),
    ],
)
def test_a_message_that_does_not_fit_is_refused_with_why(
    anna: Person, wrong: dict[str, Any], error: str, said: str
) -> None:
    send(complete(V2))

    answer = send(message(**wrong))

    assert answer[:2] == ("ERROR", error)
    assert said in answer[2]
    assert not Message.objects.exists()


def test_every_fault_of_a_message_is_told_at_once(anna: Person) -> None:
    send(complete(V2))

    text = send(message(subject="HEJ", text=" ", patient=CHILD))[2]

    assert [each.split(":")[0] for each in text.split("; ")] == ["amne", "meddelande", "patientPerson-id"]


def test_a_message_on_a_withdrawn_certificate_is_told_so(anna: Person) -> None:
    send(complete(V2))
    send(revocation())

    assert send(message())[:2] == ("ERROR", "REVOKED")


def test_a_failure_of_ours_rolls_back_and_asks_the_sender_to_come_again(
    anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(raw: bytes, body: etree._Element, now: Any) -> Any:
        register(raw, body, now)
        raise RuntimeError("disk full")

    monkeypatch.setitem(receiving.HANDLERS, "RegisterCertificate", fail)
    answer = send(complete(V2))
    monkeypatch.undo()

    assert answer[:2] == ("ERROR", "TECHNICAL_ERROR")
    assert not Certificate.objects.exists()
    assert Arrival.objects.get().error == "TECHNICAL_ERROR"


@pytest.mark.parametrize("operation", [REGISTER, REVOKE, TO_RECIPIENT], ids=lambda each: each.name)
def test_every_answer_keeps_to_the_contract(operation: contract.Operation) -> None:
    from handlag.exchange.domain.results import OK, ErrorId, info, refused  # noqa: PLC0415

    for result in (OK, info("Redan & klart"), *(refused(error, "<fel>") for error in ErrorId)):
        body = soap.opened(etree.fromstring(soap.answer(operation, result))).body
        assert contract.faults(operation, body) == []


def test_what_we_write_keeps_to_the_contract() -> None:
    for operation, raw in ((REGISTER, complete(V2)), (REVOKE, revocation()), (TO_RECIPIENT, message())):
        assert contract.faults(operation, etree.fromstring(raw)) == []


def test_elements_nobody_told_us_of_are_kept(anna: Person) -> None:
    raw = complete(V2).replace(b"</r:intyg>", b'</r:intyg><x:ny xmlns:x="urn:next">1</x:ny>')

    assert send(raw)[0] == "OK"
    assert b"urn:next" in queries.raw_bytes(Certificate.objects.get().pk)


def test_the_published_samples_get_the_published_verdicts_over_the_exchange(db: None, settings: Any) -> None:
    settings.STRICT_CERTIFICATES = True
    rows = list(csv.DictReader(shared("certificates/expected.csv").open(encoding="utf-8")))
    registered = [row for row in rows if row["root"] == "RegisterCertificate"]

    verdicts = {
        row["file"]: send(_of_its_own(shared("certificates/" + row["file"]).read_bytes())) for row in registered
    }

    assert {name: answer[0] for name, answer in verdicts.items()} == {
        row["file"]: "OK" if row["verdict"] == "accept" else "ERROR" for row in registered
    }
    assert {answer[1] for answer in verdicts.values()} == {"", "VALIDATION_ERROR"}


def _of_its_own(raw: bytes) -> bytes:
    """The samples share identities; each is posted under one of its own, so that the second isn't the first again."""
    return raw.replace(read_certificate(raw).id.extension.encode(), str(uuid4()).encode())


def test_the_published_messages_keep_to_the_contract_as_published() -> None:
    operations = {each.name: each for each in (REVOKE, TO_RECIPIENT, contract.TO_CARE)}
    rows = list(csv.DictReader(shared("certificates/expected.csv").open(encoding="utf-8")))
    messages = [row for row in rows if row["root"] in operations]

    found = {
        row["file"]: contract.faults(
            operations[row["root"]], etree.fromstring(shared("certificates/" + row["file"]).read_bytes())
        )
        for row in messages
    }

    assert len(messages) == 3
    assert {name: not faults for name, faults in found.items()} == {
        row["file"]: row["xsd"] == "valid" for row in messages
    }
    assert ANNA not in str(found)
