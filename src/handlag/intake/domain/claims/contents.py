"""What a claim holds, typed, per benefit: the shape the rest of the system reads claims in.

The forms (``forms/*.yaml``) say how it is asked; these say what it is. Amounts are whole kronor a year,
periods include both days.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from handlag.core.benefits import Benefit

Work = Literal["employee", "self_employed", "combined", "unemployed"]
YearlyKronor = int


class Content(BaseModel):
    """What every claim has: the claimed period, and the claimant's word that it is true."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message: str = ""
    confirmed: Literal[True]

    @property
    def claimed(self) -> tuple[date, date | None]:
        """First and last day claimed, both included; None where the benefit has no end."""
        raise NotImplementedError

    def as_json(self) -> dict[str, Any]:
        """The content as stored: dates as ``YYYY-MM-DD``, nothing that wasn't answered."""
        return self.model_dump(mode="json", exclude_none=True)


class SjukpenningContent(Content):
    """A claim for sickness benefit (SFB 27–28 kap.)."""

    first_sick_day: date
    start: date
    end: date
    extent: Literal[25, 50, 75, 100]
    """How much the ability to work is reduced by the claimant's own account, per cent."""
    work: Work
    employer: str | None = None
    sick_pay_until: date | None = None
    employment_income: YearlyKronor | None = None
    business_income: YearlyKronor | None = None
    earlier_income: YearlyKronor | None = None
    """Income before unemployment, which may be a protected SGI (26 kap. 11–13 §§)."""
    waiting_days: Literal[1, 7, 14, 30, 60, 90] | None = None
    """The business owner's waiting days (27 kap. 27 a, 29 §§)."""
    yearly_hours: int | None = None
    notified_on: date | None = None

    @property
    def claimed(self) -> tuple[date, date | None]:
        """First and last day claimed."""
        return self.start, self.end


class ForaldrapenningContent(Content):
    """A claim for parental benefit (SFB 12 kap.)."""

    child: str
    start: date
    end: date
    weekdays: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = Field(min_length=1)
    extent: Literal["1", "3/4", "1/2", "1/4", "1/8"]
    """How much of each day (12 kap. 9 §)."""
    level: Literal["sjukpenningniva", "lagstaniva"]
    both_parents: bool = False
    """Both parents on the same days (12 kap. 4 a §)."""
    work: Literal["employee", "self_employed", "combined", "unemployed", "none"]
    employer: str | None = None
    employment_income: YearlyKronor | None = None
    business_income: YearlyKronor | None = None

    @property
    def claimed(self) -> tuple[date, date | None]:
        """First and last day claimed."""
        return self.start, self.end


class BarnbidragContent(Content):
    """A notice about child allowance (SFB 15–16 kap.)."""

    child: str
    from_month: date
    reason: Literal["birth", "moved_to_sweden", "change_of_recipient", "shared"]
    share: Literal["full", "half"]
    other_parent: str | None = None
    partner: str | None = None
    """Whose children are counted together with the claimant's for the supplement (15 kap. 12 §)."""

    @property
    def claimed(self) -> tuple[date, date | None]:
        """From the first of the month, without end: the law ends it with the child's sixteenth birthday
        quarter."""
        return self.from_month, None


CONTENTS: dict[Benefit, type[Content]] = {
    Benefit.SJUKPENNING: SjukpenningContent,
    Benefit.FORALDRAPENNING: ForaldrapenningContent,
    Benefit.BARNBIDRAG: BarnbidragContent,
}


def content_from_json(benefit: str, stored: dict[str, Any]) -> Content:
    """A stored claim's content, typed again."""
    return CONTENTS[Benefit(benefit)].model_validate(stored)
