"""What has to be known to demand money back, and to reckon interest on a demand."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import Assessed, ClaimedPeriod, Facts, Judged, LegalDay

Ore = Annotated[int, Field(strict=True, ge=0, le=10_000_000_000)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z_]+$")]
Hundredths = Annotated[int, Field(strict=True, ge=-1_000, le=10_000)]
"""Hundredths of a percentage point a year: 350 is 3.50 per cent."""


class Remission(Assessed):
    """An officer's judgement that there are, or aren't, special reasons to waive the demand."""

    special_reasons: bool
    share: Percent = 100
    """How much of the demand is waived where there are."""


class AterkravFacts(Facts):
    """Money paid for a time, what the person had a right to, and how the difference came about."""

    period: ClaimedPeriod
    """The time the wrong payment is for."""
    benefit: Code
    decided_on: LegalDay
    paid: Ore
    entitled: Ore
    wrong_information: bool = False
    neglected_duty: bool = False
    """Whether a duty to inform or to report a change was neglected (110 kap. 13, 46–51 §§)."""
    realised: Judged | None = None
    """Whether the person realised, or within reason ought to have, that the payment was wrong."""
    preliminary_decision: bool = False
    """Paid on an interim decision by 112 kap. 2 or 2 a §."""
    unused_assistance: Ore = 0
    """Of assistansersättning paid on such a decision: what was not used for personal assistance (10 §)."""
    received_by_other: Ore | None = None
    """Where assistansersättning is demanded of a guardian or who it was paid to (9 a §): what that person received."""
    final_settlement: bool = False
    """Preliminary sjukersättning or bostadsbidrag to be paid back after the final decision (108 kap. 9 §)."""
    careless: bool = False
    """Whether wrong facts behind the preliminary amount were given knowingly or carelessly (13 §)."""
    reported_changes: Judged | None = None
    """Whether changes were reported, or need not have been understood to be due for reporting (14 §)."""
    remission: Remission | None = None
    """None where nobody has judged it: then the officer is asked, unless remission is barred."""

    @model_validator(mode="after")
    def _assistance_only(self) -> Self:
        if self.benefit != "assistansersattning" and (self.unused_assistance or self.received_by_other is not None):
            raise Wrong("gäller bara assistansersättning", "is of assistance compensation only", "unused_assistance")
        return self


class RatePeriod(Facts):
    """The state's lending rate from a day, where it isn't among the parameters."""

    start: LegalDay
    rate: Hundredths
    source: str = Field(min_length=1, max_length=500)


class RantaFacts(Facts):
    """Interest on a recovered sum for a time during which the sum was the same."""

    period: ClaimedPeriod
    capital: Ore
    kind: Literal["plan", "respite", "late"]
    """An agreed plan of instalments or a respite (108 kap. 15–16 §§), or late payment (19 §)."""
    due_on: LegalDay
    """The day the demand fell due."""
    agreed_on: LegalDay | None = None
    """The day of the plan or the respite."""
    lending_rates: tuple[RatePeriod, ...] = Field(default=(), max_length=100)
    remission: Remission | None = None

    @model_validator(mode="after")
    def _agreed(self) -> Self:
        if self.kind != "late" and self.agreed_on is None:
            raise Wrong(
                "saknas för en avbetalningsplan eller ett anstånd", "is missing for a plan or respite", "agreed_on"
            )
        return self


class KvittningFacts(Facts):
    """A benefit about to be paid to someone who owes a recovered sum."""

    period: ClaimedPeriod
    benefit: Code
    amount: Ore
    debt: Ore
    same_authority: bool = True
    """Whether the authority that pays is the one that decided the recovery."""
    reasonable: Ore | None = None
    """How much an officer finds it reasonable to deduct from this payment; None where nobody has judged it."""
