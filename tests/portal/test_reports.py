"""The report workbench, and the open figures that anybody may read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from handlag.followup.domain.indicators import Text
from handlag.followup.queries import installation_store
from handlag.followup.report import desk
from handlag.followup.report.annual import annual_report, installation_sources
from handlag.followup.report.model import PrintedTable
from handlag.followup.report.protect import protect
from handlag.people.models import Role
from tests.followup.report.test_annual import NOW, a_log
from tests.followup.stored import vintage

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.HOME = tmp_path
    yield
    desk._ready.cache_clear()
    desk._again.cache_clear()


@pytest.fixture
def exported() -> None:
    vintage(installation_store(), a_log())


def test_before_the_first_export_the_workbench_says_what_to_do(signed_in: SignIn) -> None:
    answer = signed_in(Role.CONTROLLER).get("/reports/annual/?year=2024")
    assert answer.status_code == 404
    assert "FOLLOWUP_NO_EXPORT" in answer.content.decode()


def test_the_workbench_says_what_is_ready_missing_and_hidden(signed_in: SignIn, exported: None) -> None:
    page = signed_in(Role.CONTROLLER).get("/reports/annual/?year=2024").content.decode()
    found = desk.ready_report("annual", 2024)
    states = [each.state for each in desk.standings(found)]
    for head, state in (("Tables ready", "ready"), ("Tables without figures", "missing")):
        assert f"<dt>{head}</dt><dd>{states.count(state)}</dd>" in page
    assert f"<dt>Figures hidden</dt><dd>{len(found.protected.why)}</dd>" in page
    assert "Nothing that can&#x27;t be right." in page or "Nothing that can't be right." in page


def test_the_preview_shows_what_a_reader_sees_and_no_more(signed_in: SignIn, exported: None) -> None:
    page = signed_in(Role.CONTROLLER).get("/reports/annual/read/?year=2024").content.decode()
    report = desk.ready_report("annual", 2024).report
    ready = [each.number for each in report.tables if each.missing is None]
    assert [number for number in ready if f'id="table-{number}"' not in page] == []
    hidden = sum(cell.hidden for table in report.by_number.values() for cell in table.cells if table.missing is None)
    assert page.count('<td class="number">*</td>') == hidden


@pytest.mark.parametrize("kind", ["s1", "plan"])
def test_the_other_reports_stand_there_too(signed_in: SignIn, exported: None, kind: str) -> None:
    client = signed_in(Role.LAWYER)
    assert client.get(f"/reports/{kind}/?year=2024").status_code == 200
    assert client.get(f"/reports/{kind}/read/?year=2024").status_code == 200


def test_a_file_from_the_workbench_is_a_draft(signed_in: SignIn, exported: None) -> None:
    answer = signed_in(Role.CONTROLLER).get("/reports/plan/?year=2024&format=web")
    assert answer["Content-Disposition"] == 'attachment; filename="plan-2024-en-draft.html"'
    assert "DRAFT" in answer.content.decode()
    assert signed_in(Role.CONTROLLER).get("/reports/plan/?year=2024&format=doc").status_code == 404
    assert signed_in(Role.CONTROLLER).get("/reports/weekly/?year=2024").status_code == 404


def test_officers_have_no_workbench(signed_in: SignIn) -> None:
    assert signed_in(Role.OFFICER).get("/reports/").status_code == 403


def publish() -> None:
    sources = installation_sources()
    made = protect(annual_report(2024, sources)).report
    sources.publish(made, None, by="Controllern", now=NOW)


def test_nothing_is_open_before_it_is_published(client: Client, exported: None) -> None:
    page = client.get("/figures/", headers={"accept-language": "sv"}).content.decode()
    assert "Ingen rapport är publicerad ännu" in page
    assert client.get("/figures/2024/").status_code == 404


def test_what_is_published_is_open_to_anybody_as_it_was_printed(client: Client, exported: None) -> None:
    publish()
    assert "2024" in client.get("/figures/").content.decode()
    first = client.get("/figures/2024/")
    assert first.status_code == 200
    assert 'id="table-6"' in first.content.decode()
    text = client.get("/figures/2024/?format=csv").content.decode()
    assert text == installation_sources().publications.get("annual", 2024).text  # type: ignore[union-attr]
    pdf = client.get("/figures/2024/?format=pdf")
    assert pdf.content.startswith(b"%PDF-")
    later = a_log()
    for number in range(5):
        later.case(f"late{number}", "2024-02-01", "2024-02-20", benefit="barnbidrag")
    vintage(installation_store(), later)
    again = client.get("/figures/2024/")
    assert again.content.decode().partition("<main")[2] == first.content.decode().partition("<main")[2]


def test_the_state_of_a_table_is_what_the_checks_say() -> None:
    plain = PrintedTable("6", Text("", ""), Text("", ""))
    assert [desk.Standing(plain, errors, 0, {}).state for errors in (0, 2)] == ["ready", "wrong"]
    assert desk.Standing(replace(plain, missing=Text("", "")), 0, 0, {}).state == "missing"


def test_the_year_first_shown_is_the_last_whole_one_with_facts(signed_in: SignIn) -> None:
    log = a_log()
    vintage(installation_store(), log, until=datetime(2025, 6, 1, tzinfo=UTC))
    assert "<h1>Annual report 2024</h1>" in signed_in(Role.CONTROLLER).get("/reports/annual/").content.decode()


def test_an_earlier_vintage_is_chosen_on_the_page(signed_in: SignIn, exported: None) -> None:
    later = a_log()
    for number in range(5):
        later.case(f"late{number}", "2024-02-01", "2024-02-20", benefit="barnbidrag")
    vintage(installation_store(), later)
    page = signed_in(Role.CONTROLLER).get("/reports/annual/?year=2024&vintage=1").content.decode()
    assert '<option value="1" selected>' in page
    assert "/reports/annual/read/?year=2024&amp;vintage=1" in page
    first, second = (
        signed_in(Role.CONTROLLER).get(f"/reports/annual/?year=2024&vintage={number}&format=csv").content
        for number in (1, 2)
    )
    assert first != second
    assert signed_in(Role.CONTROLLER).get("/reports/annual/?year=2024&vintage=9").status_code == 404


def test_each_hidden_figure_is_listed_with_its_place_and_reason(signed_in: SignIn) -> None:
    log = a_log()
    for number in range(2):
        log.case(f"few{number}", "2024-02-01", "2024-02-20", benefit="bostadsbidrag")
    vintage(installation_store(), log)
    page = signed_in(Role.CONTROLLER).get("/reports/annual/?year=2024").content.decode()
    found = desk.standings(desk.ready_report("annual", 2024))
    listed = [figure for one in found if one.state != "missing" for figure in one.figures]
    assert listed
    assert [each for each in listed if f"<li>{each.row.en}, {each.column.en}: " not in page] == []


def test_the_controller_publishes_in_two_steps_with_a_reason(signed_in: SignIn, exported: None) -> None:
    controller = signed_in(Role.CONTROLLER, first_name="Kerstin", last_name="Ek")
    assert (
        "/reports/annual/publish/?year=2024&amp;vintage=1"
        in controller.get("/reports/annual/?year=2024").content.decode()
    )
    page = controller.get("/reports/annual/publish/?year=2024&vintage=1")
    assert page.status_code == 200
    seen = page.context["seen"]
    without = controller.post("/reports/annual/publish/?year=2024&vintage=1", {"seen": seen, "reason": " "})
    assert (without.status_code, installation_sources().publications.get("annual", 2024)) == (400, None)
    assert "It is not said why" in without.content.decode()
    done = controller.post("/reports/annual/publish/?year=2024&vintage=1", {"seen": seen, "reason": "GD-beslut 7"})
    assert done.status_code == 302
    published = installation_sources().publications.get("annual", 2024)
    assert published is not None
    assert (published.record.printed_by, published.record.reason) == ("Kerstin Ek", "GD-beslut 7")
    assert published.record.sha256 == seen
    assert "GD-beslut 7" in controller.get("/reports/").content.decode()


def test_figures_that_moved_after_they_were_seen_are_not_published(signed_in: SignIn, exported: None) -> None:
    controller = signed_in(Role.CONTROLLER)
    seen = controller.get("/reports/annual/publish/?year=2024").context["seen"]
    later = a_log()
    for number in range(5):
        later.case(f"late{number}", "2024-02-01", "2024-02-20", benefit="barnbidrag")
    vintage(installation_store(), later)
    answer = controller.post("/reports/annual/publish/?year=2024", {"seen": seen, "reason": "GD-beslut 7"})
    assert answer.status_code == 409
    assert "have changed since they were shown" in answer.content.decode()
    assert installation_sources().publications.get("annual", 2024) is None


@pytest.mark.parametrize("role", [Role.LAWYER, Role.MANAGER, Role.OFFICER])
def test_only_the_controller_publishes(signed_in: SignIn, exported: None, role: Role) -> None:
    client = signed_in(role)
    assert client.get("/reports/annual/publish/?year=2024").status_code == 403
    assert client.post("/reports/annual/publish/?year=2024", {"seen": "", "reason": "x"}).status_code == 403
