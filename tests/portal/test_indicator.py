"""The page of one indicator: definition, chart, tables, vintages, CSV, and what is said where there is nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from handlag.core import clock
from handlag.followup.queries import installation_store
from handlag.people.models import Role
from tests.followup import stored
from tests.followup.log import Log

SignIn = Callable[..., Client]
NOW = datetime(2025, 1, 10, 12, tzinfo=UTC)
PAGE = "/indicators/inflow_count/"


@pytest.fixture(autouse=True)
def _own_home_in_january(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: NOW)
    settings.HOME = tmp_path


@pytest.fixture
def restated() -> None:
    """Vintage 1 tells of four women and five men in May 2024; vintage 2 of four men more, told of late."""
    log = Log()
    for place in range(9):
        log.case(f"case {place}", "2024-05-01", "2024-05-20", sex="F" if place < 4 else "M")
    stored.vintage(installation_store(), log, until=datetime(2024, 12, 20, tzinfo=UTC))
    for place in range(9, 13):
        log.case(f"case {place}", "2024-05-02", "2024-05-20", sex="M")
    stored.vintage(installation_store(), log, until=NOW)


@pytest.mark.usefixtures("restated")
def test_the_page_has_the_definition_the_chart_and_the_tables_behind_it(signed_in: SignIn) -> None:
    page = signed_in(Role.CONTROLLER, "sv").get(f"{PAGE}?year=2024").content.decode()
    for words in (
        "Inkomna ärenden",
        "Ärenden vars ansökan kom in i perioden.",
        "ansökningsdag",
        "Efter förmån och kön",
    ):
        assert words in page, words
    assert "data:image/svg+xml;base64," in page
    assert ">13</td>" in page
    assert "I totalen" not in page


@pytest.mark.usefixtures("restated")
def test_the_list_leads_to_every_indicator(signed_in: SignIn) -> None:
    client = signed_in(Role.LAWYER)
    assert f'href="{PAGE}"' in client.get("/indicators/").content.decode()
    assert client.get(PAGE).status_code == 200


@pytest.mark.usefixtures("restated")
def test_an_earlier_vintage_is_as_printed_with_the_newest_in_bold(signed_in: SignIn) -> None:
    page = signed_in(Role.CONTROLLER).get(f"{PAGE}?year=2024&vintage=1").content.decode()
    assert "As printed from vintage 1" in page
    assert ">9<br><strong>now 13</strong></td>" in page
    assert ">4</td>" in page


@pytest.mark.usefixtures("restated")
def test_the_file_holds_the_chosen_vintage_by_benefit_sex_and_month(signed_in: SignIn) -> None:
    answer = signed_in(Role.CONTROLLER).get(f"{PAGE}?year=2024&vintage=1&format=csv")
    assert answer.headers["Content-Disposition"].endswith('"handlag-inflow_count-2024-1.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    said = {(row["row"], row["group"], row["period"]): row["value"] for row in rows}
    assert (said["total", "women", "2024"], said["total", "men", "2024"]) == ("4", "5")
    assert said["total", "total", "2024-05"] == "9"
    assert {row["vintage"] for row in rows} == {"1"}


@pytest.mark.usefixtures("restated")
@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("/indicators/no_such/", "FOLLOWUP_NO_INDICATOR"),
        (f"{PAGE}?vintage=9", "FOLLOWUP_NO_VINTAGE"),
        (f"{PAGE}?vintage=old", "PORTAL_VINTAGE"),
        (f"{PAGE}?year=2023", "FOLLOWUP_NO_YEAR"),
        (f"{PAGE}?year=2023&format=csv", "FOLLOWUP_NO_YEAR"),
        (f"{PAGE}?year=soon", "PORTAL_YEAR"),
        (f"{PAGE}?by=week", "PORTAL_STEP"),
        (f"{PAGE}?format=pdf", "PORTAL_FORMAT"),
    ],
)
def test_what_there_is_not_is_answered_with_what_there_is(signed_in: SignIn, where: str, code: str) -> None:
    answer = signed_in(Role.CONTROLLER).get(where)
    assert answer.status_code in (400, 404)
    assert code in answer.content.decode()


def test_before_the_first_export_the_definition_stands_there_and_what_to_do(signed_in: SignIn) -> None:
    answer = signed_in(Role.CONTROLLER).get(PAGE)
    assert answer.status_code == 404
    for words in ("FOLLOWUP_NO_EXPORT", "Cases whose application was received in the period."):
        assert words in answer.content.decode()
