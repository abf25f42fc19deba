"""Certificates as JSON: the same forms and findings as a message over the exchange."""

from __future__ import annotations

from typing import Any

from handlag.intake.models import Certificate
from tests.api.conftest import Caller
from tests.api.test_routes import own, refused


def pregnancy(patient: str, **changes: Any) -> dict[str, Any]:
    body = {
        "form": "igrav", "version": "1.0", "id": "json-1", "patient": patient, "signed_at": "2026-03-01T12:00:00Z",
        "doctor_id": "SE2321000016-DR01", "unit_id": "SE2321000016-1A2B", "unit": "Björken",
        "answers": [{"id": "54", "parts": [{"id": "54.1", "text": "2026-08-01"}]}],
    }  # fmt: skip
    return body | changes


def test_answers_become_the_certificate_they_would_have_been_as_a_message(anna: Caller, engineer: Caller) -> None:
    first = engineer.post("/certificates/answers", pregnancy(own(anna).identity_number))
    again = engineer.post("/certificates/answers", pregnancy(own(anna).identity_number))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["findings"] == []
    kept = Certificate.objects.get()
    assert (kept.type_code, kept.version, kept.channel, kept.region) == ("IGRAV", "1.0", "api", "01")
    assert kept.person == own(anna)
    assert b"<t:extension>json-1</t:extension>" in bytes(kept.raw)


def test_broken_rules_are_found_as_over_the_exchange(anna: Caller, engineer: Caller) -> None:
    degree = {"id": "56.1", "code": {"code": "ALLT"}}
    period = {"id": "56.2", "start": "2026-03-05", "end": "2026-03-01"}
    answers = [{"id": "56", "instance": 1, "parts": [degree, period]}]

    body = pregnancy(own(anna).identity_number, form="ITFP", answers=answers)
    found = engineer.post("/certificates/answers", body).json()["findings"]

    assert [(each["code"], each["question"]) for each in found] == [
        ("CERT_QUESTION_MISSING", "55"), ("CERT_CODE_UNKNOWN", "56.1"), ("CERT_PERIOD_REVERSED", "56.2"),
    ]  # fmt: skip


def test_what_is_no_certificate_is_refused(anna: Caller, engineer: Caller) -> None:
    number = own(anna).identity_number

    refused(engineer.post("/certificates/answers", pregnancy(number, form="FK7263")), 422, "CERT_UNKNOWN_TYPE")
    refused(engineer.post("/certificates/answers", pregnancy(number, version="9.0")), 422, "CERT_UNKNOWN_VERSION")
    strange = [{"id": "\u0001", "parts": []}]
    refused(engineer.post("/certificates/answers", pregnancy(number, answers=strange)), 422, "CERT_NOT_XML")
    naive = engineer.post("/certificates/answers", pregnancy(number, signed_at="2026-03-01T12:00:00"))
    assert naive.status_code == 422
    refused(anna.post("/certificates/answers", pregnancy(number)), 403, "API_WRONG_ROLE")
    assert not Certificate.objects.exists()


def test_the_forms_are_given_as_data_with_their_codes_in_words(db: None) -> None:
    forms = {(each["form"], each["versions"][-1]): each for each in Caller().get("/certificates/forms").json()}

    sickness = {each["id"]: each for each in forms["LISJP", "2.0"]["questions"]}
    assert len(forms) == 13
    assert sickness["32"]["parts"][0]["codes"]["HALFTEN"] == ["50 %", "50%"]
    assert (sickness["32"]["least"], sickness["32"]["most"]) == (1, 4)
