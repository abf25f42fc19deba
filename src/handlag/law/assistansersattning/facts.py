"""What has to be known to apply SFB 51 kap. to somebody's months."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handlag.law.facts import Assessed, Facts, Judged, LegalDay, Months, Span

Minutes = Annotated[int, Field(strict=True, ge=0, le=7 * 24 * 60 * 3)]
MonthMinutes = Annotated[int, Field(strict=True, ge=0, le=31 * 24 * 60 * 3)]


class Needs(Assessed):
    """The need of assistance as assessed, in minutes a week, before a child's parental deduction (3, 6 §§)."""

    from_day: LegalDay
    basic: Minutes
    """Basic needs (LSS 9 a §)."""
    basic_exempt: Minutes = 0
    """Of them those no deduction is made from: breathing, tube feeding, preventing injury (6 § 1–4)."""
    other: Minutes = 0
    other_exempt: Minutes = 0
    parental_responsibility_weighed: bool = False
    """Before 2023: what a guardian normally does has been left out of the need by judgement."""


class Performed(Span):
    """Assistance reported for these months, minutes a month; part of it may not be paid (16 och 16 b §§)."""

    minutes: MonthMinutes
    not_payable: MonthMinutes = 0
    hourly_cost_ore: Annotated[int, Field(strict=True, ge=0, le=100_000)] | None = None
    """The cost of an hour, where a higher amount has been granted for special reasons (11 §)."""


class AssistansersattningFacts(Facts):
    """Facts of one person's assistansersättning."""

    period: Months
    birth_date: LegalDay
    covered: Judged | None = None
    """Whether the person is of those LSS 1 § covers (2 §)."""
    needs: tuple[Needs, ...] = Field(default=(), max_length=50)
    performed: tuple[Performed, ...] = Field(default=(), max_length=120)
    applied_on: LegalDay | None = None
    """Or the day the municipality told that there may be a right (7 §)."""
    granted_before: LegalDay | None = None
    """The day assistansersättning was first granted, for those past the target age of pension (8 §)."""
    granted_minutes_then: Minutes | None = None
    """Minutes a week granted when the target age was reached: not more after it (10 §)."""
    insured: bool | None = True
