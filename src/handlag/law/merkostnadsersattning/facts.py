"""What has to be known to apply SFB 50 kap. to somebody's months, or to an older decision on handikappersättning."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handlag.law.facts import Assessed, Facts, LegalDay, Months, Percent, Span, YearlyKronor
from handlag.law.omvardnadsbidrag.facts import Quarters


class Costs(Assessed):
    """Reasonable extra costs because of the disability, kronor a year, from a day on (2, 6–7, 9 §§)."""

    from_day: LegalDay
    yearly: YearlyKronor


class MerkostnadsersattningFacts(Facts):
    """Facts of one claimant's merkostnadsersättning."""

    period: Months
    birth_date: LegalDay
    """Of the person with the disability."""
    claimant: Literal["own", "parent"] = "own"
    impaired_on: LegalDay
    lasting: bool | None = True
    """Whether the impairment can be assumed to last a year (4 §), for a parent's claim six months (5 §)."""
    condition: Literal["", "blind", "severely_hearing_impaired"] = ""
    costs: tuple[Costs, ...] = Field(default=(), max_length=50)
    full_benefit: tuple[Span, ...] = Field(default=(), max_length=20)
    """Time with whole sjukersättning, aktivitetsersättning or old-age pension (12 § second paragraph)."""
    right_from: LegalDay | None = None
    right_until: LegalDay | None = None
    applied_on: LegalDay | None = None
    other_parent_applied: bool = False
    requested_percent: Percent | None = None
    quarters_by_costs: Quarters | None = None
    """A parent's part where both disagree: quarters by each one's costs (8 §)."""
    died_on: LegalDay | None = None
    insured: bool | None = True


class HandikappersattningFacts(Facts):
    """Facts of a decision on handikappersättning under the older 50 kap. (SFS 2018:1265 p. 4–6)."""

    period: Months
    percent: Literal[36, 53, 69]
    """The decision's level, per cent of the prisbasbelopp."""
    decided_on: LegalDay
    applied_on: LegalDay
    ends: LegalDay | None = None
    """The last day of the decision, or the day it would have been reviewed; null where it runs on."""
    renewed_from: LegalDay | None = None
    """First day of a new decision for at most 18 months, where the older one ended before July 2021 (p. 5)."""
