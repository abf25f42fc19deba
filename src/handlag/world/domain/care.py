"""Where the world's certificates come from: the region of the patient's county, or private care, and by which way.

Of the certificates of 2019 about a fifth came from Region Stockholm, where 23 per cent of the people live
(Försäkringskassan's report of 12 December 2019): a seventh from private care makes the two agree. The share on paper is
what the annual report for 2024 leaves of those sent digitally (table 43, sickness benefit).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.intake.domain.certificates.regions import PRIVATE, REGIONS
from handlag.world.domain.places import COUNTIES

PRIVATE_SHARE = 1 / 7
ON_PAPER = {2022: 0.065, 2023: 0.052, 2024: 0.042}
"""By year; earlier years as the first, later ones as the last."""
COMPANY = "5560000001"
"""Private care's made-up organisation number."""
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Place(NamedTuple):
    """A care unit that stands for a region's own, or for private care: its region, HSA ids and town."""

    region: str
    unit_id: str
    provider_id: str
    town: str


def _places() -> tuple[Place, ...]:
    owners = {code: number for number, (code, _) in REGIONS.items()}
    own = [(county.code, owners[county.code], county.town) for county in COUNTIES]
    every = [*own, (PRIVATE, COMPANY, "Stockholm")]
    return tuple(Place(region, f"SE{owner}-W1A01", f"SE{owner}-W0001", town) for region, owner, town in every)


PLACES = _places()
"""One for each county in its order, private care last."""


def places_of(rng: np.random.Generator, county: npt.NDArray[np.integer]) -> Ints:
    """Which of ``PLACES`` issues a certificate for somebody who lives in each county."""
    private = rng.random(len(county)) < PRIVATE_SHARE
    return np.where(private, len(PLACES) - 1, county).astype(np.int64)


def on_paper(rng: np.random.Generator, year: npt.NDArray[np.integer]) -> Bools:
    """Whether a certificate of each year comes on paper."""
    first, last = min(ON_PAPER), max(ON_PAPER)
    shares = np.array([ON_PAPER[each] for each in range(first, last + 1)])[np.clip(year, first, last) - first]
    return np.asarray(rng.random(len(year)) < shares)


def place_of(chance: float, municipality: str) -> Place:
    """The same for one person, by a number from 0 up to 1."""
    own = next((each for each in PLACES[:-1] if each.region == municipality[:2]), PLACES[-1])
    return PLACES[-1] if chance < PRIVATE_SHARE else own
