"""The planner's pages: write a scenario, see its answers, keep its versions, set two side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from django.db import DatabaseError, transaction
from django.test import Client

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.followup.actions.export import export
from handlag.followup.store import Store
from handlag.people.models import Role
from handlag.planning.actions.save_scenario import save_scenario
from handlag.planning.files import CONCEPTS_EXAMPLE, EXAMPLE
from handlag.planning.models import SavedScenario
from handlag.planning.queries import file_of, pdf_of
from handlag.planning.report import Edition, report_of
from handlag.planning.telephony import STARTS
from tests.planning.series import received_monthly

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
WRITTEN = EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: NOW)


def _with_more(fte: int, name: str = "More officers") -> str:
    content = yaml.safe_load(WRITTEN) | {"name": name}
    content["queues"][0]["staff"]["fte"] = fte
    return yaml.safe_dump(content)


def test_the_form_begins_with_an_example_and_a_saved_one_is_shown_at_once(signed_in: SignIn) -> None:
    client = signed_in(Role.CONTROLLER)
    assert "Twenty more officers in September" in client.get("/plan/").content.decode()
    answer = client.post("/plan/", {"written": WRITTEN}, follow=True)
    page = answer.content.decode()
    assert "When the targets are met" in page
    assert "Omvårdnadsbidrag" in page or "omvardnadsbidrag" in page
    assert "2027-12" in page
    saved = SavedScenario.objects.get()
    assert (saved.name, saved.version, saved.made_at) == ("Twenty more officers in September", 1, NOW)


def test_the_chart_is_a_picture_with_its_figures_in_a_table(signed_in: SignIn) -> None:
    saved = save_scenario(WRITTEN, new_id(), NOW)
    client = signed_in(Role.MANAGER)
    chart = client.get(f"/plan/{saved.id}/bostadsbidrag.svg")
    assert chart["Content-Type"] == "image/svg+xml"
    assert chart.content.startswith(b"<svg")
    assert client.get(f"/plan/{saved.id}/nothing.svg").status_code == 404
    assert f"/plan/{saved.id}/bostadsbidrag.svg" in client.get(f"/plan/{saved.id}/").content.decode()


def test_the_same_name_again_is_the_next_version_and_the_first_stays_as_it_was(signed_in: SignIn) -> None:
    first = save_scenario(WRITTEN, new_id(), NOW)
    again = save_scenario(WRITTEN, new_id(), NOW)
    assert (first.version, again.version) == (1, 2)
    assert first.outcome == again.outcome  # the same seed
    with pytest.raises(DatabaseError), transaction.atomic():
        SavedScenario.objects.filter(id=first.id).update(runs=1)
    begun = signed_in(Role.CONTROLLER).get(f"/plan/?from={first.id}").content.decode()
    assert "Twenty more officers in September" in begun


def test_two_scenarios_stand_side_by_side(signed_in: SignIn) -> None:
    few, many = save_scenario(WRITTEN, new_id(), NOW), save_scenario(_with_more(500), new_id(), NOW)
    page = signed_in(Role.CONTROLLER).get(f"/plan/{few.id}/?beside={many.id}").content.decode()
    assert "mean of the other" in page
    assert "More officers (1)" in page
    assert "Care allowance, pending cases at the end:" in page  # what drives the difference, as a sentence
    assert "What makes it: staffing at the start" in page
    assert "The whole difference" in page
    assert "Nothing differs" in signed_in(Role.CONTROLLER).get(f"/plan/{few.id}/?beside={few.id}").content.decode()


def test_scenarios_of_other_lengths_are_set_beside_but_not_taken_apart(signed_in: SignIn) -> None:
    short = yaml.safe_dump(yaml.safe_load(WRITTEN) | {"name": "Short", "months": 12})
    one, other = save_scenario(WRITTEN, new_id(), NOW), save_scenario(short, new_id(), NOW)
    page = signed_in(Role.CONTROLLER).get(f"/plan/{one.id}/?beside={other.id}").content.decode()
    assert "mean of the other" in page
    assert "equally long" in page


def test_every_answer_stands_on_the_page_with_r_and_its_meaning(signed_in: SignIn) -> None:
    saved = save_scenario(WRITTEN, new_id(), NOW)
    page = signed_in(Role.CONTROLLER).get(f"/plan/{saved.id}/").content.decode()
    for words in (
        "Pending up to 30 days", "Pending over 365 days", "Decided within 90 days", "Nine of ten within",
        "Beyond the law's limit, 183 days", "Kronor a decision", "R over 1: hidden age grows",
    ):  # fmt: skip
        assert words in page, words
    missed = next(one for one in saved.outcome["targets"] if not one["met"])
    assert missed["nearest_sure"] > missed["value"]
    assert "Nearest that can be kept, 80 per cent sure" in page


def test_what_is_wrong_is_said_at_the_form_and_nothing_is_kept(signed_in: SignIn) -> None:
    client = signed_in(Role.CONTROLLER)
    for written, code in (
        ("name: [", "PLAN_FILE"),
        (_with_more(-1), "PLAN_FILE"),
        ("a: &a [1]\nb: *a", "PLAN_FILE"),
        (WRITTEN.replace("order: newest, share: 0.2", "order: newest, share: 0.9"), "PLAN_SCENARIO"),
        (WRITTEN.replace("months: 24", "months: 23").replace("inflow: 2400,", "inflow: [1],"), "PLAN_SCENARIO"),
    ):
        answer = client.post("/plan/", {"written": written})
        assert answer.status_code == 400, written
        assert code in answer.content.decode()
    assert not SavedScenario.objects.exists()


def test_a_scenario_too_large_for_a_page_is_sent_to_the_command() -> None:
    content = yaml.safe_load(WRITTEN)
    content["months"] = 120
    content["queues"] = [content["queues"][1] | {"benefit": f"b{n}"} for n in range(40)]
    with pytest.raises(HandlagError, match="PLAN_TOO_LARGE"):
        save_scenario(json.dumps(content), new_id(), NOW)


def test_a_plan_is_downloaded_as_pdf_in_the_readers_language(signed_in: SignIn) -> None:
    saved = save_scenario(WRITTEN, new_id(), NOW)
    answer = signed_in(Role.CONTROLLER, language="sv").get(f"/plan/{saved.id}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert f"/plan/{saved.id}.pdf" in signed_in(Role.MANAGER).get(f"/plan/{saved.id}/").content.decode()


def test_what_each_concept_gets_at_a_peak_is_shown_compared_and_printed(
    signed_in: SignIn,
) -> None:
    written = CONCEPTS_EXAMPLE.read_text(encoding="utf-8")
    kept = save_scenario(written, new_id(), NOW)
    more = save_scenario(written.replace("fte: 325", "fte: 425").replace("at a peak", "met by more"), new_id(), NOW)
    page = signed_in(Role.CONTROLLER).get(f"/plan/{kept.id}/?beside={more.id}").content.decode()
    for words in (
        "At the peak of first claims (2026-09–2026-11) they take", "Coordination gets", "Support for return (VO 3)",
        "Hours of work that came", "The concepts at a peak, side by side", "First claims met by more (1)",
    ):  # fmt: skip
        assert words in page, words
    lost = {row["group"]: row["lost"] for row in kept.outcome["concepts"]["sjukpenning"]["at_peak"]}
    better = {row["group"]: row["lost"] for row in more.outcome["concepts"]["sjukpenning"]["at_peak"]}
    assert better["coordination"] < lost["coordination"]
    report = report_of(file_of(kept), kept.outcome, Edition(1, NOW, 20), "sv")
    assert any("Koncepten när första anspråk" in table["title"] for table in report["sections"][2]["tables"])
    assert any("Samordningen får" in said for said in report["sections"][2]["paragraphs"])
    assert pdf_of(kept, "sv").startswith(b"%PDF")


def test_others_do_not_come_in(signed_in: SignIn) -> None:
    assert signed_in(Role.OFFICER).get("/plan/").status_code == 403
    assert signed_in(Role.CONTROLLER).get(f"/plan/{new_id()}/").status_code == 404
    assert signed_in(Role.CONTROLLER).get("/plan/?from=nothing").status_code == 404


def test_the_action_plan_stands_beside_the_best_split(signed_in: SignIn) -> None:
    page = signed_in(Role.CONTROLLER).get("/plan/action-plan/").content.decode()
    assert "Care allowance" in page or "omvardnadsbidrag" in page
    assert "What is assumed" in page
    assert signed_in(Role.OFFICER).get("/plan/action-plan/").status_code == 403


def test_forecasts_are_made_and_kept_on_a_page(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    monkeypatch.setattr("handlag.followup.queries.installation_store", lambda: store)
    client = signed_in(Role.CONTROLLER)
    assert client.post("/plan/forecasts/").status_code == 404  # nothing has been exported yet
    received_monthly("foraldrapenning", 2023, 12 * 2026 + 1)
    export(store, NOW)
    page = client.post("/plan/forecasts/", follow=True).content.decode()
    assert "knowing what came up to 2026-02" in page
    assert "2027-02" in page
    assert "No period has come yet" in page
    weeks = client.post("/plan/forecasts/?by=week", follow=True).content.decode()
    assert "2026-W" in weeks
    assert 'aria-current="page">Week' in weeks


def test_the_best_split_is_found_on_a_page_and_what_can_not_be_is_said(signed_in: SignIn) -> None:
    saved = save_scenario(WRITTEN, new_id(), NOW)
    client = signed_in(Role.CONTROLLER)
    assert 'value="650"' in client.get(f"/plan/{saved.id}/best/").content.decode()  # 340 and 310 begin
    page = client.get(f"/plan/{saved.id}/best/?people=700").content.decode()
    assert "save" in page
    assert "case-months of waiting too long" in page
    refused = client.get(f"/plan/{saved.id}/best/?people=100")
    assert refused.status_code == 400
    assert "the budget is 100" in refused.content.decode()
    assert "no number of people" in client.get(f"/plan/{saved.id}/best/?people=many").content.decode()


def test_a_day_on_the_telephones_is_counted_on_a_page(signed_in: SignIn) -> None:
    client = signed_in(Role.CONTROLLER)
    begun = client.get("/plan/telephones/").content.decode()
    assert 'value="10000"' in begun
    assert "Half hour by half hour" not in begun
    asked = {**STARTS, "officers": "140", "letters": "50000", "moved": "10"}
    page = client.get("/plan/telephones/", asked).content.decode()
    assert "1,667" in page  # of 5,000 calls over five days, five fifteenths the first
    assert "Officer hours more than as it is: 80.0. With eight hours a day that is 40.0 cases" in page
    assert "data:image/svg+xml" in page
    refused = client.get("/plan/telephones/", {**asked, "talk": "none", "closes": "07:00"})
    assert refused.status_code == 400
    assert 'href="#telephones-talk"' in refused.content.decode()
    assert 'href="#telephones-closes"' in refused.content.decode()
    assert client.get("/plan/telephones/", {**asked, "moved": "-200"}).status_code == 400
    assert signed_in(Role.OFFICER).get("/plan/telephones/").status_code == 403
