"""A protocol: what is to be tried, on what, and how it will be judged, written before anybody has taken part.

Once registered nothing of it is changed; the analysis reads it and nothing else (CONSORT 2010, items 6a, 7a, 8a, 12a).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from handlag.core.errors import HandlagError
from handlag.core.validation import Wrong, faults, refused

LONGEST = 50_000
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Inside = Annotated[float, Field(gt=0, lt=1)]
Finite = Annotated[float, Field(allow_inf_nan=False, ge=-1e9, le=1e9)]
Stratum = Literal["sex", "age", "unit"]
Design = Literal["randomised", "matched", "before_after"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Part):
    """The same in Swedish and English."""

    sv: Words
    en: Words

    def text(self, language: str) -> str:
        """In the reader's language."""
        return self.en if language.startswith("en") else self.sv


class Outcome(Said):
    """What is measured: a share of people (0 or 1 each) or a mean, which way is better, and after how many days."""

    kind: Literal["share", "mean"]
    better: Literal["higher", "lower"]
    after_days: Annotated[int, Field(ge=1, le=3650)]


class Assumed(_Part):
    """What the size is reckoned from: the outcome without the measure, its spread, the least effect worth having."""

    baseline: Finite
    effect: Finite
    spread: Annotated[float, Field(gt=0, le=1e9)] | None = None
    missing: Annotated[float, Field(ge=0, lt=1)] = 0.0


class Protocol(_Part):
    """The whole of it. ``exact`` and ``coarse`` are what a matched comparison holds alike: as is, or by edges."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    design: Design = "randomised"
    measure: Said
    comparison: Said
    outcome: Outcome
    assumed: Assumed | None = None
    power: Inside = 0.8
    level: Annotated[float, Field(gt=0, le=0.2)] = 0.05
    benefits: list[str] = []
    strata: list[Stratum] = []
    blocks: Annotated[list[Annotated[int, Field(ge=2, le=20, multiple_of=2)]], Field(min_length=1)] = [4, 6]
    consent: Said | None = None
    exact: list[str] = []
    coarse: dict[str, list[Finite]] = {}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.design == "randomised" and (self.assumed is None or self.consent is None):
            raise Wrong(
                "behövs i ett försök med lottning: antaganden (assumed) och samtycke (consent)",
                "are needed where people are drawn by lot: assumed and consent", "assumed",
            )  # fmt: skip
        if self.design == "matched" and not (self.exact or self.coarse):
            raise Wrong("ska säga vad som hålls lika (exact eller coarse)", "must say what is held alike", "exact")
        if self.assumed:
            _sizes(self.assumed, self.outcome.kind)
        return self


def _sizes(assumed: Assumed, kind: str) -> None:
    if assumed.effect == 0:
        raise Wrong("kan inte vara noll", "can't be nought", "assumed.effect")
    if kind == "mean" and assumed.spread is None:
        raise Wrong("behövs för ett medelvärde (standardavvikelse)", "is needed for a mean", "assumed.spread")
    if kind == "share" and not (0 <= assumed.baseline <= 1 and 0 <= assumed.baseline + assumed.effect <= 1):
        raise Wrong("ger en andel utanför 0–1", "gives a share outside 0 to 1", "assumed.effect")


def read_protocol(written: str) -> Protocol:
    """A protocol written in YAML. Raises EFFECTS_PROTOCOL naming the place."""
    if len(written) > LONGEST:
        raise _unreadable(f"längre än {LONGEST} tecken", f"longer than {LONGEST} characters")
    try:
        content: Any = yaml.safe_load(written)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _unreadable("inte YAML", "not YAML") from error
    if not isinstance(content, dict):
        raise _unreadable("inte namngivna fält", "not named fields")
    try:
        return Protocol.model_validate(content)
    except ValidationError as error:
        raise refused(
            faults(error.errors()), "EFFECTS_PROTOCOL", noun=("Protokollet:", "The protocol:"),
            remedy=("Rätta och försök igen; docs/quality.md beskriver fälten.",
                    "Correct it and try again; docs/quality.md describes the fields."),
        ) from error  # fmt: skip


def _unreadable(sv: str, en: str) -> HandlagError:
    return HandlagError(
        "EFFECTS_PROTOCOL", "written", sv=f"Protokollet är {sv}.", en=f"The protocol is {en}.",
        remedy_sv="Utgå från exemplet.", remedy_en="Begin from the example.",
    )  # fmt: skip
