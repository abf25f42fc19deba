"""Whatever is sent to a form, the answer is a page that says what is wrong: never a fault of ours."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.test import Client

from handlag.cases.models import Case, Communication, Decision, Supplement
from handlag.core import clock
from handlag.law.about import about
from handlag.law.registry import REGISTRY
from handlag.people.models import Role
from tests.cases import scene

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
ABSURD = [
    "", "\x00", "a\x00b", "9" * 5000, "-1", "1e9", "½", "²", "٣", "0001-01-01", "9999-12-31", "2026-02-30", "😀" * 3000,
    "<script>alert(1)</script>", "'; DROP TABLE x; --", "true", "null", "../../etc/passwd",
]  # fmt: skip
FIELDS = (
    "text", "days", "asked_of", "reasons", "until", "reason", "kind", "yearly_kronor", "source", "revision", "start",
    "end", "ground", "reduction", "met",
)  # fmt: skip
ACTS = (
    "take", "release", "decide", "propose", "communicate", "request", "income", "wait", "close", "end-review",
    "review", "note", "assess-SJP_CAPACITY", "assess-NO_SUCH", "received-CERTIFICATE", "received-\x00", "\x00",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: scene.NOON)
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}


@pytest.fixture
def case() -> Case:
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    return scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))


@pytest.mark.parametrize("value", ABSURD, ids=range(len(ABSURD)))
def test_the_officers_acts(signed_in: SignIn, case: Case, value: str) -> None:
    client = signed_in(Role.OFFICER)
    client.post(f"/work/cases/{case.number}/do/take/")
    for act in ACTS:
        if act in ("close", "decide", "propose", "wait", "release", "request", "communicate") and value == "true":
            continue
        answer = client.post(f"/work/cases/{case.number}/do/{act}/", dict.fromkeys(FIELDS, value))
        assert answer.status_code in (302, 400, 403, 404, 409), (act, answer.status_code)


def test_days_to_answer_in_are_between_one_and_a_hundred_and_eighty(signed_in: SignIn, case: Case) -> None:
    client = signed_in(Role.OFFICER)
    client.post(f"/work/cases/{case.number}/do/take/")
    for days in ("0", "181", "9999999"):
        answer = client.post(f"/work/cases/{case.number}/do/communicate/", {"days": days})
        assert "PORTAL_DAYS" in answer.content.decode()
        asked = client.post(f"/work/cases/{case.number}/do/request/", {"days": days, "text": "x", "asked_of": "care"})
        assert asked.status_code == 400
    assert not Communication.objects.exists()
    assert not Supplement.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("value", ABSURD, ids=range(len(ABSURD)))
def test_the_open_pages_and_searches(signed_in: SignIn, value: str) -> None:
    reader, officer, controller = Client(), signed_in(Role.OFFICER), signed_in(Role.CONTROLLER)
    for benefit in REGISTRY:
        names = [asked.path for asked in about(benefit).questions]
        assert reader.get(f"/calculate/{benefit}/", dict.fromkeys(names, value)).status_code < 500
        assert reader.post(f"/calculate/{benefit}/", {"facts": value}).status_code < 500
    assert reader.get("/calculate/lottery/", {"children": value}).status_code in (400, 404)
    assert reader.post("/login/", {"username": value, "password": value}).status_code in (400, 403)
    assert reader.post("/language/", {"language": value, "next": value}).status_code in (302, 400)
    assert officer.get("/work/cases/", {"q": value}).status_code < 500
    assert controller.get("/tables/6/", {"year": value, "format": value}).status_code < 500


@pytest.mark.parametrize("value", ABSURD, ids=range(len(ABSURD)))
def test_claims_and_certificates(signed_in: SignIn, value: str) -> None:
    insured, officer = signed_in(Role.INSURED, person=scene.person()), signed_in(Role.OFFICER)
    names = (
        "first_sick_day", "start", "end", "extent", "work", "employer", "employment_income", "message", "confirmed",
        "child", "weekdays", "from_month", "share", "identity_number", "key",
    )  # fmt: skip
    paper = ("patient", "signed_on", "doctor", "unit", "start_1", "end_1", "percent_1", "prognosis", "diagnosis")
    for benefit in ("sjukpenning", "foraldrapenning", "barnbidrag"):
        assert insured.post(f"/my/apply/{benefit}/", dict.fromkeys(names, value)).status_code in (400, 409)
        assert officer.post(f"/work/claims/{benefit}/", dict.fromkeys(names, value)).status_code in (400, 404, 409)
    answer = officer.post("/work/certificates/", {"way": "paper", **dict.fromkeys(paper, value)})
    assert answer.status_code in (400, 404)


def test_nothing_typed_comes_back_as_markup(signed_in: SignIn, case: Case) -> None:
    client = signed_in(Role.OFFICER)
    client.post(f"/work/cases/{case.number}/do/note/", {"text": "<script>alert(1)</script>"})
    page = client.get(f"/work/cases/{case.number}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
