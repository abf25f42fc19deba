"""A plan as a report in the shape of the action plan: every sentence from the scenario, set as PDF/UA."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from handlag.cli_plan import app
from handlag.planning.files import EXAMPLE, ScenarioFile, parse_scenario
from handlag.planning.measures import assumptions_of, loans_of, measures_of
from handlag.planning.outcome import Outcome, outcome_of
from handlag.planning.printing import printed
from handlag.planning.report import Edition, report_of

EDITION = Edition(3, datetime(2026, 3, 20, 9, tzinfo=UTC), 20)


def _file(**more: Any) -> ScenarioFile:
    content = yaml.safe_load(EXAMPLE.read_text("utf-8")) | {
        "situation": "Många har väntat länge.\n\nDet ska bli bättre.",
        "loans": [
            {"lender": "bostadsbidrag", "borrower": "omvardnadsbidrag", "month": "2026-05", "months": 4, "fte": 5}
        ],
    }
    content["queues"][0]["staff"]["dips"] = [{"month": "2026-03", "months": 2, "loss": 0.1, "source": "it-planen"}]
    content["queues"][1]["automation"] = [{"month": "2026-06", "share": 0.4}]
    return parse_scenario(content | more, EXAMPLE)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return outcome_of(_file(), 20, 1)


def test_the_report_has_the_sections_of_the_action_plan_and_the_planners_own_words(outcome: Outcome) -> None:
    made = report_of(_file(), outcome, EDITION, "sv")
    assert [section["heading"] for section in made["sections"]] == [
        "Nuläge", "Åtgärder", "Förväntade resultat", "Vad planen vilar på",
    ]  # fmt: skip
    assert made["sections"][0]["paragraphs"][:2] == ["Många har väntat länge.", "Det ska bli bättre."]
    situation = made["sections"][0]["tables"][0]["rows"]
    assert situation[0][:3] == ["Omvårdnadsbidrag", "120", "28\u00a0000"]
    assert "R över 1" in made["sections"][2]["paragraphs"][1]
    assert made["lead"].startswith("Version 3, gjord 2026-03-20. Planen gäller 2026-01 till 2027-12")


def test_measures_are_told_in_sentences_with_their_sources() -> None:
    care, housing = _file().queues
    assert measures_of(care, "sv") == [
        "20 årsarbetskrafter rekryteras från 2026-09; de lärs upp i 4 månader.",
        "Ett nytt it-system tar 10\u00a0% av takten i 2 månader från 2026-03 (källa: it-planen).",
    ]
    assert measures_of(housing, "en") == [
        "From 2026-06 40% of the cases are decided without an officer.",
        "Order of work: 80% oldest first; 20% newest first.",
    ]
    assert loans_of(_file(), "sv") == [
        "Bostadsbidrag lånar ut 5 årsarbetskrafter till Omvårdnadsbidrag i 4 månader från 2026-05."
    ]
    assert assumptions_of(care, "sv")[1] == "new: 2\u00a0400 ärenden i månaden om 420 minuter vart."


def test_a_plan_that_changes_nothing_says_so() -> None:
    content = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    del content["queues"][0]["staff"]["hires"], content["queues"][1]["order"]
    file = parse_scenario(content, EXAMPLE)
    made = report_of(file, outcome_of(file, 5, 1), EDITION, "en")
    assert made["sections"][1]["paragraphs"] == ["No measures: the plan shows what happens if nothing is changed."]


def test_a_time_that_first_rises_is_foretold(outcome: Outcome) -> None:
    months = [row | {"mean_days": {"mean": days}} for row, days in zip(
        outcome["months"]["omvardnadsbidrag"], [100, 150, 210, 140, *[80] * 20], strict=True
    )]  # fmt: skip
    changed = outcome | {"months": outcome["months"] | {"omvardnadsbidrag": [
        row | {"mean_days": row["mean_days"] | {"low": 0, "high": 0}} for row in months
    ]}}  # fmt: skip
    part = report_of(_file(), changed, EDITION, "sv")["sections"][2]["parts"][0]
    assert part["paragraphs"][1].startswith("Medeltiden stiger först, till 210 dagar i 2026-03, innan den når 80")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_set_as_a_tagged_pdf_with_a_title_and_words_for_every_chart(outcome: Outcome, language: str) -> None:
    content = report_of(_file(), outcome, EDITION, language)
    pdf = printed(content)
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf
    assert b"/MarkInfo" in pdf
    charts = [part for part in content["sections"][2]["parts"] if part["chart"]]
    assert len(charts) == 2
    assert all(part["alt"] and "Libertinus Serif" in part["chart"] for part in charts)


def test_the_command_writes_the_pdf(tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["scenario", str(EXAMPLE), "--pdf", str(tmp_path / "plan.pdf"), "--runs", "5"])
    assert made.exit_code == 0, made.output
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
