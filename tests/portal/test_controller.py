"""The controller's tables on the page and as files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from typer.testing import CliRunner

from handlag import cli_followup
from handlag.core import clock
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.actions.export import export
from handlag.followup.queries import installation_store
from handlag.followup.queries import main_figures as installation_months
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


def test_before_the_first_export_the_first_page_says_that_there_is_none(signed_in: SignIn) -> None:
    assert "No export has been made yet" in signed_in(Role.CONTROLLER).get("/tables/").content.decode()


def test_the_first_page_shows_the_last_month_and_this_one_against_the_targets(signed_in: SignIn) -> None:
    """Nine decisions in December after 31 to 39 days, five in January after 10 to 14; the target is a mean of 30."""
    for place, (day, days) in enumerate(
        [(date(2024, 12, 2 + n), 31 + n) for n in range(9)] + [(date(2025, 1, 2 + n), 10 + n) for n in range(5)]
    ):
        who, case = made.person(980 + place, sex="F" if place % 2 else "M"), new_id()
        at, received = datetime(day.year, day.month, day.day, 12, tzinfo=UTC), day - timedelta(days=days)
        opened = datetime(received.year, received.month, received.day, 12, tzinfo=UTC)
        about = {"person": who, "case_id": case, "benefit": "foraldrapenning"}
        leave(Kind.CASE_OPENED, opened, received=received.isoformat(), **about)
        leave(Kind.DECIDED, at, outcome="granted", automatic=place % 3 == 0, kind="first", days=days, **about)
    export(installation_store(), NOW)
    last, this = installation_months(known_on=date(2025, 1, 9))
    assert (last.period.label, last.whole, this.period.label, this.whole) == ("2024-12", True, "2025-01", False)
    december, january = (next(row for row in month.rows if row.code == "foraldrapenning") for month in (last, this))
    assert (december.outcome.printed.sv, december.misses, december.decisions.printed.sv) == ("35", True, "9")
    assert (january.outcome.printed.sv, january.misses, january.decisions.printed.sv) == ("12", False, "5")
    # All or nobody of so few in time, and three of nine automated, would tell of each of them.
    assert {row.in_time.printed.sv for row in (december, january)} == {december.automated.printed.sv} == {"*"}
    assert december.pending.printed.sv == "5"  # received in December and decided in January
    reconsidered = last.rows[-1]
    assert (reconsidered.code, reconsidered.outcome.printed.sv, reconsidered.misses) == ("omprovning", "–", None)
    page = signed_in(Role.CONTROLLER).get("/tables/").content.decode()  # of the months the events were recorded in
    for words in ("Main figures", "so far", "Mean 30 days", "80% within 42 days", "Pending at its end"):
        assert words in page, words


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


@pytest.mark.usefixtures("exported")
def test_r_stands_beside_processing_times_with_its_meaning_and_not_beside_counts(signed_in: SignIn) -> None:
    """Nine cases of 1 May, decided on the 2nd to the 10th: as much age left as was gathered."""
    client = signed_in(Role.CONTROLLER)
    for path in ("/tables/99/?year=2024", "/targets/?year=2024"):
        page = client.get(path).content.decode()
        assert "R over 1: hidden age grows" in page, path
        row = page.split("Is hidden age growing?")[-1]
        assert ">1.00<" in row
    assert "R over 1" not in client.get("/tables/6/?year=2024").content.decode()


@pytest.mark.usefixtures("exported")
def test_the_command_prints_r_below_processing_times_and_not_below_counts() -> None:
    said = CliRunner().invoke(cli_followup.app, ["table", "99", "--year", "2024"], catch_exceptions=False).stdout
    assert "R över 1" in said
    assert "foraldrapenning" in said
    assert "1.00" in said
    counts = CliRunner().invoke(cli_followup.app, ["table", "6", "--year", "2024"], catch_exceptions=False).stdout
    assert "R över 1" not in counts
