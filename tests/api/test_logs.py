"""Event logs over the API: measured from the request's body, refused by the line, nobody else's to see."""

from __future__ import annotations

import gzip
from pathlib import Path

from pytest_django import Settings

from tests.api.conftest import Caller
from tests.followup.logs_made import xes
from tests.followup.test_log_export import own_store

LOG = xes({"NA": [("apply", "2026-01-01T08:00:00Z"), ("decide", "2026-01-11T08:00:00Z")]})


def test_a_log_is_measured_from_the_body_packed_or_not(controller: Caller) -> None:
    for body in (LOG.encode(), gzip.compress(LOG.encode())):
        found = controller.send("/logs/report?end=decide", body).json()
        assert found["durations"]["mean"] == 10.0
        assert found["variants"] == [{"activities": ["apply", "decide"], "cases": 1}]
        assert found["asked"] == {"ends": ["decide"], "zone": "Europe/Stockholm"}


def test_columns_may_be_named(controller: Caller) -> None:
    body = b"nr,what,when\n1,x,2026-01-01\n"
    assert controller.send("/logs/report", body).json()["field"] == "case"
    assert controller.send("/logs/report?case=nr&activity=what&time=when", body).json()["log"]["events"] == 1


def test_a_bad_log_is_refused_by_its_line(controller: Caller) -> None:
    answer = controller.send("/logs/report", LOG[:-30].encode())
    assert (answer.status_code, answer.json()["code"]) == (422, "LOG_CUT_SHORT")
    assert controller.send("/logs/report", b"").json()["code"] == "LOG_FILE"


def test_our_own_events_are_measured(controller: Caller, settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    assert controller.get("/logs/own").status_code == 404
    own_store(tmp_path / "followup")
    found = controller.get("/logs/own").json()
    assert found["asked"]["ends"] == ["case_closed"]
    assert found["durations"]["cases"] == 1


def test_logs_are_the_controllers(officer: Caller, stranger: Caller) -> None:
    assert officer.send("/logs/report", LOG.encode()).status_code == 403
    assert stranger.send("/logs/report", LOG.encode()).status_code == 401
