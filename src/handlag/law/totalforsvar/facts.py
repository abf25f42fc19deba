"""What has to be known of a service in total defence and of the family left at home."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handlag.core.validation import Wrong
from handlag.law.facts import ClaimedPeriod, Facts, Judged, LegalDay, Span, YearlyKronor

Kronor = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Minutes = Annotated[int, Field(strict=True, ge=0, le=1440)]


TrainingDays = Annotated[int, Field(strict=True, ge=1, le=700)]


class Attended(Facts):
    """Days served, and those of them for which nothing is paid."""

    period: ClaimedPeriod
    absent: tuple[Span, ...] = ()
    """Whole days of absence without valid reason."""
    detained: tuple[Span, ...] = ()


class _Service(Attended):
    """Days served for a part of an income."""

    sgi: YearlyKronor
    """The sjukpenninggrundande inkomst, or what it would have been set to."""
    parental: tuple[Span, ...] = ()
    """Days with a parental benefit."""


class VarnpliktFacts(_Service):
    """A period of military or civilian service."""

    kind: Literal["basic_training", "other"]
    training_days: TrainingDays = 1
    """How long the basic training is; more than 60 days give dagersättning instead."""


class DagersattningFacts(Attended):
    """Days of basic training."""

    training_days: TrainingDays
    """How long the training is to be; up to 60 days give dagpenning instead."""


class PremieFacts(Attended):
    """A basic training that has ended on the day of the period."""

    service: Span
    """From the day of entry to the day of leaving."""
    training_days: TrainingDays
    """How long the training was to be."""
    ended: Literal["completed", "injured", "interrupted"]
    special_reasons: Judged | None = None
    """For a training interrupted otherwise than by an injury: whether there are special reasons (6 §)."""

    @model_validator(mode="after")
    def _ended_on_the_day(self) -> Self:
        if self.service.end != self.period.end:
            raise Wrong("slutar inte på periodens dag", "does not end on the day of the period", "service")
        return self


class HemvarnFacts(_Service):
    """A period of service in the home guard, from the day of entry to the day of leaving."""

    service: Literal["training", "command_exercise", "readiness_task", "joint_exercise", "rescue", "other"]
    alert: bool = False
    """Whether there is hemvärnsberedskap."""
    lost_income: tuple[LegalDay, ...] = ()
    """Days on which the soldier shows that the service costs income of work."""
    minutes: tuple[Minutes, ...] = ()
    """Minutes of service each day of the period; none reads as at least six hours every day."""

    @model_validator(mode="after")
    def _a_number_a_day(self) -> Self:
        if self.minutes and len(self.minutes) != (self.period.end - self.period.start).days + 1:
            raise Wrong("har inte en uppgift per dag i perioden", "has not one number a day of the period", "minutes")
        return self


class Relative(Facts):
    """Somebody the person in service provides for (7 kap. 8 §)."""

    relation: Literal["own_child", "child_elsewhere", "partners_child", "spouse", "former_spouse", "carer"]
    """A cohabitant is a spouse; a carer looks after the person's child who lives with him or her."""
    birth_date: LegalDay | None = None
    """Of a child."""
    liability: Kronor | None = None
    """What he or she must pay a month: maintenance, repayment of maintenance support, or the carer's compensation."""
    cares_for_child: bool = False
    """A spouse who looks after a child at home."""
    exceptional: Judged | None = None
    """For a spouse who does not: whether there are exceptional reasons."""
    benefits: Kronor = 0
    """A child's maintenance and social benefits a month; a spouse's social benefits are income of work here."""
    work: Kronor = 0
    """A spouse's income of work and social benefits a month before tax."""
    other: Kronor = 0
    """Other income a month before tax."""

    @model_validator(mode="after")
    def _told_what_counts(self) -> Self:
        if self.relation in {"own_child", "child_elsewhere", "partners_child"} and self.birth_date is None:
            raise Wrong("saknas för ett barn", "is missing for a child", "birth_date")
        if self.relation in {"child_elsewhere", "former_spouse", "carer"} and self.liability is None:
            raise Wrong("saknas för den som får underhåll", "is missing for who is maintained", "liability")
        return self


class Home(Facts):
    """The dwelling kept during the service."""

    lives: Literal["family", "parents", "other", "alone"]
    """With spouse or child, parents, another person, or alone."""
    cost: Kronor
    """The reasonable cost a month, or the person's share of it."""
    since: LegalDay | None = None
    """The day the person began to live so; needed for alone and with another."""
    paid_regularly: bool = True
    reasons: Judged | None = None
    """With parents: ability to pay, regular payment and need; otherwise special reasons where three months lack."""


class Business(Facts):
    """A trade that lives on during the service."""

    cost: Kronor
    """Reasonable cost a month of paid replacement, or what is needed to begin again afterwards."""
    surplus: Kronor = 0
    """The surplus a month the trade would normally give; not counted for a trade that rests."""
    rests: bool = False
    goes_on: Judged | None = None
    """Whether the trade can be expected to go on (19-20 §§)."""
    afterwards: bool = False
    """Special reasons to pay for up to 30 days after the service (22 §)."""


class FamiljebidragFacts(Facts):
    """A service and the family and dwelling it leaves behind; incomes are those of a month of the service."""

    period: ClaimedPeriod
    """The days the allowance is claimed for."""
    applied_on: LegalDay
    service: Span
    long_basic_training: bool = True
    """Whether the service is basic training of more than 60 days; else only the trade counts."""
    completed: bool = True
    injured: bool = False
    """Whether an injury ended the training."""
    relatives: tuple[Relative, ...] = Field(default=(), max_length=30)
    home: Home | None = None
    business: Business | None = None
    leisure_work: Kronor = 0
    """Own income of work in leisure time, and sjukpenning instead of it."""
    other_income: Kronor = 0
    special_reasons: bool = False
    """Special reasons to pay for time more than 30 days before the application."""

    @model_validator(mode="after")
    def _one_spouse(self) -> Self:
        if sum(one.relation == "spouse" for one in self.relatives) > 1:
            raise Wrong("har mer än en make", "has more than one spouse", "relatives")
        return self


class BegravningFacts(Facts):
    """A death in the family during the service."""

    period: ClaimedPeriod
    """The day of death, as a period of that one day."""
    service: Span
    relation: Literal["spouse", "child"]
    family_allowance: bool = True
    """Whether familjepenning was granted for the dead."""
    needed: Judged | None = None
    """Where it was not: whether the grant is needed."""
