"""The reader with printed reports and nothing else: finds what adds up, and what follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from handlag.cli_disclosure import app
from handlag.core.errors import HandlagError
from handlag.followup.disclosure.printed import audit_reports
from tests.shared import shared

HEAD = "table,metric,benefit,sex,year,other_dimension,value,printed,unit"


def printed(*rows: str, metric: str = "decisions_count", year: int = 2024) -> str:
    """Rows as ``benefit women men total``."""
    lines = [HEAD]
    for row in rows:
        benefit, *values = row.split()
        for sex, value in zip(("women", "men", "total"), values, strict=True):
            number, star = ("", "*") if value == "*" else (value, "")
            lines.append(f"6,{metric},{benefit},{sex},{year},,{number},{star},count")
    return "\n".join(lines)


def exposed(*texts: str) -> list[str]:
    return [each.cell.split("|", 1)[1] for each in audit_reports(texts).exposed]


def test_table_79_of_the_annual_report_is_found_among_all_its_tables_untold() -> None:
    """Of the two hidden counts of 2022 the one can be 1 at most (6 less 5), the other 3 (24 less 21)."""
    text = shared("published/figures.csv").read_text(encoding="utf-8")
    assert exposed(text) == ["aktivitetsersattning|men|2022||0", "omvardnadsbidrag|men|2022||0"]


def test_what_women_and_everybody_leave_is_worked_out_and_two_hidden_are_not() -> None:
    assert exposed(printed("a 20 * 22", "b 30 40 70")) == ["a|men|2024||0"]
    assert exposed(printed("a * * 22", "b 30 40 70")) == []


def test_rows_make_the_total_unless_a_column_shows_that_they_do_not() -> None:
    """The one hidden in its column follows from it; where persons count once in the total, it doesn't."""
    columns = "a * * 22", "b 30 40 70", "total 50 42 92"
    assert exposed(printed(*columns)) == ["a|men|2024||0", "a|women|2024||0"]
    assert exposed(printed("a * * 22", "b 30 40 70", "total 45 42 87", metric="persons_count")) == []


def test_persons_of_unknown_sex_are_allowed_for_where_any_total_has_them() -> None:
    assert exposed(printed("a 20 * 26", "b 30 40 70")) == ["a|men|2024||0"]  # it is 6 and nothing else
    assert exposed(printed("a 20 * 26", "b 30 40 75")) == []
    assert exposed(printed("a 20 * 23", "b 30 40 70")) == ["a|men|2024||0"]


def test_last_years_report_gives_a_hidden_figure_away() -> None:
    now, before = printed("a * * 22", "b 30 40 70"), printed("a 20 2 22")
    assert exposed(now) == []
    assert audit_reports([now, before]).bounds == ()  # nothing is hidden any more
    assert exposed(now, printed("a 20 * 22")) == ["a|men|2024||0"]


def test_a_corrected_figure_is_another_one() -> None:
    now, before = printed("a 21 * 30", "b 30 40 75"), printed("a 20 * 30")
    assert exposed(now, before) == []


def test_last_years_sum_tells_though_another_of_its_figures_has_been_corrected() -> None:
    """Hidden in the one report and printed in the other, c leaves last year's 202 less 40, 90 and 70: two women."""
    now = printed("a * * 52", "b 41 60 101", "c 70 30 100", "d * * 17", "total 122 148 270")
    before = printed("a * * 52", "b 40 60 100", "c * * 100", "d 90 80 170", "total 202 220 422")
    assert exposed(now) == exposed(before) == []
    assert "a|women|2024||0" in exposed(now, before)


def test_what_contradicts_what_was_taken_to_add_up_is_told_and_not_believed() -> None:
    found = audit_reports([printed("a 20 * 10", "b 30 40 70")])
    assert found.bounds or found.contradictions
    assert not found.exposed


def test_means_shares_and_work_units_are_not_read_and_other_files_refused() -> None:
    assert audit_reports([f"{HEAD}\n108,full_time_equivalents_count,,total,2024,,,*,count"]).bounds == ()
    with pytest.raises(HandlagError, match="AUDIT_REPORT"):
        audit_reports(["a,b\n1,2"])


def test_the_command_lays_reports_side_by_side(tmp_path: Path) -> None:
    now, before = tmp_path / "2024.csv", tmp_path / "2023.csv"
    now.write_text(printed("a * * 22", "b 30 40 70"), encoding="utf-8")
    before.write_text(printed("a 20 * 22"), encoding="utf-8")
    assert CliRunner().invoke(app, ["reports", str(now)]).exit_code == 0
    found = CliRunner().invoke(app, ["reports", str(now), str(before)])
    assert (found.exit_code, "a|men|2024" in found.stdout) == (1, True)
