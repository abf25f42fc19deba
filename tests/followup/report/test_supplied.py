"""Figures that registers supply: taken whole or refused whole, kept as they came, never quietly nought."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from handlag.core.errors import HandlagError
from handlag.followup.report.model import Place
from handlag.followup.report.supplied import Supplied, needed, read, read_file

NOW = datetime(2025, 1, 20, 9, tzinfo=UTC)
HEAD = "metric,benefit,sex,year,other_dimension,value,unit,printed,label_sv,label_en"
COST = "administration_cost_msek,barnbidrag,total,2024,,177,msek"
COST_AT = Place("administration_cost_msek", "barnbidrag", "total", "2024")


def given(*lines: str) -> str:
    return "\n".join((HEAD, *lines)) + "\n"


def add(folder: Supplied, *lines: str, by: str = "Ekonomi") -> int:
    made = folder.add(given(*lines), file="cost.csv", source="bokslut 2024", by=by, now=NOW)
    return made.version


def test_a_figure_is_kept_exactly_with_who_gave_it_when_and_from_what(tmp_path: Path) -> None:
    folder = Supplied(tmp_path)
    assert add(folder, COST, "telephone_waiting_time_mean_minutes,barnbidrag,total,2024,,12.5,minutes") == 1
    rows, by = folder.figures()
    assert rows[COST_AT].held.value == 177
    assert rows[Place("telephone_waiting_time_mean_minutes", "barnbidrag", "total", "2024")].held.value == Fraction(
        25, 2
    )
    delivery = by[COST_AT]
    assert (delivery.supplied_by, delivery.supplied_at, delivery.source) == ("Ekonomi", NOW, "bokslut 2024")
    assert rows[COST_AT].held.persons is None


def test_figures_about_insured_persons_know_how_many_they_are() -> None:
    [row] = read(given("police_reports_count,barnbidrag,women,2024,,3,count"))
    assert row.held.persons == 3


def test_a_dash_is_a_figure_that_is_not_there_and_an_asterisk_one_that_is_hidden() -> None:
    dash, hidden = read(
        given(
            "police_reports_count,barnbidrag,women,2024,,,count,-", "police_reports_count,barnbidrag,men,2024,,,count,*"
        )
    )
    assert (dash.held.value, dash.held.hidden) == (None, False)
    assert (hidden.held.value, hidden.held.hidden) == (None, True)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("no_such_count,barnbidrag,total,2024,,1,count", "metric"),
        ("administration_cost_msek,barnbidrag,total,2024,,1,ksek", "unit"),
        ("administration_cost_msek,barnbidrag,total,24,,1,msek", "year"),
        ("administration_cost_msek,barnbidrag,total,2023-2024,,1,msek", "year"),
        ("full_time_equivalents_count,barnbidrag,,2024-13,,1,count", "year"),
        ("administration_cost_msek,barnbidrag,total,2024-05,,1,msek", "other_dimension"),
        ("administration_cost_msek,barnbidrag,all,2024,,1,msek", "sex"),
        ("administration_cost_msek,barnbidrga,total,2024,,1,msek", "other_dimension"),
        ("administration_cost_msek,barnbidrag,total,2024,scope=net,1,msek", "other_dimension"),
        ("administration_cost_msek,barnbidrag,total,2023,,,msek", "value"),
        ("administration_cost_msek,barnbidrag,total,2023,,1 177,msek", "value"),
        ("administration_cost_msek,barnbidrag,total,2023,,NaN,msek", "value"),
        ("administration_cost_msek,barnbidrag,total,2023,,Infinity,msek", "value"),
        ("police_reports_count,barnbidrag,women,2024,,2.5,count", "value"),
        ("police_reports_count,barnbidrag,women,2024,,-1,count", "value"),
        ("payments_count,barnbidrag,women,2024,,1,count", "benefit"),
        ("reconsiderations_received_count,sjukpenning,total,2024,,1,count", "benefit"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_field_and_nothing_is_kept(
    tmp_path: Path, line: str, field: str
) -> None:
    folder = Supplied(tmp_path)
    with pytest.raises(HandlagError) as refused:
        add(folder, COST, line)
    assert (refused.value.code, refused.value.field) == ("FOLLOWUP_SUPPLIED_ROW", field)
    assert refused.value.context["line"] == 3
    assert "Rad 3" in refused.value.swedish.problem
    assert folder.deliveries() == []


def test_the_same_figure_twice_in_a_file_is_refused() -> None:
    with pytest.raises(HandlagError, match="Line 3: Line 2 says the same figure"):
        read(given(COST, COST))


@pytest.mark.parametrize("text", ["", HEAD + "\n", "metric,value\na,1\n"])
def test_a_file_without_rows_or_columns_is_no_delivery(text: str) -> None:
    with pytest.raises(HandlagError, match="FOLLOWUP_SUPPLIED_COLUMNS"):
        read(text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HandlagError, match="FOLLOWUP_SUPPLIED_UNREADABLE"):
        read_file(tmp_path / "x.csv")


def test_nobody_and_nowhere_are_refused(tmp_path: Path) -> None:
    with pytest.raises(HandlagError, match="FOLLOWUP_SUPPLIED_SOURCE by"):
        add(Supplied(tmp_path), COST, by=" ")


def test_a_file_delivered_twice_is_one_delivery(tmp_path: Path) -> None:
    folder = Supplied(tmp_path)
    assert (add(folder, COST), add(folder, COST)) == (1, 1)


def test_a_corrected_figure_replaces_the_earlier_one_which_can_still_be_asked_for(tmp_path: Path) -> None:
    folder = Supplied(tmp_path)
    add(folder, COST)
    assert add(folder, COST.replace("177", "179")) == 2
    assert folder.figures()[0][COST_AT].held.value == 179
    assert folder.figures(1)[0][COST_AT].held.value == 177
    assert folder.figures(0)[0] == {}
    with pytest.raises(HandlagError, match="FOLLOWUP_NO_SUPPLIED"):
        folder.figures(3)


def test_a_kept_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    folder = Supplied(tmp_path)
    add(folder, COST)
    (tmp_path / "000001.csv").write_text(given(COST.replace("177", "1")), encoding="utf-8")
    with pytest.raises(HandlagError, match="FOLLOWUP_SUPPLIED_CHANGED"):
        folder.figures()


def test_an_open_table_takes_rows_of_its_own_with_their_words() -> None:
    line = "research_funding_ksek,,,2024,funder=agency;organisation=x;project=1,500,ksek,,Ett projekt,A project"
    [row] = read(given(line))
    assert row.label is not None
    assert row.label.en == "A project"


def test_what_other_reports_take_by_month_is_supplied_by_month(tmp_path: Path) -> None:
    folder = Supplied(tmp_path)
    add(
        folder,
        "full_time_equivalents_count,internationell_vard,,2024-05,,31.5,count",
        "telephone_answered_in_time_percent,,,2024-05,,77,percent",
    )
    assert folder.values() == {
        Place("full_time_equivalents_count", "internationell_vard", "", "2024-05"): Fraction(63, 2),
        Place("telephone_answered_in_time_percent", "", "", "2024-05"): 77,
    }


def test_what_is_needed_is_rows_to_fill_in_and_give_back(tmp_path: Path) -> None:
    folder = Supplied(tmp_path)
    asked = list(csv.DictReader(io.StringIO(needed(2024, folder, "en"))))
    cost = [row for row in asked if row["metric"] == "administration_cost_msek" and row["benefit"] == "barnbidrag"]
    assert [(row["register"], row["row"]) for row in cost] == [
        ("the finance system", "Child allowance, Administration cost")
    ]
    assert not [row for row in asked if row["metric"] == "payments_count"]
    filled = io.StringIO()
    writer = csv.DictWriter(filled, list(asked[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"value": "1"} for row in asked)
    made = folder.add(filled.getvalue(), file="all.csv", source="test", by="C", now=NOW)
    assert made.rows == len(asked)
    assert needed(2024, folder).count("\n") == 1
