"""Trials over the API."""

from __future__ import annotations

from datetime import timedelta

from handlag.core.clock import wall_clock
from handlag.quality.models import Participant
from tests.api.conftest import Caller, caller
from tests.quality import scene
from tests.quality.trials import WRITTEN


def test_a_trial_is_registered_asked_into_closed_and_answered(controller: Caller) -> None:
    ada = caller("officer", "ada")
    trial = controller.post("/trials", {"written": WRITTEN}).json()
    assert trial["in_all"] == 818
    assert "seed" not in trial
    for serial in range(16):
        case = scene.decided(serial).case
        case.number = f"2026-{serial:06d}-0"
        case.save()
        place = ada.post(f"/trials/{trial['id']}/people", {"case": case.number, "agreed": True}).json()
        early = ada.post(f"/trials/people/{place['id']}", {"outcome": 1})
        assert (early.status_code, early.json()["code"]) == (409, "EFFECTS_NOT_DUE")
        Participant.objects.filter(id=place["id"]).update(outcome_due=wall_clock().date() - timedelta(days=1))
        ada.post(f"/trials/people/{place['id']}", {"outcome": serial % 2, "received": place["arm"] == "measure"})
    assert controller.get(f"/trials/{trial['id']}/answer").json()["code"] == "EFFECTS_OPEN"
    assert controller.post(f"/trials/{trial['id']}/close").json()["closed_at"]
    answer = controller.get(f"/trials/{trial['id']}/answer").json()
    assert (answer["strength"], answer["lot_holds"]) == (3, True)
    assert answer["low"] <= answer["difference"] <= answer["high"]


def test_nobody_is_asked_in_without_a_yes_or_by_somebody_else(controller: Caller, stranger: Caller) -> None:
    ada = caller("officer", "ada")
    trial = controller.post("/trials", {"written": WRITTEN}).json()["id"]
    case = scene.decided(1).case
    case.number = "2026-000001-0"
    case.save()
    sent = {"case": case.number, "agreed": False}
    assert ada.post(f"/trials/{trial}/people", sent).json()["code"] == "EFFECTS_NO_CONSENT"
    assert controller.post(f"/trials/{trial}/people", sent).status_code == 403
    assert stranger.get("/trials").status_code == 401
    assert controller.post("/trials", {"written": "a: ["}).json()["code"] == "EFFECTS_PROTOCOL"
