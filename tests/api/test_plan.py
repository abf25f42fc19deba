"""Planning over the API: a scenario simulated and kept, read again, refused by its place."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from handlag.core import clock
from handlag.followup.actions.export import export
from handlag.followup.store import Store
from handlag.planning.files import CONCEPTS_EXAMPLE, EXAMPLE
from tests.api.conftest import Caller
from tests.planning.series import received_monthly
from tests.portal import made

WRITTEN = EXAMPLE.read_text(encoding="utf-8")


def test_a_scenario_is_simulated_kept_and_read_again(controller: Caller) -> None:
    kept = controller.post("/plan/scenarios", {"written": WRITTEN}).json()
    assert len(kept["outcome"]["months"]["bostadsbidrag"]) == 24
    assert {target["measure"] for target in kept["outcome"]["targets"]} == {"mean_days", "over_limit"}
    assert controller.get(f"/plan/scenarios/{kept['id']}").json() == kept
    assert [row["id"] for row in controller.get("/plan/scenarios").json()] == [kept["id"]]


def test_what_each_concept_gets_at_a_peak_is_among_the_answers(controller: Caller) -> None:
    tried = controller.post("/plan/try", {"written": CONCEPTS_EXAMPLE.read_text(encoding="utf-8")}).json()["outcome"]
    found = tried["concepts"]["sjukpenning"]
    coordination = next(row for row in found["at_peak"] if row["group"] == "coordination")
    assert coordination["lost"] > 0
    assert len(found["months"]["first"]) == 18


def test_what_drives_a_difference_is_told_in_parts_that_sum_to_it(controller: Caller) -> None:
    one = controller.post("/plan/scenarios", {"written": WRITTEN}).json()["id"]
    more = WRITTEN.replace("fte: 340", "fte: 380").replace("inflow: 2600", "inflow: 2500")
    other = controller.post("/plan/scenarios", {"written": more}).json()["id"]
    splits = controller.get(f"/plan/scenarios/{one}/beside/{other}").json()
    pending = next(split for split in splits if split["measure"] == "pending")
    assert set(pending["parts"]) == {"inflow", "people"}
    assert abs(sum(pending["parts"].values()) - (pending["other"] - pending["one"])) < 1e-6
    assert "bemanning från start" in pending["sv"]


def test_a_scenario_that_can_not_be_understood_names_the_place(controller: Caller) -> None:
    answer = controller.post("/plan/scenarios", {"written": WRITTEN.replace("fte: 340", "fte: -340")})
    assert answer.status_code == 422
    assert (answer.json()["code"], answer.json()["field"]) == ("PLAN_FILE", "queues.0.staff.fte")
    assert controller.get("/plan/scenarios").json() == []


def test_a_scenario_is_tried_without_being_kept_and_one_kept_is_had_as_pdf(controller: Caller) -> None:
    tried = controller.post("/plan/try", {"written": WRITTEN}).json()["outcome"]
    assert controller.get("/plan/scenarios").json() == []
    kept = controller.post("/plan/scenarios", {"written": WRITTEN, "why": "Ett försök."}).json()
    assert kept["outcome"] == tried
    assert kept["why"] == "Ett försök."
    for language in ("sv", "en"):
        pdf = controller.get(f"/plan/scenarios/{kept['id']}/pdf?language={language}")
        assert pdf["Content-Type"] == "application/pdf"
        assert pdf.content.startswith(b"%PDF")


def test_start_figures_are_had_with_their_source(controller: Caller) -> None:
    begun = controller.get("/plan/start/bostadsbidrag?first=2026-01&months=12").json()
    assert begun["opening_cases"] == 42216  # action plan 2025, table 2, December 2024
    assert begun["opening_mean_days"] == 61  # table 1
    assert len(begun["inflow"]) == 12
    assert "tabell" in begun["source"]
    assert controller.get("/plan/start/ovriga?first=2026-01&months=12").status_code == 404
    assert controller.get("/plan/start/bostadsbidrag?first=soon&months=12").json()["field"] == "first"


def test_capacity_is_entered_and_changed_in_versions(controller: Caller, officer: Caller) -> None:
    fact = {"kind": "training", "fte": 4, "first": "2026-03-11", "source": "plan of training"}
    entered = controller.post("/plan/capacity", fact).json()
    assert (entered["version"], entered["until"]) == (1, None)
    changed = fact | {"entry": entered["entry"], "fte": 5, "why": "One more."}
    assert controller.post("/plan/capacity", changed).json()["version"] == 2
    assert [one["fte"] for one in controller.get("/plan/capacity").json()] == [5]
    assert controller.post("/plan/capacity", fact | {"fte": -1}).json()["field"] == "fte"
    system = {"kind": "system", "share": 0.2, "first": "2026-04-01", "source": "the project's plan"}
    assert controller.post("/plan/capacity", system).json()["share"] == 0.2
    hire = fact | {"kind": "hire", "ramp": [0, 0.5], "mentors": 0.1}
    assert controller.post("/plan/capacity", hire).json()["ramp"] == [0, 0.5]
    assert officer.get("/plan/capacity").status_code == 403


def test_the_weeks_ahead_of_a_queue_without_cases_are_refused_with_the_reason(
    controller: Caller, officer: Caller
) -> None:
    answer = controller.get("/plan/weeks")
    assert answer.status_code == 422
    assert answer.json()["code"] == "PLAN_SERIES"
    assert officer.get("/plan/weeks").status_code == 403


@pytest.mark.django_db
def test_the_weeks_ahead_are_had_with_their_spans(controller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three cases a week for thirty weeks, none decided: they gather."""
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)
    anna, monday = made.person(), date(2024, 3, 4)
    for n in range(90):
        day = monday - timedelta(weeks=1 + n // 3)
        made.case(anna, f"2024-{n:04d}-1", received_on=day, target_on=day + timedelta(days=240))
    found = controller.get("/plan/weeks").json()
    assert (found["pending"], found["past"], len(found["weeks"])) == (90, 0, 12)
    first = found["weeks"][0]
    assert first["monday"] == "2024-03-04"
    assert first["received"]["low"] <= first["received"]["mean"] <= first["received"]["high"]
    assert first["pending"]["mean"] == pytest.approx(93, abs=0.5)
    assert first["away"] == 0


def test_only_planners_plan(officer: Caller, stranger: Caller) -> None:
    assert officer.get("/plan/scenarios").status_code == 403
    assert stranger.get("/plan/scenarios").status_code == 401


def test_the_best_split_of_a_saved_scenario(controller: Caller) -> None:
    kept = controller.post("/plan/scenarios", {"written": WRITTEN}).json()["id"]
    found = controller.get(f"/plan/scenarios/{kept}/best-split?people=700").json()
    assert sum(row["last"] for row in found["rows"]) <= 700.001
    assert "ärendemånader" in found["sv"][0]
    refused = controller.get(f"/plan/scenarios/{kept}/best-split?people=100")
    assert (refused.status_code, refused.json()["code"]) == (422, "PLAN_CONTRADICTION")


def test_a_day_on_the_telephones(controller: Caller) -> None:
    found = controller.get("/plan/telephones?officers=140&moved=10").json()
    assert (len(found["half_hours"]), found["cases_not_decided"]) == (16, 40)
    assert found["after"]["within"] > found["before"]["within"]
    refused = controller.get("/plan/telephones?calls=many")
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (422, "PLAN_CALLS", "calls")


def test_forecasts_are_made_read_and_scored_by_month_week_and_day(
    controller: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    monkeypatch.setattr("handlag.followup.queries.installation_store", lambda: store)
    assert controller.post("/plan/forecasts").json()["code"] == "FOLLOWUP_NO_EXPORT"
    today = clock.legal_day(clock.wall_clock())
    received_monthly("foraldrapenning", today.year - 3, 12 * today.year + today.month - 2)
    export(store, clock.wall_clock())
    for by, ahead in (("month", 12), ("week", 13), ("day", 20)):
        (kept,) = controller.post(f"/plan/forecasts?by={by}").json()
        assert len(kept["periods"]) == ahead
        assert controller.get(f"/plan/forecasts?by={by}").json() == [kept]
        assert controller.get(f"/plan/forecasts/scores?by={by}").json() == []
    assert controller.get("/plan/forecasts?by=year").status_code == 422
