"""What has to be known to apply SFB 12 kap. to one parent's days with one child (or children of one birth)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import ClaimedPeriod, Facts, LegalDay, Span
from handlag.law.sgi import SgiFacts

Eighths = Annotated[int, Field(strict=True, ge=0, le=8 * 2000)]
"""Parental days counted in eighths of a day, so that every level is a whole number."""
DayCount = Annotated[int, Field(strict=True, ge=0, le=2000)]
Weekday = Annotated[int, Field(strict=True, ge=1, le=7)]


class ParentalDays(Span):
    """Days asked for at one level; ``eighths`` is 8, 6, 4, 2 or 1 (12 kap. 9 §)."""

    eighths: Literal[8, 6, 4, 2, 1]
    kind: Literal["sjukpenningniva", "lagstaniva"] = "sjukpenningniva"


class ChildFacts(Facts):
    """The child, or the children of one birth."""

    birth_date: LegalDay | None = None
    """The birth, or the day an adopted child came into care; null before the birth."""
    expected_birth: LegalDay | None = None
    children: Annotated[int, Field(strict=True, ge=1, le=9)] = 1
    adopted: bool = False
    school_year_five_ends: LegalDay | None = None
    resident_from: LegalDay | None = None
    """The day the child became resident here, when later than the birth."""

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.birth_date is None and self.expected_birth is None:
            raise Wrong("behöver födelsedag eller beräknad födelse", "needs birth_date or expected_birth")
        return self

    @property
    def born(self) -> date:
        """The birth or, before it, the expected one."""
        known = self.birth_date or self.expected_birth
        assert known is not None  # noqa: S101  the model has checked it
        return known


class ForeignDays(Facts):
    """Days for which a parent has had a benefit for the birth under another country's law (33–34 §§)."""

    days: DayCount
    income_based: bool
    """Reckoned on income from work; else the same amount for everybody."""


class LeftAtFour(Facts):
    """Eighths of all levels each parent had left just before the child's fourth year ended (15 a §)."""

    own: Eighths
    other: Eighths


class Account(Facts):
    """Days the parents have used for the child and moved between them, before the claimed period."""

    used_high: Eighths = 0
    """This parent's eighths at sickness or base level."""
    used_lowest: Eighths = 0
    other_used_high: Eighths = 0
    """The other parent's eighths at sickness or base level: they count towards the first 180 days."""
    used_after_four: Eighths = 0
    """Both parents' eighths of all levels after the child's fourth year."""
    left_at_four: LeftAtFour | None = None
    """Null where it isn't known: then the parents share what 12 § gives after the fourth year."""
    used_after_four_own: Eighths = 0
    foreign: tuple[ForeignDays, ...] = Field(default=(), max_length=20)
    """This parent's own; the other parent's are taken from that parent's days."""
    other_foreign_days: DayCount = 0
    """The other parent's foreign days, which count towards the child's first 180."""
    received_high: DayCount = 0
    received_lowest: DayCount = 0
    given_high: DayCount = 0
    given_lowest: DayCount = 0
    double_days_used: DayCount = 0


class ForaldrapenningFacts(Facts):
    """Facts of one parent's claim."""

    period: ClaimedPeriod
    days: tuple[ParentalDays, ...] = Field(min_length=1, max_length=800)
    child: ChildFacts
    sgi: SgiFacts = SgiFacts()
    custody: Literal["joint", "sole", "transferred"] = "joint"
    """``transferred`` is an insured person who is no parent but has been given days (17 a §)."""
    carried_the_child: bool = False
    account: Account = Account()
    other_parent_days: tuple[Span, ...] = Field(default=(), max_length=800)
    """Days for which the other parent gets föräldrapenning for the same child."""
    qualifying_days: DayCount | None = None
    """Unbroken days before the (expected) birth with a right to sjukpenning above the lowest level (35 §)."""
    working_weekdays: tuple[Weekday, ...] = (1, 2, 3, 4, 5)
    """Weekdays the parent would have worked; empty for one without work, for whom 11 § is not in question."""
    work_free: tuple[Span, ...] = Field(default=(), max_length=400)
    """Further days the parent would not have worked: holidays, vacation, a schedule of its own."""
    applied_on: LegalDay | None = None
    late_application_excused: bool = False
    notified_on: LegalDay | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ordered = sorted(self.days, key=lambda span: span.start)
        for one, following in pairwise(ordered):
            if following.start <= one.end:
                raise Wrong(
                    f"har {following.start.isoformat()} i två av perioderna",
                    f"has {following.start.isoformat()} in two of the periods",
                    "days",
                )
        if ordered[0].start < self.period.start or ordered[-1].end > self.period.end:
            raise Wrong("går utanför perioden", "go outside the claimed period", "days")
        return self
