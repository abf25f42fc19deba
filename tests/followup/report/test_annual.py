"""The annual report from hand-made events and supplied figures: what it shows, says, leaves open and changes."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest

from handlag.core.errors import HandlagError
from handlag.events.kinds import Kind
from handlag.followup.domain.indicators import PAYMENTS_COUNT_1, Role, Text
from handlag.followup.report import counted
from handlag.followup.report.annual import Sources, annual_report
from handlag.followup.report.files import report_csv
from handlag.followup.report.model import Place, PrintedTable, Report
from handlag.followup.report.protect import protect
from tests.followup.log import Log, noon
from tests.followup.stored import new_store, vintage

NOW = datetime(2025, 1, 20, 9, tzinfo=UTC)
HEAD = "metric,benefit,sex,year,other_dimension,value,unit,printed"


def a_log(years: tuple[int, ...] = (2022, 2023, 2024)) -> Log:
    """Each month of each year: five women and five men whose child allowance takes ten days, and their payments."""
    log = Log()
    for year in years:
        for month in range(1, 13):
            for number in range(10):
                sex = "F" if number < 5 else "M"
                name = f"{year}-{month}-{number}"
                about: dict[str, Any] = {"benefit": "barnbidrag", "sex": sex}
                log.case(name, f"{year}-{month:02}-01", f"{year}-{month:02}-11", person=f"p{number}", **about)
                log.payment(f"{year}-{month:02}-20", 125_000, person=f"p{number}", **about)
    return log


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return Sources(new_store(tmp_path))


def supply(sources: Sources, *lines: str) -> None:
    text = "\n".join((HEAD, *lines)) + "\n"
    sources.supplied.add(text, file="f.csv", source="bokslut", by="Ekonomi", now=NOW)


def row(table: PrintedTable, name: str) -> list[str]:
    [found] = [row for row in table.rows if row.name.sv == name]
    return ["" if cell is None else cell.printed.sv for cell in found.cells]


def made(sources: Sources, year: int = 2024, **asked: Any) -> Report:
    return annual_report(year, sources, **asked)


def test_three_years_by_sex_with_change_and_share(sources: Sources) -> None:
    vintage(sources.store, a_log())
    report = made(sources)
    payments = report.by_number["5"]
    assert row(payments, "Barnbidrag") == ["60"] * 6 + ["120"] * 3 + ["0,0"]
    assert row(payments, "Totalt") == row(payments, "Barnbidrag")
    assert row(report.by_number["3"], "Barnbidrag") == ["5"] * 6 + ["10"] * 3 + ["0,0"]
    assert row(report.by_number["4"], "Barnbidrag") == ["50,0"] * 6
    assert row(report.by_number["18"], "Barnbidrag")[6:] == ["10", "10", "10", "0,0"]
    spans = [(over.sv, wide) for over, wide in payments.spans()]
    assert spans == [("Kvinnor", 3), ("Män", 3), ("Totalt", 3), ("Förändring 2023–2024, procent", 1)]


def test_a_mean_time_keeps_the_squares_that_tell_how_it_spreads(sources: Sources) -> None:
    """Ten days in each of 120 cases of 2024: 1,200 days, and 12,000 squared."""
    vintage(sources.store, a_log())
    times = {cell.place: cell for cell in made(sources).by_number["99"].cells}
    mean = times[Place("processing_time_mean_days", "barnbidrag", "total", "2024")]
    assert (mean.numerator, mean.denominator) == (Fraction(1200), Fraction(120))
    assert mean.squares == 12_000


def test_a_benefit_without_events_is_a_dash_with_a_note_and_not_nought(sources: Sources) -> None:
    vintage(sources.store, a_log())
    table = made(sources).by_number["5"]
    assert set(row(table, "Bostadsbidrag")) == {"–"}
    [housing] = [each for each in table.rows if each.name.sv == "Bostadsbidrag"]
    assert [table.notes[mark - 1].en for mark in housing.marks] == ["The system has no events to count the row from."]


def test_a_table_nobody_supplies_says_who_should(sources: Sources) -> None:
    vintage(sources.store, a_log())
    report = made(sources)
    staff, control = report.by_number["108"].missing, report.by_number["79"].missing
    assert staff is not None
    assert "personalsystemet" in staff.sv
    assert control is not None
    assert "the registers of the control work" in control.en
    assert report.by_number["12"].missing is not None


def test_a_request_for_reconsideration_opens_the_tables_of_it_with_true_noughts(sources: Sources) -> None:
    log = a_log()
    log.event(
        Kind.RECONSIDERATION_REQUESTED, noon("2024-05-02"), case="2024-4-0", person="p0", benefit="barnbidrag",
        received="2024-05-01",
    )  # fmt: skip
    vintage(sources.store, log)
    report = made(sources)
    assert row(report.by_number["12"], "Inkomna begäranden, antal") == ["0", "0", "1", "0", "0", "0", "0", "0", "1"]
    assert row(protect(report).report.by_number["12"], "Inkomna begäranden, antal")[2] == "*"
    assert report.by_number["13"].missing is not None


def test_unit_cost_is_supplied_cost_over_counted_decisions(sources: Sources) -> None:
    vintage(sources.store, a_log())
    assert made(sources).by_number["22"].missing is not None
    supply(sources, *(f"administration_cost_msek,barnbidrag,total,{year},,{year - 2021},msek" for year in (2022, 2024)))
    table = made(sources).by_number["22"]
    assert row(table, "Barnbidrag") == ["8\u00a0333", "–", "25\u00a0000", "–", "3"]
    assert any("bokslut" in note.sv for note in made(sources).by_number["9"].notes)


def test_decisions_per_full_time_equivalent_are_counted_decisions_over_supplied_work(sources: Sources) -> None:
    vintage(sources.store, a_log())
    assert made(sources).by_number["P1"].missing is not None
    work = ((2023, 2), (2024, 1.5))
    supply(sources, *(f"full_time_equivalents_count,barnbidrag,,{year},,{each},count" for year, each in work))
    assert row(made(sources).by_number["P1"], "Barnbidrag") == ["–", "60", "80", "33,3"]


def test_the_sickness_measures_are_net_days_per_insured_person_once_all_of_them_are_supplied(sources: Sources) -> None:
    vintage(sources.store, a_log())
    days = "net_days_count,{},{},2024,,{},count"
    supply(
        sources, "insured_16_64_count,,women,2024,,100,count", days.format("sjukpenning", "women", 900),
        days.format("rehabiliteringsersattning", "women", 50),
    )  # fmt: skip
    report = made(sources)
    assert row(report.by_number["D4"], "Sjukpenningtalet")[9] == "9,5"
    assert report.by_number["D3"].missing is not None


def test_another_systems_benefit_is_supplied_and_belongs_to_the_total(sources: Sources) -> None:
    vintage(sources.store, a_log())
    supply(
        sources,
        "payments_count,bostadsbidrag,women,2024,,40,count",
        "payments_count,bostadsbidrag,men,2024,,20,count",
        "payments_count,bostadsbidrag,total,2024,,60,count",
    )
    table = made(sources).by_number["5"]
    assert [row(table, "Bostadsbidrag")[place] for place in (2, 5, 8)] == ["40", "20", "60"]
    assert [row(table, "Totalt")[place] for place in (2, 5, 8)] == ["100", "80", "180"]


def test_a_supplied_figure_that_contradicts_a_counted_one_is_named_and_the_count_stands(sources: Sources) -> None:
    log = a_log()
    log.payment("2024-05-20", 100, person="h", benefit="bostadsbidrag")
    vintage(sources.store, log)
    supply(sources, "payments_count,bostadsbidrag,women,2024,,7,count")
    report = made(sources)
    assert row(report.by_number["5"], "Bostadsbidrag")[2] == "1"
    [named] = [each.en for each in report.findings if "supplied" in each.en]
    assert "payments_count bostadsbidrag women 2024" in named


def test_a_year_without_data_is_refused_and_the_years_there_are_named(sources: Sources) -> None:
    vintage(sources.store, a_log((2023, 2024)))
    with pytest.raises(HandlagError) as refused:
        made(sources, 2019)
    assert refused.value.code == "FOLLOWUP_REPORT_NO_YEAR"
    assert "2023, 2024" in refused.value.english.problem


def test_an_earlier_year_without_events_is_a_dash_and_said(sources: Sources) -> None:
    vintage(sources.store, a_log((2023, 2024)))
    table = made(sources).by_number["5"]
    assert row(table, "Barnbidrag") == ["–", "60", "60", "–", "60", "60", "–", "120", "120", "0,0"]
    assert "There are no events of 2022; a dash is not nought." in [note.en for note in table.notes]


def test_missing_months_late_rows_and_odd_events_are_named(sources: Sources) -> None:
    log = Log()
    for month in range(1, 13):
        if month not in (3, 4):
            log.case(str(month), f"2024-{month:02}-01", f"2024-{month:02}-11", benefit="barnbidrag")
    for name in ("a", "b"):
        log.event(cast("Kind", "told_by_version_9"), noon("2024-05-01"), person=name)
    log.event(Kind.NOTE_WRITTEN, noon("2024-05-01"), person="a")
    vintage(sources.store, log, late=3)
    told = [each.en for each in made(sources).findings]
    assert "No decisions of 2024-03, 2024-04: months are missing." in told
    assert "3 events were exported after their time had been exported already." in told
    assert "2 events are of an unknown kind: told_by_version_9." in told


def test_changed_history_has_a_note_with_vintage_and_reason_and_the_print_can_be_made_again(sources: Sources) -> None:
    log = a_log()
    vintage(sources.store, log)
    printed = protect(made(sources, 2023)).report
    sources.publish(printed, None, by="Controller", now=NOW)
    for number in range(5):
        log.payment("2023-06-20", 125_000, person=f"p{number}", benefit="barnbidrag")
    vintage(sources.store, log, late=5)
    table = made(sources).by_number["5"]
    [child] = [each for each in table.rows if each.name.sv == "Barnbidrag"]
    marked = {
        cell.place[2:4]: [table.notes[mark - 1].en for mark in cell.marks]
        for cell in child.cells
        if cell and cell.marks
    }
    note = "Differs from the annual report 2023 (vintage 1): 5 of 5 new events were recorded late."
    assert marked == {("women", "2023"): [note], ("total", "2023"): [note]}
    again = protect(made(sources, 2023, vintage=1)).report
    assert report_csv(again) == sources.publications.get("annual", 2023).text  # type: ignore[union-attr]


def test_a_report_is_printed_once_and_by_somebody(sources: Sources) -> None:
    log = a_log()
    vintage(sources.store, log)
    with pytest.raises(HandlagError, match="FOLLOWUP_REPORT_BY"):
        sources.publish(made(sources), None, by="", now=NOW)
    sources.publish(made(sources), None, by="C", now=NOW)
    sources.publish(made(sources), None, by="C", now=NOW)
    log.payment("2024-06-20", 1, person="p1", benefit="barnbidrag")
    vintage(sources.store, log)
    with pytest.raises(HandlagError, match="FOLLOWUP_REPORT_PRINTED"):
        sources.publish(made(sources), None, by="C", now=NOW)


def test_a_measure_for_analysis_only_is_in_no_report(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    vintage(sources.store, a_log())
    monkeypatch.setitem(counted.INDICATOR_OF, "payments_count", PAYMENTS_COUNT_1)
    assert counted.INDICATOR_OF["payments_count"].role is Role.ANALYSIS
    with pytest.raises(HandlagError, match="FOLLOWUP_REPORT_ROLE"):
        made(sources)


def test_a_part_of_a_year_is_said_and_not_compared_with_a_whole_one(sources: Sources) -> None:
    vintage(sources.store, a_log(), until=datetime(2024, 10, 16, 9, tzinfo=UTC))
    table = made(sources).by_number["5"]
    assert "The figures for 2024 go up to and including 2024-10-15." in [note.en for note in table.notes]
    assert row(table, "Barnbidrag")[-1] == "–"


def test_a_small_cell_is_hidden_with_every_share_and_change_made_from_it(sources: Sources) -> None:
    log = a_log()
    log.payment("2024-05-20", 100, person="h", benefit="sjukpenning")
    vintage(sources.store, log)
    shown = protect(made(sources)).report
    assert row(shown.by_number["3"], "Sjukpenning")[2] == "*"
    assert row(shown.by_number["4"], "Sjukpenning")[2] == "*"
    assert row(shown.by_number["2"], "Sjukpenning")[-1] == "*"
    assert row(shown.by_number["3"], "Barnbidrag")[2] == "5"


def test_closings_for_other_reasons_are_told_under_the_table(sources: Sources) -> None:
    log = a_log()
    for number in range(6):
        log.case(f"s{number}", "2024-01-02", "2024-02-01", "2024-06-01", person=f"p{number}")
    vintage(sources.store, log)
    notes = made(sources).by_number["47"].notes
    assert (
        Text(
            "6 sjukfall avslutades 2024 utan någon av anledningarna; de ingår i det som andelarna räknas av.",
            "6 sickness cases were closed in 2024 for none of the reasons; the shares are of them too.",
        )
        in notes
    )


def test_sums_hold_on_what_is_printed_and_what_is_not(sources: Sources) -> None:
    log = a_log()
    for number in range(4):
        log.payment("2024-05-20", 100, person=f"u{number}", benefit="barnbidrag", sex=None)
    vintage(sources.store, log)
    table = made(sources).by_number["5"]
    at = Place("payments_count", "barnbidrag", "total", "2024")
    [by_sex] = [each for each in table.sums if each.total == at]
    assert [part.sex for part in by_sex.parts] == ["women", "men", "unknown"]
    assert [cell.value for cell in table.unprinted if cell.place.benefit == "barnbidrag"] == [4]
    [by_row] = [each for each in table.sums if each.total == at._replace(benefit="total") and not each.disjoint]
    assert [part.benefit for part in by_row.parts] == ["barnbidrag"]


def test_closings_for_other_reasons_are_not_counted_where_that_would_tell_of_two(sources: Sources) -> None:
    log = a_log()
    for number in range(2):
        log.case(f"s{number}", "2024-01-02", "2024-02-01", "2024-06-01", person=f"p{number}")
    vintage(sources.store, log)
    told = " ".join(note.en for note in made(sources).by_number["47"].notes)
    assert "Sickness cases were also closed in 2024 for none of the reasons" in told
    assert "2 sickness cases" not in told
