"""The ratio R, which stands beside every table of processing times: is hidden age growing, or being worked off?

The mean time of decided cases says nothing of those still waiting. Over any days, the age they gather by waiting is the
case-days pending, and the age that leaves is the summed age of those that end. Their ratio is
R = 1 + (A(T) - A(0)) / (N W), with A the summed age of the pending at the beginning and the end, N cases ended and W
their mean time: an identity, exact to the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import narwhals as nw

from handlag.followup.disclosure.model import FEWEST_PERSONS
from handlag.followup.domain.codes import UNKNOWN
from handlag.followup.domain.indicators import Fact, Text
from handlag.followup.domain.measure import Facts, gathered
from handlag.followup.domain.periods import Period, day_number, days_between

MEANING = Text(
    "R över 1: gömd ålder växer och medeltiden kommer att stiga. R under 1: gamla ärenden arbetas av.",
    "R over 1: hidden age grows, and the mean time will rise later. R under 1: old cases are being worked off.",
)
"""What R means, in words."""


class Ages(NamedTuple):
    """A benefit's days of waiting in a period: gathered by the pending, and taken away by those that ended."""

    case_days: int
    aged: int
    persons: int

    @property
    def ratio(self) -> Fraction | None:
        """R; None where nothing has ended, or so few persons' cases that R would tell of them."""
        if self.aged <= 0 or self.persons < FEWEST_PERSONS:
            return None
        return Fraction(self.case_days, self.aged)


def ages_of(facts: Facts, period: Period, known_on: date) -> Mapping[int, Ages]:
    """Days gathered and taken away by benefit's number, in the part of a period that is known."""
    first, after = period.first, min(period.last, known_on) + timedelta(days=1)
    spells = facts[Fact.SPELLS].filter(nw.col("benefit") > UNKNOWN, nw.col("start") < nw.lit(after))
    spells = spells.filter(nw.col("end").is_null() | (nw.col("end") >= nw.lit(first)))
    left = (
        nw.when(nw.col("end").is_null() | (nw.col("end") > nw.lit(after))).then(nw.lit(after)).otherwise(nw.col("end"))
    )
    come = nw.when(nw.col("start") < nw.lit(first)).then(nw.lit(first)).otherwise(nw.col("start"))
    ended = ~nw.col("end").is_null() & (nw.col("end") < nw.lit(after)) & (nw.col("end") >= nw.col("start"))
    rows = spells.with_columns(
        (day_number(left) - day_number(come)).alias("here"),
        days_between("start", "end").alias("age"),
        ended.alias("ended"),
    )
    waited = rows.filter(nw.col("here") > 0).group_by("benefit").agg(nw.col("here").sum())
    gone = rows.filter(nw.col("ended")).group_by("benefit").agg(
        nw.col("age").sum(), nw.col("person").n_unique().alias("persons")
    )  # fmt: skip
    here, left_here = gathered(facts, [waited, gone])
    days = {row["benefit"]: int(row["here"]) for row in here}
    ends = {row["benefit"]: (int(row["age"]), int(row["persons"])) for row in left_here}
    return {benefit: Ages(days.get(benefit, 0), *ends.get(benefit, (0, 0))) for benefit in sorted(days.keys() | ends)}
