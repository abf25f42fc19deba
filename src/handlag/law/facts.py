"""What every benefit's facts have in common: strict values, and errors that name the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from handlag.core.validation import Wrong, faults, refused
from handlag.law.engine import WRITTEN_FROM, Answer

YearlyKronor = Annotated[int, Field(strict=True, ge=0, le=100_000_000)]
"""Whole kronor a year. The upper limit keeps every product of the compiled law far inside 64 bits."""
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
LegalDay = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]


class Facts(BaseModel):
    """Facts are frozen, and an unknown name is an error rather than ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(Facts):
    """A run of days, both ends included."""

    start: LegalDay
    end: LegalDay

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise Wrong("har sin sista dag före den första", "has its last day before its first")
        return self

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.start <= day <= self.end


class ClaimedPeriod(Span):
    """The days a claim is for: at most three years, none before the law that is written here."""

    @model_validator(mode="after")
    def _within_what_is_written(self) -> Self:
        if self.start < WRITTEN_FROM:
            raise Wrong(
                f"börjar före {WRITTEN_FROM.isoformat()}, som lagen är skriven från",
                f"begins before {WRITTEN_FROM.isoformat()}, from which the law is written",
            )
        if (self.end - self.start).days > 1096:
            raise Wrong("är längre än tre år", "is longer than three years")
        return self


MONTHS_AT_MOST = 12 * 21


class Months(Span):
    """Whole calendar months, from the first day of one to the last day of another; at most 21 years."""

    @model_validator(mode="after")
    def _whole_and_written(self) -> Self:
        if self.start.day != 1 or (self.end + timedelta(days=1)).day != 1:
            raise Wrong("ska vara hela kalendermånader", "must be whole calendar months")
        if self.start < WRITTEN_FROM:
            raise Wrong(
                f"börjar före {WRITTEN_FROM.isoformat()}, som lagen är skriven från",
                f"begins before {WRITTEN_FROM.isoformat()}, from which the law is written",
            )
        if 12 * (self.end.year - self.start.year) + self.end.month - self.start.month >= MONTHS_AT_MOST:
            raise Wrong("är längre än 21 år", "is longer than 21 years")
        return self


class Assessed(Facts):
    """A judgement a person has made: who, when and why."""

    by: str = Field(min_length=1, max_length=200)
    made_on: LegalDay
    why: str = Field(default="", max_length=10_000)


class Judged(Assessed):
    """A judgement that answers yes or no; a field that is None has not been judged."""

    met: bool


def answer_of(judged: Judged | None) -> Answer:
    """What a judgement is to the law: unclear while nobody has made it."""
    if judged is None:
        return Answer.UNCLEAR
    return Answer.YES if judged.met else Answer.NO


F = TypeVar("F", bound=Facts)


def read(model: type[F], facts: Mapping[str, Any]) -> F:
    """Facts checked against their model; ``LAW_FACTS`` tells of every field at fault, and is named for the first."""
    try:
        return model.model_validate(facts)
    except ValidationError as error:
        raise refused(
            faults(error.errors(include_url=False)),
            "LAW_FACTS",
            noun=("Fakta kan inte användas:", "The facts cannot be used:"),
            remedy=(
                "Rätta uppgifterna. Alla fält visas av: handlag law facts FÖRMÅN.",
                "Correct the facts. All fields are shown by: handlag law facts BENEFIT.",
            ),
        ) from error
