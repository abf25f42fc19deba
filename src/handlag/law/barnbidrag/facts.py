"""What has to be known to apply SFB 15–16 kap. to one recipient's months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from handlag.law.engine import WRITTEN_FROM
from handlag.law.facts import Facts, LegalDay, Span

MONTHS_AT_MOST = 12 * 21


class Months(Span):
    """Whole calendar months, from the first day of one to the last day of another."""

    @model_validator(mode="after")
    def _whole_and_written(self) -> Self:
        if self.start.day != 1 or (self.end + timedelta(days=1)).day != 1:
            raise ValueError("child allowance is claimed for whole months")
        if self.start < WRITTEN_FROM:
            raise ValueError(f"the law is written for months from {WRITTEN_FROM.isoformat()}")
        if 12 * (self.end.year - self.start.year) + self.end.month - self.start.month >= MONTHS_AT_MOST:
            raise ValueError("a claimed period is at most 21 years")
        return self


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
