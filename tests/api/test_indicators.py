"""Indicators over the API: definitions, figures as a reader may see them, an earlier vintage, what isn't there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from handlag.followup.queries import installation_store
from tests.api.conftest import Caller
from tests.followup.report.test_annual import a_log
from tests.followup.stored import vintage


@pytest.fixture(autouse=True)
def _exported(settings: LazySettings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    log = a_log()
    for number in range(2):
        log.case(f"few{number}", "2024-02-01", "2024-02-20", benefit="bostadsbidrag")
    vintage(installation_store(), log)


def test_every_definition_is_there_with_its_role(controller: Caller, officer: Caller) -> None:
    found = {each["code"]: each for each in controller.get("/reports/indicators").json()}
    assert found["processing_time_mean"]["role"] == "external reporting"
    assert found["processing_time_mean"]["breakdowns"] == ["benefit", "sex", "unit"]
    assert found["payments_without_days_count"]["role"] == "analysis"
    assert officer.get("/reports/indicators").status_code == 403
    assert officer.get("/reports/indicators/inflow_count").status_code == 403


def test_one_is_read_by_benefit_sex_and_month_with_small_cells_hidden(controller: Caller) -> None:
    found = controller.get("/reports/indicators/inflow_count?year=2024").json()
    assert (found["year"], found["vintage"], found["newest"]) == (2024, 1, 1)
    rows = {row["code"]: row["cells"] for row in found["years"]["rows"]}
    (women,) = (cell for cell in rows["bostadsbidrag"] if (cell["group"], cell["period"]) == ("women", "2024"))
    assert (women["number"], women["printed_sv"]) == (None, "*")
    (months,) = found["months"]["rows"]
    assert [cell["period"] for cell in months["cells"]][-12:] == [f"2024-{month:02d}" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("no_such", "FOLLOWUP_NO_INDICATOR"), ("inflow_count?year=1999", "FOLLOWUP_NO_YEAR"),
        ("inflow_count?vintage=9", "FOLLOWUP_NO_VINTAGE"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named(controller: Caller, question: str, code: str) -> None:
    answer = controller.get(f"/reports/indicators/{question}")
    assert (answer.status_code, answer.json()["code"]) == (404, code)
