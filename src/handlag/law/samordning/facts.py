"""What has to be known to coordinate one benefit with the others a person gets for the same time."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay, Span

Ore = Annotated[int, Field(strict=True, ge=0, le=10_000_000_000)]
"""Whole öre, at most 100 million kronor."""
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z_]+$")]
Eighths = Annotated[int, Field(strict=True, ge=1, le=8)]


class Entitled(Span):
    """Days with one amount of one benefit, as that benefit's own law gives it."""

    amount: Ore
    """Öre per ``unit``."""
    unit: Literal["day", "month"] = "day"
    eighths: Eighths = 8
    """The part of a whole benefit in eighths: 8 is whole, 4 half, 1 an eighth of parental benefit."""


class Other(Entitled):
    """Another benefit for the same time."""

    benefit: Code
    same_need: Judged | None = None
    """For omvårdnadsbidrag beside tillfällig föräldrapenning: whether it is for the same need (11 kap. 16 §)."""


class Detained(Span):
    """Days in custody, prison or closed youth care."""

    release: LegalDay | None = None
    """The day of release, where it is known: some benefits come back 30 days before it (106 kap. 16 §)."""
    outside: Literal["no", "work", "halfway"] = "no"
    """Outside the prison to work (106 kap. 14 §), or in custodial care or halfway release (106 kap. 17 §)."""
    over_two_years: bool = False
    """Whether the sentence is longer than two years (106 kap. 36 §)."""


class InCare(Span):
    """Days in an institution, or placed by the public (SFB 106 kap. 8-11, 23-25 and 35 §§)."""

    kind: Literal["state_care", "institution", "lss_home", "social_services", "group_home", "special_housing"]
    """Board or care at the state's cost; an institution run or paid for by the public, or care from it outside; a home
    by LSS for a child; a home in the social services; a group home; special housing, from the day it was lasting."""
    over_six_months: Judged | None = None
    """For omvårdnadsbidrag and merkostnadsersättning: whether the care is expected to last more than six months."""
    parent_needed: Judged | None = None
    """For a severely ill child: whether a parent is regularly needed there as a part of the treatment (10 §)."""
    away: tuple[Span, ...] = Field(default=(), max_length=200)
    """Days for which the child was not cared for there (11 §)."""
    special_reasons: Judged | None = None
    """For assistansersättning in hospital for a shorter time (25 §); none reads as no."""


class SamordningFacts(Facts):
    """One benefit's days as its own law gives them, and all else the person gets for the same time."""

    period: ClaimedPeriod
    benefit: Code
    entitled: tuple[Entitled, ...] = Field(min_length=1, max_length=400)
    others: tuple[Other, ...] = Field(default=(), max_length=400)
    detained: tuple[Detained, ...] = Field(default=(), max_length=50)
    in_care: tuple[InCare, ...] = Field(default=(), max_length=50)
    retroactive: bool = False
    """The others were paid first and this benefit is granted later for the same time (107 kap. 2 §)."""

    @model_validator(mode="after")
    def _apart_and_inside(self) -> Self:
        spans = sorted(self.entitled, key=lambda one: one.start)
        if any(later.start <= earlier.end for earlier, later in pairwise(spans)):
            raise Wrong("har dagar som överlappar varandra", "has days that overlap", "entitled")
        if spans[0].start < self.period.start or spans[-1].end > self.period.end:
            raise Wrong("har dagar utanför perioden", "has days outside the period", "entitled")
        return self


class PreskriptionFacts(Facts):
    """A sum that was ready to be drawn but was not."""

    benefit: Code
    available_on: LegalDay
    """The day the sum could first be drawn."""
    period: ClaimedPeriod
    """The day somebody asks for the money, as a period of that one day."""
    amount: Ore


class UppehalleFacts(Facts):
    """Days on which a person with a benefit lives at the public's cost and pays a part of it."""

    period: ClaimedPeriod
    benefit: Code
    after_tax: Ore
    """All benefits for the time together, after tax: öre per ``unit``; one deduction is made of them (40 §)."""
    unit: Literal["day", "month"] = "day"
    stay: Literal["addiction", "probation", "outside_prison"]
    """In a home that treats addiction (13 §); in a home by probation with treatment, or outside prison by 11 kap. 3 §
    fängelselagen (19 §)."""
    requested: bool = True
    """For a stay by 13 §: whether whoever pays for the care has asked for it."""
    state_pays: bool = True
    """For a stay by 19 §: whether the state pays for it."""
