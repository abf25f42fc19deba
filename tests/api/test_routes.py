"""The API's routes as programs meet them: one case from claim to payment, and nobody seeing what isn't theirs."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings

from handlag.cases.models import Case, Task
from handlag.intake.domain.certificates import Reduction
from handlag.intake.models import Claim
from handlag.law.registry import REGISTRY
from handlag.people.models import Person, ReadLog
from tests.api.conftest import Caller
from tests.cases import scene
from tests.cases.scene import person
from tests.intake.samples import V2, complete
from tests.payments.scene import decided
from tests.payments.test_came_back import FEBRUARY, SENT_BACK, paid


def answers(today: date, **changes: Any) -> dict[str, Any]:
    """A claim for the two weeks that ended a week ago, after two weeks of sick pay."""
    start = today - timedelta(days=21)
    return {
        "first_sick_day": (start - timedelta(days=14)).isoformat(),
        "start": start.isoformat(),
        "end": (start + timedelta(days=13)).isoformat(),
        "extent": 100,
        "work": "employee",
        "employer": "5560000001",
        "sick_pay_until": (start - timedelta(days=1)).isoformat(),
        "employment_income": 412_000,
        "confirmed": True,
        **changes,
    }


def claim(who: Caller, today: date, key: str = "k1", **more: Any) -> Any:
    body = {"benefit": "sjukpenning", "answers": answers(today), **more}
    return who.post("/claims", body, **{"Idempotency-Key": key})


def certificate(patient: Person, today: date, **changes: Any) -> bytes:
    days = Reduction(today - timedelta(days=35), today - timedelta(days=8), 100)
    return complete(V2, patient=patient.identity_number, reductions=(days,), hours_distribution=None, **changes)


def own(who: Caller) -> Person:
    assert who.account is not None
    assert who.account.person is not None
    return who.account.person


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    assert (response.status_code, body["code"]) == (status, code)
    return body


def test_from_claim_and_certificate_to_decision_and_amount(anna: Caller, engineer: Caller, today: date) -> None:
    made = claim(anna, today)
    number = made.json()["case"]
    waiting = anna.get(f"/cases/{number}").json()
    sent = engineer.send("/certificates", certificate(own(anna), today))
    case = anna.get(f"/cases/{number}").json()
    (decision,) = anna.get(f"/cases/{number}/decisions").json()
    planned = anna.get(f"/cases/{number}/payments").json()

    assert made.status_code == 201
    assert (waiting["state"], [each["code"] for each in waiting["asked"]]) == ("waiting", ["CERTIFICATE"])
    assert (sent.status_code, sent.json()["findings"]) == (201, [])
    assert (case["state"], case["closed_reason"], case["asked"]) == ("closed", "decided", [])
    assert (decision["outcome"], decision["automatic"]) == ("granted", True)
    # SFB 28 kap. 7 §: 0.8 × 0.97 × 412 000 / 365 = 875.9, so 876 kronor a day.
    assert decision["lines"][0]["amount_ore"] == 87_600
    assert decision["lines"][0]["period"]["first"] == (today - timedelta(days=21)).isoformat()
    assert decision["receipt"]
    assert sum(each["amount_ore"] for each in planned) == 14 * 87_600
    assert anna.get("/payments").json() == {"made": [], "coming": planned}


def test_the_same_key_again_gives_the_same_claim_and_case(anna: Caller, today: date) -> None:
    first, again = claim(anna, today), claim(anna, today)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() | {"created": False} == again.json()
    assert (Claim.objects.count(), Case.objects.count()) == (1, 1)


def test_two_accounts_may_use_the_same_key(anna: Caller, bo: Caller, today: date) -> None:
    assert (claim(anna, today).status_code, claim(bo, today).status_code) == (201, 201)


def test_a_claim_without_a_key_or_with_mistakes_writes_nothing(anna: Caller, today: date) -> None:
    no_key = anna.post("/claims", {"benefit": "sjukpenning", "answers": answers(today)})
    wrong = claim(anna, today, answers=answers(today, end="1999-01-01", extent=60))

    refused(no_key, 422, "API_INPUT")
    body = refused(wrong, 422, "CLAIM_DATE_TOO_EARLY")
    assert [each["field"] for each in body["errors"]] == ["end", "extent"]
    assert not Claim.objects.exists()


def test_days_already_claimed_are_a_conflict(anna: Caller, today: date) -> None:
    claim(anna, today)

    refused(claim(anna, today, "k2"), 409, "CLAIM_DUPLICATE")


def test_a_withdrawn_claim_ends_its_case_and_can_be_withdrawn_twice(anna: Caller, today: date) -> None:
    made = claim(anna, today).json()

    once = anna.post(f"/claims/{made['claim']}/withdrawal")
    twice = anna.post(f"/claims/{made['claim']}/withdrawal")

    assert once.json() == twice.json()
    assert once.json()["status"] == "withdrawn"
    assert anna.get(f"/cases/{made['case']}").json()["closed_reason"] == "withdrawn"


def test_others_claims_cases_and_certificates_are_as_unknown_as_none(
    anna: Caller, bo: Caller, officer: Caller, today: date
) -> None:
    made = claim(anna, today).json()
    kept = officer.send("/certificates", certificate(own(anna), today)).json()["id"]

    refused(bo.get(f"/claims/{made['claim']}"), 404, "CLAIM_UNKNOWN")
    refused(bo.post(f"/claims/{made['claim']}/withdrawal"), 404, "CLAIM_UNKNOWN")
    refused(bo.get(f"/cases/{made['case']}"), 404, "CASE_UNKNOWN")
    refused(bo.get(f"/cases/{made['case']}/decisions"), 404, "CASE_UNKNOWN")
    refused(bo.get(f"/cases/{made['case']}/payments"), 404, "CASE_UNKNOWN")
    refused(bo.get(f"/certificates/{kept}"), 404, "CERT_UNKNOWN")
    refused(bo.get(f"/claims?person={own(anna).identity_number}"), 403, "PEOPLE_NOT_ALLOWED")
    assert bo.get("/claims").json() == bo.get("/cases").json() == bo.get("/certificates").json() == []


def test_an_officer_types_a_paper_claim_for_somebody(anna: Caller, officer: Caller, today: date) -> None:
    made = claim(officer, today, person=own(anna).identity_number)

    assert made.status_code == 201
    kept = Claim.objects.get()
    assert (kept.person, kept.channel, kept.registered_by) == (own(anna), "paper", officer.account)
    refused(claim(officer, today, "k2"), 403, "API_NO_PERSON")
    refused(claim(officer, today, "k3", person="191212121212"), 404, "PEOPLE_UNKNOWN")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_read_leaves_a_row_and_a_refused_one_too(anna: Caller, officer: Caller, today: date) -> None:
    number = claim(anna, today).json()["case"]
    before = ReadLog.objects.count()

    anna.get(f"/cases/{number}")
    officer.get(f"/cases/{number}")
    protected = own(anna)
    protected.protection = "sekretessmarkering"
    protected.save()
    denied = officer.get(f"/cases/{number}")

    refused(denied, 403, "PEOPLE_NOT_ALLOWED")
    rows = list(ReadLog.objects.order_by("at", "id"))[before:]
    assert [(row.what, row.allowed) for row in rows] == [("api:case", True), ("api:case", True), ("api:case", False)]


def test_a_certificate_sent_twice_is_kept_once_and_read_as_it_came(
    anna: Caller, officer: Caller, engineer: Caller, today: date
) -> None:
    raw = certificate(own(anna), today)

    first, again = engineer.send("/certificates", raw), engineer.send("/certificates", raw)
    kept = first.json()["id"]

    assert (first.status_code, again.status_code, again.json()["id"]) == (201, 200, kept)
    assert officer.get(f"/certificates/{kept}/xml").content == raw
    assert anna.get("/certificates").json()[0]["content"]["diagnoses"][0]["code"] == "F439"
    refused(engineer.get(f"/certificates/{kept}"), 403, "API_WRONG_ROLE")
    refused(anna.send("/certificates", raw), 403, "API_WRONG_ROLE")


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"", 422, "CERT_EMPTY"),
        (b"{}", 422, "CERT_NOT_XML"),
        (b"<!DOCTYPE a><a/>", 422, "CERT_DTD"),
        (b"<" + b"a" * (10 * 1024 * 1024), 413, "CERT_TOO_LARGE"),
    ],
)
def test_what_is_no_certificate_is_refused(engineer: Caller, raw: bytes, status: int, code: str) -> None:
    refused(engineer.send("/certificates", raw), status, code)


def test_a_certificate_that_departs_from_the_contract_is_refused_with_its_findings(
    engineer: Caller, anna: Caller, today: date
) -> None:
    broken = certificate(own(anna), today).replace(b"<postort/>", b"")

    body = refused(engineer.send("/certificates", broken), 422, "CERT_REFUSED")

    assert [each["code"] for each in body["findings"]] == ["CERT_ELEMENT_MISSING"]


def test_a_certificate_nobody_here_belongs_to_is_taken_in_and_read_by_nobody(
    officer: Caller, engineer: Caller, today: date
) -> None:
    gone = person("19500101", "983")
    raw = certificate(gone, today)
    gone.delete()

    kept = engineer.send("/certificates", raw).json()

    assert [each["code"] for each in kept["findings"]] == ["CERT_PERSON_UNKNOWN"]
    refused(officer.get(f"/certificates/{kept['id']}"), 404, "CERT_UNKNOWN")


def test_the_law_explains_to_anybody_and_names_a_wrong_fact(stranger: Caller) -> None:
    facts = {
        "period": {"start": "2024-03-15", "end": "2024-03-28"},
        "sgi": {"employment_income": 412_000},
        "birth_date": "1985-03-12",
        "sick_pay": {"start": "2024-03-01", "end": "2024-03-14"},
        "first_sick_day": "2024-03-01",
        "certificate": {"start": "2024-03-01", "end": "2024-03-28"},
        "capacity": [{"start": "2024-03-15", "end": "2024-03-28", "reduction": 50}],
    }

    said = stranger.post("/law/sjukpenning/explain", facts)
    wrong = stranger.post("/law/sjukpenning/explain", facts | {"birth_date": "soon"})

    assert said.status_code == 200
    assert said.json()["outcome"] == "granted"
    assert said.json()["lines"][0]["amount"] == 43_800
    assert refused(wrong, 422, "LAW_FACTS")["field"] == "birth_date"
    refused(stranger.get("/law/lottery/facts"), 422, "LAW_BENEFIT")
    assert stranger.get("/law/barnbidrag/facts").json()["properties"]
    listed = {each["code"]: each for each in stranger.get("/law/benefits").json()}
    assert list(listed) == list(REGISTRY)
    assert listed["barnbidrag"]["columns"] == ["children_full", "children_half", "children_household"]
    example = stranger.post("/law/barnbidrag/explain", listed["barnbidrag"]["example"])
    assert example.json()["outcome"] == "granted"


def test_forms_come_with_questions_in_two_languages_and_their_conditions(stranger: Caller) -> None:
    form = stranger.get("/claims/forms/sjukpenning").json()

    employer = next(each for each in form["fields"] if each["name"] == "employer")
    assert (form["name"], employer["only_when"]) == ("sjukpenning/1", {"field": "work", "is": ["combined", "employee"]})
    refused(stranger.get("/claims/forms/bostadsbidrag"), 422, "CLAIM_FORM_UNKNOWN")


def test_an_officer_takes_the_next_task_and_hands_it_back(anna: Caller, officer: Caller, today: date) -> None:
    number = claim(anna, today).json()["case"]
    case = Case.objects.get(number=number)
    task = Task.objects.create(
        case=case, kind="assess", benefit="sjukpenning", created_at=case.opened_at, deadline=today,
        received_on=today, target_on=today,
    )  # fmt: skip

    queued = officer.get("/tasks/queue").json()
    taken = officer.post("/tasks/next")
    mine = officer.get("/tasks/mine").json()
    none_left = officer.post("/tasks/next")
    released = officer.post(f"/tasks/{task.pk}/release")

    assert [each["task"]["id"] for each in queued] == [str(task.pk)]
    assert queued[0]["why_sv"]
    assert (taken.json()["case"], taken.json()["status"]) == (number, "taken")
    assert [each["id"] for each in mine] == [str(task.pk)]
    assert none_left.status_code == 204
    assert released.json()["status"] == "open"
    refused(officer.post(f"/tasks/{uuid4()}/take"), 404, "CASE_TASK_UNKNOWN")
    refused(anna.post("/tasks/next"), 403, "API_WRONG_ROLE")


def test_a_case_is_handled_only_by_who_has_its_task_and_has_read_it_as_it_is(
    anna: Caller, officer: Caller, today: date
) -> None:
    number = claim(anna, today).json()["case"]

    decision = officer.post(f"/cases/{number}/decision", {"revision": 99})
    note = officer.post(f"/cases/{number}/notes", {"text": "Ringde."})
    by_herself = anna.post(f"/cases/{number}/notes", {"text": "Hej"})

    assert decision.status_code == 409
    assert note.status_code == 200
    refused(by_herself, 403, "API_WRONG_ROLE")
    refused(officer.post(f"/cases/{number}/closing", {"reason": "withdrawn"}), 409, "CASE_TASK_NOT_YOURS")


def test_what_a_machine_may_not_decide_an_officer_decides(
    anna: Caller, officer: Caller, engineer: Caller, today: date
) -> None:
    engineer.send("/certificates", certificate(own(anna), today))
    other_income = answers(today, employment_income=900_000)
    number = claim(anna, today, answers=other_income).json()["case"]

    task = officer.post("/tasks/next").json()
    case = officer.get(f"/cases/{number}").json()
    stale = officer.post(f"/cases/{number}/decision", {"revision": case["revision"] + 1})
    decided = officer.post(f"/cases/{number}/decision", {"revision": case["revision"]})
    (decision,) = anna.get(f"/cases/{number}/decisions").json()

    assert (task["case"], case["state"]) == (number, "with_person")
    refused(stale, 409, "CASE_STALE")
    assert decided.json()["closed_reason"] == "decided"
    assert (decision["automatic"], decision["outcome"]) == (False, "granted")


def test_the_insured_sends_what_she_was_asked_for(anna: Caller, bo: Caller, today: date) -> None:
    number = claim(anna, today).json()["case"]

    unknown = anna.post(f"/cases/{number}/supplements/NOTHING", {"text": "Här"})
    answered = anna.post(f"/cases/{number}/supplements/CERTIFICATE", {"text": "Vården skickar det."})

    refused(unknown, 409, "CASE_SUPPLEMENT_UNKNOWN")
    assert answered.status_code == 200
    refused(bo.post(f"/cases/{number}/supplements/CERTIFICATE", {"text": "x"}), 404, "CASE_UNKNOWN")
    refused(anna.post(f"/cases/{number}/statement", {"text": "x"}), 409, "CASE_NO_COMMUNICATION")


def test_tables_are_for_those_who_follow_up(controller: Caller, anna: Caller) -> None:
    listed = controller.get("/reports/tables")

    assert [each["number"] for each in listed.json()] == [5, 6, 99, 100]
    assert controller.get("/reports/tables/5?year=99").status_code == 422
    refused(anna.get("/reports/tables"), 403, "API_WRONG_ROLE")


@pytest.mark.parametrize("number", ["x", "%00", "1" * 21, "../law"])
def test_a_case_number_that_can_not_be_one_is_refused_before_it_is_looked_for(anna: Caller, number: str) -> None:
    assert anna.get(f"/cases/{number}").status_code in {404, 422}


def test_a_waiting_certificate_is_listed_and_given_its_person(officer: Caller, anna: Caller, today: date) -> None:
    kept = officer.send("/certificates", certificate(Person(identity_number="202106149806"), today)).json()["id"]
    [row] = officer.get("/certificates/waiting").json()
    assert (row["id"], row["identity_number"]) == (kept, "202106149806")
    refused(anna.get("/certificates/waiting"), 403, "API_WRONG_ROLE")

    said = {"identity_number": own(anna).identity_number, "reason": "Vården har bekräftat numret."}
    assert officer.post(f"/certificates/{kept}/person", said).json()["id"] == kept
    refused(officer.post(f"/certificates/{kept}/person", said), 409, "CERT_LINKED")
    assert [each["id"] for each in anna.get("/certificates").json()] == [kept]


def test_money_that_came_back_is_listed_paid_again_and_never_twice(
    officer: Caller, anna: Caller, tmp_path: Path
) -> None:
    decided(own(anna), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    back = paid(tmp_path, FEBRUARY, SENT_BACK)
    [row] = officer.get("/payments/returned").json()
    assert (row["id"], row["amount_ore"], row["claimable_until"]) == (str(back.pk), 800_000, "2028-12-31")
    refused(anna.get("/payments/returned"), 403, "API_WRONG_ROLE")

    said = officer.post(f"/payments/{back.pk}/again", {"reason": "Banken har öppnat kontot igen."}).json()
    assert said["again_on"]
    refused(
        officer.post(f"/payments/{back.pk}/again", {"reason": "En gång till, tack."}), 409, "PAYMENTS_AGAIN_PLANNED"
    )
    refused(officer.post(f"/payments/{back.pk}/write-off"), 409, "PAYMENTS_NOT_LAPSED")


def test_the_insured_asks_for_reconsideration_too_late_and_is_told_so(
    anna: Caller, officer: Caller, settings: LazySettings
) -> None:
    settings.HANDLAG_SAMPLE_SHARES = {}
    who = own(anna)
    scene.certificate(who, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(who, "2026-03-10", "2026-03-31"))
    asked = anna.post(f"/cases/{case.number}/appeal", {"text": "Beloppet är för lågt."})
    assert asked.json()["state"] == "with_person"
    refused(anna.post(f"/cases/{case.number}/appeal", {"text": "Igen."}), 409, "CASE_REQUEST_OPEN")
    officer.post("/tasks/next")
    revision = officer.get(f"/cases/{case.number}").json()["revision"]
    late = officer.post(
        f"/cases/{case.number}/reconsideration/decision", {"reasons": "Rätt räknat.", "revision": revision}
    )
    refused(late, 409, "CASE_REQUEST_LATE")
    dismissed = officer.post(f"/cases/{case.number}/reconsideration/dismissal", {"reasons": "Två månader har gått."})
    assert dismissed.json()["closed_reason"] == "dismissed"
    refused(officer.post(f"/cases/{case.number}/appeal/handover", {"court": "X"}), 409, "CASE_CLOSED")
