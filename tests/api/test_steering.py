"""Legal steering over the API: registered, asked, alarms read and judged, each by its role."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from handlag.steering.actions.watch import watch_all
from tests.api.conftest import Caller, caller
from tests.steering import watched

SOURCE = {
    "kind": "judgment", "reference": "HFD 2019 ref. 14", "title": "När", "summary_sv": "Hur.", "summary_en": "How.",
    "provisions": ["SFB 27 kap. 48 §"], "benefits": ["sjukpenning"], "in_force_on": "2019-03-29",
}  # fmt: skip


def test_a_source_is_registered_by_a_lawyer_and_read_by_staff(officer: Caller, controller: Caller, db: None) -> None:
    lawyer = caller("lawyer", "judit")
    assert lawyer.post("/steering/sources", SOURCE).json()["reference"] == "HFD 2019 ref. 14"
    assert lawyer.post("/steering/sources", SOURCE).json()["code"] == "STEERING_REFERENCE_TAKEN"
    wrong = lawyer.post("/steering/sources", SOURCE | {"reference": "b", "provisions": ["27:48"]})
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["field"]) == (422, "STEERING_PROVISION", "provisions")
    assert len(officer.get("/steering/sources?benefit=sjukpenning&on=2026-01-01").json()) == 1
    assert officer.get("/steering/sources?on=2019-01-01").json() == []
    assert officer.get("/steering/sources?benefit=%00").json()["code"] == "STEERING_BENEFIT"
    assert officer.post("/steering/sources", SOURCE).status_code == 403
    assert controller.get("/steering/sources").status_code == 403


def test_a_question_is_put_in_the_log(officer: Caller) -> None:
    made = officer.post("/steering/questions", {"text": "Vad gäller?", "provisions": ["FL 25 §"]}).json()
    assert (made["number"], made["state"]) == (1, "asked")
    assert officer.post("/steering/questions", {"text": "850312-2384"}).json()["code"] == "STEERING_PERSONAL"
    assert [each["number"] for each in officer.get("/steering/questions").json()] == [1]


def test_an_alarm_is_read_and_judged(officer: Caller, controller: Caller, tmp_path: Path) -> None:
    watch_all(datetime(2026, 1, 2, 9, tzinfo=UTC), watched.store(tmp_path), runs=400)
    (alarm,) = controller.get("/steering/alarms").json()
    where = f"/steering/alarms/{alarm['id']}"
    whole = controller.get(where).json()
    assert whole["shown"]["alarm"]["odds_ratio"]["low"] > 1
    assert controller.post(f"{where}/notes", {"text": "Sett."}).json()["closed_at"] is None
    assert controller.post(f"{where}/close", {"explanation": "drift", "text": "x"}).status_code == 403
    judged = caller("lawyer", "judit").post(f"{where}/close", {"explanation": "drift", "text": "Lyfts."}).json()
    assert (judged["explanation"], judged["explained"]) == ("drift", "Lyfts.")
    assert officer.get("/steering/alarms").status_code == 403
