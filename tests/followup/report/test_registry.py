"""The annual report's registry: every table and diagram of the printed report, every figure at its place."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from handlag.followup.domain.indicators import Text
from handlag.followup.report.annual import assembled
from handlag.followup.report.build import Told
from handlag.followup.report.figures import Figures, Held
from handlag.followup.report.model import Place, PrintedCell, Report
from handlag.followup.report.registry import DERIVED, EVENTS, annual
from tests.shared import shared

FUNDERS = {"117": "funder=agency;", "118": "funder=agency_and_forte;"}
"""Two tables print a total of research funding under the same name; here they are two figures."""


def published() -> dict[tuple[str, Place], tuple[str, str]]:
    """The printed report's figures by table and place: the value, or what stands in its stead."""
    found = {}
    with shared("published/figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["table"].isdigit():
                dimensions = FUNDERS.get(row["table"], "") + row["other_dimension"]
                place = Place(row["metric"], row["benefit"], row["sex"], row["year"], dimensions)
                found[row["table"], place] = (row["value"], row["printed"])
    return found


@cache
def printed_again() -> Report:
    """The report made of the printed one's own figures, those it can make from others left out."""
    held: dict[Place, Held] = {}
    for (_, place), (value, _) in published().items():
        metric = annual().metrics.get(place.metric)
        if value and metric is not None and metric.origin != DERIVED:
            held.setdefault(place, Held(Fraction(Decimal(value)), metric.origin))
    return assembled(Told(annual(), Figures(held), 2024, 1, date(2024, 12, 31)))


def cells() -> dict[tuple[str, Place], PrintedCell]:
    return {(table.number, cell.place): cell for table in printed_again().tables for cell in table.cells}


def test_all_125_tables_and_six_diagrams_are_there_each_once() -> None:
    made = printed_again()
    assert [table.number for table in made.tables] == [*(str(number) for number in range(1, 126)), "P1"]
    assert [diagram.number for diagram in made.diagrams] == ["D1", "D2", "D3", "D4", "D5", "D6"]
    assert [table.number for table in made.tables if table.missing] == ["P1"]


def test_every_figure_of_the_printed_report_has_its_place_in_the_same_table() -> None:
    ours, theirs = cells(), published()
    assert len(theirs) == 7928
    assert [key for key in theirs if key not in ours] == []


def test_what_the_report_prints_besides_is_an_empty_budget_or_a_change_it_leaves_out() -> None:
    more = Counter(place.metric for (_, place) in cells().keys() - published().keys())
    assert sum(more.values()) <= 30
    assert all(name.startswith(("fee_area_", "research_", "sickness_absence")) for name in more), more


def test_figures_that_are_given_come_out_as_they_were_printed() -> None:
    ours = cells()
    held: dict[Place, tuple[str, str]] = {}
    for (table, place), (value, _) in published().items():
        held.setdefault(place, (table, value))
    wrong = [
        (table, place, value, ours[table, place].number)
        for place, (table, value) in held.items()
        if value and place.metric in annual().metrics and annual().metrics[place.metric].origin != DERIVED
        and Fraction(value) != ours[table, place].value
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize(("suffix", "rows"), [("_change_percent", 120), ("_share_by_sex_percent", 216)])
def test_figures_made_from_others_differ_from_the_printed_ones_by_rounding_alone(suffix: str, rows: int) -> None:
    """The report computes on unrounded values; made from printed ones, a figure may differ in its last decimals."""
    ours = cells()
    pairs = [
        (ours[key].value, Fraction(value))
        for key, (value, _) in published().items()
        if key[1].metric.endswith(suffix) and value
    ]
    far = [pair for pair in pairs if pair[0] is None or abs(pair[0] - pair[1]) > 2]
    assert len(pairs) >= rows
    assert (
        len(far) <= 3
    )  # table 44 prints the change of a unit cost it prints wrongly in the same row, and two small ones


def test_unit_costs_follow_from_cost_and_decisions() -> None:
    ours = cells()
    costs = {key[1]: value for key, (value, _) in published().items() if key[1].metric.startswith("unit_cost_sek")}
    found = {key[1]: cell.value for key, cell in ours.items() if key[1] in costs and key[0] == "98"}
    near = [abs(cost / Fraction(costs[place]) - 1) for place, cost in found.items() if cost and costs[place]]
    assert len(near) >= 30
    assert sum(each < Fraction(2, 100) for each in near) >= len(near) - 4


def test_every_measure_says_where_it_comes_from_and_in_both_languages() -> None:
    registry = annual()
    known = {EVENTS, DERIVED, *registry.registers}
    assert {metric.origin for metric in registry.metrics.values()} <= known
    texts: list[Text] = [metric.name for metric in registry.metrics.values()]
    texts += [text for table in (*registry.tables, *registry.diagrams) for text in (table.title, table.section)]
    assert all(text.sv.strip() and text.en.strip() for text in texts)


def test_rows_of_a_table_have_names_of_their_own() -> None:
    for table in printed_again().tables:
        for language in ("sv", "en"):
            names = Counter((row.group, row.name.of(language)) for row in table.rows)
            assert [name for name, count in names.items() if count > 1] == [], (table.number, language)
