"""What has to be known to apply SFB 39–44 kap. to a person's time after an injury."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.daily import OreADay, Paid
from handlag.law.facts import Assessed, ClaimedPeriod, Facts, Judged, LegalDay, Months, Span, YearlyKronor
from handlag.law.sjukpenning.facts import no_overlap

Floor = Literal["none", "student", "military_training", "inmate"]


class EarningAbility(Assessed):
    """Yearly incomes compared from a day: what the person would have without the injury, and can have with it."""

    from_day: LegalDay
    without_injury: Annotated[int, Field(strict=True, ge=1, le=100_000_000)]
    with_injury: YearlyKronor


class Index(Facts):
    """The number a year's annuities are recalculated by, where it is not among the parameters (41 kap. 21 §)."""

    year: Annotated[int, Field(strict=True, ge=1978, le=2100)]
    ten_thousandths: Annotated[int, Field(strict=True, ge=5_000, le=20_000)]


class Determined(Assessed):
    """A year's annuity as it was determined for a year, before reductions for other benefits."""

    year: Annotated[int, Field(strict=True, ge=1977, le=2100)]
    yearly: YearlyKronor


class LaterBasis(Assessed):
    """A basis from a later day: of somebody young at the injury, or foreseen at the start (14, 15, 17 §§)."""

    from_day: LegalDay
    income: YearlyKronor


class Yearly(Span):
    """Another benefit for the same time, in kronor a year."""

    yearly: YearlyKronor


class LivrantaFacts(Facts):
    """Facts of one person's annuity after a work injury."""

    period: Months
    birth_date: LegalDay
    injured_on: LegalDay
    """The day of the accident, or the day the injury first showed itself (39 kap. 8 §)."""
    injury: Judged | None = None
    """Whether predominant reasons speak for the injury being of an accident or other harm at work (39 kap. 3 §)."""
    lasting: Judged | None = None
    """Whether the reduction can be assumed to last at least a year."""
    first_month: LegalDay | None = None
    """A day of the month from which the annuity is first given; the first of the period when not told."""
    basis: YearlyKronor
    """The SGI at that time with what 41 kap. 12 § adds, or the higher income of 13 §."""
    later_basis: tuple[LaterBasis, ...] = Field(default=(), max_length=10)
    student: bool = False
    """Injured in vocational training or other education that is covered (15–16 §§)."""
    assessments: tuple[EarningAbility, ...] = Field(default=(), max_length=50)
    determined: Determined | None = None
    indexes: tuple[Index, ...] = Field(default=(), max_length=100)
    same_loss: tuple[Yearly, ...] = Field(default=(), max_length=50)
    """Sjukersättning, aktivitetsersättning, foreign pension or omställningsstudiestöd for the same loss of income."""
    other_illness: tuple[Yearly, ...] = Field(default=(), max_length=50)
    """Sjukersättning or aktivitetsersättning granted later for an illness not of work (42 kap. 4 §)."""
    sgi_after_age_limit: bool = False
    """Injured when past the age limit, with an SGI that can be set (41 kap. 6 §)."""
    applied_on: LegalDay | None = None

    @property
    def floor(self) -> Floor:
        """Which least basis holds."""
        return "student" if self.student else "none"

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        no_overlap("same_loss", self.same_loss)
        no_overlap("other_illness", self.other_illness)
        years = [index.year for index in self.indexes]
        if len(set(years)) != len(years):
            raise Wrong("har samma år två gånger", "has a year twice", "indexes")
        if self.first_month and self.first_month > self.period.end:
            raise Wrong("är efter perioden", "is after the period", "first_month")
        return self


class PersonskadeFacts(LivrantaFacts):
    """Facts of an annuity by the state's injury protection (43 kap.)."""

    ground: Literal["military_training", "other_service", "inmate", "volunteer"]
    protected_until: LegalDay
    """The last day of the time of protection (7 kap. 4–6 §§)."""
    interned_over_six_months: bool = False
    floor_by_ordinance: bool = False
    """A volunteer to whom the ordinance gives the least basis (43 kap. 21 §)."""

    @property
    def floor(self) -> Floor:
        """Which least basis holds (43 kap. 13, 19, 21 §§)."""
        if self.ground == "military_training":
            return "military_training"
        if (self.ground == "inmate" and self.interned_over_six_months) or self.floor_by_ordinance:
            return "inmate"
        return "student" if self.student else "none"


class LostDay(Facts):
    """A further sick day and the income shown to be lost on it, in öre."""

    day: LegalDay
    loss: OreADay


class ArbetsskadesjukpenningFacts(Facts):
    """Facts of arbetsskadesjukpenning for two days and those shown beyond them (40 kap. 4–6 §§)."""

    period: ClaimedPeriod
    annuity_granted: bool
    """Whether compensation for loss of income by a work injury has been granted."""
    basis: YearlyKronor
    """The annuity's basis at the time of the decision."""
    further_days: tuple[LostDay, ...] = Field(default=(), max_length=1000)
    applied_on: LegalDay | None = None

    @model_validator(mode="after")
    def _within(self) -> Self:
        days = [one.day for one in self.further_days]
        if len(set(days)) != len(days):
            raise Wrong("har samma dag två gånger", "has a day twice", "further_days")
        if not all(self.period.holds(day) for day in days):
            raise Wrong("har en dag utanför perioden", "has a day outside the period", "further_days")
        return self


class ReducedAbility(Span, Assessed):
    """Days on which illness lowers the ability to earn an income, in quarters."""

    quarters: Literal[0, 1, 2, 3, 4]


class SarskildSjukpenningFacts(Facts):
    """Facts of särskild sjukpenning after military training (43 kap. 14–17 §§)."""

    period: ClaimedPeriod
    birth_date: LegalDay
    training_days: Annotated[int, Field(strict=True, ge=0, le=2000)]
    """Days the military training was to last."""
    protected_until: LegalDay
    ill_in_training: Judged | None = None
    """Whether the illness arose in the training, in the month it ended or the month after."""
    reduced: tuple[ReducedAbility, ...] = Field(default=(), max_length=200)
    others: tuple[Paid, ...] = Field(default=(), max_length=200)
    """Other benefit by 43 kap., and sickness benefit by 27, 28 or 40 kap., öre a day."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        no_overlap("reduced", self.reduced)
        return self


class KrigsskadeFacts(Facts):
    """Facts of a seaman's special compensation after war injury (44 kap. 5 §)."""

    period: ClaimedPeriod
    """The day or days the compensation is told for."""
    injured_on: LegalDay
    war_event_abroad: Judged | None = None
    """Whether the injury comes of an accident by an event of war abroad, in the time of protection."""
    lost_percent: Annotated[int, Field(strict=True, ge=0, le=100)] | None = None
    """How much of the ability to work is lost; None while nobody has assessed it."""
    work_injury_benefit: bool = False
    """Whether there is a right to work injury compensation for the same time (44 kap. 4 §)."""
