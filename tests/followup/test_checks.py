"""Reports checked before print: each kind of fault is found in a small report made by hand, none in a sound one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from handlag.cli_report import app
from handlag.core.errors import HandlagError
from handlag.followup.checks import Cell, Figure, Finding, Report, check
from handlag.followup.checks.reading import COLUMNS, read_report
from tests.followup.published import beside, checkable, found
from tests.shared import shared

SOUND = """\
6,decisions_count,barnbidrag,women,2023,,600,,count
6,decisions_count,barnbidrag,men,2023,,400,,count
6,decisions_count,barnbidrag,total,2023,,1000,,count
6,decisions_count,sjukersattning,total,2023,,500,,count
6,decisions_count,total,total,2023,,1500,,count
6,decisions_count,barnbidrag,total,2024,,1100,,count
6,decisions_change_percent,barnbidrag,total,2023-2024,,10.0,,percent
96,decisions_share_by_sex_percent,barnbidrag,women,2023,,60.0,,percent
96,decisions_share_by_sex_percent,barnbidrag,men,2023,,40.0,,percent
92,administration_cost_msek,barnbidrag,total,2023,,7,,msek
98,unit_cost_sek_per_decision,barnbidrag,total,2023,,7012,,sek_per_decision
95,decisions_count,barnbidrag,total,2023,,1000,,count
85,recovery_claims_share_percent,barnbidrag,total,2023,actor=agency,8,,percent
85,recovery_claims_share_percent,barnbidrag,total,2023,actor=insured_person,90,,percent
85,recovery_claims_share_percent,barnbidrag,total,2023,actor=other_actor,1,,percent
99,processing_time_mean_days,barnbidrag,women,2023,,20,,days
99,processing_time_mean_days,barnbidrag,men,2023,,24,,days
99,processing_time_mean_days,barnbidrag,total,2023,,22,,days
"""


def _written(folder: Path, rows: str, columns: tuple[str, ...] = COLUMNS) -> Path:
    file = folder / "report.csv"
    file.write_text(",".join(columns) + "\n" + rows, encoding="utf-8")
    return file


def _found_in(folder: Path, rows: str) -> list[Finding]:
    return check(read_report(_written(folder, rows))).findings


def test_a_sound_report_is_sound_though_shares_add_up_to_99_and_costs_are_rounded(tmp_path: Path) -> None:
    """8 + 90 + 1 is 99 and 7 million over 1,000 is not 7,012: both are rounding."""
    assert _found_in(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "expected", "gap"),
    [
        ("barnbidrag,men,2023,,400,", "barnbidrag,men,2023,,404,", "sex_sum", "1004", "-4"),
        ("total,total,2023,,1500,", "total,total,2023,,1501,", "row_sum", "1500", "1"),
        ("2023-2024,,10.0,", "2023-2024,,10.1,", "change", "10", "0.05"),
        ("women,2023,,60.0,", "women,2023,,60.6,", "share", "60", "0.55"),
        ("women,2023,,60.0,", "women,2023,,60.6,", "composition", "59.95..60.05", "0.50"),
        ("total,2023,,7012,", "total,2023,,7712,", "unit_cost", "6500..7500", "211.5"),
        ("95,decisions_count,barnbidrag,total,2023,,1000,", "95,decisions_count,barnbidrag,total,2023,,1010,",
         "cross_table", "1010", "-10"),
        ("actor=insured_person,90,", "actor=insured_person,94,", "composition", "4..6", "1.5"),
    ],
)  # fmt: skip
def test_each_fault_is_found_with_its_cells_and_by_how_much(
    tmp_path: Path, right: str, wrong: str, rule: str, expected: str, gap: str
) -> None:
    assert right in SOUND
    made = _found_in(tmp_path, SOUND.replace(right, wrong))
    finding = next(each for each in made if each.rule == rule)
    assert (finding.severity, finding.expected, finding.gap) == ("error", expected, Decimal(gap))
    assert len(finding.cells) > 1


def test_fewer_women_and_men_than_all_want_a_note_and_with_one_it_is_right(tmp_path: Path) -> None:
    short = SOUND.replace("barnbidrag,men,2023,,400,", "barnbidrag,men,2023,,397,")
    made = [each for each in _found_in(tmp_path, short) if each.rule == "sex_sum"]
    assert [(each.severity, each.gap) for each in made] == [("notice", Decimal(3))]
    noted = "".join(
        line + (",total_incl_unknown_sex\n" if ",total,2023,,1000," in line else ",\n") for line in short.splitlines()
    )
    read = read_report(_written(tmp_path, noted, (*COLUMNS, "note")))
    assert [each for each in check(read).findings if each.rule == "sex_sum"] == []


def test_a_mean_outside_womens_and_mens_and_a_jump_are_owed_a_note(tmp_path: Path) -> None:
    outside = SOUND.replace("99,processing_time_mean_days,barnbidrag,total,2023,,22,",
                            "99,processing_time_mean_days,barnbidrag,total,2023,,26,")  # fmt: skip
    jump = SOUND + "6,decisions_count,sjukersattning,total,2024,,1501,,count\n"
    assert [(each.rule, each.severity) for each in _found_in(tmp_path, outside)] == [("between_sexes", "notice")]
    assert [(each.rule, each.gap) for each in _found_in(tmp_path, jump)] == [("jump", Decimal(1))]


def test_the_share_of_all_is_the_weighted_mean_of_the_rows(tmp_path: Path) -> None:
    rows = [
        f"{table},{metric},{benefit},total,2023,,{value},,{unit}"
        for table, metric, unit, values in (
            ("106", "reconsiderations_decided_count", "count", {"barnbidrag": 100, "sjukpenning": 300, "total": 400}),
            ("107", "reconsiderations_changed_share_percent", "percent", {"barnbidrag": 20, "sjukpenning": 40}),
        )
        for benefit, value in values.items()
    ]
    whole = "\n107,reconsiderations_changed_share_percent,total,total,2023,,{},,percent\n"
    assert _found_in(tmp_path, "\n".join(rows) + whole.format(35)) == []
    made = _found_in(tmp_path, "\n".join(rows) + whole.format(37))
    assert [(each.rule, each.expected) for each in made] == [("weighted_total", "34.5..35.5")]


def test_the_closing_reasons_add_up_to_the_decisions_of_sickness_benefit(tmp_path: Path) -> None:
    rows = (
        "6,decisions_count,sjukpenning,total,2023,,1000,,count\n"
        "47,closed_sickness_cases_count,sjukpenning,total,2023,closing_reason=fit_for_work,900,,count\n"
        "47,closed_sickness_cases_count,sjukpenning,total,2023,closing_reason=other,90,,count\n"
    )
    assert [(each.rule, each.gap) for each in _found_in(tmp_path, rows)] == [("same_count", Decimal(10))]


def test_hidden_cells_and_dashes_are_never_taken_for_nought(tmp_path: Path) -> None:
    """Women 5 and men * may be 8 in all, not 9; a dash may be any number."""
    rows = (
        "79,police_reports_count,barnbidrag,women,2022,,5,,count\n"
        "79,police_reports_count,barnbidrag,men,2022,,,{},count\n"
        "79,police_reports_count,barnbidrag,total,2022,,{},,count\n"
    )
    assert _found_in(tmp_path, rows.format("*", 8)) == []
    assert [each.severity for each in _found_in(tmp_path, rows.format("*", 9))] == ["notice"]
    assert _found_in(tmp_path, rows.format("-", 900)) == []


def test_a_total_row_of_another_kind_is_left_out_and_named() -> None:
    """Persons with several benefits are counted once in the total: no row of such a table adds up."""
    figures = [
        Figure(Cell("3", "persons_with_payment_count", benefit, "total", str(year)), Decimal(count))
        for year in (2022, 2023, 2024)
        for benefit, count in (("barnbidrag", 70), ("sjukpenning", 50), ("total", 100))
    ]
    outcome = check(Report(figures))
    assert outcome.findings == []
    assert outcome.not_followed == {("row_sum", "3", "persons_with_payment_count", ""): 3}


Counts = dict[tuple[str, str, int], int]
SEXES = ("women", "men", "unknown")
BENEFITS = ("barnbidrag", "sjukersattning", "ovriga")
YEARS = (2023, 2024)
NOTE = "total_incl_unknown_sex"


def _rounded(value: Decimal, decimals: int, mode: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=mode)


def _printed(counts: Counts, cost: int, decimals: int, mode: str) -> Iterator[Figure]:
    """A report as it is made: everything reckoned from the counts, and rounded only when printed."""
    sums: dict[tuple[str, str, int], Decimal] = {}
    for (benefit, sex, year), number in counts.items():
        for row in (benefit, "total"):
            for column in (sex, "total"):
                sums[row, column, year] = sums.get((row, column, year), Decimal(0)) + number
    kept = {key: number for key, number in sums.items() if key[1] != "unknown"}
    for (benefit, sex, year), count in kept.items():
        place = (benefit, sex, str(year))
        thousands = _rounded(count * 7 / 1000, 1, mode)
        yield Figure(Cell("5", "decisions_count", *place), count, note=NOTE)
        yield Figure(Cell("95", "decisions_count", *place), count, note=NOTE)
        yield Figure(Cell("91", "insurance_expenditure_msek", *place), thousands, unit="msek", note=NOTE)
        yield Figure(Cell("2", "insurance_expenditure_msek", *place), _rounded(thousands, 1, mode), "", "msek", NOTE)
        known = kept[benefit, "women", year] + kept[benefit, "men", year]
        if sex != "total" and known:
            share = _rounded(100 * count / known, decimals, mode)
            yield Figure(Cell("96", "decisions_share_by_sex_percent", *place), share, unit="percent")
        if sex == "total" and count:
            yield Figure(Cell("92", "administration_cost_msek", *place), Decimal(cost), unit="msek", note=NOTE)
            each = _rounded(Decimal(cost) * 1_000_000 / count, 0, mode)
            yield Figure(Cell("98", "unit_cost_sek_per_decision", *place), each, unit="sek_per_decision", note=NOTE)
        before = kept[benefit, sex, YEARS[0]]
        if year == YEARS[1] and before:
            changed = _rounded(100 * (count - before) / before, 1, mode)
            cell = Cell("5", "decisions_change_percent", benefit, sex, "2023-2024")
            yield Figure(cell, changed, unit="percent", note=NOTE)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries({
        (benefit, sex, year): st.integers(0, 3_000_000) for benefit in BENEFITS for sex in SEXES for year in YEARS
    }),
    st.integers(0, 2),
    st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN)),
)  # fmt: skip
def test_a_report_reckoned_from_counts_and_rounded_as_printed_never_alarms(
    counts: Counts, decimals: int, mode: str
) -> None:
    """The cost is the same for each row, so its own total row is no sum and is left out by the report itself."""
    figures = [
        each
        for each in _printed(counts, 500, decimals, mode)
        if each.cell[1:3] != ("administration_cost_msek", "total")
    ]
    outcome = check(Report(figures))
    assert outcome.findings == []
    assert sum(outcome.compared.values()) > 50
    assert not outcome.not_followed


@settings(max_examples=40, deadline=None)
@given(st.integers(1000, 3_000_000), st.integers(1000, 3_000_000), st.integers(1, 1000))
def test_one_count_too_many_in_the_total_row_is_always_found(first: int, second: int, extra: int) -> None:
    rows = {"barnbidrag": first, "sjukersattning": second, "total": first + second + extra}
    figures = [Figure(Cell("5", "payments_count", row, "total", "2023"), Decimal(n)) for row, n in rows.items()]
    assert [(each.rule, each.gap) for each in check(Report(figures)).findings] == [("row_sum", Decimal(extra))]


def test_the_printed_report_gives_up_its_known_errors_untold() -> None:
    """All nine errors that name a cell are found; alarms beside the known ones are counted, not hidden."""
    outcome = check(read_report(shared("published/figures.csv")))
    known = checkable(shared("published/anomalies.csv"))
    errors = outcome.of("error")

    def score(kind: str, rule: str | None = None, among: list[Finding] = outcome.findings) -> tuple[int, int]:
        them = [each for each in known if each.kind == kind and rule in (None, each.rule)]
        return sum(found(each, among) for each in them), len(them)

    assert score("error", among=errors) == (9, 9)
    assert score("inconsistency", among=errors) == (14, 14)
    assert score("not_reproducible", "weighted_share") == (7, 7)
    assert score("not_reproducible") == (7, 10)
    assert score("unexplained_gap") == (63, 64)
    assert score("rounding", among=errors) == (0, 65), "what only rounding explains is no error"
    faults = [each for each in known if each.kind in ("error", "inconsistency")]
    assert (len(errors), len(beside(errors, faults))) == (45, 22)
    assert (len(outcome.of("notice")), len(beside(outcome.of("notice"), known))) == (347, 187)


def test_the_printed_errors_are_found_without_the_notes() -> None:
    """One note of the data set tells of a misprint; no finding of an error depends on any note."""
    report = read_report(shared("published/figures.csv"))
    bare = Report([Figure(each.cell, each.value, each.printed, each.unit) for each in report.figures])
    bare_errors = {(each.rule, each.cells[0]) for each in check(bare).of("error")}
    assert {(each.rule, each.cells[0]) for each in check(report).of("error") if each.rule != "row_sum"} <= bare_errors


def test_the_command_says_what_is_wrong_in_words_and_as_json(tmp_path: Path) -> None:
    file = _written(tmp_path, SOUND.replace("total,total,2023,,1500,", "total,total,2023,,1501,"))
    said = CliRunner().invoke(app, ["check", str(file)])
    assert said.exit_code == 1
    assert "FEL row_sum: tabell 6 decisions_count total total 2023: 1501 (väntat 1500)" in said.stdout
    given_back = json.loads(CliRunner().invoke(app, ["check", str(file), "--json"]).stdout)
    assert given_back["errors"] == 1
    assert given_back["findings"][0]["cells"][0]["table"] == "6"
    sound = CliRunner().invoke(app, ["check", str(_written(tmp_path, SOUND)), "--language", "en"])
    assert (sound.exit_code, "0 errors, 0 notices" in sound.stdout) == (0, True)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("table,metric\n5,decisions_count\n", "FOLLOWUP_REPORT_COLUMNS", "benefit"),
        (",".join(COLUMNS) + "\n", "FOLLOWUP_REPORT_COLUMNS", "no rows"),
        (",".join(COLUMNS) + "\n5,decisions_count,total,total,2023,,1 500,,count\n", "FOLLOWUP_REPORT_VALUE", "Line 2"),
        (",".join(COLUMNS) + "\n5,decisions_count,total,total,2023,,NaN,,count\n", "FOLLOWUP_REPORT_VALUE", "Line 2"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, text: str, code: str, words: str) -> None:
    file = tmp_path / "report.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(HandlagError) as refused:
        read_report(file)
    assert refused.value.code == code
    assert words in refused.value.english.problem
