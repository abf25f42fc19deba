"""The controller's tables on the page and as files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from handlag.core import clock
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.actions.export import export
from handlag.followup.queries import installation_store
from handlag.people.models import Role
from tests.portal import made

SignIn = Callable[..., Client]
NOW = datetime(2025, 1, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_home_in_january(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: NOW)
    settings.HOME = tmp_path


@pytest.fixture
def exported(db: None) -> None:
    """Four women and five men were decided on in 2024; the men's decisions are visible, and so are the women's."""
    for place in range(9):
        who = made.person(980 + place, sex="F" if place < 4 else "M")
        case = new_id()
        at = datetime(2024, 5, 2 + place, 12, tzinfo=UTC)
        leave(Kind.CASE_OPENED, at, person=who, case_id=case, benefit="foraldrapenning", received="2024-05-01")
        leave(
            Kind.DECIDED, at, person=who, case_id=case, benefit="foraldrapenning", outcome="granted", automatic=True,
            kind="first", days=1 + place, decision=str(new_id()),
        )  # fmt: skip
    export(installation_store(), NOW)


def test_before_the_first_export_the_page_says_so_and_what_to_do(signed_in: SignIn) -> None:
    answer = signed_in(Role.CONTROLLER).get("/tables/6/")
    assert answer.status_code == 404
    assert "FOLLOWUP_NO_EXPORT" in answer.content.decode()


@pytest.mark.usefixtures("exported")
def test_a_table_is_shown_in_three_year_form_with_what_it_rests_on(signed_in: SignIn) -> None:
    page = signed_in(Role.CONTROLLER, "sv").get("/tables/6/?year=2024").content.decode()
    assert "Tabell 6" in page
    for year in ("2022", "2023", "2024"):
        assert year in page
    assert ">4</td>" in page
    assert ">5</td>" in page
    assert ">9</td>" in page
    assert "Uttag 1." in page


@pytest.mark.usefixtures("exported")
def test_the_same_figures_come_as_csv_and_as_a_workbook(signed_in: SignIn) -> None:
    client = signed_in(Role.CONTROLLER)
    csv = client.get("/tables/6/?year=2024&format=csv")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="handlag-table-6-2024.csv"'
    assert "foraldrapenning,women,2024,4,4," in csv.content.decode() or ",women,2024,4," in csv.content.decode()
    book = client.get("/tables/6/?year=2024&format=xlsx")
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(book.content)).namelist()


@pytest.mark.usefixtures("exported")
def test_targets_stand_beside_our_outcomes(signed_in: SignIn) -> None:
    page = signed_in(Role.CONTROLLER).get("/targets/?year=2024").content.decode()
    assert "Targets and deviations" in page
    assert "Parental benefit" in page


def test_every_indicator_is_defined_in_words(signed_in: SignIn) -> None:
    page = signed_in(Role.LAWYER).get("/indicators/").content.decode()
    assert page.count('class="box"') >= 8


@pytest.mark.usefixtures("exported")
@pytest.mark.parametrize(
    ("question", "code"), [("year=soon", "PORTAL_YEAR"), ("year=99999", "PORTAL_YEAR"), ("format=pdf", "PORTAL_FORMAT")]
)
def test_a_question_that_cannot_be_read_is_answered_with_what_can(signed_in: SignIn, question: str, code: str) -> None:
    answer = signed_in(Role.CONTROLLER).get(f"/tables/6/?{question}")
    assert answer.status_code in (400, 404)
    assert code in answer.content.decode()
