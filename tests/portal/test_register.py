"""What comes on paper or as a file is registered by an officer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from handlag.cases.models import Case
from handlag.core import clock
from handlag.intake.models import Certificate, Claim
from handlag.people.models import Person, ReadLog, Role
from tests.intake.samples import ANNA, V2, complete
from tests.portal import made

SignIn = Callable[..., Client]
PAPER = {
    "way": "paper", "patient": ANNA, "signed_on": "2024-03-01", "doctor": "Doktor Dotter",
    "doctor_id": "SE2321000016-DR01", "unit": "Vårdcentralen Björken", "unit_id": "SE2321000016-1A2B",
    "ground": "FYSISKUNDERSOKNING", "ground_on": "2024-03-01", "occupation": "NUVARANDE_ARBETE", "duties": "Lärare",
    "diagnosis": "F43.9", "diagnosis_text": "Reaktion på svår stress", "impairment": "Orkar inte tänka.",
    "limitation": "Kan inte leda en klass.", "start_1": "2024-03-01", "end_1": "2024-03-28", "percent_1": "100",
    "prognosis": "STOR_SANNOLIKHET",
}  # fmt: skip
CLAIM = {
    "first_sick_day": "2024-03-01", "start": "2024-03-15", "end": "2024-03-28", "extent": "100",
    "work": "unemployed", "earlier_income": "412000", "confirmed": "true",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_sixth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)


@pytest.fixture
def anna(db: None) -> Person:
    return Person.objects.create(
        identity_number=ANNA, given_name="Anna", family_name="Andersson", sex="F", born=date(1985, 3, 12)
    )


def test_a_paper_claim_becomes_a_case_with_who_typed_it(signed_in: SignIn, anna: Person) -> None:
    client = signed_in(Role.OFFICER)
    assert "/work/claims/sjukpenning/" in client.get("/work/claims/").content.decode()
    form = client.get("/work/claims/sjukpenning/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key
    answer = client.post("/work/claims/sjukpenning/", {**CLAIM, "identity_number": "850312-9812", "key": key[1]})
    case = Case.objects.get(person=anna)
    assert answer.headers["Location"] == f"/work/cases/{case.number}/"
    claim = Claim.objects.get()
    assert (claim.channel, claim.registered_by_id is not None) == ("paper", True)
    assert ReadLog.objects.filter(what="claim", person=anna, allowed=True).exists()


def test_errors_in_the_number_and_in_the_claim_are_told_together(signed_in: SignIn) -> None:
    answer = signed_in(Role.OFFICER).post(
        "/work/claims/sjukpenning/", {**CLAIM, "end": "", "identity_number": "850312-9813", "key": "paper:1"}
    )
    page = answer.content.decode()
    assert "2 things need to be put right" in page
    assert 'href="#claim-identity_number"' in page
    assert 'href="#claim-end"' in page


def test_a_certificate_file_is_taken_in_once(signed_in: SignIn, anna: Person) -> None:
    client = signed_in(Role.OFFICER)
    for words in ("has been taken in", "had come before"):
        file = SimpleUploadedFile("certificate.xml", complete(V2), "text/xml")
        page = client.post("/work/certificates/", {"way": "file", "file": file}).content.decode()
        assert words in page
    assert Certificate.objects.get().person == anna


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"this is not XML", "CERT_NOT_XML"),
        (b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>', "CERT_DTD"),
    ],
)
def test_a_file_that_is_no_certificate_is_refused_with_what_is_wrong(
    signed_in: SignIn, content: bytes, code: str
) -> None:
    file = SimpleUploadedFile("certificate.xml", content, "text/xml")
    answer = signed_in(Role.OFFICER).post("/work/certificates/", {"way": "file", "file": file})
    assert answer.status_code == 400
    assert code in answer.content.decode()
    assert not Certificate.objects.exists()


def test_no_file_at_all_is_said_to_be_none(signed_in: SignIn) -> None:
    page = signed_in(Role.OFFICER).post("/work/certificates/", {"way": "file"}).content.decode()
    assert "PORTAL_FILE" in page
    assert 'href="#certificate-file"' in page


def test_a_paper_certificate_is_typed_in_and_read_as_any_other(signed_in: SignIn, anna: Person) -> None:
    page = signed_in(Role.OFFICER).post("/work/certificates/", PAPER).content.decode()
    assert "has been taken in" in page
    kept = Certificate.objects.get()
    assert (kept.channel, kept.person) == ("paper", anna)
    assert kept.content["reductions"] == [{"start": "2024-03-01", "end": "2024-03-28", "percent": 100}]
    assert kept.content["diagnoses"][0]["code"] == "F439"


@pytest.mark.parametrize(("field", "code"), [("signed_on", "PORTAL_DAY"), ("doctor", "PORTAL_PAPER_MISSING")])
def test_what_is_missing_on_the_paper_form_is_named_and_the_rest_kept(
    signed_in: SignIn, anna: Person, field: str, code: str
) -> None:
    page = signed_in(Role.OFFICER).post("/work/certificates/", {**PAPER, field: ""}).content.decode()
    assert code in page
    assert f'href="#paper-{field}"' in page
    assert 'value="Reaktion på svår stress"' in page
    assert not Certificate.objects.exists()
