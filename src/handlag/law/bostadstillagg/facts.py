"""What has to be known to apply SFB 99–103 kap. to a person's months."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import Assessed, Facts, LegalDay, Months, YearlyKronor

MonthlyKronor = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Wealth = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]


class Incomes(Facts):
    """One person's incomes expected a year (102 kap. 7, 16 §§)."""

    benefits: YearlyKronor = 0
    """Sjukersättning, aktivitetsersättning, pension and widow's pension."""
    foreign_pension: YearlyKronor = 0
    capital: YearlyKronor = 0
    """Surplus of capital by the latest final tax."""
    work: YearlyKronor = 0
    """Income from work, counted by half."""
    other: YearlyKronor = 0
    """All other counted income, by 80 per cent."""


class Spouse(Facts):
    """The spouse, or the person lived together with as if married."""

    incomes: Incomes = Incomes()
    own_benefit: Literal["sjukersattning", "aktivitetsersattning", "none"] = "none"
    birth_date: LegalDay | None = None
    """Needed for a spouse with sjukersättning or aktivitetsersättning, whose free amount goes by age."""


class Special(Assessed):
    """What särskilt bostadstillägg rests on, worked out by a person from the tax tables (102 kap. 29–30 §§)."""

    net_income: MonthlyKronor
    """Income a month after tax, wealth's part included, bostadstillägg not."""
    net_floor: MonthlyKronor
    """A twelfth of the free amount after tax, which the income always counts as at least."""


class BostadstillaggFacts(Facts):
    """Facts of one person's bostadstillägg before the riktålder."""

    period: Months
    birth_date: LegalDay
    benefit: Literal["sjukersattning", "aktivitetsersattning", "foreign", "widow", "none"]
    """What gives the right (101 kap. 3 §); also while it rests or is withheld (4 §)."""
    housing_cost: MonthlyKronor
    """The home's cost a month in kronor, of spouses together, at-home children's part included (24 §)."""
    own_home: bool = True
    """It is the main home, and its cost does not depend on the person's income (101 kap. 7–8 §§)."""
    two_bed_room: bool = False
    """A room for two in a special form of housing: at most 2,250 a month each (102 kap. 23 §)."""
    housing_allowance: MonthlyKronor = 0
    """Preliminary bostadsbidrag for the same home, kronor a month (101 kap. 9 §)."""
    incomes: Incomes = Incomes()
    wealth: Wealth = 0
    """On 31 December the year before, of spouses together (102 kap. 10–13 §§)."""
    spouse: Spouse | None = None
    applied_on: LegalDay | None = None
    main_benefit_decided_on: LegalDay | None = None
    main_benefit_from: LegalDay | None = None
    """The first month sjukersättning or aktivitetsersättning was granted for, on application (101 kap. 10 a §)."""
    asks_special: bool = False
    special: Special | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        spouse = self.spouse
        if spouse and spouse.own_benefit != "none" and spouse.birth_date is None:
            raise Wrong(
                "behöver birth_date för en make med egen förmån",
                "needs birth_date for a spouse with a benefit of her own",
                "spouse",
            )
        if (self.main_benefit_decided_on is None) != (self.main_benefit_from is None):
            raise Wrong(
                "anges tillsammans med beslutsdagen",
                "is given together with the day of the decision",
                "main_benefit_from",
            )
        return self
