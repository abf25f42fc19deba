"""What has to be known to give the difference between Swedish family benefits and those of another EU state."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handlag.law.facts import Assessed, Facts, Months, Span

Ore = Annotated[int, Field(strict=True, ge=0, le=100_000_000)]


class Priority(Assessed):
    """Which state is to pay first for the family, as assessed by article 68.1."""

    first: Literal["sweden", "other"]


class ForeignBenefits(Span):
    """Family benefits of the other state for the same children, öre a month as converted, for these months."""

    monthly_ore: Ore


class FamiljeformanFacts(Facts):
    """Facts of one family's months where two states' family benefits meet."""

    period: Months
    swedish_monthly_ore: Ore
    """What barnbidrag and flerbarnstillägg come to for the same children; explain barnbidrag to find it."""
    priority: Priority | None = None
    foreign: tuple[ForeignBenefits, ...] = Field(default=(), max_length=60)
    foreign_known: bool | None = None
    """Whether what the other state pays has been told by its institution; null where it has not been asked."""
    by_residence_only: bool = False
    """Sweden's right is based on residence alone, and the child lives in the other state: no difference (68.2)."""
