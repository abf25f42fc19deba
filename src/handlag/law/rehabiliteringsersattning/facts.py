"""What has to be known to apply SFB 31 kap. to days of rehabilitation."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from handlag.law.daily import Paid, Work
from handlag.law.facts import Assessed, ClaimedPeriod, Facts, LegalDay, Percent, Span
from handlag.law.sgi import SgiFacts
from handlag.law.sjukpenning.facts import EarlierDays, no_overlap


class Rehabilitation(Span, Assessed):
    """Occupational rehabilitation a person takes part in, as judged (31 kap. 3, 8 §§)."""

    reduction: Percent
    """How much of the work the measure makes impossible, in per cent."""
    shortens_or_prevents: bool | None = None
    """It is to shorten the illness, or prevent or lift the reduction; null when nobody has judged it."""


class Interruption(Span):
    """Days off the rehabilitation that may leave the benefit as it is (5 §)."""

    kind: Literal["short_leave", "break", "illness"]
    """Leave for a private matter of weight, a break as the government has prescribed, or illness."""
    certificate: bool = False


class Coordinated(Paid):
    """A benefit that lowers rehabiliteringspenning for the same time (12 §), in öre a calendar day."""

    kind: Literal["foraldrapenningsforman", "sjukpenning", "arbetsskada", "studiestod", "foreign"]


class RehabiliteringFacts(Facts):
    """Facts of one person's rehabiliteringspenning."""

    period: ClaimedPeriod
    birth_date: LegalDay
    sgi: SgiFacts
    work: Work = "employee"
    rehabilitation: tuple[Rehabilitation, ...] = Field(default=(), max_length=100)
    interruptions: tuple[Interruption, ...] = Field(default=(), max_length=100)
    history: tuple[EarlierDays, ...] = Field(default=(), max_length=2000)
    """Days with sickness and rehabilitation benefit before, for the frame of 27 kap. 21–22 §§."""
    serious_illness: Assessed | None = None
    coordinated: tuple[Coordinated, ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        no_overlap("rehabilitation", self.rehabilitation)
        no_overlap("interruptions", self.interruptions)
        return self
