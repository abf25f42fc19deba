"""Days one parent has given the other, recorded where claims of a history go beyond her own (12 kap. 17 § SFB)."""

from __future__ import annotations

import numpy as np

from handlag.cases.models import GivenDays
from handlag.events.kinds import Kind
from handlag.world.domain.columns import identities
from handlag.world.domain.history import Cases
from handlag.world.domain.parental import beyond_own_days
from handlag.world.events import Teller
from handlag.world.load import copy
from handlag.world.register import Register

BEFORE = np.timedelta64(1, "h")


def write_transfers(rng: np.random.Generator, register: Register, cases: Cases, tell: Teller) -> int:
    """A notice an hour before each claim that needs days of the other parent's. Rows written."""
    people = register.people
    days = beyond_own_days(people, cases)
    of = np.flatnonzero(days)
    receiver, child, at = cases.person[of], cases.subject[of], cases.received[of] - BEFORE
    family = register.family_of(child)
    mother, father = people.families.mother[family], people.families.father[family]
    giver = np.where(receiver == mother, father, mother)
    told = {"level": "high", "days": days[of], "to_parent": np.ones(len(of), bool)}
    tell.all(
        Kind.PARENTAL_DAYS_GIVEN, at, giver, None, actor="insured", about_benefit=True, detail=told
    )  # fmt: skip
    return copy(
        GivenDays,
        {
            "id": identities(rng, at), "giver_id": register.persons[giver], "receiver_id": register.persons[receiver],
            "child_id": register.persons[child], "noticed_on": at.astype("datetime64[D]"), "recorded_at": at,
        } | told,
    )  # fmt: skip
