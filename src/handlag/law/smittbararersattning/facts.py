"""What has to be known to apply SFB 46 kap. to a carrier's days."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.law.daily import OreADay, Paid, Work
from handlag.law.facts import Assessed, ClaimedPeriod, Facts, LegalDay, Percent, Span
from handlag.law.sgi import SgiFacts
from handlag.law.sjukpenning.facts import no_overlap


class Absence(Span):
    """Days on which the carrier must abstain from work, and how much is worked all the same (11 §)."""

    worked_percent: Percent = 0


class Coordinated(Paid):
    """A benefit that lowers smittbärarpenning for the same time (18 §), in öre a calendar day."""

    kind: Literal[
        "graviditetspenning", "foraldrapenningsforman", "sjuklon", "sjukpenning", "rehabiliteringspenning", "livranta",
        "narstaendepenning", "etableringsjobb", "foreign",
    ]  # fmt: skip


class Lowered(Assessed):
    """A decision to withdraw or lower it because rules of conduct were not followed (6 §)."""

    percent_left: Percent


class Journey(Facts):
    """A journey to examination, check, care or treatment under the acts, and its reasonable cost in öre (20–21 §§)."""

    day: LegalDay
    cost: Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
    paid_otherwise: Annotated[int, Field(strict=True, ge=0, le=10_000_000)] = 0


class SmittbararersattningFacts(Facts):
    """Facts of one carrier's smittbärarersättning."""

    period: ClaimedPeriod
    birth_date: LegalDay
    absence: tuple[Absence, ...] = Field(default=(), max_length=200)
    ground: Literal["decision", "examination", "entry_check", "cordon"] = "decision"
    """Why work must be abstained from: the first two give a right, a check at entry or a cordon doesn't (5 §)."""
    documented: bool = True
    """A copy of the decision, or a certificate of the measure, is there (110 kap. 24 §)."""
    sgi: SgiFacts
    work: Work = "employee"
    whole_sjukersattning: bool = False
    """Whole sjukersättning or aktivitetsersättning is given for the time (8 §, 27 kap. 34 §)."""
    days_after_last_age: Annotated[int, Field(strict=True, ge=0, le=2000)] = 0
    """Days with sickness or carrier benefit before the period and after the month of the last age (27 kap. 37 §)."""
    coordinated: tuple[Coordinated, ...] = Field(default=(), max_length=100)
    public_wage: OreADay = 0
    """Wage from a public employer for the time, in öre a calendar day (19 §)."""
    lowered: Lowered | None = None
    journeys: tuple[Journey, ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        no_overlap("absence", self.absence)
        return self
