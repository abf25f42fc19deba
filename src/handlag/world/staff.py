"""The agency's units and officers: one unit a county and one for protected identities, manned by the world's size."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.contrib.auth.hashers import make_password

from handlag.people.models import Account, Unit
from handlag.world.domain.columns import Bools, Ints, Text, hexed, identities, joined, picked, stream, text
from handlag.world.domain.names import FAMILIES, MEN, WOMEN
from handlag.world.domain.places import COUNTIES, unit_codes
from handlag.world.load import copy

STAFF = 60
PERSONS_AN_OFFICER = 1300  # near the country's 10.6 million to some eight thousand who handle cases
SKILLS = "{sjukpenning,foraldrapenning,barnbidrag}"


class Staff:
    """Who works where. The same for every block of a world."""

    def __init__(self, seed: int, people: int, at: np.datetime64) -> None:
        thousands = np.array([*(county.thousands for county in COUNTIES), 30])
        self.count = np.maximum(people / PERSONS_AN_OFFICER * thousands / thousands.sum(), 1).astype(np.int64)
        self.first = np.cumsum(self.count) - self.count
        self.rng = stream(seed, STAFF)
        self.ids = identities(self.rng, np.full(int(self.count.sum()), at.astype("datetime64[ms]")))

    def write(self, at: np.datetime64) -> int:
        """Write units and officers. Nobody can sign in as one of them: their passwords are unusable."""
        names = [*(f"Enheten i {county.town}" for county in COUNTIES), "Enheten för skyddade personuppgifter"]
        counties = [*(county.code for county in COUNTIES), ""]
        rows = copy(
            Unit,
            {"code": pa.array(unit_codes()), "name": pa.array(names), "county": pa.array(counties),
             "protected": np.arange(len(names)) == len(COUNTIES)},
        )  # fmt: skip
        unit, number = np.repeat(np.arange(len(self.count)), self.count), np.arange(len(self.ids))
        drawn = self.rng.integers(0, len(WOMEN) + len(MEN), len(number))
        return rows + copy(
            Account,
            {
                "id": self.ids, "username": joined("handlaggare-", text(number + 1)), "role": "officer",
                "password": make_password(None), "unit_id": self.codes(unit), "skills": SKILLS, "is_active": True,
                "first_name": picked([*WOMEN, *MEN], drawn), "protected_access": unit == len(COUNTIES),
                "last_name": picked(list(FAMILIES), self.rng.integers(0, len(FAMILIES), len(number))),
                "date_joined": np.full(len(number), at.astype("datetime64[ms]")),
            },
        )  # fmt: skip

    def officer_of(self, rng: np.random.Generator, unit: Ints) -> Ints:
        """Somebody of each unit."""
        officer: Ints = self.first[unit] + (rng.random(len(unit)) * self.count[unit]).astype(np.int64)
        return officer

    def identity(self, officer: Ints, present: Bools) -> Text:
        """The accounts' identities where present, null elsewhere."""
        return pc.if_else(pa.array(present), hexed(self.ids[officer]), pa.scalar(None, pa.string()))

    def codes(self, unit: Ints) -> Text:
        """The units' codes."""
        return picked(unit_codes(), unit)
