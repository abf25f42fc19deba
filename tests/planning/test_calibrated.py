"""A plan begun from events: what came, was decided, waited, came back and falls due, and what events can't tell."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.actions.export import export
from handlag.followup.queries import installation_store
from handlag.planning.calibrated import calibrated
from handlag.planning.outcome import outcome_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
BENEFIT = "sjukpenning"
AFTER = 40


@pytest.fixture
def home(settings: LazySettings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def _left(what: Kind, /, day: date, case: UUID, **detail: object) -> None:
    leave(what, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), case_id=case, benefit=BENEFIT, **detail)


def _worked() -> None:
    """Four claims a month from 2024: one decided by the system, three by officers after 40 days, the oldest first.

    One of those waits fourteen days for a supplement. One decision a month is asked to be reconsidered after
    20 days; one of each month's has a review a year after, held on its day.
    """
    for month in range(12 * 2024, 12 * 2026 + 3):
        begun = date(month // 12, month % 12 + 1, 2)
        for n in range(4):
            case = new_id()
            _left(Kind.CASE_OPENED, begun, case, received=begun.isoformat())
            done = begun if n == 0 else begun + timedelta(AFTER)
            if done >= NOW.date():
                continue
            if n == 1:
                _left(Kind.SUPPLEMENT_REQUESTED, begun + timedelta(1), case)
                _left(Kind.SUPPLEMENT_RECEIVED, begun + timedelta(15), case)
            _left(Kind.DECIDED, done, case, kind="first", outcome="granted", automatic=n == 0)
            if n == 2:
                _left(Kind.RECONSIDERATION_REQUESTED, done + timedelta(20), case)
            if n == 3:
                due = done + timedelta(365)
                _left(Kind.REVIEW_SCHEDULED, done, case, due=due.isoformat())
                if due < NOW.date():
                    _left(Kind.REVIEW_HELD, due, case, due=due.isoformat())
    export(installation_store(), NOW)


def test_a_plan_begins_with_what_events_counted(home: Path) -> None:
    _worked()
    found = calibrated(12, NOW.date())
    (row,) = found.rows
    assert (row.benefit, row.received, row.by_officers, row.automatic) == (BENEFIT, 4, 3, 0.25)
    assert row.mean_days == AFTER
    assert (row.held, row.held_days) == (pytest.approx(1 / 3), 14)
    assert (row.again, row.again_days) == (0.25, 20)
    assert row.pending == 6  # three of February and three of March: those of January were decided on 11 February
    assert row.due == 12  # a year after the decisions of March 2025 to February 2026; earlier ones were held
    part = found.file.queues[0]
    assert [kind.name for kind in part.types] == ["claims", "reconsiderations", "reviews"]
    assert part.types[0].waits == [(14, pytest.approx(1 / 3, abs=1e-3))]
    assert sum(part.types[0].opening) == 6
    assert (part.consequences[0].share, part.consequences[0].days) == (0.25, 20)
    assert found.file.first == "2026-03"
    assert outcome_of(found.file, 4, 1)["opening"][BENEFIT]["pending"] == 6


def test_the_order_of_work_is_fitted_to_the_mean_days_and_what_it_gives_is_said(home: Path) -> None:
    _worked()
    (row,) = calibrated(6, NOW.date()).rows
    assert row.oldest_first is not None
    assert row.model_days == pytest.approx(row.mean_days, rel=0.25)


def test_without_decisions_it_says_what_is_missing(home: Path) -> None:
    export(installation_store(), NOW)
    with pytest.raises(HandlagError) as error:
        calibrated(12, NOW.date())
    assert error.value.code == "PLAN_NO_FIGURES"


def test_the_command_prints_it_and_writes_a_scenario_to_go_on_from(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: NOW)
    _worked()
    path = home / "start.yaml"
    answer = CliRunner().invoke(app, ["calibrate", "--from", "events", "--months", "6", "-o", str(path)])
    assert answer.exit_code == 0, answer.output
    assert "Kan inte utläsas" in answer.output
    told = CliRunner().invoke(app, ["scenario", str(path), "--runs", "2"])
    assert told.exit_code == 0, told.output
