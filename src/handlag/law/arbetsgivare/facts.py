"""What has to be known of an employer's costs, a disputed sick pay, a work aid or a service bought."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay, Percent
from handlag.law.months import last_day, month_of

Kronor = Annotated[int, Field(strict=True, ge=0, le=100_000_000_000)]
Ore = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
ORDINARY_FROM = date(2022, 4, 1)
"""Until March 2022 temporary rules of the pandemic held, which are not written."""


class SjuklonekostnadFacts(Facts):
    """An employer's payroll and sick pay for months of one calendar year; to March 2022 for one month."""

    period: ClaimedPeriod
    payroll: Kronor
    """Total cost of wages for the months, with contributions."""
    yearly_payroll: Kronor | None = None
    """The year's, which picks the share, where the months are not the whole year; None reads as the months'."""
    sick_pay: Kronor
    """Cost of sick pay by the act, with contributions; the deduction for the first day is no cost."""

    @model_validator(mode="after")
    def _of_one_year(self) -> Self:
        if self.period.start.year != self.period.end.year:
            raise Wrong("går över ett årsskifte", "runs over a turn of the year", "period")
        if self.period.start < ORDINARY_FROM and not self._is_a_month():
            raise Wrong(
                "är inte en hel kalendermånad; före april 2022 räknas var månad för sig",
                "is not a whole calendar month; before April 2022 each month counts by itself",
                "period",
            )
        return self

    def _is_a_month(self) -> bool:
        start = self.period.start
        return start.day == 1 and self.period.end == last_day(month_of(start))


class SjuklonegarantiFacts(Facts):
    """Sick pay an employer refuses."""

    period: ClaimedPeriod
    applied_on: LegalDay
    due_on: LegalDay
    """The day the sick pay fell due."""
    per_day: Ore
    """Disputed sick pay a calendar day, öre; for parts of it, that part."""
    reasonable: Ore | None = None
    """A lower sum a day an officer finds reasonable; None reads as the whole."""
    dispute: Literal["capacity", "employment", "other"]
    """About lost work capacity or its extent, about being an employee, or about something else."""
    likely: Judged | None = None
    """Whether there are probable reasons for the right to the sick pay (21 §)."""
    unpaid: bool = True
    wage_guarantee: bool = False
    """Whether the state answers for the claim by the wage guarantee (22 §)."""


class KarensavdragFacts(Facts):
    """A deduction for the first sick day, made while the state gave it back."""

    period: ClaimedPeriod
    """The day of the deduction, as a period of that one day."""
    applied_on: LegalDay
    kind: Literal["employee", "self_employed"] = "employee"
    """A temporary employee is an employee."""


class ArbetshjalpmedelFacts(Facts):
    """A work aid or an adaptation of the workplace."""

    period: ClaimedPeriod
    """The day of the purchase or repair, as a period of that one day."""
    applied_on: LegalDay
    birth_date: LegalDay
    to: Literal["employer", "insured"]
    cost: Kronor
    needed: Judged | None = None
    """Whether it is needed for the work, and is not what the business or its environment needs anyway (2–3 §§)."""
    no_value_to_others: bool = True
    """For the insured: whether it is of no value to anybody else; then the whole cost is paid."""
    share: Percent = 50
    """The share of the cost otherwise, at least half; for an employer more than half for special reasons."""
    computer_based: bool = False
    higher: Judged | None = None
    """For sums above the limit: whether more is granted, for a computer-based aid or exceptional reasons."""
    late_for_reason: bool = False
    """Exceptional reasons to grant what was applied for after the purchase (6 §)."""


class RehabstodFacts(Facts):
    """A service of workplace-oriented rehabilitation support an employer bought for one employee."""

    period: ClaimedPeriod
    """The day of the service, as a period of that one day."""
    applied_on: LegalDay
    cost: Kronor
    approved_provider: bool = True
    treatment: bool = False
    """Medical or other treatment, which is no such support (1 §)."""
    paid_for_employee: Kronor = 0
    """Grant already paid for the employee in the calendar year."""
    paid_to_employer: Kronor = 0
    """Grant already paid to the employer in the calendar year."""
