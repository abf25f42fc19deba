"""International care month by month, and the follow-up of the action plan, from hand-made logs."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from handlag.core.errors import HandlagError
from handlag.events.kinds import Kind
from handlag.followup.domain.periods import Period
from handlag.followup.domain.targets import PENDING_CASES, PROCESSING_TIMES, published
from handlag.followup.queries import View
from handlag.followup.report import plan, s1
from handlag.followup.report.from_facts import plan_report, s1_report
from handlag.followup.report.model import Place, PrintedTable
from handlag.followup.report.press import save
from handlag.followup.report.screen import as_text
from tests.followup.log import Log, noon
from tests.shared import shared

CARE, CERTIFICATES = "internationell_vard", "intyg_s1"


def seen(log: Log, known_on: date) -> View:
    return View(log.facts(), 1, known_on)


def care_log() -> Log:
    """Reimbursements: four cases a month decided in January, February and April 2023, and one still waiting."""
    log = Log()
    for month, wait in (("01", 9), ("02", 19), ("04", 24)):
        for number in range(4):
            log.case(
                f"{month}{number}", f"2023-{month}-01", f"2023-{month}-{1 + wait:02d}", benefit=CARE, automatic=False
            )
    log.case("waits", "2023-04-03", benefit=CARE)
    return log


def rows(table: PrintedTable) -> dict[str, list[str]]:
    return {row.code: [cell.printed.sv if cell else "" for cell in row.cells] for row in table.rows}


def test_each_month_has_its_received_decided_pending_days_and_share_within_ninety() -> None:
    report = s1_report(seen(care_log(), date(2023, 5, 2)))
    certificates, care = report.tables
    assert certificates.missing is not None
    assert rows(care) == {
        "2023-01": ["4", "4", "0", "9", "100,0", "–"],
        "2023-02": ["4", "4", "0", "19", "100,0", "–"],
        "2023-03": ["–", "–", "–", "–", "–", "–"],
        "2023-04": ["*", "*", "*", "*", "*", "–"],  # five received, one pending: that one must not be told
    }


def test_a_month_of_which_nothing_is_told_is_named_and_never_nought() -> None:
    report = s1_report(seen(care_log(), date(2023, 5, 2)))
    assert report.tables[1].notes[0].sv == (
        "Uppgifter saknas för 2023-03: inget ärende är inkommet eller beslutat enligt händelserna."
    )


def test_a_month_not_yet_over_and_those_before_2023_are_left_out() -> None:
    assert [each.label for each in s1.months(date(2023, 2, 27))] == ["2023-01"]
    assert [each.label for each in s1.months(date(2023, 2, 28))] == ["2023-01", "2023-02"]
    assert [each.label for each in s1.months(date(2024, 2, 28), date(2023, 1, 31))] == ["2023-01"]
    assert s1_report(seen(Log_with_one(), date(2022, 12, 30))).tables[0].missing is not None


def Log_with_one() -> Log:  # noqa: N802 — reads as the type it makes
    log = Log()
    log.case("a", "2022-01-03", "2022-01-05", benefit=CARE)
    return log


def two_years() -> tuple[Log, dict[Place, Fraction]]:
    """Ten certificates a month in 2024 by two work units, and fourteen a month by two in January and February 2025."""
    log, units = Log(), {}
    for year, months, count in ((2024, range(1, 13), 10), (2025, range(1, 3), 14)):
        for month in months:
            label = f"{year}-{month:02d}"
            units[Place(s1.WORK_UNITS, CERTIFICATES, "", label)] = Fraction(2)
            for number in range(count):
                log.case(f"{label} {number}", f"{label}-01", f"{label}-11", benefit=CERTIFICATES)
    return log, units


def test_productivity_is_decisions_per_supplied_work_unit_and_compared_with_last_years_mean() -> None:
    """5 decisions a work unit in 2024 and 7 in 2025: 40 per cent more."""
    log, units = two_years()
    report = s1_report(seen(log, date(2025, 2, 28)), units)
    table = report.tables[0]
    assert rows(table)["2024-06"] == ["10", "10", "0", "10", "100,0", "5,0"]
    assert rows(table)["2025-02"] == ["14", "14", "0", "10", "100,0", "7,0"]
    assert [each.sv for each in report.findings] == [
        "Intyg: beslut per årsarbetskraft är hittills i år 40 procent högre än snittet per månad året före.",
        "Intyg: inflödet är hittills i år 40 procent högre än samma månader året före.",
    ]


def test_without_work_units_productivity_is_missing_and_the_note_says_why() -> None:
    log, units = two_years()
    del units[Place(s1.WORK_UNITS, CERTIFICATES, "", "2024-06")]
    report = s1_report(seen(log, date(2025, 2, 28)), units)
    assert rows(report.tables[0])["2024-06"][-1] == "–"
    assert any("Årsarbetskrafter är inte lämnade" in note.sv for note in report.tables[0].notes)
    assert [each.en for each in report.findings] == [
        "Certificates: the inflow so far this year is 40 per cent higher than the same months of the year before."
    ]


def test_the_diagram_draws_the_tables_own_days() -> None:
    log, units = two_years()
    (diagram,) = s1_report(seen(log, date(2025, 2, 28)), units).diagrams
    assert {"group": "Intyg", "period": "2024-01", "value": 10.0} in diagram.points("sv")
    assert diagram.spec("en")["encoding"]["x"]["title"] == "Month"


# the action plan


def plan_log() -> Log:
    """In December 2024: sickness cases in 40 days (target 30), parental in 20 (30), care in time twice of four."""
    log = Log()
    for number in range(5):
        log.case(f"s{number}", "2024-11-01", "2024-12-11", benefit="sjukpenning")
        log.case(f"f{number}", "2024-11-21", "2024-12-11", benefit="foraldrapenning")
    for number in range(4):
        log.case(f"v{number}", "2024-12-01" if number < 2 else "2024-06-01", "2024-12-11", benefit=CARE)
        log.case(f"c{number}", "2024-12-01", "2024-12-11", benefit=CERTIFICATES)
    return log


def made() -> tuple[PrintedTable, ...]:
    return tuple(plan_report(seen(plan_log(), date(2025, 1, 31)), 2024).tables)


def test_every_row_of_the_plan_stands_in_the_plans_order() -> None:
    times, pending, _ = made()
    with shared("published/targets.csv").open(encoding="utf-8") as source:
        printed = [row for row in csv.DictReader(source) if not row["other_dimension"]]
    for table, number in ((times, "1"), (pending, "2")):
        expected = list(dict.fromkeys(row["benefit"] for row in printed if row["table"] == number))
        assert [row.code for row in table.rows if not row.code.endswith("_days")] == expected
    assert len(times.rows) == len(published()[PROCESSING_TIMES]) + 1
    assert len(pending.rows) == len(published()[PENDING_CASES])


def test_targets_outcomes_and_deviations_stand_side_by_side() -> None:
    found = rows(made()[0])
    assert found["sjukpenning"] == ["Medel 30 dagar", "–", "–", "40", "40", "Ja"]
    assert found["foraldrapenning"] == ["Medel 30 dagar", "–", "–", "20", "20", "Nej"]
    assert found["sjukersattning"] == ["Medel 120 dagar", "–", "–", "–", "–", "–"]


def test_international_care_is_both_kinds_with_its_share_and_its_days() -> None:
    """Six of eight within 90 days; 10 days for six cases and 193 for two: 446 over 8."""
    found = rows(made()[0])
    assert found[CARE] == ["90 % inom 90 dagar", "–", "–", "75,0", "75,0", "Ja"]
    assert found[f"{CARE}_days"] == ["–", "–", "–", "56", "56", "–"]


def test_a_stock_of_two_kinds_is_their_sum_and_not_its_half() -> None:
    log = Log()
    for number in range(6):
        log.case(f"v{number}", "2024-11-05", benefit=CARE)
        log.case(f"c{number}", "2024-11-05", benefit=CERTIFICATES)
    table = plan_report(seen(log, date(2025, 1, 31)), 2024).tables[1]
    assert rows(table)[CARE] == ["0", "0", "2", "12"]  # two month ends of twelve in the year


def test_rows_the_system_holds_nothing_of_are_named() -> None:
    notes = " ".join(note.sv for note in made()[0].notes)
    assert "Arbetsskadelivränta" in notes
    assert "Sjukpenning," not in notes


def test_the_goal_of_the_telephones_is_that_of_the_day_and_the_outcome_as_supplied() -> None:
    """85 per cent in 15 minutes; from December 2023 75 in 30, at most 10 rejected; from 10 February 2025 85 in 15."""
    assert plan.level_on(date(2023, 11, 30))["minutes"] == 15
    assert plan.level_on(date(2023, 12, 1)) == plan.level_on(date(2025, 2, 9))
    assert plan.level_on(date(2025, 2, 10))["answered_percent"] == 85
    supplied = {Place(plan.ANSWERED, "", "", "2024"): Fraction(771, 10)}
    table = plan.telephones([Period.year(2022), Period.year(2024)], supplied, 1)
    assert rows(table) == {
        "telephone_answered_goal_percent": ["85", "75"],
        "telephone_answered_goal_minutes": ["15", "30"],
        "telephone_rejected_goal_percent": ["–", "10"],
        plan.ANSWERED: ["–", "77,1"],
        plan.REJECTED: ["–", "–"],
    }
    assert table.notes[1].en == "No outcome is supplied for 2022."


def test_the_reports_are_files_and_text(tmp_path) -> None:
    report = plan_report(seen(plan_log(), date(2025, 1, 31)), 2024)
    paths = save(report, datetime(2025, 2, 1, tzinfo=UTC), tmp_path, ["csv", "xlsx"], "sv")
    assert [path.name for path in paths] == ["plan-2024-sv.csv", "plan-2024-sv.xlsx"]
    given = list(csv.DictReader(io.StringIO(paths[0].read_text("utf-8"))))
    deviations = [row for row in given if row["other_dimension"] == "column=deviation" and row["printed"] != "-"]
    assert {row["benefit"]: row["printed"] for row in deviations}["sjukpenning"] == "Ja"
    assert "Medel 30 dagar" in as_text(report, "sv")
    with pytest.raises(HandlagError, match="FOLLOWUP_NO_FORM"):
        save(report, datetime(2025, 2, 1, tzinfo=UTC), tmp_path, ["doc"], "sv")


def test_reconsiderations_of_all_benefits_are_one_row() -> None:
    log = Log()
    for number in range(4):
        log.event(
            Kind.DECIDED, noon("2024-12-20"), case=f"o{number}", person=f"p{number}", decision_kind="reconsideration",
            received="2024-12-01" if number else "2024-10-01",
        )  # fmt: skip
    table = plan_report(seen(log, date(2025, 1, 31)), 2024).tables[0]
    assert rows(table)["omprovning"] == ["80 % inom 42 dagar", "–", "–", "75,0", "75,0", "Ja"]


def test_a_benefit_without_a_single_case_has_no_noughts() -> None:
    _, pending, _ = made()
    assert rows(pending)["bostadsbidrag"] == ["–"] * 4
    assert rows(pending)["sjukpenning"] == ["0", "0", "0", "0"]


def test_a_share_that_tells_of_two_persons_is_hidden() -> None:
    log = Log()
    for number in range(10):
        log.case(f"v{number}", "2023-01-02" if number < 2 else "2022-01-02", "2023-01-31", benefit=CARE)
    for number in range(5):
        log.case(f"w{number}", "2023-01-15", benefit=CARE)
    (row,) = s1_report(seen(log, date(2023, 1, 31))).tables[1].rows
    assert [cell.printed.sv for cell in row.cells if cell] == ["7", "10", "5", "321", "*", "–"]
