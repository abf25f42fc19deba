"""What has to be known to apply laws 1967:919 and 1977:268 to a person's months."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import Assessed, Facts, LegalDay, Months, YearlyKronor

FIRST_NOT_COVERED = date(1977, 7, 1)
"""From this day injuries come under the law that is now SFB 39–42 kap."""
Base = Annotated[int, Field(strict=True, ge=1_000, le=50_000)]


class LostAbility(Assessed):
    """Whether the ability to work is lowered by at least a quarter, which the raise of 1977 asks for."""

    at_least_a_quarter: bool


class YrkesskadelivrantaFacts(Facts):
    """Facts of one person's annuity by the compulsory insurance of before July 1977; not those paid of state funds."""

    period: Months
    injured_on: LegalDay
    annuity: YearlyKronor
    """The year's annuity as first determined, with the raises of laws 1955:469 and 1962:303 and no later one."""
    base_then: Base
    """The base amount of January 1968, or of the month of the injury for injuries after 1968."""
    base_july_1977: Base
    """The base amount when annuities were raised in July 1977."""
    lost: LostAbility | None = None
    exchanged_percent: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    """How much of the annuity has been exchanged for a sum paid once; that part is not given value by these laws."""

    @model_validator(mode="after")
    def _old_law(self) -> Self:
        if self.injured_on >= FIRST_NOT_COVERED:
            raise Wrong(
                "är från juli 1977 eller senare, då SFB 39–42 kap. gäller",
                "is from July 1977 or later, when SFB 39–42 kap. hold",
                "injured_on",
            )
        return self
