"""What has to be known of care abroad, and of where somebody with a right in Sweden lives."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay

Kronor = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
InsuredMonths = Annotated[int, Field(strict=True, ge=0, le=1_200)]


class VardFacts(Facts):
    """Care received and paid for in another country."""

    period: ClaimedPeriod
    """The days of the care."""
    applied_on: LegalDay
    complete_on: LegalDay | None = None
    """The day the application was complete; None reads as the day it came."""
    country: Country
    way: Literal["act", "necessary", "prior_approval"]
    """By the act (2013:513), as care that became necessary during a stay, or with prior approval."""
    paid: Kronor
    kind: Literal["care", "dental", "medicine"] = "care"
    """By the act: health care (7-8 §§), dental care with state support (10 §), medicine bought apart (9 §)."""
    swedish_support: Kronor | None = None
    """For dental care the support of lag (2008:145), for medicine the reduction in Sweden, on the lower of the price
    of an equal product and of what was paid; None when not found out."""
    advance: Kronor = 0
    """What an advance decision named as the highest sum for this care (11 §); 0 where there is none."""
    swedish_cost: Kronor | None = None
    """What the care would have cost in Sweden; None when not found out."""
    swedish_fee: Kronor = 0
    """What the patient would have paid for it in Sweden."""
    local_share: Kronor | None = None
    """For necessary care: what the country's own rules pay back, as its institution answers."""
    local_fee: Kronor = 0
    """With prior approval: what a patient of that country pays."""
    competent: bool | None = True
    """Whether Sweden is the state that could have given prior approval (art. 20); null when not assessed."""
    qualified_staff: bool = True
    publicly_paid: Judged | None = None
    """Whether the care would have been paid for by the public in Sweden."""
    approval: Judged | None = None
    """Prior approval: whether it could not be given in Sweden within the time medically justifiable (art. 20)."""


class PensionElsewhere(Facts):
    """A pension from another state."""

    country: Country
    insured_months: InsuredMonths


class S1Facts(Facts):
    """Somebody for whom Sweden may answer for care in the country she lives in."""

    period: ClaimedPeriod
    country: Country
    """Where the person lives."""
    situation: Literal["worker", "posted", "pensioner", "family"]
    """Works in Sweden; posted from Sweden; has a pension; or belongs to the family of one with an S1."""
    insured_by_work: bool | None = True
    """For a worker or posted: whether Swedish law applies (art. 11-16); null when not assessed."""
    swedish_pension: bool = False
    swedish_months: InsuredMonths = 0
    pensions: tuple[PensionElsewhere, ...] = Field(default=(), max_length=30)
    last_subject_to: Country | None = None
    """For a pensioner as long insured in several states: the one she was last subject to."""
    own_right: bool = False
    """Whether she has a right to care by work or by a right of her own where she lives (art. 31-32)."""
    main_has_s1: bool = False
    """For family: whether Sweden answers for the one she belongs to."""
    is_family: bool | None = None
    """For family: whether the country she lives in counts her as such (art. 1 i); null until it has answered."""
