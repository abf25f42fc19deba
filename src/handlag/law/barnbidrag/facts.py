"""What has to be known to apply SFB 15–16 kap. to one recipient's months."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from handlag.law.facts import Facts, LegalDay, Months, Span


class Child(Facts):
    """A child the recipient has custody of, and how the parents have arranged the payment."""

    name: str = Field(default="", max_length=200)
    birth_date: LegalDay
    right_from: LegalDay | None = None
    """The day the right arose when later than the birth: moved here, adopted, custody or recipient changed."""
    right_until: LegalDay | None = None
    """The last day of the right when it ends before the age limit: its month is paid."""
    custody: Literal["sole", "joint"] = "joint"
    notified_recipient: Literal["claimant", "other"] | None = None
    """Whom parents with joint custody have together notified as recipient (16 kap. 5 §)."""
    alternating: bool = False
    """The child lives alternately with both parents and one of them has asked for halves (16 kap. 7–8 §§)."""
    extended: Span | None = None
    """Time in compulsory or adapted school after the age limit (förlängt barnbidrag, 15 kap. 5–7 §§)."""
    study_aid: Span | None = None
    """Time with study aid, when the child counts for the supplement only (15 kap. 9 §)."""

    @property
    def right_arose(self) -> date:
        """The birth, or the later day the right arose."""
        return max(self.birth_date, self.right_from or self.birth_date)


class HouseholdChild(Facts):
    """A child the recipient's partner gets child allowance for, in full or half (15 kap. 12 §)."""

    birth_date: LegalDay
    halves: Literal[1, 2] = 2
    right_from: LegalDay | None = None
    right_until: LegalDay | None = None

    @property
    def right_arose(self) -> date:
        """The birth, or the later day the right arose."""
        return max(self.birth_date, self.right_from or self.birth_date)


class BarnbidragFacts(Facts):
    """Facts of one recipient's child allowance."""

    period: Months
    children: tuple[Child, ...] = Field(min_length=1, max_length=40)
    household_children: tuple[HouseholdChild, ...] = Field(default=(), max_length=40)
    supplement_to: Literal["claimant", "partner"] | None = None
    """Whom a couple has notified for the supplement of children counted together; else it is shared out."""
    insured: bool | None = True
    """Whether recipient and children are insured by residence (5 kap. 9 §); null when not assessed."""
