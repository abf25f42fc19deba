"""What has to be known to apply SFB 93–98 kap. to a household's months, or to a year's final amount."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import Assessed, Facts, Judged, LegalDay, Months, YearlyKronor

Count = Annotated[int, Field(strict=True, ge=0, le=20)]
MonthlyKronor = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Area = Annotated[int, Field(strict=True, ge=1, le=10_000)]


class ChildsCapital(Facts):
    """A child's surplus of capital in the year (97 kap. 11 §)."""

    surplus: YearlyKronor
    alternating: bool = False


class Income(Facts):
    """One person's income that counts, of the same calendar year as the allowance (97 kap. 2–5 och 13 §§)."""

    employment: YearlyKronor = 0
    """Överskott av tjänst."""
    business: YearlyKronor = 0
    """As 4 § adjusts it; 0 where it is a deficit."""
    capital: YearlyKronor = 0
    """As 5 § adjusts it."""
    other: YearlyKronor = 0
    """13 §, without study grant."""
    study_grant: YearlyKronor = 0
    """Studiebidrag, of which 80 per cent counts."""
    wealth: YearlyKronor = 0
    """At the end of the year (8 §)."""


class Household(Facts):
    """Those who live together, what they have to live on and where they live."""

    kind: Literal["family", "without_children"] = "family"
    birth_date: LegalDay
    spouse_birth_date: LegalDay | None = None
    """Of a spouse or cohabiting partner; null for one alone."""
    income: Income = Income()
    spouse_income: Income | None = None
    at_home: Count = 0
    """Children in custody who live at home for good, or foster children (96 kap. 4 och 7 §§)."""
    alternating: Count = 0
    """Children who live by turns with both parents (5 a §)."""
    visiting: Count = 0
    """Children who at times live there by custody or visits (6 §)."""
    childrens_wealth: YearlyKronor = 0
    """Of children at home, and half of that of alternating children (97 kap. 6 §)."""
    childrens_capital: tuple[ChildsCapital, ...] = Field(default=(), max_length=40)
    rent: MonthlyKronor
    """The cost of the dwelling as the agency's regulations reckon it (97 kap. 14 §)."""
    area: Area
    two_rooms: bool = True
    """At least two rooms besides the kitchen; asked of those whose children visit."""
    owns_or_rents: bool = True
    registered: bool = True
    special_reasons: Judged | None = None
    """For a dwelling where the person isn't registered (96 kap. 2 §)."""
    disability: bool = False
    """Somebody of the household has a disability: a higher cost or larger area may be accepted."""
    accepted_rent: MonthlyKronor | None = None
    """The ceiling accepted instead, where there is a disability."""
    housing_supplement: bool = False
    """Gets bostadstillägg, or would but for the means test (96 kap. 11 §)."""

    @model_validator(mode="after")
    def _told_whole(self) -> Self:
        if self.spouse_birth_date is None and self.spouse_income is not None:
            raise Wrong("har en makes inkomst men ingen make", "has a spouse's income but no spouse")
        return self

    @property
    def spouses(self) -> bool:
        """Whether two persons live together as spouses or cohabiting partners."""
        return self.spouse_birth_date is not None


class BostadsbidragFacts(Facts):
    """Facts of one household's months; where the household changes, each part is a claim of its own."""

    period: Months
    household: Household
    right_from: LegalDay | None = None
    right_until: LegalDay | None = None
    applied_on: LegalDay | None = None
    rent_rise_told_in_time: bool = False
    """Applied within a month from when a raised rent became known (96 kap. 14 §)."""
    not_needed: Judged | None = None
    """Whether the household plainly doesn't need the allowance (97 kap. 29 §); null where there is no cause to ask."""
    insured: bool | None = True

    @model_validator(mode="after")
    def _twelve_months(self) -> Self:
        span = self.period
        if 12 * (span.end.year - span.start.year) + span.end.month - span.start.month >= 12:
            raise Wrong("är längre än tolv månader (96 kap. 13 §)", "is longer than twelve months (96 kap. 13 §)")
        return self


class YearPart(Facts):
    """Months of the year with one household, and the preliminary amount paid for each of them."""

    period: Months
    household: Household
    paid_monthly: MonthlyKronor


class AdditionOrFee(Assessed):
    """What is added to a difference by the state lending rate at the end of the year (98 kap. 7 §), öre.

    The regulations on how it is worked out have not been found; an officer states the sum.
    """

    ore: Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]


class FinalFacts(Facts):
    """Facts of a year's final bostadsbidrag, once the tax decision has come (98 kap. 5–7 §§)."""

    year: int = Field(strict=True, ge=2022, le=2100)
    parts: tuple[YearPart, ...] = Field(min_length=1, max_length=12)
    addition_or_fee: AdditionOrFee | None = None

    @model_validator(mode="after")
    def _of_the_year(self) -> Self:
        ordered = sorted(self.parts, key=lambda part: part.period.start)
        if any(part.period.start.year != self.year or part.period.end.year != self.year for part in ordered):
            raise Wrong("har månader utanför året", "has months outside the year")
        for one, following in pairwise(ordered):
            if following.period.start <= one.period.end:
                raise Wrong("har samma månad två gånger", "has a month twice")
        return self
