"""Writing the people of a block: persons, employers, who belongs to whom, and incomes year by year."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pyarrow as pa

from handlag.people.models import Income, Organisation, Person, Relation
from handlag.world.domain.columns import (
    Bools,
    Days,
    Identities,
    Instants,
    Ints,
    date_range,
    identities,
    picked,
    stream,
    text,
)
from handlag.world.domain.history import Reach, income_in
from handlag.world.domain.names import FAMILIES, MEN, STREETS, TRADES, WOMEN
from handlag.world.domain.numbers import iban, organisation_numbers, personnummer
from handlag.world.domain.places import COUNTIES
from handlag.world.domain.population import People
from handlag.world.load import copy

REGISTER, NAMES = 40, 41
SOURCE = "folkbokföringen"
OF_AGE = 18
NUMBERS_A_BLOCK = 10_000_000
PROTECTION = ["none", "sekretessmarkering", "skyddad_folkbokforing"]


class Register:
    """Writes one block's people and remembers their identities for the rows that point at them."""

    def __init__(self, seed: int, block: int, blocks: int, people: People, reach: Reach) -> None:
        self.people, self.reach, self.block, self.blocks = people, reach, block, blocks
        self.rng = stream(seed, block, REGISTER)
        self.names = stream(seed, block, NAMES)
        self.known = reach.first.astype("datetime64[ms]") - np.timedelta64(40, "D")
        self.persons = self._identities(len(people))
        self.nr = block * NUMBERS_A_BLOCK + 1 + np.arange(len(people))
        self.employers = self._identities(int(people.employer.max()) + 1 if len(people) else 0)
        self.numbers = personnummer(people.born, people.women, block, blocks)

    def family_of(self, child: Ints) -> Ints:
        """The family of each child, who stand first among the people, in the order of the families' children."""
        return self.people.families.of[child]

    @cached_property
    def by_family(self) -> Ints:
        """The places of the children, family by family."""
        return np.argsort(self.people.families.of, kind="stable")

    def children_of(self, family: Ints) -> tuple[Ints, Ints]:
        """Where each family's children begin in ``by_family``, and how many there are."""
        counts = np.bincount(self.people.families.of, minlength=len(self.people.families.mother))
        return (np.cumsum(counts) - counts)[family], counts[family]

    def write(self) -> int:
        """Write everything; how many rows."""
        return self._persons() + self._employers() + self._relations() + self._incomes()

    def _identities(self, rows: int) -> Identities:
        return identities(self.rng, self.known + np.arange(rows).astype("timedelta64[ms]"))

    def _persons(self) -> int:
        people, rng = self.people, self.names
        rows = len(people)
        women, men = rng.integers(0, len(WOMEN), rows), rng.integers(0, len(MEN), rows)
        given = np.where(people.women, women, len(WOMEN) + men)
        house = text(rng.integers(1, 120, rows))
        street = pa.compute.binary_join_element_wise(picked(STREETS, rng.integers(0, len(STREETS), rows)), house, " ")
        return copy(
            Person,
            {
                "id": self.persons, "nr": self.nr, "identity_number": self.numbers,
                "given_name": picked([*WOMEN, *MEN], given), "family_name": picked(list(FAMILIES), self._families()),
                "born": people.born, "sex": picked(["M", "F"], people.women.astype(np.int64)),
                "protection": picked(PROTECTION, people.protected), "street": street,
                "postcode": picked([county.postcode for county in COUNTIES], people.county),
                "town": picked([county.town for county in COUNTIES], people.county),
                "municipality": picked([county.municipality for county in COUNTIES], people.county),
                "account": iban(self.nr),
            },
        )  # fmt: skip

    def _families(self) -> Ints:
        """Family names: children have their mother's, and so have fathers, half of them."""
        families = self.people.families
        name = self.names.integers(0, len(FAMILIES), len(self.people))
        name[families.child] = name[families.mother[families.of]]
        same = (families.father >= 0) & (self.names.random(len(families.father)) < 0.5)
        name[families.father[same]] = name[families.mother[same]]
        return name

    def _employers(self) -> int:
        count = len(self.employers)
        trade = picked(TRADES, self.rng.integers(0, len(TRADES), count))
        name = pa.compute.binary_join_element_wise(trade, text(self.block * 100_000 + np.arange(count)), "AB", " ")
        numbers = pa.array(organisation_numbers(self.block * 100_000, count))
        return copy(Organisation, {"id": self.employers, "number": numbers, "name": name, "kind": "employer"})

    def _relations(self) -> int:
        families, born = self.people.families, self.people.born
        child, mother, father = families.child, families.mother[families.of], families.father[families.of]
        has, grown = father >= 0, _birthday(born[child], OF_AGE)
        parted = families.parted[families.of]
        parents = np.flatnonzero(families.father >= 0)
        since = born[families.child[np.unique(families.of, return_index=True)[1]]] - 700
        rows = 0
        for kind in ("parent", "custody"):
            end = grown if kind == "custody" else np.full(len(child), np.datetime64("NaT", "D"))
            rows += self._related(kind, mother, child, born[child], end)
            rows += self._related(kind, father[has], child[has], born[child[has]], end[has])
        for one, two in ((mother, child), (child, mother)):
            rows += self._related("household", one, two, born[child], grown)
        lived = has & (np.isnat(parted) | (parted > born[child]))
        until = np.fmin(grown, parted)
        for one, two in ((father, child), (child, father)):
            rows += self._related("household", one[lived], two[lived], born[child[lived]], until[lived])
        pair = (families.mother[parents], families.father[parents])
        for kind in ("partner", "household"):
            for one, two in (pair, pair[::-1]):
                rows += self._related(kind, one, two, since[parents], families.parted[parents])
        return rows + self._employed()

    def _related(self, kind: str, one: Ints, two: Ints, start: Days, end: Days) -> int:
        end = np.where(end <= start, start + 1, end)
        return copy(
            Relation,
            {
                "id": self._identities(len(one)), "kind": kind, "person_id": self.persons[one],
                "other_id": self.persons[two], "period": date_range(start, end), "source": SOURCE,
                "known_from": _noticed(start, self.known),
            },
        )  # fmt: skip

    def _employed(self) -> int:
        works = np.flatnonzero(self.people.employer >= 0)
        start = self.reach.first - self.rng.integers(100, 4000, len(works))
        start = np.maximum(start, _birthday(self.people.born[works], 16))
        return copy(
            Relation,
            {
                "id": self._identities(len(works)), "kind": "employer", "person_id": self.persons[works],
                "organisation_id": self.employers[self.people.employer[works]],
                "period": date_range(start, np.full(len(works), np.datetime64("NaT", "D"))), "source": "arbetsgivaren",
                "known_from": _noticed(start, self.known),
            },
        )  # fmt: skip

    def _incomes(self) -> int:
        return sum(self._income_of(year) for year in range(self.reach.years[0] - 1, self.reach.years[-1] + 1))

    def _income_of(self, year: int) -> int:
        start, end = np.datetime64(f"{year}-01-01"), np.datetime64(f"{year + 1}-01-01")
        last = year == self.reach.years[-1]
        earns: Bools = self.people.income > 0
        rows = np.flatnonzero(earns & (_birthday(self.people.born, OF_AGE) < end))
        ends = np.full(len(rows), np.datetime64("NaT", "D") if last else end)
        return copy(
            Income,
            {
                "id": self._identities(len(rows)), "person_id": self.persons[rows], "kind": "employment",
                "organisation_id": self.employers[self.people.employer[rows]],
                "yearly_kronor": income_in(self.people.income[rows], np.full(len(rows), year)),
                "period": date_range(np.full(len(rows), start), ends), "source": "arbetsgivardeklaration",
                "known_from": np.full(len(rows), max(start, self.known.astype("datetime64[D]"))),
            },
        )  # fmt: skip


def _birthday(born: Days, age: int) -> Days:
    """The day of an age, by 365.25 days a year."""
    return born + int(age * 365.25)


def _noticed(start: Days, known: np.datetime64) -> Instants:
    """When the agency got to know: a week after, or when the world begins."""
    noticed: Instants = np.maximum((start + 7).astype("datetime64[ms]"), known)
    return noticed
