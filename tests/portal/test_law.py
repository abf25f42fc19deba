"""The register and the work log on the pages: asked from the case, handed over, answered, shown at the step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from handlag.cases.actions.take_task import take_task
from handlag.cases.actions.time import lapse_supplements
from handlag.cases.models import Task
from handlag.core import clock
from handlag.people.models import Person, Role
from handlag.steering.actions.sources import Document, register_source
from handlag.steering.actions.watch import watch_all
from handlag.steering.models import Guidance, Investigation, Question, Source, Watched
from tests.cases import scene
from tests.steering import watched

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 14, 10, tzinfo=UTC)
TYPED = {
    "kind": "legal_position", "reference": "Dnr 2021/001473", "title": "Beviskrav", "summary_sv": "Vad som krävs.",
    "summary_en": "What is needed.", "provisions": "SFB 27 kap. 2 §\n\nSFB 27 kap. 46–49 §§",
    "benefits": ["sjukpenning"], "in_force_on": "2021-04-01",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_april(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: NOW)


def test_a_lawyer_registers_a_source_and_ends_it(signed_in: SignIn) -> None:
    client = signed_in(Role.LAWYER)
    page = client.post("/law/sources/", TYPED, follow=True).content.decode()
    assert "What is needed." in page
    assert "SFB 27 kap. 46–49 §§" in page
    made = Source.objects.get()
    refused = client.post("/law/sources/", TYPED)
    assert refused.status_code == 409
    assert "STEERING_REFERENCE_TAKEN" in refused.content.decode()
    assert "PORTAL_DAY" in client.post(f"/law/sources/{made.id}/", {"reason": "x"}).content.decode()
    client.post(f"/law/sources/{made.id}/", {"ends_on": "2026-12-31", "reason": "Ersatt."})
    made.refresh_from_db()
    assert made.ends_on == date(2026, 12, 31)


def test_an_officer_reads_the_register_but_does_not_write_in_it(signed_in: SignIn) -> None:
    client = signed_in(Role.OFFICER)
    assert "Register a source" not in client.get("/law/sources/").content.decode()
    assert client.post("/law/sources/", TYPED).status_code in (400, 403)
    assert not Source.objects.exists()
    assert signed_in(Role.ENGINEER).get("/law/sources/").status_code == 403


def test_a_question_asked_from_a_case_is_answered_and_the_guidance_shown_at_its_step(
    signed_in: SignIn, account: Callable[..., Any]
) -> None:
    case, officer = _assessed_case(account)
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(officer)
    page = client.get(f"/work/cases/{case.number}/").content.decode()
    assert "Ask about an unclear question of law" in page
    lagrum = Task.objects.get(case=case, status="taken").detail["questions"][0]["lagrum"]
    assert f">{lagrum}</textarea>" in page
    asked = client.post(
        f"/work/cases/{case.number}/do/ask-law/", {"text": "Hur prövas det?", "provisions": lagrum}, follow=True
    )
    assert "common work log" in asked.content.decode()
    question = Question.objects.get()
    assert (question.case_id, question.benefit, question.provisions) == (case.id, "sjukpenning", [lagrum])
    lawyer = signed_in(Role.LAWYER)
    where = f"/law/questions/{question.number}/"
    assert "STEERING_QUESTION_STATE" in lawyer.post(where, {"do": "answer", "text_sv": "a", "text_en": "b",
                                                            "provisions": lagrum}).content.decode()  # fmt: skip
    lawyer.post(where, {"do": "triage", "forum": "legal_department"})
    lawyer.post(where, {"do": "answer", "text_sv": "Pröva så.", "text_en": "Try it so.", "provisions": lagrum})
    assert Guidance.objects.count() == 1
    shown = client.get(f"/work/cases/{case.number}/").content.decode()
    assert "Try it so." in shown
    assert "support, not steering" in shown
    closed = lawyer.get(where).content.decode()
    assert case.number in closed
    assert "Publish the guidance" not in closed


def test_a_question_is_lifted_to_a_position_of_the_register(signed_in: SignIn) -> None:
    position = register_source(
        Document("legal_position", "2026:1", "Nytt", "sv", "en", ("FL 25 §",), date(2026, 4, 1)), NOW
    )
    officer, lawyer = signed_in(Role.OFFICER), signed_in(Role.LAWYER)
    assert "Vad gäller?" in officer.post("/law/questions/", {"text": "Vad gäller?"}, follow=True).content.decode()
    assert "STEERING_PERSONAL" in officer.post("/law/questions/", {"text": "850312-2384?"}).content.decode()
    lawyer.post("/law/questions/1/", {"do": "triage", "forum": "strategic_forum"})
    assert "STEERING_NO_SOURCE" in lawyer.post("/law/questions/1/", {"do": "lift", "source": "x"}).content.decode()
    assert "2026:1 Nytt" in lawyer.post("/law/questions/1/", {"do": "lift", "source": str(position.id)},
                                        follow=True).content.decode()  # fmt: skip
    refused = officer.post("/law/questions/1/", {"do": "triage", "forum": "specialists"})
    assert refused.status_code == 403
    assert officer.get("/law/questions/9/").status_code == 404


def _assessed_case(account: Callable[..., Any]) -> tuple[Any, Any]:
    """A case that waits for an officer's assessment, and the officer who has taken it."""
    anna: Person = scene.person()
    scene.earns(anna)
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    lapse_supplements(NOW)
    officer = account(Role.OFFICER, skills=["sjukpenning"])
    take_task(Task.objects.get(case=case, status="open").id, officer, NOW)
    return case, officer


def test_an_alarm_is_read_noted_and_closed_on_its_page_and_its_level_decided(signed_in: SignIn, tmp_path: Path) -> None:
    watch_all(NOW, watched.store(tmp_path), runs=400)
    alarm = Investigation.objects.get()
    client, controller = signed_in(Role.LAWYER), signed_in(Role.CONTROLLER)
    listed = client.get("/law/alarms/").content.decode()
    assert "Rejections, Sickness benefit, first decisions, first claims" in listed
    assert "being investigated" in listed
    where = f"/law/alarms/{alarm.id}/"
    page = client.get(where).content.decode()
    for words in ("More than expected", "odds ratio", "What may explain it", "Opened by the chart", "Gävle"):
        assert words in page
    for name in ("series", "offices"):
        assert client.get(f"{where}{name}.svg").content.startswith(b"<svg")
    assert client.get(f"{where}nothing.svg").status_code == 404
    assert "Sett." in controller.post(where, {"do": "note", "text": "Sett."}, follow=True).content.decode()
    assert controller.post(where, {"do": "close", "explanation": "drift", "text": "x"}).status_code == 403
    assert (
        "STEERING_NO_SOURCE" in client.post(where, {"do": "close", "explanation": "law", "text": "x"}).content.decode()
    )
    closed = client.post(where, {"do": "close", "explanation": "drift", "text": "Lyfts."}, follow=True).content.decode()
    assert "Drift: the same law applied otherwise" in closed
    decided = client.post(where, {"do": "rebase", "reason": "Godtagen."}, follow=True).content.decode()
    assert "Watched from the level after" in decided
    series = Watched.objects.get(series=alarm.series)
    assert "months of reference" in client.get(f"/law/series/{series.id}/").content.decode()
    assert client.get(f"/law/series/{series.id}/series.svg").status_code == 200
    assert signed_in(Role.OFFICER).get("/law/alarms/").status_code == 403
