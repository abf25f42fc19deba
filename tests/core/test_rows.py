"""Rows written and read in one go are the rows the ORM knows, and errors are Django's own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from handlag.core.rows import insert, read, together
from handlag.events.kinds import Kind
from handlag.events.log import Actor, event
from handlag.events.models import Event
from handlag.people.models import Income, Person, Unit
from tests.cases import scene

pytestmark = pytest.mark.django_db


def anna() -> Person:
    return Person(
        nr=7,
        identity_number="198503129805",
        given_name="Anna",
        family_name="Andersson",
        born=date(1985, 3, 12),
        sex="F",
    )


def test_rows_of_several_tables_are_written_whatever_their_order():
    person = anna()
    since = scene.DateRange(date(2026, 1, 1), None)
    income = Income(person=person, kind="employment", yearly_kronor=400_000, source="x", period=since)
    happened = event(Kind.DECIDED, scene.NOON, person=person, outcome="granted", days=4)
    insert([income, happened, person, Unit(code="ö", name='"Ö" & co', county="01")])
    assert Income.objects.get().person == person
    assert Income.objects.get().period.lower == date(2026, 1, 1)
    kept = Event.objects.get()
    assert (kept.kind, kept.at, kept.detail, kept.birth_year) == (
        "decided", scene.NOON, {"outcome": "granted", "days": 4}, 1985,
    )  # fmt: skip
    assert kept.recorded_at is not None  # the database's own default
    assert Unit.objects.get().name == '"Ö" & co'


def test_many_rows_of_a_table_are_one_statement():
    insert([event(Kind.NOTE_WRITTEN, scene.NOON, number=number) for number in range(300)])
    assert sorted(row.detail["number"] for row in Event.objects.all()) == list(range(300))


def test_a_row_that_is_there_already_raises_what_django_raises():
    unit = Unit(code="x", name="x")
    insert([unit])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([Unit(code="x", name="y")])
    assert Unit.objects.get() == unit


def test_questions_are_answered_in_order():
    insert([Unit(code="a", name="A"), Unit(code="b", name="B")])
    named, counted = read(
        ("SELECT name FROM people_unit WHERE code = $1", ["b"]), ("SELECT count(*) FROM people_unit", [])
    )
    assert (named, counted) == ([("B",)], [(2,)])


def test_statements_are_prepared_once_and_planned_once():
    """Django's own setting makes the driver refuse, and every claim's rows are then parsed and planned anew."""
    for code in "abcdefgh":
        insert([Unit(code=code, name=code)])
        read(("SELECT name FROM people_unit WHERE code = $1", [code]))
    with connection.cursor() as cursor:
        runs = "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement ~ 'people_unit'"
        cursor.execute(runs)
        assert cursor.fetchall() == [(8,), (8,)]


def test_what_the_rows_of_a_table_share_is_sent_once_and_the_rest_with_each():
    person, other = anna(), UUID(int=7)
    alike = [event(Kind.NOTE_WRITTEN, scene.NOON, person=person, number=number) for number in range(3)]
    insert([person, *alike])
    insert([*(event(Kind.DECIDED, scene.NOON, person=person, number=number) for number in (3, 4)),
            event(Kind.DECIDED, scene.NOON, case_id=other, number=5)])  # fmt: skip
    assert [(row.detail["number"], row.person_id, row.case_id) for row in Event.objects.order_by("id")] == [
        *((number, person.id, None) for number in range(5)), (5, None, other),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_rows_sent_together_fail_at_the_latest_when_the_block_ends_and_leave_nothing():
    with pytest.raises(IntegrityError), together(), transaction.atomic():
        insert([Unit(code="y", name="y"), Unit(code="y", name="again")])
    with together(), transaction.atomic():
        insert([Unit(code="z", name="z")])
    assert list(Unit.objects.values_list("code", flat=True)) == ["z"]


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])


def test_every_column_of_an_event_is_the_one_it_was_meant_for():
    """An event is made without Django's own initialiser, which would have filled in a column left out."""
    person, case_id, actor_id = anna(), UUID(int=1), UUID(int=2)
    actor = Actor("officer", actor_id, "stockholm")
    made = event(
        Kind.DECIDED, scene.NOON, person=person, case_id=case_id, benefit="sjukpenning", actor=actor,
        amount_ore=87_600, outcome="granted",
    )  # fmt: skip
    columns = {field.attname: getattr(made, field.attname) for field in Event._meta.concrete_fields}
    assert made.__dict__.keys() - {"_state"} == columns.keys()
    del columns["id"], columns["recorded_at"]
    assert columns == {
        "at": scene.NOON, "kind": "decided", "case_id": case_id, "person_id": person.id, "benefit": "sjukpenning",
        "sex": "F", "birth_year": 1985, "unit": "stockholm", "actor_kind": "officer", "actor_id": actor_id,
        "amount_ore": 87_600, "detail": {"outcome": "granted"},
    }  # fmt: skip
