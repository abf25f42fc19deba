"""Persons, relations, incomes and the read log against a real database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase

from handlag.core.errors import Conflict, HandlagError, NotAllowed, NotFound
from handlag.core.ids import luhn_digit
from handlag.events.models import Event
from handlag.people import ports, queries
from handlag.people.actions.open_account import close_account, open_account
from handlag.people.actions.read_person import read_person
from handlag.people.actions.record_income import record_income
from handlag.people.actions.register_person import Address, register_person, set_protection
from handlag.people.actions.relate import Spell, correct_relation, relate
from handlag.people.actions.set_bank_account import set_bank_account
from handlag.people.domain.access import CaseFacts
from handlag.people.models import Account, Income, Organisation, Person, ReadLog, Relation, Unit

NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)
TODAY = date(2024, 3, 1)


def number(born: date, serial: int) -> str:
    nine = f"{born:%y%m%d}{serial}"
    return f"{born:%Y%m%d}{serial}{luhn_digit(nine)}"


def somebody(name: str, born: date, serial: int) -> Person:
    home = Address("Storgatan 1", "11122", "Stockholm", municipality="0180")
    return register_person(number(born, serial), name, "Testsson", NOW, address=home)


@pytest.fixture
def anna(db: None) -> Person:
    return somebody("Anna", date(1985, 5, 17), 982)


@pytest.fixture
def bo(db: None) -> Person:
    return somebody("Bo", date(1983, 2, 1), 981)


@pytest.fixture
def child(db: None) -> Person:
    return somebody("Cia", date(2019, 8, 9), 984)


@pytest.fixture
def officer(db: None) -> Account:
    unit = Unit.objects.create(code="stockholm-1", name="Stockholm 1", county="01")
    return open_account("officer", "a long password", "officer", NOW, unit=unit)


@pytest.fixture
def annas_case(anna: Person, monkeypatch: pytest.MonkeyPatch) -> object:
    case_id = uuid4()
    facts = {case_id: CaseFacts(frozenset({anna.id}), "stockholm-1")}
    monkeypatch.setattr(ports, "_case_lookups", [facts.get])
    return case_id


def test_registering_somebody_takes_sex_and_birth_from_the_number_and_leaves_an_event(anna):
    assert (anna.sex, anna.born) == ("F", date(1985, 5, 17))
    event = Event.objects.get(kind="person_registered", person_id=anna.id)
    assert (event.at, event.sex, event.birth_year, event.detail) == (NOW, "F", 1985, {})


def test_the_same_number_is_registered_once(anna):
    with pytest.raises(Conflict, match="PEOPLE_REGISTERED"):
        register_person("850517-" + anna.identity_number[-4:], "Annan", "Testsson", NOW)
    assert Person.objects.count() == 1


def test_a_person_without_a_name_is_not_registered(db):
    with pytest.raises(HandlagError, match="PEOPLE_NAME given_name"):
        register_person(number(date(1990, 1, 1), 980), "  ", "Testsson", NOW)
    assert not Event.objects.exists()


def test_somebody_is_found_by_any_way_of_writing_her_number(anna):
    digits = anna.identity_number
    for text in [digits, f"{digits[2:8]}-{digits[8:]}", f"{digits[:8]}-{digits[8:]}"]:
        assert queries.person_by_identity(text, TODAY) == anna
    with pytest.raises(NotFound, match="PEOPLE_UNKNOWN"):
        queries.person_by_identity(number(date(1970, 1, 1), 980), TODAY)


def test_custody_tells_whose_child_it_is_on_a_day(anna, bo, child):
    relate("custody", anna, child, Spell(date(2019, 8, 9), date(2037, 8, 9)), source="folkbokföring", now=NOW)
    relate("custody", bo, child, Spell(date(2019, 8, 9), date(2022, 1, 1)), source="folkbokföring", now=NOW)
    assert queries.guardians(child, date(2021, 12, 31)) == [bo, anna]
    assert queries.guardians(child, date(2022, 1, 1)) == [anna]
    assert queries.children_in_custody(bo, date(2022, 1, 1)) == []
    assert queries.children_in_custody(anna, date(2037, 8, 8)) == [child]
    assert queries.children_in_custody(anna, date(2037, 8, 9)) == []


def test_partners_are_recorded_each_way_and_one_at_a_time(anna, bo, child):
    relate("partner", anna, bo, Spell(date(2015, 6, 1)), source="folkbokföring", now=NOW)
    assert queries.partner(bo, TODAY) == anna
    with pytest.raises(Conflict, match="PEOPLE_RELATION_OVERLAPS"):
        relate("partner", child, bo, Spell(date(2020, 6, 1)), source="folkbokföring", now=NOW)
    assert Relation.objects.count() == 2


def test_a_correction_changes_what_is_known_now_but_not_what_was_known_then(anna, bo):
    later = NOW + timedelta(days=10)
    marriage = relate("partner", anna, bo, Spell(date(2015, 6, 1)), source="folkbokföring", now=NOW)
    correct_relation(marriage, Spell(date(2015, 6, 1), date(2023, 12, 1)), "folkbokföring", later)
    assert queries.partner(anna, TODAY) is None
    assert queries.partner(bo, TODAY) is None
    assert queries.partner(anna, date(2023, 11, 30)) == bo
    assert queries.partner(anna, TODAY, known_at=NOW + timedelta(days=1)) == bo
    with pytest.raises(Conflict, match="PEOPLE_RELATION_STALE"):
        correct_relation(marriage, None, "folkbokföring", later)


def test_a_relation_that_never_held_is_gone_from_now_on(anna, child):
    mistake = relate("parent", anna, child, Spell(date(2019, 8, 9)), source="folkbokföring", now=NOW)
    correct_relation(mistake, None, "folkbokföring", NOW + timedelta(hours=1))
    assert queries.children(anna, TODAY) == []
    assert queries.children(anna, TODAY, known_at=NOW) == [child]


@pytest.mark.parametrize(
    ("kind", "spell", "code"),
    [
        ("partner", Spell(date(2024, 2, 1), date(2024, 2, 1)), "PEOPLE_PERIOD"),
        ("partner", Spell(date(2024, 2, 2), date(2024, 2, 1)), "PEOPLE_PERIOD"),
        ("employer", Spell(date(2024, 2, 1)), "PEOPLE_RELATION_KIND"),
        ("friend", Spell(date(2024, 2, 1)), "PEOPLE_RELATION_KIND"),
    ],
)
def test_a_relation_that_makes_no_sense_is_refused_and_nothing_is_written(anna, bo, kind, spell, code):
    with pytest.raises(HandlagError, match=code):
        relate(kind, anna, bo, spell, source="test", now=NOW)
    assert not Relation.objects.exists()


def test_nobody_is_related_to_herself(anna):
    with pytest.raises(HandlagError, match="PEOPLE_RELATION_SELF"):
        relate("partner", anna, anna, Spell(TODAY), source="test", now=NOW)


def test_a_new_income_report_takes_over_its_days_and_leaves_the_rest(anna):
    employer = Organisation.objects.create(number="5560000001", name="Verkstad AB", kind="employer")
    whole = Spell(date(2023, 1, 1))
    record_income(anna, "employment", 420_000, whole, source="employer", now=NOW, organisation=employer)
    raised = Spell(date(2024, 1, 1), date(2024, 7, 1))
    record_income(anna, "employment", 444_000, raised, source="employer", now=NOW + timedelta(1), organisation=employer)
    yearly = [queries.yearly_income(anna, day)["employment"] for day in
              (date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1))]  # fmt: skip
    assert yearly == [420_000, 444_000, 444_000, 420_000]
    assert queries.yearly_income(anna, date(2024, 1, 1), known_at=NOW)["employment"] == 420_000


@pytest.mark.parametrize("kronor", [-1, 1_000_000_001])
def test_an_absurd_income_is_refused(anna, kronor):
    with pytest.raises(HandlagError, match="PEOPLE_INCOME_AMOUNT yearly_kronor"):
        record_income(anna, "employment", kronor, Spell(TODAY), source="employer", now=NOW)
    assert not Income.objects.exists()


def test_an_officer_reads_about_the_person_of_her_case_and_the_person_can_see_it(anna, officer, annas_case):
    assert read_person(officer, anna, "case", NOW, annas_case) == anna
    (entry,) = queries.reads_of(anna)
    assert (entry.by_role, entry.by_unit, entry.allowed, entry.rule) == ("officer", "Stockholm 1", True, "case")
    assert "officer" not in repr(entry).replace("by_role='officer'", "")


def test_a_refused_read_is_logged_with_its_rule(anna, officer):
    with pytest.raises(NotAllowed) as refused:
        read_person(officer, anna, "person", NOW)
    assert refused.value.code == "PEOPLE_NOT_ALLOWED"
    assert "Ingen uppgift i arbetet" in refused.value.wording("sv").problem
    (entry,) = queries.reads_of(anna)
    assert (entry.allowed, entry.rule) == (False, "no_need")


def test_a_stranger_and_a_husband_are_both_refused_and_a_guardian_is_not(anna, bo, child):
    account = open_account("bo", "a long password", "insured", NOW, person=bo)
    relate("partner", anna, bo, Spell(date(2015, 6, 1)), source="folkbokföring", now=NOW)
    relate("custody", bo, child, Spell(date(2019, 8, 9), date(2037, 8, 9)), source="folkbokföring", now=NOW)
    assert read_person(account, bo, "cases", NOW) == bo
    assert read_person(account, child, "cases", NOW) == child
    with pytest.raises(NotAllowed):
        read_person(account, anna, "cases", NOW)
    assert list(ReadLog.objects.order_by("id").values_list("rule", flat=True)) == ["own", "guardian", "not_yours"]


@pytest.mark.django_db(transaction=True)
def test_the_row_of_a_refusal_outlives_the_callers_rollback():
    anna = somebody("Anna", date(1985, 5, 17), 982)
    snoop = open_account("snoop", "a long password", "officer", NOW)
    with pytest.raises(NotAllowed), transaction.atomic():
        read_person(snoop, anna, "person", NOW)
    assert ReadLog.objects.filter(person=anna, allowed=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_refusal_while_the_caller_holds_the_person_locked_does_not_hang():
    anna = somebody("Anna", date(1985, 5, 17), 982)
    snoop = open_account("snoop", "a long password", "officer", NOW)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=anna.pk)
        with pytest.raises(NotAllowed):
            read_person(snoop, anna, "person", NOW)
    assert ReadLog.objects.filter(person=anna, allowed=False).count() == 1


def test_the_read_log_cannot_be_changed(anna, officer, annas_case):
    read_person(officer, anna, "case", NOW, annas_case)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        ReadLog.objects.update(allowed=False)


def test_a_list_gives_away_nothing_of_a_protected_person(anna, bo, officer):
    set_protection(anna, "skyddad_folkbokforing", NOW)
    anna.refresh_from_db()
    hidden = queries.cards(officer, [anna, bo])
    assert (hidden[anna.id].name, hidden[anna.id].address, hidden[anna.id].municipality) == (
        "Skyddade uppgifter",
        "",
        "",
    )
    assert hidden[anna.id].identity_number == ""
    assert hidden[bo.id].address == "Storgatan 1, 11122 Stockholm"
    officer.protected_access = True
    assert queries.cards(officer, [anna])[anna.id].name == "Anna Testsson"


def test_an_account_keeps_its_password_hashed_and_is_opened_once(anna):
    account = open_account("anna", "correct horse battery", "insured", NOW, person=anna)
    assert "horse" not in account.password
    assert account.check_password("correct horse battery")
    with pytest.raises(Conflict, match="PEOPLE_ACCOUNT_TAKEN"):
        open_account("anna2", "correct horse battery", "insured", NOW, person=anna)
    close_account(account, NOW)
    with pytest.raises(NotAllowed):
        read_person(account, anna, "cases", NOW)


@pytest.mark.parametrize(("role", "code"), [("insured", "PEOPLE_ACCOUNT_PERSON"), ("king", "PEOPLE_ACCOUNT_ROLE")])
def test_an_account_that_makes_no_sense_is_refused(db, role, code):
    with pytest.raises(HandlagError, match=code):
        open_account("x", "a long password", role, NOW)


days = st.dates(date(2023, 1, 1), date(2023, 1, 20))
reports = st.lists(st.tuples(days, st.integers(1, 10), st.integers(0, 1_000_000)), min_size=1, max_size=6)


class IncomesAgree(HypothesisCase):
    @settings(max_examples=25, deadline=None)
    @given(reports)
    def test_whatever_the_order_of_reports_each_day_has_the_latest_and_history_stays(self, reports):
        person = somebody("Anna", date(1985, 5, 17), 982)
        expected: dict[date, int] = {}
        told = []
        for position, (start, length, kronor) in enumerate(reports):
            now = NOW + timedelta(days=position)
            spell = Spell(start, start + timedelta(days=length))
            record_income(person, "employment", kronor, spell, source="employer", now=now)
            expected |= {start + timedelta(days=day): kronor for day in range(length)}
            told.append((now, dict(expected)))
        for known_at, days_then in told:
            for day, kronor in days_then.items():
                rows = list(queries.incomes_at(person, day, known_at))
                assert [row.yearly_kronor for row in rows] == [kronor]


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("SE45 5000 0000 0583 9825 7466", True),  # the registry's own example (ISO 13616)
        ("de89 3704 0044 0532 0130 00", True),
        ("SE4550000000058398257467", False),  # a wrong digit
        ("SE455000000005839825746", False),  # one too few
        ("", False),
        ("SE45' OR 1=1", False),
        ("９" * 24, False),
    ],
)
def test_an_account_number_is_kept_without_spaces_or_refused(db, number, right):
    anna = somebody("Anna", date(1985, 5, 17), 982)
    if right:
        assert set_bank_account(anna, number, NOW).account == "".join(number.split()).upper()
        set_bank_account(anna, number, NOW)
        assert Event.objects.filter(kind="bank_account_set").count() == 1
        return
    with pytest.raises(HandlagError, match=r"^PEOPLE_IBAN account"):
        set_bank_account(anna, number, NOW)
    assert not Event.objects.filter(kind="bank_account_set").exists()
