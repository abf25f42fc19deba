"""The shape of every benefit: registered, told in two languages with a working example, the same in columns."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from handlag.core.errors import HandlagError
from handlag.law import explain
from handlag.law.about import Alternative, Asked, about, at, example_with
from handlag.law.engine import WRITTEN_FROM, Provision
from handlag.law.parameters import amounts_on, dated_amounts, table
from handlag.law.population import Column
from handlag.law.registry import BENEFITS, REGISTRY, benefit, load_all, populations
from tests.law.test_engine import Watched

CODES = list(REGISTRY)
MONTHS = [date(2022, 1, 1), date(2024, 8, 1), date(2026, 6, 1)]


def test_the_registry_loads_what_it_names_and_knows_no_more() -> None:
    load_all()
    assert list(BENEFITS) == CODES
    assert len(BENEFITS) == len(CODES)
    assert "lottery" not in BENEFITS
    with pytest.raises(HandlagError, match="LAW_BENEFIT"):
        benefit("lottery")
    with pytest.raises(HandlagError, match="LAW_BENEFIT"):
        about("lottery")


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_each_benefit_can_be_decided_on(code: str) -> None:
    answer = explain(code, about(code).example)
    assert answer.benefit == code
    assert answer.lines
    assert answer.steps
    assert answer.outcome == "granted", "an example shows how an amount comes about"


def _plausible(asked: Asked, example: dict[str, Any]) -> list[Any]:
    if asked.kind == "choice":
        assert len(asked.choices) > 1
        return [choice.value for choice in asked.choices]
    assert not asked.choices
    if asked.kind == "bool":
        return [True, False]
    if asked.kind == "month":
        return [at(example, asked.path)["start"]]
    return [2] if asked.kind == "count" else [at(example, asked.path)]


@pytest.mark.parametrize("code", CODES)
def test_each_question_of_a_calculator_has_a_place_in_the_example(code: str) -> None:
    said = about(code)
    for asked in said.questions:
        for value in _plausible(asked, said.example):
            for place in asked.also:
                at(said.example, place.path)
            explain(code, example_with(code, {asked.path: value}))


def test_the_example_itself_is_never_changed() -> None:
    before = explain("barnbidrag", about("barnbidrag").example).total
    more = example_with("barnbidrag", {"children": 4, "children.*.custody": "sole", "period": date(2025, 5, 17)})
    assert [child["custody"] for child in more["children"]] == ["sole"] * 4
    assert more["period"] == {"start": date(2025, 5, 1), "end": date(2025, 5, 31)}
    assert explain("barnbidrag", about("barnbidrag").example).total == before == 132_500


def test_a_day_moves_the_days_that_hang_on_it() -> None:
    facts = example_with("sjukpenning", {"period.start": date(2026, 1, 20)})
    assert facts["sick_pay"] == {"start": date(2026, 1, 6), "end": date(2026, 1, 19)}
    assert facts["capacity"][0]["start"] == date(2026, 1, 20)


def test_words_are_those_of_the_readers_language() -> None:
    said = Alternative(sv="Ja", en="Yes", value=True)
    assert [said.in_language(language) for language in ("sv", "en-gb", "fi")] == ["Ja", "Yes", "Ja"]


@pytest.mark.parametrize("code", list(populations()))
def test_rows_of_a_population_are_what_the_law_explains(code: str) -> None:
    population, chance = populations()[code], random.Random(code)  # noqa: S311  no secret
    explained = 0
    for number in range(700):
        month = MONTHS[number % len(MONTHS)]
        row = {column.name: _any_of(column, chance) for column in population.columns}
        facts = population.facts(month, row)
        if facts is None or any(conflict.rule(*row.values()) for conflict in population.conflicts):
            continue
        amounts = [amounts_on(month, of=kind) for kind in population.amounts]
        answer = explain(code, facts)
        assert answer.outcome != "unclear", row
        assert answer.total == population.row(*amounts, *row.values()), row
        explained += 1
    assert explained >= 40


def _any_of(column: Column, chance: random.Random) -> int:
    """Ends and middles alike; wide ranges mostly low, where ceilings and floors are."""
    highest = column.most if chance.random() < 0.1 else min(column.most, column.least + 900_000)
    return chance.choice([column.least, chance.randint(column.least, highest), chance.randint(column.least, highest)])


@pytest.mark.parametrize("code", list(populations()))
def test_no_number_of_a_row_leaves_64_bits_within_the_columns_ranges(code: str) -> None:
    population, chance = populations()[code], random.Random(code)  # noqa: S311  no secret
    amounts = [kind(*map(Watched, amounts_on(date(2026, 6, 1), of=kind))) for kind in population.amounts]
    population.row(*amounts, *(Watched(column.most) for column in population.columns))
    for _ in range(60):
        population.row(*amounts, *(Watched(chance.choice([c.least, c.most, c.most])) for c in population.columns))


def test_each_benefit_has_columns_or_says_why_it_has_none() -> None:
    assert {code for code in CODES if about(code).no_columns is None} == set(populations())


def test_a_column_several_benefits_read_is_the_same_in_all() -> None:
    known: dict[str, Column] = {}
    for population in populations().values():
        for column in population.columns:
            assert known.setdefault(column.name, column) == column, population.benefit
            assert column.least <= column.most


def test_every_kind_of_amounts_names_parameters_there_are() -> None:
    for population in populations().values():
        fields = [name for kind in population.amounts for name in kind._fields[1:]]
        assert set(fields) <= set(table())
        assert set(population.needed or ()) <= set(fields)
    with pytest.raises(TypeError, match="day"):
        dated_amounts(tuple)


def _quarters() -> list[date]:
    return [date(year, month, 1) for year in range(2016, 2028) for month in (1, 4, 7, 10)]


def _in_force(rule: Provision[..., Any], quarter: date) -> bool:
    """Whether any benefit of the provision's package can be had at all then."""
    package = rule.__module__.split(".")[2]
    spans = [about(code).in_force for code, entry in REGISTRY.items() if entry.package == package]
    return not spans or any(
        (span.start is None or span.start <= quarter) and (span.until is None or quarter < span.until) for span in spans
    )


@pytest.mark.parametrize("quarter", _quarters(), ids=str)
def test_every_provision_has_one_version_each_quarter_or_says_it_is_not_written(quarter: date) -> None:
    load_all()
    for name, versions in Provision.registry.items():
        if not name.startswith("handlag."):
            continue
        applying = [version for version in versions if version.version.applies(quarter)]
        assert len(applying) <= 1, name
        if quarter >= WRITTEN_FROM and _in_force(versions[0], quarter):
            assert len(applying) == 1, name
            assert versions[0].on(quarter) is applying[0]
        elif not applying:
            with pytest.raises(HandlagError, match="LAW_NOT_WRITTEN"):
                versions[0].on(quarter)


def test_every_provision_says_where_it_stands_and_what_it_reads() -> None:
    load_all()
    for versions in Provision.registry.values():
        for rule in versions:
            assert rule.lagrum.startswith(("SFB ", "Test ")) or any(mark in rule.lagrum for mark in ("(", "/")), (
                rule.name
            )
            assert rule.version.in_force <= rule.version.first_applied
            assert set(rule.uses) <= set(table())
            assert rule.__doc__ or rule.name.startswith("_")


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("rehabiliteringsersattning", (5, 100)),
        ("smittbararersattning", (5, 0)),
        ("narstaendepenning", (8, 2_080)),
        ("tillfallig_foraldrapenning", (8, 2_080)),
    ],
)
def test_a_krona_under_the_least_income_gives_a_row_nothing(code: str, others: tuple[int, ...]) -> None:
    """SFB 25 kap. 3 §: 24 per cent of the prisbasbelopp of 2026, 59,200, is 14,208."""
    population = populations()[code]
    amounts = [amounts_on(date(2026, 6, 1), of=kind) for kind in population.amounts]
    assert population.row(*amounts, 14_207, *others) == 0
    assert population.row(*amounts, 14_208, *others) > 0
