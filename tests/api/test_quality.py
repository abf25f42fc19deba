"""File review over the API: drawn, scored, closed, read; refused by place and by role."""

from __future__ import annotations

from tests.api.conftest import Caller, caller
from tests.quality import scene

ROUND = {"name": "Mars", "benefits": ["sjukpenning"], "first_day": "2026-03-01", "last_day": "2026-03-31",
         "size": 4, "least": 2, "double_percent": 0}  # fmt: skip


def test_a_round_is_drawn_scored_closed_and_read(controller: Caller, db: None) -> None:
    for serial in range(4):
        scene.decided(serial, "granted" if serial < 2 else "refused")
    ada = caller("officer", "ada")
    assert ada.account is not None
    made = controller.post("/quality/rounds", ROUND | {"reviewers": [str(ada.account.id)]}).json()
    assert [one["id"] for one in controller.get("/quality/rounds").json()] == [made["id"]]
    assert controller.get(f"/quality/rounds/{made['id']}/figures").json()["code"] == "QUALITY_ROUND_OPEN"
    files = ada.get("/quality/files").json()
    assert len(files) == 4
    for file in files:
        said = {"answers": dict.fromkeys([one["code"] for one in file["controls"]], "yes")}
        assert ada.post(f"/quality/files/{file['id']}", said).json()["done_at"]
    assert controller.post(f"/quality/rounds/{made['id']}/close", {}).json()["closed_at"]
    figures = controller.get(f"/quality/rounds/{made['id']}/figures").json()
    assert {"group": "all", "measure": "overpaid", "n": 4, "found": 0, "value": 0.0, "low": 0.0, "high": 0.0} in figures


def test_what_is_wrong_is_named_by_its_field(controller: Caller, db: None) -> None:
    scene.decided(1)
    ada = caller("officer", "ada")
    assert ada.account is not None
    asked = ROUND | {"reviewers": [str(ada.account.id)]}
    for wrong, code in (
        ({"benefits": ["semesterbidrag"]}, "QUALITY_NO_CONTROLS"), ({"last_day": "2999-01-01"}, "QUALITY_PERIOD_OPEN"),
        ({"reviewers": []}, "QUALITY_REVIEWERS"), ({"dimensions": ["officer"]}, "QUALITY_DIMENSION"),
    ):  # fmt: skip
        assert controller.post("/quality/rounds", asked | wrong).json()["code"] == code
    controller.post("/quality/rounds", asked)
    (file,) = ada.get("/quality/files").json()
    answer = ada.post(f"/quality/files/{file['id']}", {"answers": {}})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422, "QUALITY_UNANSWERED", "all_party",
    )  # fmt: skip


def test_the_overview_and_the_themes(controller: Caller, officer: Caller, db: None) -> None:
    scene.decided(1)
    ada = caller("officer", "ada")
    assert ada.account is not None
    made = controller.post("/quality/rounds", ROUND | {"reviewers": [str(ada.account.id)]}).json()
    (one,) = controller.get("/quality/overview").json()
    assert (one["kind"], one["id"], one["overlaps"]) == ("review", made["id"], [])
    assert controller.get("/quality/themes").json() == []
    assert officer.get("/quality/overview").status_code == officer.get("/quality/themes").status_code == 403


def test_each_door_is_for_its_roles(officer: Caller, controller: Caller, stranger: Caller) -> None:
    assert officer.get("/quality/rounds").status_code == 403
    assert controller.get("/quality/files").status_code == 403
    assert stranger.get("/quality/files").status_code == 401
    manager = caller("manager", "chef")
    assert manager.get("/quality/rounds").json() == []
    assert manager.post("/quality/rounds", ROUND | {"reviewers": []}).status_code == 403
