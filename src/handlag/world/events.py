"""Events in columns, kept until a block's history is written and then written in order of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from handlag.events.kinds import Kind
from handlag.events.models import Event
from handlag.world.domain.columns import Identities, Instants, Ints, as_json, identities, picked
from handlag.world.domain.places import unit_codes
from handlag.world.domain.population import People
from handlag.world.load import copy


class Teller:
    """Takes down a benefit's events; each person's sex and year of birth go with every one of hers."""

    def __init__(self, rng: np.random.Generator, benefit: str, block: int, people: People, persons: Identities) -> None:
        self.rng, self.benefit, self.block, self.people, self.persons = rng, benefit, block, people, persons
        self.rows = 0

    def all(
        self, kind: Kind, at: Instants, person: Ints, cases: Identities | None, *,
        detail: Mapping[str, Any], actor: Any = "machine", actor_id: Any = None, unit: Any = None, amount: Any = None,
        about_benefit: bool = False,
    ) -> None:  # fmt: skip
        """Write one event a row. What belongs to no case belongs to no benefit either, unless it is said to."""
        born = self.people.born[person].astype("datetime64[Y]").astype(np.int64) + 1970
        columns: dict[str, Any] = {
            "id": identities(self.rng, at), "at": at, "recorded_at": at, "kind": str(kind),
            "person_id": self.persons[person], "birth_year": born,
            "sex": picked(["M", "F"], self.people.women[person].astype(np.int64)), "actor_kind": actor,
            "detail": as_json(detail),
        }  # fmt: skip
        given = {
            "actor_id": actor_id,
            "amount_ore": amount,
            "unit": None if unit is None else picked(unit_codes(), unit),
            "case_id": cases,
            "benefit": self.benefit if about_benefit or cases is not None else None,
        }
        self.rows += copy(Event, columns | {name: values for name, values in given.items() if values is not None})

    def write(self) -> int:
        """How many events have been written."""
        return self.rows
