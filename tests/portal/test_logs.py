"""The controller's page of event logs: a file measured at once, a chart above its table, nothing kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from handlag.followup.logs import ask
from handlag.people.models import Role
from tests.followup.logs_made import xes
from tests.followup.test_log_export import own_store

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
LOG = {
    f"c{n}": [("apply", f"2026-0{month}-01T08:00:00Z"), ("decide", f"2026-0{month}-11T08:00:00Z")]
    for n, month in enumerate((1, 1, 2, 3))
}


def sent(client: Client, text: str = xes(LOG), name: str = "log.xes", **given: str) -> tuple[int, str]:
    answer = client.post("/logs/", {"file": SimpleUploadedFile(name, text.encode()), **given})
    return answer.status_code, answer.content.decode()


def test_a_file_is_measured_with_tables_behind_the_charts_and_what_it_cannot_tell(signed_in: SignIn) -> None:
    status, page = sent(signed_in(Role.CONTROLLER))
    assert status == 200
    assert "<td>10.00</td>" in page or "<td>10,00</td>" in page
    assert "apply → decide" in page
    assert page.count("data:image/svg+xml;base64,") == 2
    assert "24 hours of elapsed time" in page or "24 timmar" in page
    assert "log.xes" in page


def test_activities_that_close_a_case_are_named_with_semicolons_between(signed_in: SignIn) -> None:
    client = signed_in(Role.CONTROLLER)
    assert "LOG_NO_SUCH_ACTIVITY" in sent(client, ends="decide; vanish")[1]
    status, page = sent(client, ends="decide;")
    assert status == 200
    assert "does not say when a case is over" not in page


def test_a_bad_file_is_told_by_its_line_at_the_field(signed_in: SignIn) -> None:
    client = signed_in(Role.CONTROLLER)
    status, page = sent(client, "<log>\n<trace>\n</log>")
    assert (status, "LOG_BAD_XML" in page) == (400, True)
    status, page = sent(client, "case,activity\n", "log.csv")
    assert (status, 'href="#log-time"' in page) == (400, True)
    answer = client.post("/logs/", {})
    assert (answer.status_code, 'href="#log-file"' in answer.content.decode()) == (400, True)


def test_a_file_too_large_is_refused_and_nothing_is_left(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "MOST_SENT", 100)
    before = set(Path(tempfile.gettempdir()).glob("handlag-log-*"))
    status, page = sent(signed_in(Role.CONTROLLER))
    assert (status, "LOG_TOO_BIG" in page) == (400, True)
    assert set(Path(tempfile.gettempdir()).glob("handlag-log-*")) <= before


def test_our_own_events_are_measured_the_same_way(signed_in: SignIn, settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    client = signed_in(Role.CONTROLLER)
    none = client.post("/logs/", {"do": "own"})
    assert "FOLLOWUP_NO_EXPORT" in none.content.decode()
    own_store(tmp_path / "followup")
    page = client.post("/logs/", {"do": "own"}).content.decode()
    assert "case_opened → decided → case_closed" in page


def test_the_page_is_the_controllers(signed_in: SignIn) -> None:
    assert signed_in(Role.OFFICER).get("/logs/").status_code == 403
