"""The world written straight as Parquet is the world written to the database: one definition, two ways out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from handlag.core.benefits import FACTS
from handlag.core.errors import HandlagError
from handlag.followup.actions.export import export
from handlag.followup.domain.codes import BENEFITS, HANDLED, KINDS, OPEN, REPORTED
from handlag.followup.queries import report_table, view
from handlag.followup.store import Store
from handlag.law.run import run, work_for
from handlag.people.models import Income, Person
from handlag.world.compare import compare
from handlag.world.domain import plan as plans
from handlag.world.domain.plan import plan_for
from handlag.world.make import make_history, scale
from handlag.world.national import SLOTS, read_plan, write_world

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOLD = ("case_opened", "decided", "case_closed", "payment_ordered", "payment_settled")
MODELLED = pl.col("benefit").is_in([BENEFITS[code] for code in HANDLED])
KEYS = ("id_hi", "id_lo", "case", "person", "vintage")


def silent(_what: str, _done: int) -> None:
    pass


def in_words(store: Store) -> pl.DataFrame:
    """The events indicators count, open columns as words, without what differs by design: identities and numbers.

    Requests for reconsideration are drawn in the columns only, as their actor says.
    """
    manifest = store.vintage()
    book = manifest.book()
    by_chance = pl.col("actor_kind") == book.learn("actor_kind", ()).get("drawn", 0)
    counted = pl.col("kind").is_in([KINDS[kind] for kind in TOLD]) & MODELLED & ~by_chance
    events = store.events(manifest.vintage).filter(counted).collect()
    words = [
        pl.col(column).map_elements(lambda code, c=column: book.word(c, code) if code else "", return_dtype=pl.String)
        for column in OPEN
    ]
    return events.with_columns(words).drop(KEYS)


def cases_of(store: Store) -> pl.DataFrame:
    return (
        pl.read_parquet(store.derived(1) / "cases.parquet")
        .filter(MODELLED)
        .drop("case", "person", "closed_reason", "outcome", "unit")
    )


def same(one: pl.DataFrame, two: pl.DataFrame) -> None:
    """The same rows, in whatever order."""
    assert one.schema == two.schema
    assert one.sort(one.columns).equals(two.sort(two.columns))


def test_the_columns_are_what_the_database_world_exports(db, tmp_path: Path):
    plan = plan_for(5000, 5, 2023, NOW, 2024)
    written = write_world(plan, tmp_path / "columns", NOW, silent)
    columns = Store(tmp_path / "columns" / "followup")
    make_history(plan, NOW, silent)
    database = Store(tmp_path / "exported")
    export(database, NOW)

    events, decided = in_words(columns), cases_of(columns).filter(pl.col("decided").is_not_null())
    waiting = len(cases_of(columns)) - len(decided)
    assert 0 < waiting < 100  # decided after the year's end: a database world's would be lived
    opened = pl.col("kind") == "case_opened"
    same(events.filter(~opened), in_words(database).filter(~opened))
    same(decided, cases_of(database))
    assert len(events.filter(opened)) == len(in_words(database).filter(opened)) + waiting
    by_chance = pl.col("actor_kind") == columns.vintage().book().learn("actor_kind", ())["drawn"]
    assert written.events == len(events) + len(store_events(columns).filter(~MODELLED | by_chance).collect())

    counts_waiting = {"Pending cases (table 100)"}
    ours, theirs = (
        {
            row: row.world
            for row in compare(view(store), scale())
            if row.measure not in counts_waiting and row.benefit in HANDLED
        }
        for store in (columns, database)
    )
    assert ours == theirs
    people = pl.read_parquet(tmp_path / "columns" / "people.parquet")
    assert people["sex"].to_list() == in_order("sex")
    assert people["born"].to_list() == [born.toordinal() for born in in_order("born")]
    incomes = dict(Income.objects.filter(period__contains=date(2024, 12, 1)).values_list("person__nr", "yearly_kronor"))
    grown = people.filter(pl.col("age") >= 18)
    assert dict(grown.filter(pl.col("income") > 0).select("person", "income").iter_rows()) == incomes


def store_events(store: Store) -> pl.LazyFrame:
    return store.events(1)


def in_order(column: str) -> list:
    return list(Person.objects.order_by("nr").values_list(column, flat=True))


def test_blocks_made_side_by_side_are_the_same_files_as_one_after_the_other(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(plans, "BLOCK", 1000)
    plan = plan_for(2000, 5, 2024, NOW, 2024)
    assert len(plan.blocks) == 2
    again = [write_world(plan, tmp_path / str(number), NOW, silent, 1).files for number in range(2)]
    assert again[0] == again[1]
    assert len({name.rpartition("/")[2] for name in again[0]}) == 30  # two blocks, three benefits and twelve drawn
    people = pl.read_parquet(tmp_path / "0" / "people.parquet")
    assert people["person"].to_list() == list(range(1, 2001))
    cases = pl.read_parquet(Store(tmp_path / "0" / "followup").derived(1) / "cases.parquet")
    assert cases["case"].n_unique() == len(cases)
    table = report_table(6, 2024, store=Store(tmp_path / "0" / "followup"))
    assert table.rows[-1].cells[-1] is not None


def test_only_an_empty_directory_or_an_earlier_world_is_written_into(tmp_path: Path):
    plan = plan_for(1000, 5, 2024, NOW, 2024)
    with pytest.raises(HandlagError, match="WORLD_NONE"):
        read_plan(tmp_path)
    (tmp_path / "letters").mkdir()
    with pytest.raises(HandlagError, match="WORLD_NOT_EMPTY"):
        write_world(plan, tmp_path, NOW, silent)
    (tmp_path / "letters").rmdir()
    write_world(plan, tmp_path, NOW, silent)
    first = json.loads((tmp_path / "world.json").read_text())
    write_world(plan, tmp_path, NOW, silent)
    assert read_plan(tmp_path) == first
    assert first["people"] == 1000


def test_the_laws_population_runs_read_every_row_of_a_world(tmp_path: Path):
    write_world(plan_for(3000, 5, 2024, NOW, 2024), tmp_path / "world", NOW, silent)
    people = tmp_path / "world" / "people.parquet"
    month = date(2024, 12, 1)
    total = run(work_for((), month), people, tmp_path / "results.parquet")
    assert (total.rows, total.rejected_rows) == (3000, 0)
    paid = {benefit for benefit, ore in total.total.items() if ore}
    assert paid >= {"barnbidrag", "bostadsbidrag", "foraldrapenning", "sjukersattning", "sjukpenning"}
    # Of the country's 10.6 million, 138,640 had maintenance support in 2024 (table 3), for somewhat more children.
    supported = pl.read_parquet(people).filter(pl.col("child_months") > 0)
    assert 20 < len(supported) < 120


def test_every_benefit_has_a_number_of_its_own_and_room_for_its_cases() -> None:
    assert len(set(BENEFITS.values())) == len(BENEFITS)
    assert 0 < min(BENEFITS.values()) <= max(BENEFITS.values()) < SLOTS
    assert all(REPORTED[str(benefit)].number == facts.number for benefit, facts in FACTS.items())
