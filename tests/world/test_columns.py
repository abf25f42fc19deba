"""The world in columns, before anything is written: people, numbers, histories that agree with the explained law."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from handlag.core.errors import HandlagError
from handlag.law import explain
from handlag.people.domain.identity import Organisationsnummer, Personnummer
from handlag.world.domain.allowance import allowance
from handlag.world.domain.calibration import factor
from handlag.world.domain.history import Cases, Reach
from handlag.world.domain.numbers import iban, organisation_numbers, personnummer
from handlag.world.domain.parental import parental
from handlag.world.domain.paying import Entitlements, PayCalendar, entitlements_of, lines_of, payments_of
from handlag.world.domain.population import People, make_people
from handlag.world.domain.receipts import receipts
from handlag.world.domain.sickness import sickness

TODAY = date(2026, 11, 22)
REACH = Reach(np.datetime64("2022-01-01"), np.datetime64("2026-11-01"))
HISTORIES = {"sjukpenning": sickness, "foraldrapenning": parental, "barnbidrag": allowance}


@pytest.fixture(scope="module")
def people() -> People:
    return make_people(7, 0, 6000, TODAY)


@pytest.fixture(scope="module")
def histories(people: People) -> dict[str, Cases]:
    scale = factor(int((people.born <= np.datetime64("2024-12-31")).sum()))
    return {benefit: make(7, 0, people, REACH, scale) for benefit, make in HISTORIES.items()}


def test_everybody_has_a_number_of_the_test_series_that_tells_birth_and_sex(people):
    numbers = personnummer(people.born, people.women, 0, 1).to_pylist()
    assert len(set(numbers)) == 6000
    for number, born, woman in zip(numbers, people.born.tolist(), people.women, strict=True):
        read = Personnummer(number)
        assert 980 <= int(number[8:11]) <= 999
        assert (read.birth_date, read.sex) == (born, "F" if woman else "M")


def test_where_the_test_series_is_used_up_the_year_is_one_no_number_was_ever_given_for():
    born, women = np.full(120, np.datetime64("1990-05-17")), np.arange(120) % 2 == 0
    blocks = [personnummer(born, women, block, 3).to_pylist() for block in range(3)]
    numbers = [Personnummer(number) for block in blocks for number in block]
    assert len({number.digits for number in numbers}) == 360
    years = {number.birth_date.year for number in numbers}
    assert years == {1990, 1790, 1690}
    assert all(number.birth_date.replace(year=1990) == date(1990, 5, 17) for number in numbers)
    assert sum(number.birth_date.year == 1990 for number in numbers) == 20
    assert [number.sex for number in numbers[:2]] == ["F", "M"]


def test_more_people_born_on_a_day_than_there_are_numbers_is_refused():
    born, women = np.full(2500, np.datetime64("1990-05-17")), np.ones(2500, bool)
    with pytest.raises(HandlagError, match="WORLD_TOO_DENSE"):
        personnummer(born, women, 0, 1)


def test_accounts_and_organisations_have_right_check_digits():
    for account in iban(np.array([1, 98, 99, 430_000_000])).to_pylist():
        assert len(account) == 24
        assert int(account[4:] + "2814" + account[2:4]) % 97 == 1  # ISO 13616
    for number in organisation_numbers(0, 200):
        assert Organisationsnummer(str(number)).digits.startswith("49")


def test_families_are_possible(people):
    families = people.families
    first = np.full(len(families.mother), np.datetime64("2200-01-01"))
    np.minimum.at(first, families.of, people.born[families.child])
    fathers = families.father >= 0
    for parent, sex in ((families.mother, True), (families.father[fathers], False)):
        assert len(np.unique(parent)) == len(parent)
        assert (people.women[parent] == sex).all()
    assert (first - people.born[families.mother] > 17 * 365).all()
    assert (first - people.born[families.father])[fathers].min() > np.timedelta64(17 * 365, "D")
    order = np.lexsort((people.born[families.child], families.of))
    siblings = np.diff(families.of[order]) == 0
    gaps = np.diff(people.born[families.child][order])[siblings].astype(int)
    assert np.percentile(gaps, 1) > 300


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    one, same, other = (make_people(seed, 0, 2000, TODAY) for seed in (3, 3, 4))
    assert (one.born == same.born).all()
    assert (one.income == same.income).all()
    assert (one.families.mother == same.families.mother).all()
    assert (one.born != other.born).any()


@pytest.mark.parametrize("benefit", ["sjukpenning", "foraldrapenning"])
def test_what_the_columns_give_is_what_the_law_explains(people, histories, benefit):
    cases = histories[benefit]
    some = cases.take(np.sort(np.random.default_rng(1).choice(len(cases), 120, replace=False)))
    lines = lines_of(some)
    for row, receipt in enumerate(receipts(benefit, people, some).to_pylist()):
        read = json.loads(receipt)
        explained = explain(benefit, read["facts"])
        ours = [
            (str(lines.start[line]), str(lines.end[line] - 1), int(lines.amount[line]))
            for line in np.flatnonzero(lines.case == row)
        ]
        assert [(str(line.start), str(line.end), line.amount) for line in explained.lines] == ours
        assert explained.outcome == read["outcome"]


def test_two_children_give_a_parent_what_the_allowance_was_in_2024(histories):
    # 1,250 kr a child and 150 kr for the second (SFB 15 kap. 3, 8 §§; 2023-2026); half of it to each parent.
    cases = histories["barnbidrag"]
    two = (cases.full == 0) & (cases.half == 2)
    assert set(cases.amount[two, 0].tolist()) == {132_500}


@pytest.mark.parametrize("benefit", list(HISTORIES))
def test_nobody_is_entitled_to_a_day_twice_nor_paid_for_one_twice(people, histories, benefit):
    cases = histories[benefit]
    calendar = PayCalendar(benefit, range(2021, 2050))
    lines = lines_of(cases)
    given = entitlements_of(cases, lines, calendar)
    person = cases.person[lines.case[given.line]]
    order = np.lexsort((given.start, person))
    same = np.diff(person[order]) == 0
    assert (given.start[order][1:][same] >= given.end[order][:-1][same]).all()
    paid = payments_of(given, calendar, calendar.ordered_by(date(2026, 11, 1)))
    assert (paid.end > paid.start).all()
    assert (paid.amount > 0).all()
    owner, run = paid.entitlement, paid.run
    assert len(np.unique(owner * 10_000 + run)) == len(run)
    sent_days = np.bincount(owner, (paid.end - paid.start).astype(int), len(given.line))
    assert (sent_days <= (given.end - given.start).astype(int)).all()
    _nothing_paid_too_early(cases, lines.case[given.line], given, paid.entitlement, calendar.days[paid.run])


def _nothing_paid_too_early(
    cases: Cases, case: np.ndarray, given: Entitlements, owner: np.ndarray, pay_day: np.ndarray
) -> None:
    decided = cases.decided[case[owner]].astype("datetime64[D]")
    assert (pay_day > decided + 1).all()
    assert (pay_day >= given.pay_from[owner]).all()


def test_claims_come_before_decisions_and_decisions_before_closings(histories):
    for cases in histories.values():
        assert (cases.received <= cases.decided).all()
        assert (cases.decided < cases.closed).all()
        assert (cases.start < cases.end).all()
