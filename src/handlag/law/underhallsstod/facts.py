"""What has to be known to apply SFB 18 kap. to a child's months, or 19 kap. to a liable parent's."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handlag.law.facts import Assessed, ClaimedPeriod, Facts, LegalDay, Months, Span, YearlyKronor

MonthlyKronor = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Children = Annotated[int, Field(strict=True, ge=1, le=30)]
Ore = Annotated[int, Field(strict=True, ge=0, le=10_000_000_000)]
"""Whole öre, at most 100 million kronor."""


class LiableIncome(Facts):
    """The liable parent's income by the last tax decision before February of the year (19 kap. 11–15 §§)."""

    employment: YearlyKronor = 0
    business: YearlyKronor = 0
    """As 14 § adjusts it; 0 where it is a deficit."""
    capital: YearlyKronor = 0
    """As 13 § adjusts it."""
    study_grant: YearlyKronor = 0
    """Studiebidrag and studiestartsstöd, without their supplements (15 §)."""


class Reasonable(Assessed):
    """An income judged reasonable instead, for an earning capacity plainly not used (19 kap. 21 §)."""

    yearly: YearlyKronor


class Stay(Span):
    """Months for which a judgment or approved agreement has the child with the liable parent, whole days a month."""

    days: Annotated[int, Field(strict=True, ge=0, le=31)]


class Stays(Facts):
    """Time with the liable parent by judgment or approved agreement, and notice of it (19 kap. 22–25 §§)."""

    days_a_year: Annotated[int, Field(strict=True, ge=0, le=366)]
    notified_on: LegalDay
    months: tuple[Stay, ...] = Field(min_length=1, max_length=60)
    not_followed: bool = False
    """There is reason to assume that the stays are substantially fewer (24 §)."""


class Liable(Facts):
    """The parent who is liable for the child's maintenance."""

    income: LiableIncome = LiableIncome()
    reasonable: Reasonable | None = None
    children: Children = 1
    """All the children the parent is liable to maintain by 7 kap. 1 § föräldrabalken."""
    stays: Stays | None = None


class Paid(Span):
    """Maintenance the liable parent has paid the child for these months before the decision was served (28 §)."""

    monthly: MonthlyKronor


class UnderhallsstodFacts(Facts):
    """Facts of one child's underhållsstöd."""

    period: Months
    birth_date: LegalDay
    apart_from: LegalDay
    """The day the parents moved apart, or the right otherwise arose."""
    applied_on: LegalDay | None = None
    right_until: LegalDay | None = None
    kind: Literal["full", "topped_up", "abroad"] = "full"
    """Full (20 §), less what the other parent should pay (21 och 24 §§), or less a maintenance set abroad (22 §)."""
    liable: Liable | None = None
    """Needed for topped_up, and where a deduction for stays lowers the support (29 §)."""
    maintenance_abroad: MonthlyKronor = 0
    lump_sum_monthly: MonthlyKronor = 0
    """What a lump sum of maintenance reasonably comes to a month (27 §)."""
    pays_directly: MonthlyKronor = 0
    """What the liable parent can be assumed to pay in due order (9 §)."""
    paid_before: tuple[Paid, ...] = Field(default=(), max_length=60)
    childs_income: YearlyKronor = 0
    """The child's own income by 19 kap. 10–15 §§ (30 §)."""
    lives_apart: bool | None = True
    """Whether the parents live apart; null where that is not settled (3 §)."""
    resident_parent_here: bool = True
    resident_parent_has_custody: bool = True
    special_guardians: bool = False
    """Lives with one or two specially appointed guardians: double support (7, 26 §§)."""
    refuses_paternity: bool = False
    """Plainly without valid reason (8 §)."""
    refuses_maintenance_claim: bool = False
    """Does not do what has been ordered to have maintenance set (10 §)."""
    childs_pension: bool = False
    paid_twelve_months: bool = False
    """The liable parent has paid the agency in due order for twelve months in a row (9 a §)."""
    special_reasons_until: LegalDay | None = None
    """Support goes on for special reasons for a time set (9 a § second paragraph)."""
    special_reasons: bool | None = None
    """Whether there are such reasons; null where nobody has judged it."""
    studies: tuple[Span, ...] = Field(default=(), max_length=20)
    """Studies from 18 that give a right to extended support (6 §)."""
    married: bool = False
    insured: bool | None = True


class SupportedChild(Facts):
    """A child for whom support is given, and its stays with the liable parent."""

    birth_date: LegalDay
    support_monthly: MonthlyKronor | None = None
    """What is paid in support, where it is not the amount of 18 kap. 20 §."""
    stays: Stays | None = None
    paid_before: tuple[Paid, ...] = Field(default=(), max_length=60)
    set_maintenance: MonthlyKronor | None = None
    """With the liable parent abroad: the maintenance set for the child a month; None where none has been set."""


class BetalningFacts(Facts):
    """Facts of a liable parent's payments to the agency."""

    period: Months
    children: tuple[SupportedChild, ...] = Field(min_length=1, max_length=30)
    liable: Liable = Liable()
    notice_sent_on: LegalDay | None = None
    """The day the application was told of (18 kap. 38 §): no payment further back than three years (5 §)."""
    abroad: bool = False
    """Resident abroad, or paid from there so that it can't be seized: 28–33 §§ are applied instead."""


class Payment(Facts):
    """A sum the liable parent has paid the agency on a day."""

    day: LegalDay
    amount: Ore


class UnderhallsskuldFacts(Facts):
    """A sum a liable parent has not paid in due time, and what was paid of it since."""

    period: ClaimedPeriod
    """The days interest is reckoned for, from the debt as it is on the first of them."""
    capital: Ore
    due_on: LegalDay
    payments: tuple[Payment, ...] = Field(default=(), max_length=400)
    respite: tuple[Span, ...] = Field(default=(), max_length=50)
    """Days on which payment was put off by decision (40 §)."""


class Affordable(Assessed):
    """What can be paid a month when the family keeps what it needs (utsökningsbalken 7 kap. 4-5 §§)."""

    monthly: Ore


class AvbetalningFacts(Facts):
    """A debt after a respite, to be paid in monthly parts."""

    period: Months
    debt: Ore
    """What is left on the first day of the period."""
    yearly: YearlyKronor
    """The payment a year for all the children, as 2-5, 10-17 and 21-27 §§ have or would have it."""
    children: Children = 1
    affordable: Affordable | None = None
    """None where nobody has found that less must be paid."""
    first_unpaid: LegalDay | None = None
    """The due day of the first part that was not paid in time."""
    six_paid_on: LegalDay | None = None
    """The day that part and the next five had all been paid."""
